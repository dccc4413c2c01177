package org.wengert.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wengert.Page;
import org.wengert.check.HighPrecision;
import org.wengert.interpret.Interpreter;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.GraphVerifier;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;
import org.wengert.op.Catalogue;
import org.wengert.op.Identity;
import org.wengert.op.ScalarOperator;
import org.wengert.pass.Rebuild;
import org.wengert.rewrite.Pipelines;

/** Every identity of every operator fires in a sample, and keeps the sample's value where both sides are defined. */
class IdentitiesTest {

    /** In each range. */
    private static final int POINTS = 8;

    /** Of gamma functions, which take long in many digits. */
    private static final int FEW = 2;

    /** Some 90 ulps, what ten operations or an ill-conditioned one make of their rounding errors. */
    private static final double ROUNDING = 2e-14;

    /** Where a difference of numbers of 70 digits ends. */
    private static final double END_OF_DIGITS = 1e-60;

    private static final HighPrecision HIGH = HighPrecision.exact();

    /** Applies identities, and notes which. */
    private static final class Recorder implements Rewriter {
        private final Set<String> fired = new LinkedHashSet<>();

        @Override
        public Optional<Node> rewrite(GraphBuilder g, Operator operator, List<Node> operands) {
            ScalarOperator scalar = (ScalarOperator) operator;
            if (operands.stream().allMatch(Node::isConstant)) {
                double value = scalar.evaluate(operands.stream()
                        .mapToDouble(n -> n.operation() instanceof Operation.Constant c
                                ? c.value()
                                : ((Operation.Truth) n.operation()).value() ? 1 : 0)
                        .toArray());
                return Optional.of(scalar.resultType().equals(Type.BOOLEAN) ? g.truth(value != 0) : g.constant(value));
            }
            for (Identity identity : scalar.identities()) {
                Optional<Node> simpler = identity.rewriting().at(new Algebra(g), operands);
                if (simpler.isPresent()) {
                    fired.add(key(scalar, identity));
                    return simpler;
                }
            }
            return Optional.empty();
        }
    }

    /** Members of a family share their identities. */
    private static String key(ScalarOperator operator, Identity identity) {
        return operator.name().replaceAll("\\[.*]", "[n]") + ": " + identity.text();
    }

    /** Where a formula is evaluated: in its plain range on one side of 0 and both, and far from 1. */
    private static Stream<double[]> points(int arity, int count) {
        Random random = new Random(7);
        return Stream.of(
                        random.doubles((long) arity * count, 0.05, 0.95),
                        random.doubles((long) arity * count, -3, 3),
                        random.doubles((long) arity * count, -9, 1)
                                .map(x -> Math.pow(10, x) * (random.nextInt(3) == 0 ? -1 : 1)))
                .flatMap(numbers -> {
                    double[] all = numbers.toArray();
                    return IntStream.range(0, count).mapToObj(k -> Arrays.copyOfRange(all, k * arity, (k + 1) * arity));
                });
    }

