package org.wengert.corpora;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.wengert.codegen.GeneratedSource;
import org.wengert.corpora.CommentFaults.Fault;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.product.Product;

/**
 * Each line of generated Java that computes a derivative ends in the primal line that it comes from, and the rule; see {@link
 * CommentFaults} for what is a fault. Held over all products of all samples and formulas, of numbers and of arrays.
 */
class LinesOfDerivativesTest {

    /** Programs whose Java a stranger has reviewed: nothing in them may be wrong. */
    private static final Path REVIEWED = Path.of("src/test/resources/org/wengert/corpora/reviewed");

    /** Of so many lines one may have a fault of a kind, in what nobody has reviewed. */
    private static final Map<Fault, Integer> ONE_IN = Map.of(
            Fault.SILENT, 5_000,
            Fault.OF_ANOTHER, 5_000,
            Fault.OF_OTHER_VALUES, 150,
            Fault.UNKNOWN_NAME, 1_000,
            Fault.CUT, 5_000,
            Fault.NO_SUM, 5_000);

    private final CommentFaults all = new CommentFaults();
    private final CommentFaults reviewed = new CommentFaults();

    @Test
    void sayWhereTheyComeFrom() throws IOException {
        List<Compilation> samples = OriginsTest.samples();
        samples.forEach(compilation -> look(compilation, all, true));
        Corpora.scalarFormulas()
                .forEach(formula -> look(samples.get(0), formula.subject().function(), all, true));
        System.out.println(all);
        assertThat(all.lines()).isGreaterThan(20_000);
        ONE_IN.forEach((fault, lines) ->
                assertThat(all.of(fault)).as(fault.toString()).hasSizeLessThanOrEqualTo(all.lines() / lines));
    }

    @Test
    void sayNothingElseInReviewedClasses() throws IOException {
        OriginsTest.compiled(REVIEWED).forEach(compilation -> look(compilation, reviewed, false));
        System.out.println(reviewed);
        List<String> found = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            reviewed.of(fault).forEach(line -> found.add(fault + ": " + line));
        }
        assertThat(found).isEmpty();
    }

    private static void look(Compilation compilation, CommentFaults faults, boolean hessians) {
        compilation.functions().forEach(function -> look(compilation, function, faults, hessians));
    }

    /** @param hessians also of functions that derive none: some are written line by line, out of pieces without comments */
    private static void look(
            Compilation compilation, CompiledFunction function, CommentFaults faults, boolean hessians) {
        Set<Product> derived =
                function.requests().stream().map(FunctionGraph.Request::product).collect(Collectors.toSet());
        function.possible().stream()
                .filter(product -> product != Product.VALUE)
                .filter(product -> hessians || product != Product.HESSIAN || derived.contains(product))
                .forEach(product -> {
                    GeneratedSource java = compilation.java(function, product);
                    faults.look(java, function.name() + " " + product);
                });
    }
}
