package org.wengert.emitted;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.check.EmittedTests;
import org.wengert.codegen.GeneratedSource;
import org.wengert.corpora.Formulas.Formula;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOption;
import org.wengert.driver.CompilerOptions;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.source.SourceText;

/** A generated class with its emitted test. */
record EmittedSubject(GeneratedSource java, GeneratedSource test, int warnings) {

    static EmittedSubject of(Formula formula, long seed, String... products) {
        return of(
                formula.text(),
                CompilerOptions.named("F").with(CompilerOption.PACKAGE, "p").withParameters(formula.variables()),
                seed,
                products);
    }

    static EmittedSubject of(String program, long seed, String... products) {
        return of(program, CompilerOptions.named("F").with(CompilerOption.PACKAGE, "p"), seed, products);
    }

    static EmittedSubject of(String program, CompilerOptions options, long seed, String... products) {
        List<ProductRequest> wanted = List.of(products).stream()
                .map(p -> new ProductRequest(p, List.of()))
                .toList();
        Compilation compilation =
                Compiler.compile(SourceText.of("F.expr", program), options.with(CompilerOption.DERIVE, wanted));
        if (!compilation.succeeded()) {
            throw new AssertionError(compilation.diagnostics() + "\n" + program);
        }
        EmittedTests.Emitted emitted = EmittedTests.of(compilation, seed);
        return new EmittedSubject(
                compilation.java(), emitted.source(), emitted.warnings().size());
    }

    /** Both texts by name of class. */
    Map<String, String> sources() {
        return Map.of(name(java), java.text(), name(test), test.text());
    }

    private static String name(GeneratedSource source) {
        return source.packageName() + "." + source.className();
    }

    Map<String, byte[]> compileClass(MemoryCompiler compiler) {
        return whole(compiler.compile(Map.of(name(java), java.text()), Map.of()), compiler);
    }

    /** Absent if it does not compile. */
    Optional<Map<String, byte[]>> compileMutant(MemoryCompiler compiler, String altered) {
        return compiler.compile(Map.of(name(java), altered), Map.of());
    }

    Map<String, byte[]> compileTest(MemoryCompiler compiler, Map<String, byte[]> tested) {
        return whole(compiler.compile(Map.of(name(test), test.text()), tested, "-Xlint:all", "-Werror"), compiler);
    }

    private static Map<String, byte[]> whole(Optional<Map<String, byte[]>> compiled, MemoryCompiler compiler) {
        return compiled.orElseThrow(() -> new AssertionError(compiler.errors()));
    }

    /** The first failure of the test on {@code tested}. */
    Optional<String> failure(Map<String, byte[]> tested, Map<String, byte[]> compiledTest) {
        Map<String, byte[]> all = new HashMap<>(tested);
        all.putAll(compiledTest);
        return TestRun.failure(all, name(test));
    }
}
