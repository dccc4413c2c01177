package org.wengert.driver;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.wengert.codegen.ArrayCall;
import org.wengert.codegen.ClassSource;
import org.wengert.codegen.ClassWriter;
import org.wengert.codegen.FunctionSource;
import org.wengert.codegen.GeneratedSource;
import org.wengert.codegen.MethodCount;
import org.wengert.codegen.TestClassWriter;
import org.wengert.codegen.TestPoint;
import org.wengert.codegen.TestSource;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.diagnostic.Severity;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.product.Derivative;
import org.wengert.product.Product;
import org.wengert.source.BigStack;
import org.wengert.source.SourceText;
import org.wengert.syntax.Syntax;

/**
 * What came of a program.
 *
 * @param syntax as parsed, where it parsed
 * @param functions in the order of the file; none if there are errors
 * @param diagnostics errors and warnings in the order of the text
 */
public record Compilation(
        SourceText source,
        CompilerOptions options,
        Optional<Syntax.Program> syntax,
        List<CompiledFunction> functions,
        List<Diagnostic> diagnostics) {

    /** Whether there are functions to use. */
    public boolean succeeded() {
        return diagnostics.stream().noneMatch(d -> d.code().severity() == Severity.ERROR);
    }

    /** The Java class of all functions with what is asked of them. */
    public GeneratedSource java() {
        return java(() -> generated().stream().map(CompiledFunction::toSource).toList());
    }

    /** The functions that Java is generated of: of a file with clauses those that are named in one. */
    public List<CompiledFunction> generated() {
        return functions.stream().filter(f -> !f.requests().isEmpty()).toList();
    }

    /** The Java class of one function with a product of all its parameters. */
    public GeneratedSource java(CompiledFunction function, Product product) {
        return java(function, function.request(product));
    }

    /** The Java class of one function with one product. */
    public GeneratedSource java(CompiledFunction function, FunctionGraph.Request request) {
        return java(() -> List.of(function.toSource(List.of(request))));
    }

    /** By the names of the generated methods of a function what they compute. */
    public Map<String, Derivative> methods(CompiledFunction function) {
        return BigStack.call(() -> ClassWriter.methods(function.toSource()));
    }

    /** What the generated methods of a function of arrays take. */
    public List<ArrayCall> calls(CompiledFunction function) {
        return BigStack.call(() -> ArrayCall.of(function.toSource()));
    }

    /** What the method of a product takes, in its form by name; of a function that is not static. */
    public ArrayCall call(CompiledFunction function, FunctionGraph.Request request) {
        return BigStack.call(
                () -> ArrayCall.of(function.toSource(List.of(request))).get(0));
    }

    /** What products of all parameters of a function of arrays cost, and its sparse ones; none if that cannot be said. */
    public List<MethodCount> operations(CompiledFunction function, List<Product> products) {
        List<FunctionGraph.Request> requests = Stream.concat(
                        products.stream().map(function::request), function.sparse().stream())
                .distinct()
                .toList();
        return BigStack.call(() -> MethodCount.of(function.toSource(requests)));
    }

    private GeneratedSource java(Supplier<List<FunctionSource>> sources) {
        return BigStack.call(() -> ClassWriter.write(toSource(sources.get())));
    }

    /**
     * The JUnit test of the Java class.
     *
     * @param points what is known of each function that is generated
     * @param oracles how it came to be known, in words
     */
    public GeneratedSource test(List<List<TestPoint>> points, List<String> oracles) {
        return BigStack.call(() -> TestClassWriter.write(new TestSource(
                toSource(generated().stream().map(CompiledFunction::toSource).toList()), points, oracles)));
    }

    private ClassSource toSource(List<FunctionSource> sources) {
        return new ClassSource(
                options.get(CompilerOption.PACKAGE),
                options.className(),
                Path.of(source.name()).getFileName().toString(),
                Hashes.sha256(source.text()),
                sources,
                options.get(CompilerOption.GENERATED_ANNOTATION),
                options.get(CompilerOption.TRAP) == CompilerOptions.NaNs.TRAPPED
                        ? Optional.of(node -> NotANumber.message(source, node))
                        : Optional.empty());
    }

    /** The function {@code name}. */
    public Optional<CompiledFunction> function(String name) {
        return functions.stream().filter(f -> f.name().equals(name)).findFirst();
    }
}
