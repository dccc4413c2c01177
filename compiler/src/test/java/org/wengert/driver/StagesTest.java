package org.wengert.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphText;
import org.wengert.op.Catalogue;
import org.wengert.product.Product;
import org.wengert.source.SourceText;
import org.wengert.source.UnreadableSourceException;

/** Each graph on the way to a product can be shown as text that reads back, and the last one is what is scheduled. */
class StagesTest {

    private static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "samples", "src", "main", "expr"))) {
            return files.filter(file -> file.toString().endsWith(".expr"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readBackAndEndWithWhatIsScheduled(Path sample) throws UnreadableSourceException {
        Compilation compilation = Compiler.compile(SourceText.read(sample), CompilerOptions.ofFile(sample));
        for (CompiledFunction function : compilation.functions()) {
            for (Product product : List.of(Product.VALUE, Product.TANGENT, Product.ADJOINT, Product.JACOBIAN)) {
                Map<String, Graph> stages = function.stages(function.request(product));
                stages.forEach((name, graph) -> {
                    String text = graph.toString();
                    assertThat(GraphText.read(text, Catalogue::anyNamed).toString())
                            .as(product + "/" + name)
                            .isEqualTo(text);
                });
                List<String> texts =
                        stages.values().stream().map(Graph::toString).toList();
                assertThat(texts.get(texts.size() - 1))
                        .isEqualTo(function.derivative(function.request(product))
                                .graph()
                                .toString());
            }
        }
    }
}
