package org.wengert.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.check.HighPrecision;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Type;
import org.wengert.op.Catalogue;
import org.wengert.op.ScalarOperator;

/**
 * Every error that an operator states, in 70 digits, at arguments drawn from four ranges. What is stated is a little above the largest error
 * of 20,000 samples, which {@code -Dwengert.kernels.points=20000} repeats.
 */
class KernelErrorsTest {

    private static final int POINTS = Integer.getInteger("wengert.kernels.points", 200);

    private static final HighPrecision HIGH = HighPrecision.exact();

    private static Stream<double[]> points(int arity) {
        Random random = new Random(11);
        return IntStream.range(0, POINTS).mapToObj(k -> {
            double[] x = IntStream.range(0, arity)
                    .mapToDouble(i -> switch (k % 4) {
                        case 0 -> 0.05 + 0.9 * random.nextDouble();
                        case 1 -> 6 * random.nextDouble() - 3;
                        case 2 -> Math.pow(10, 10 * random.nextDouble() - 9) * (random.nextInt(3) == 0 ? -1 : 1);
                        default -> 60 * random.nextDouble() - 30;
                    })
                    .toArray();
            if (arity == 2 && k % 3 == 0) {
                x[1] = x[0] * (1 + Math.pow(10, -12 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1));
            }
            return x;
        });
    }

    private static Graph graph(ScalarOperator operator) {
        GraphBuilder g = new GraphBuilder(Rewriter.NONE);
        List<Node> inputs = IntStream.range(0, operator.operandNames().size())
                .mapToObj(i -> g.input("x" + i, Type.REAL))
                .toList();
        return g.build("f", List.of(new Graph.Output("f", g.apply(operator, inputs))));
    }

    private static final Pattern STATED = Pattern.compile("at most (\\d+(?:\\.\\d+)?) ulp(?! where)");

    /** What tables of references hold with more digits; see the tests of the runtime. */
    private static final Set<String> ELSEWHERE = Set.of("gamma", "lgamma", "digamma", "polygamma");

    /** The value, or one of the arguments, whichever is larger, is what the error is measured by. */
    private static final Set<String> BY_ARGUMENTS = Set.of("logaddexp", "log_diff_exp");

    /** Up to which argument the error is stated, if not for all. */
    private static final Pattern UP_TO = Pattern.compile("for abs\\(x\\) up to (\\d+)");

    static Stream<Arguments> stated() {
        return Stream.of(Catalogue.all(), Catalogue.familyMembers())
                .flatMap(List::stream)
                .filter(operator -> !ELSEWHERE.contains(family(operator)))
                .flatMap(operator -> operator.reference().stream()
                        .map(STATED::matcher)
                        .filter(Matcher::find)
                        .map(stated -> arguments(operator.name(), Double.parseDouble(stated.group(1)))));
    }

    private static String family(ScalarOperator operator) {
        return operator.name().replaceAll("\\[.*", "");
    }

    private static double unit(ScalarOperator operator, double[] x) {
        return BY_ARGUMENTS.contains(operator.name())
                ? Arrays.stream(x).map(Math::abs).max().orElseThrow()
                : family(operator).equals("sinc")
                        ? 1.0 / (operator.name().equals("sinc") ? 1 : 3)
                        : operator.reference().orElse("").contains("or of 1/10") ? 0.1 : 0;
    }

    /** Errors in ulps of the value, or of a unit, whichever is larger. */
    @ParameterizedTest
    @MethodSource("stated")
    void errorIsWithinWhatIsStated(String name, double most) {
        ScalarOperator operator = Catalogue.named(name).orElseThrow();
        Graph graph = graph(operator);
        Matcher upTo = UP_TO.matcher(operator.reference().orElse(""));
        double largest = upTo.find() ? Double.parseDouble(upTo.group(1)) : Double.POSITIVE_INFINITY;
        double worst = 0;
        String where = "";
        for (double[] x : (Iterable<double[]>) points(graph.inputs().size())::iterator) {
            Optional<BigDecimal> truth = HIGH.evaluate(graph, HIGH.point(x)).get(0);
            double size = Math.max(
                    unit(operator, x),
                    Math.abs(truth.map(BigDecimal::doubleValue).orElse(0.0)));
            if (truth.isEmpty()
                    || Math.abs(x[0]) > largest
                    || size < Double.MIN_NORMAL * 0x1p53
                    || Double.isInfinite(size)) {
                continue;
            }
            double value = operator.evaluate(x);
            double error = Double.isFinite(value)
                    ? new BigDecimal(value).subtract(truth.get()).abs().doubleValue() / Math.ulp(size)
                    : Double.POSITIVE_INFINITY;
            if (error > worst) {
                worst = error;
                where = Arrays.toString(x) + ": " + value + " for "
                        + truth.get().doubleValue();
            }
        }
        if (POINTS > 200) {
            System.out.printf("%s: %.2f ulp at %s%n", name, worst, where);
        }
        assertThat(worst)
                .as("error of %s at %s", name, where)
                .isLessThanOrEqualTo(most)
                .isPositive();
    }
}
