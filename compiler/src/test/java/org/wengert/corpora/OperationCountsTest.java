package org.wengert.corpora;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.wengert.Page;
import org.wengert.op.Cost;
import org.wengert.product.Product;

/** What value and gradient together cost over the value alone, for every scalar formula of the corpora. */
class OperationCountsTest {

    private record Row(String id, Cost value, Cost gradient) {
        double ratio() {
            return value.work() == 0 ? 0 : (double) gradient.work() / value.work();
        }
    }

    private static Row row(Corpora.Formula formula) {
        return new Row(formula.id(), cost(formula.subject(), Product.VALUE), cost(formula.subject(), Product.GRADIENT));
    }

    private static Cost cost(Subject subject, Product product) {
        return subject.function().schedule(subject.request(product)).cost();
    }

    @Test
    void aGradientCostsAtMostFourTimesTheValueAndHalfOfThemLessThanTwoAndAHalf() {
        List<Row> rows =
                Corpora.scalarFormulas().stream().map(OperationCountsTest::row).toList();
        List<Double> ratios = new ArrayList<>(
                rows.stream().map(Row::ratio).filter(r -> r > 0).sorted().toList());
        assertThat(rows).allSatisfy(r -> assertThat(r.ratio()).as(r.id()).isLessThanOrEqualTo(4));
        double median = ratios.get(ratios.size() / 2);
        assertThat(median).isLessThan(2.5);
        Page.assertIs("operation-counts.md", page(rows, median, ratios.get(ratios.size() - 1)));
    }

    private static String page(List<Row> rows, double median, double largest) {
        StringBuilder out = new StringBuilder("# Operation counts\n\n");
        out.append(
                        "Written by a test (`mvn verify -Dwengert.update=true`). What the generated code computes for value and")
                .append(" gradient together, over\nwhat it computes for the value alone. A flop is an addition,")
                .append(
                        " multiplication, division, square root or choice;\na call is a library function. The ratio is of the")
                .append(" work, flops + ")
                .append(Cost.FLOPS_PER_CALL)
                .append("*calls; of two branches the dearer one counts.\n\n")
                .append(String.format(
                        Locale.ROOT,
                        "%d formulas; median ratio %.2f, largest %.2f; %d make no library call for the gradient that the value does not make.%n%n",
                        rows.size(),
                        median,
                        largest,
                        rows.stream()
                                .filter(r -> r.gradient.calls() == r.value.calls())
                                .count()))
                .append("| formula | value: flops | calls | with gradient: flops | calls | ratio |\n")
                .append("| --- | ---: | ---: | ---: | ---: | ---: |\n");
        rows.forEach(r -> out.append(String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %.2f |%n",
                r.id,
                r.value.flops(),
                r.value.calls(),
                r.gradient.flops(),
                r.gradient.calls(),
                r.ratio())));
        return out.toString();
    }
}
