package org.wengert.corpora;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.wengert.Page;

/**
 * Value, first and second derivatives of published formulas, by every product that gives them, against references of 17 digits
 * computed with 50 or more.
 */
class CorporaTest {

    /** The points where an entry is not right, and why. */
    private static final Map<String, String> REASONS = Map.of();

    @Test
    void everyEntryOfTheCorporaIsWithinTheAcceptanceRuleOrHasItsReason() {
        Map<String, Scores> scores = Corpora.run();
        Set<String> missed = new LinkedHashSet<>();
        scores.values().forEach(s -> s.misses().forEach(m -> missed.add(m.place())));
        assertThat(missed)
                .as(() -> "all misses: "
                        + scores.values().stream()
                                .flatMap(s -> s.misses().stream())
                                .toList())
                .isEqualTo(new TreeSet<>(REASONS.keySet()));
        Page.assertIs("corpora.md", page(scores));
    }

    private static String page(Map<String, Scores> scores) {
        StringBuilder out = new StringBuilder("# Corpora\n\n");
        out.append(
                        "Written by a test (`mvn verify -Dwengert.update=true`). Published formulas with references of 17 digits;")
                .append(
                        " an entry is right if\n`|got - reference| <= 16*noise + 8*2^-53*|reference|`, where noise is what a plain")
                .append(
                        " evaluation of the formula by forward propagation loses.\nWhere plain evaluation itself gives NaN or")
                .append(
                        " infinity there is no noise, and the conditioning of the function counts instead.\nEvery product is")
                .append(
                        " held to the rule by itself: gradient in reverse mode, tangent in forward mode, Hessian, and the")
                .append(" columns of the Hessian by `hvp`.\n\n")
                .append(
                        "| corpus | cases | points | outside the domain | without a derivative | points right | points missed |\n")
                .append("| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        scores.forEach((name, s) -> {
            long missed = s.misses().stream().map(Scores.Miss::place).distinct().count();
            out.append("| ")
                    .append(name)
                    .append(" | ")
                    .append(s.cases())
                    .append(" | ")
                    .append(s.points())
                    .append(" | ")
                    .append(s.outsideDomain())
                    .append(" | ")
                    .append(s.withoutDerivative())
                    .append(" | ")
                    .append(s.points() - missed)
                    .append(" | ")
                    .append(missed)
                    .append(" |\n");
        });
        out.append(
                        "\nA point outside the domain is right if its value is NaN or infinite; at a point without a derivative")
                .append(
                        " nothing is compared.\nThe rows over arrays are the same problems over again, with vectors of parameters,"
                                + " observations and residuals: mgh in the\nform of the paper, for any n and m, nist by the models of"
                                + " `samples/src/main/expr/NistModels.expr`, all observations\nat once. Each entry is computed by generated Java and by the interpreter.\n\n## Entries\n\n| corpus | product | entries | right |\n| --- | --- | ---: | ---: |\n");
        scores.forEach((name, s) -> s.counts()
                .forEach((product, count) -> out.append("| ")
                        .append(name)
                        .append(" | ")
                        .append(product)
                        .append(" | ")
                        .append(count.entries)
                        .append(" | ")
                        .append(count.passed)
                        .append(" |\n")));
        out.append("\n## Missed\n\n").append(REASONS.isEmpty() ? "None.\n" : "");
        new TreeMap<>(REASONS)
                .forEach((place, reason) -> out.append("- ")
                        .append(place)
                        .append(": ")
                        .append(reason)
                        .append('\n'));
        return out.toString();
    }
}
