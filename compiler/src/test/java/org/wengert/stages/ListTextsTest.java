package org.wengert.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.corpora.Formulas;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.product.Product;
import org.wengert.source.BigStack;
import org.wengert.source.SourceText;
import org.wengert.ssa.ListLaws;

/** The text of a list says all of it: it is read, written again, and run, which gives the numbers of the interpreter. */
class ListTextsTest {

    /** Those without matrices, which are other lists line by line. */
    private static final List<Product> LINES =
            List.of(Product.VALUE, Product.TANGENT, Product.ADJOINT, Product.GRADIENT, Product.HVP);

    private static final Path CORPORA = Path.of("src", "test", "resources", "org", "wengert", "corpora");

    private record Source(String name, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Source> samples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "samples", "src", "main", "expr"))) {
            List<Source> sources = new ArrayList<>();
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".expr")).sorted().toList()) {
                sources.add(new Source(file.getFileName().toString(), Files.readString(file)));
            }
            return sources.stream();
        }
    }

    static Stream<Source> stages() throws IOException {
        return StageText.of("list").stream().map(stage -> new Source(stage.toString(), stage.input()));
    }

    /** Formulas, then programs at points, then functions of arrays. */
    static Stream<Source> corpora() throws IOException {
        List<Source> sources = new ArrayList<>();
        for (String corpus : List.of("hs", "feynman", "globalopt", "adversarial")) {
            Formulas.of(corpus)
                    .forEach(f -> sources.add(
                            new Source(f.id(), "f(" + String.join(", ", f.variables()) + ") = " + f.text())));
        }
        for (String corpus : List.of("points", "more-points")) {
            Formulas.programs(corpus).forEach(text -> sources.add(new Source(corpus, text)));
        }
        sources.add(new Source("mgh", Files.readString(CORPORA.resolve("mgh-arrays.expr"))));
        Arrays.stream(Files.readString(CORPORA.resolve("matrix-programs.txt")).split("(?m)^== .*$"))
                .skip(1)
                .forEach(text -> sources.add(new Source("matrix", text.strip())));
        return sources.stream();
    }

    @ParameterizedTest
    @MethodSource
    void samples(Source source) {
        holds(source, Product.ALL);
    }

    @ParameterizedTest
    @MethodSource
    void stages(Source source) {
        holds(source, Product.ALL);
    }

    @ParameterizedTest
    @MethodSource
    void corpora(Source source) {
        holds(source, LINES);
    }

    private static void holds(Source source, List<Product> products) {
        BigStack.call(() -> {
            Compilation compilation =
                    Compiler.compile(SourceText.of(source.name(), source.text()), CompilerOptions.named("f"));
            assertThat(compilation.succeeded()).isTrue();
            for (CompiledFunction function : compilation.functions()) {
                for (Product product : products) {
                    if (function.possible().contains(product)) {
                        ListLaws.hold(function, product);
                    }
                }
            }
            return true;
        });
    }
}
