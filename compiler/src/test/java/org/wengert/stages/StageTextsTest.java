package org.wengert.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.driver.CompiledFunction;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphText;
import org.wengert.op.Catalogue;
import org.wengert.pass.Pass;
import org.wengert.product.Product;
import org.wengert.rewrite.Pipelines;
import org.wengert.ssa.StepText;

/** Text goes into a stage of the compiler and text comes out: each file of the resources shows both. */
class StageTextsTest {

    private static final String PASS = "pass ";

    static List<StageText> rewrite() throws IOException {
        return StageText.of("rewrite");
    }

    static List<StageText> differentiate() throws IOException {
        return StageText.of("differentiate");
    }

    static List<StageText> list() throws IOException {
        return StageText.of("list");
    }

    private static List<Pass> passes() {
        return Pipelines.ALL.stream()
                .flatMap(pipeline -> pipeline.passes().stream())
                .distinct()
                .toList();
    }

    /** The name of the pass is in the first line. */
    private static String pass(StageText text) {
        return text.input().lines().findFirst().orElseThrow().substring(PASS.length());
    }

    private static Optional<Pass> named(String name) {
        return passes().stream().filter(pass -> pass.name().equals(name)).findFirst();
    }

    /** From a graph to the graph that one pass makes of it. */
    @ParameterizedTest
    @MethodSource
    void rewrite(StageText text) throws IOException {
        Pass pass = named(pass(text)).orElseThrow();
        String given = text.input().lines().skip(1).collect(Collectors.joining("\n"));
        Graph graph = GraphText.read(given, Catalogue::anyNamed);
        text.check(title -> Pipelines.run(List.of(pass), graph).toString());
    }

    @Test
    void everyPassIsShown() throws IOException {
        Set<String> shown = rewrite().stream().map(StageTextsTest::pass).collect(Collectors.toSet());
        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(
                        passes().stream().map(Pass::name).toList());
    }

    /** From a program to what the sweeps make of it, before any pass. */
    @ParameterizedTest
    @MethodSource
    void differentiate(StageText text) throws IOException {
        CompiledFunction function = text.function();
        text.check(product -> Optional.ofNullable(
                        function.stages(function.request(Product.named(product).orElseThrow()))
                                .get("derived"))
                .orElseThrow()
                .toString());
    }

    /** From a program to the steps that Java is written from. */
    @ParameterizedTest
    @MethodSource
    void list(StageText text) throws IOException {
        CompiledFunction function = text.function();
        text.check(product -> StepText.of(
                function.list(function.request(Product.named(product).orElseThrow()))));
    }
}
