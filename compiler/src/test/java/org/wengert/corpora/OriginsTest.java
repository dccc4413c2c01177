package org.wengert.corpora;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wengert.codegen.GeneratedSource;
import org.wengert.codegen.LineOrigin;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.ir.Graph;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Origin;
import org.wengert.product.Product;
import org.wengert.source.SourceText;
import org.wengert.source.Span;
import org.wengert.ssa.Origins;
import org.wengert.ssa.Step;
import org.wengert.ssa.WengertList;

/** Every statement of an adjoint, in lists and in generated Java, has a primal line that it comes from. */
class OriginsTest {

    private static final Path SAMPLES = Path.of("../samples/src/main/expr");

    /** What was looked at, and what of that had no origin. */
    private static final class Count {
        private int statements;
        private final List<String> missing = new ArrayList<>();

        void add(boolean resolves, String what) {
            statements++;
            if (!resolves) {
                missing.add(what);
            }
        }
    }

    @Test
    void everyAdjointStatementOfTheCorporaComesFromAStatementOfTheValue() {
        Count count = new Count();
        List<Corpora.Formula> formulas = Corpora.scalarFormulas();
        formulas.forEach(f -> count(f.subject().function(), count));
        System.out.println(count.statements + " adjoint statements of " + formulas.size() + " formulas have origins");
        assertThat(formulas).hasSizeGreaterThanOrEqualTo(200);
        assertThat(count.missing).isEmpty();
    }

    @Test
    void everyAdjointStatementOfTheSamplesComesFromAValueOfTheProgram() throws IOException {
        Count count = new Count();
        for (Compilation compilation : samples()) {
            for (CompiledFunction function : compilation.functions()) {
                if (!function.possible().contains(Product.ADJOINT)) {
                    continue;
                }
                if (function.isScalar()) {
                    count(function, count);
                } else {
                    countLines(compilation, function, count);
                }
            }
        }
        System.out.println(count.statements + " adjoint statements of the samples have origins");
        assertThat(count.statements).isGreaterThan(100);
        assertThat(count.missing).isEmpty();
    }

    static List<Compilation> samples() throws IOException {
        return compiled(SAMPLES);
    }

    /** The programs of a folder. */
    static List<Compilation> compiled(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".expr"))
                    .sorted()
                    .map(OriginsTest::compile)
                    .toList();
        }
    }

    private static Compilation compile(Path file) {
        try {
            return Compiler.compile(SourceText.read(file), CompilerOptions.ofFile(file));
        } catch (org.wengert.source.UnreadableSourceException e) {
            throw new AssertionError(e);
        }
    }

    /** The statements of a list. */
    private static void count(CompiledFunction function, Count count) {
        if (!function.isScalar()) {
            return;
        }
        WengertList adjoint = list(function, Product.ADJOINT);
        Origins origins = new Origins(list(function, Product.VALUE), adjoint);
        count(function, adjoint, adjoint.derivatives(), origins, count);
    }

    private static WengertList list(CompiledFunction function, Product product) {
        return function.schedule(function.request(product)).named();
    }

    private static void count(
            CompiledFunction function, WengertList list, List<Step> statements, Origins origins, Count count) {
        for (Step statement : statements) {
            if (statement instanceof Step.Choose choose) {
                count(function, list, choose.then(), origins, count);
                count(function, list, choose.otherwise(), origins, count);
                choose.results().forEach(result -> count(function, list, result, origins, count));
            } else if (statement instanceof Step.Define define) {
                count(function, list, define.node(), origins, count);
            }
        }
    }

    private static void count(CompiledFunction function, WengertList list, Node node, Origins origins, Count count) {
        Optional<Label> before = list.sumBefore(node).flatMap(Node::label);
        List<Origin> primal = Origins.of(node, before);
        boolean resolves = !primal.isEmpty()
                && primal.stream()
                        .allMatch(o ->
                                origins.statement(o).isPresent() && !o.span().equals(Span.NONE));
        count.add(resolves, function.name() + " " + list.name(node) + " " + primal + " " + node.label());
    }

    /** The lines of the generated method, of which a function of arrays has no other list. */
    private static void countLines(Compilation compilation, CompiledFunction function, Count count) {
        Set<Integer> values = new HashSet<>();
        collect(function.primal(), values);
        GeneratedSource java = compilation.java(function, Product.ADJOINT);
        for (LineOrigin line : java.lines()) {
            boolean resolves = !line.primal().isEmpty()
                    && line.primal().stream()
                            .allMatch(o ->
                                    values.contains(o.number()) && !o.span().equals(Span.NONE))
                    && !line.span().equals(Span.NONE);
            count.add(
                    resolves,
                    function.name() + ":" + java.text().lines().toList().get(line.line() - 1) + line);
        }
    }

    private static void collect(Graph graph, Set<Integer> values) {
        for (Node node : graph.nodes()) {
            values.add(node.origin().orElseThrow().number());
            for (Operation.Body body : node.operation().bodies()) {
                collect(body.graph(), values);
            }
        }
    }
}