    /** What doubles end with, in every place. */
    private static Stream<double[]> extremes(int arity) {
        double[] ends = {0, 1, -1, 1e-308, 1e308, -1e308, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        int count = (int) Math.min(512, Math.pow(ends.length, arity));
        return IntStream.range(0, count)
                .mapToObj(k -> IntStream.range(0, arity)
                        .mapToDouble(i -> ends[(k >> (3 * i)) % ends.length])
                        .toArray());
    }

    /**
     * A rewritten formula is as near to the truth as the plain one, whichever way that is rounded: where that was right it still is, and where it had
     * no value the other one may have one. (The power 0.5 of -inf is +inf in Java, its square root NaN.)
     *
     * @return at how many points there is a value to compare with
     */
    private static int assertNoWorse(Graph before, Graph after) {
        Interpreter plain = new Interpreter(before);
        Interpreter rewritten = new Interpreter(after);
        Random random = new Random(3);
        Interpreter perturbed = new Interpreter(before, x -> x * (1 + (random.nextInt(3) - 1) * 0x1p-53));
        int arity = before.inputs().size();
        int[] compared = {0};
        points(arity, before.toString().contains("gamma") ? FEW : POINTS).forEach(point -> {
            double first = plain.evaluate(point)[0];
            double second = rewritten.evaluate(point)[0];
            Optional<BigDecimal> truth =
                    HIGH.evaluate(before, HIGH.point(point)).get(0);
            if (truth.isPresent() && Double.isFinite(truth.get().doubleValue())) {
                compared[0]++;
                double size = Math.abs(truth.get().doubleValue());
                assertThat(error(second, truth.get()))
                        .as(
                                "%s%n at %s: %s, then %s for %s",
                                before, Arrays.toString(point), first, second, truth.get())
                        .isLessThanOrEqualTo(
                                ROUNDING * size + 2 * plainError(perturbed, point, truth.get()) + END_OF_DIGITS);
            } else if (truth.isEmpty() && !Double.isNaN(first)) {
                assertThat(second)
                        .as("%s%n at %s", before, Arrays.toString(point))
                        .isEqualTo(first);
            }
        });
        extremes(arity).forEach(point -> {
            double first = plain.evaluate(point)[0];
            double second = rewritten.evaluate(point)[0];
            boolean quirk = before.toString().contains("constant 0.5") && point[0] < 0;
            if (Arrays.stream(point).anyMatch(Double::isInfinite) && !Double.isNaN(first) && !quirk) {
                assertThat(second)
                        .as("%s%n at %s", before, Arrays.toString(point))
                        .isCloseTo(first, within(ROUNDING * Math.abs(first) + END_OF_DIGITS));
            }
        });
        return compared[0];
    }

    /** The largest error of the plain formula that roundings make of it, also where they happened to be small. */
    private static double plainError(Interpreter perturbed, double[] point, BigDecimal truth) {
        return IntStream.range(0, 8)
                .mapToDouble(k -> error(perturbed.evaluate(point)[0], truth))
                .max()
                .orElseThrow();
    }

    private static double error(double value, BigDecimal truth) {
        return Double.isFinite(value)
                ? new BigDecimal(value).subtract(truth).abs().doubleValue()
                : Double.POSITIVE_INFINITY;
    }

    private static int assertKeepsTheValue(Graph sample, Rewriter rewriter) {
        Graph after = Rebuild.apply(sample, rewriter);
        GraphVerifier.verify(after);
        return assertNoWorse(sample, after);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "sqrt(x^2) = abs(x)",
                "log(1 - sigmoid(x)) = -softplus(x)",
                "log(sigmoid(x)) = -softplus(-x)",
                "(-x)^2 = x^2",
                "(-x)^-2 = x^-2",
                "(-x)^4 = x^4",
                "(-x)^-4 = x^-4",
                "(-x)^8 = x^8",
                "abs(x)^2 = x^2",
                "abs(x)^-2 = x^-2",
                "abs(x)^4 = x^4",
                "abs(x)^-4 = x^-4",
                "abs(x)^8 = x^8"
            })
    void bothSidesAreOneGraph(String left, String right) {
        assertThat(simplified(left)).isEqualTo(simplified(right));
    }

    private static Graph simplified(String program) {
        return Pipelines.run(List.of(Pipelines.SIMPLIFY, Pipelines.PRUNE), IdentitySamples.graph(program));
    }

    /** Relative to another exponent than the largest one, a term overflows or all of them vanish. */
    @ParameterizedTest
    @CsvSource({"1000, -1000", "-1000, 1000", "-1000, -1001", "1001, 1000"})
    void sumsOfExponentialsAreRelativeToTheLargest(double x, double y) {
        Graph sum = simplified("log(exp(x) + exp(y))");
        Graph first = simplified("exp(x)/(exp(x) + exp(y))");
        Graph second = simplified("exp(y)/(exp(x) + exp(y))");
        double smaller = Math.exp(-Math.abs(x - y));
        assertThat(new Interpreter(sum).evaluate(x, y)[0])
                .isCloseTo(Math.max(x, y) + Math.log1p(smaller), within(1e-12));
        assertThat(new Interpreter(first).evaluate(x, y)[0])
                .isCloseTo((x > y ? 1 : smaller) / (1 + smaller), within(1e-15));
        assertThat(new Interpreter(second).evaluate(x, y)[0])
                .isCloseTo((x > y ? smaller : 1) / (1 + smaller), within(1e-15));
    }

