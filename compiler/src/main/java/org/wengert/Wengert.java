package org.wengert;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOption;
import org.wengert.driver.CompilerOptions;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.source.SourceText;

/**
 * Compiles formulas into the running JVM.
 *
 * <pre>{@code
 * Program f = Wengert.compile("y*log(x) + sqrt(y*log(x))");
 * double[] gradient = new double[2];
 * double value = f.gradient(new double[] {2, 3}, gradient); // parameters in alphabetical order: x, y
 * }</pre>
 *
 * On a Java runtime without a compiler a program can be evaluated by names ({@link Program#evaluate}), and its Java be read; what calls
 * compiled code throws {@link MissingCompilerException}.
 *
 * <p>All methods can be called from many threads.
 */
public final class Wengert {

    /** Programs of more nodes have second derivatives only where they are asked for. */
    private static final int LARGE_PROGRAM = 5_000;

    private Wengert() {}

    /**
     * A program from its text, a bare expression or definitions.
     *
     * @throws InvalidProgramException if there are errors in it; the message shows them all
     */
    public static Program compile(String program) {
        return compile(program, Options.DEFAULT);
    }

    /** A program from its text, with options. */
    public static Program compile(String program, Options options) {
        return compile(
                SourceText.of("<program>", Given.notNull("program", program)), Given.notNull("options", options));
    }

    /** A program from a file in UTF-8. */
    public static Program compile(Path file, Options options) {
        Diagnostics diagnostics = new Diagnostics();
        SourceText source = diagnostics
                .read(Given.notNull("file", file))
                .orElseThrow(
                        () -> new InvalidProgramException(SourceText.of(file.toString(), ""), diagnostics.toList()));
        return compile(source, Given.notNull("options", options));
    }

    /** A program from a file in UTF-8. */
    public static Program compile(Path file) {
        return compile(file, Options.DEFAULT);
    }

    /** A program from a reader, which is read to its end and left open. */
    public static Program compile(Reader program, Options options) throws IOException {
        StringWriter text = new StringWriter();
        Given.notNull("program", program).transferTo(text);
        return compile(text.toString(), options);
    }

    private static Program compile(SourceText source, Options options) {
        CompilerOptions told = options.told();
        CompilerOptions plain = CompilerOptions.named(told.className(), told.functionName())
                .with(CompilerOption.JACOBIAN, told.get(CompilerOption.JACOBIAN));
        Compilation parsed = checked(Compiler.compile(
                source, told.parameters().map(plain::withParameters).orElse(plain)));
        CompiledFunction function = choose(parsed, options.function());
        List<ProductRequest> derive = options.derive().isEmpty() ? defaults(function) : options.derive();
        Compilation compilation = checked(Compiler.compile(
                source, told.with(CompilerOption.DERIVE, derive).only(function.name())));
        return new Program(compilation, choose(compilation, Optional.of(function.name())));
    }

    private static Compilation checked(Compilation compilation) {
        if (!compilation.succeeded()) {
            throw new InvalidProgramException(compilation.source(), compilation.diagnostics());
        }
        return compilation;
    }

    private static CompiledFunction choose(Compilation compilation, Optional<String> name) {
        List<CompiledFunction> functions = compilation.functions();
        return name.map(n -> compilation
                        .function(n)
                        .orElseThrow(() -> new IllegalArgumentException("the program has no function '" + n
                                + "'; it has "
                                + functions.stream().map(CompiledFunction::name).toList())))
                .orElseGet(() -> functions.get(functions.size() - 1));
    }

    private static List<ProductRequest> defaults(CompiledFunction function) {
        List<ProductRequest> products = new ArrayList<>();
        boolean large = function.primal().size() > LARGE_PROGRAM;
        function.possible().stream()
                .filter(p -> !large || p.order() < 2)
                .filter(p -> function.isStatic() || !p.isMatrix())
                .forEach(p -> products.add(new ProductRequest(p.id(), List.of())));
        return products;
    }
}