    @Test
    void whatOnlyLooksLikeAnIdentityKeepsItsValue() {
        IdentitySamples.nearMisses().forEach(sample -> assertKeepsTheValue(sample, new Recorder()));
    }

    @Test
    void everyIdentityFiresAndKeepsTheValueAndIsOnThePage() {
        Map<String, Identity> declared = new LinkedHashMap<>();
        Stream.of(Catalogue.all(), Catalogue.familyMembers())
                .flatMap(List::stream)
                .forEach(o -> o.identities().forEach(i -> declared.put(key(o, i), i)));
        Map<String, Evidence> evidence = new HashMap<>();
        List<Graph> samples = IdentitySamples.all();
        List<String> programs = IdentitySamples.programs();
        for (int i = 0; i < samples.size(); i++) {
            Recorder recorder = new Recorder();
            int points = assertKeepsTheValue(samples.get(i), recorder);
            assertThat(recorder.fired).as("what fires in %s", samples.get(i)).isNotEmpty();
            String program = i < programs.size() ? programs.get(i) : "";
            recorder.fired.forEach(key -> evidence.merge(key, new Evidence(program, points), Evidence::and));
        }
        assertThat(evidence.keySet()).as("identities with a sample").containsAll(declared.keySet());
        Page.assertIs("identities.md", page(declared, evidence));
    }

    /**
     * What an identity was held to.
     *
     * @param example the shortest program in which it is applied; empty if only derivatives write such
     * @param points how often values were compared
     */
    private record Evidence(String example, int points) {

        Evidence and(Evidence other) {
            boolean shorter =
                    !other.example.isEmpty() && (example.isEmpty() || other.example.length() < example.length());
            return new Evidence(shorter ? other.example : example, points + other.points);
        }
    }

    private static final String HEAD = """
            # Identities

            Written by a test from the declarations (`mvn verify -Dwengert.update=true`). A formula is computed by the right side of an identity where
            it has the form of the left one. [The decision on identities](decisions/0010-stability-identities.md) says why these, and why others are
            not among them.

            **Domain.** The left side decides: wherever it has a value, the right one has the same up to rounding, and the side conditions in the text are
            proved from the formula, never asked while it runs. Where the left side overflows, as `exp(x)/(1 + exp(x))` does at 1000, the right one may have
            the value.

            **Applied.** *Always*: to what authors write and to derivatives. *Authors*: to what authors write alone; derivatives are taken of
            the right side. *Last*: when all derivatives have been taken.

            **Evidence.** Every identity is applied in a program and held to the value of the program as written, in 70 digits, at random points of
            three ranges (0.05 to 0.95, -3 to 3, magnitudes from 1e-9 to 10): the error must not be more than 2e-14 of the value, and twice what roundings
            make of the plain form, whichever way they go. The last column counts the points where the program has a value. At 0, 1,
            the ends of the doubles and infinities, doubles are compared. Derivatives are differentiated from the right side and held by the
            formulas of `rewrites.txt` to their digits.

            | identity | applied | for example | points |
            | --- | --- | --- | ---: |
            """;

    private static String page(Map<String, Identity> declared, Map<String, Evidence> evidence) {
        StringBuilder page = new StringBuilder(HEAD);
        declared.forEach((key, identity) -> {
            Evidence of = Optional.ofNullable(evidence.get(key)).orElseThrow();
            String example = of.example.isEmpty()
                    ? "in derivatives"
                    : "`" + of.example.replace("\n", "; ").replace("|", "\\|") + "`";
            page.append("| %s | %s | %s | %d |%n"
                    .formatted(
                            identity.text().replace("*", "\\*"),
                            identity.when().name().toLowerCase(Locale.ROOT),
                            example,
                            of.points));
        });
        return page + "\n" + ARRAYS + arrays();
    }

    private static final String ARRAYS = """
            ## Of arrays

            They hold for all sizes. Each is applied to matrices and vectors at random, and the elements are compared within 1e-13.

            """;

    private static String arrays() {
        Set<String> lines = new LinkedHashSet<>();
        Catalogue.arrays()
                .forEach(operator -> operator.identities()
                        .forEach(identity -> lines.add("- `" + ArraySamples.family(operator) + "`: "
                                + identity.text().replace("*", "\\*") + "\n")));
        return String.join("", lines);
    }
}
