package org.wengert.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wengert.corpora.EveryMode;
import org.wengert.driver.CompiledFunction;
import org.wengert.ir.Graph;
import org.wengert.op.Tensor;
import org.wengert.product.Product;
import org.wengert.source.BigStack;

/**
 * At 0, at ties, at infinity, at tiny and huge numbers no mode has a number that another one has not, or another number: gradients,
 * adjoints, tangents, Jacobians of both modes and {@code diff} are held to each other, and Hessians, their products and {@code diff} of
 * {@code diff}. Tangents and products of Hessians are sums, of which one term that is not finite leaves nothing, and so does a pole on
 * the way: there they are not held to the others. Where one mode sees that nothing moves and another one meets {@code 0*inf}, which is
 * NaN, nothing is wrong, but it must be rare. So must it be that one mode has no number where a value of the program is below the normal
 * doubles: its reciprocal is no double, and so that mode cannot know what it would multiply. And so must it be that a product of slopes, which
 * forward mode makes from the inside, is beyond the doubles before a factor comes with which it is none: with exponents without limit the
 * tangent has to be the number that the others have. Coefficients of series are on the side of a kink on which what stands still there goes
 * on, as the second derivatives of the others are not: they are held to each other where nothing is on a kink.
 */
class SpecialPointsTest {

    private static final double[] SPECIAL = {
        0,
        0,
        0,
        0,
        -0.0,
        1,
        1,
        -1,
        2,
        0.5,
        -0.5,
        Math.PI,
        30,
        1e-9,
        1e10,
        1e-300,
        -1e-300,
        1e300,
        710,
        -750,
        Double.MIN_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    private static final int POINTS = 2;

    /** What is smaller may have lost its digits on the way, or be 0. */
    private static final double TINY = 1e-150;

    /** Two modes may round otherwise on several ways. */
    private static final double ROUNDINGS = 4;

    /** Programs that differentiate more often have derivatives of an order that takes minutes. */
    private static final int MOST_ORDERS = 2;

    /** How derivatives are found that are sums over all parameters. */
    private static final Set<String> SUMS = Set.of("tangent", "jacobian forward", "hessian", "hvp", "hessian inside");

    private int compared;
    private int undefined;
    private int undecided;
    private int subnormal;
    private int beyond;

    @Test
    void noModeHasAnotherNumber() {
        Seeds seeds = new Seeds(150);
        seeds.check(SpecialPointsTest::draw, (program, seed) -> BigStack.call(() -> broken(program, seed)));
        seeds.report(compared + " comparisons, " + undefined + " without a number, " + undecided + " of 0 and NaN, "
                + subnormal + " of subnormal numbers, " + beyond + " of slopes beyond the doubles");
        assertThat(undecided).as("0 and NaN of " + compared).isLessThanOrEqualTo(1 + compared / 500);
        assertThat(subnormal).as("subnormal numbers of " + compared).isLessThanOrEqualTo(1 + compared / 5000);
        assertThat(beyond).as("slopes beyond the doubles of " + compared).isLessThanOrEqualTo(1 + compared / 5000);
    }

    static RandomProgram draw(long seed) {
        return Generator.draw(seed, "", seed % 2 == 0 ? Generator.Vocabulary.bare() : Generator.Vocabulary.TAME);
    }

    Optional<String> broken(RandomProgram program, long seed) {
        RandomProgram.Function subject =
                program.functions().get(program.functions().size() - 1);
        if (subject.results().size() > 1 || program.text().split("diff\\(", -1).length > MOST_ORDERS) {
            return Optional.empty();
        }
        Random random = new Random(seed);
        for (int k = 0; k < POINTS; k++) {
            Map<String, Tensor> at = new LinkedHashMap<>();
            subject.parameters().forEach(x -> at.put(x, Tensor.scalar(SPECIAL[random.nextInt(SPECIAL.length)])));
            String x = subject.parameters().get(random.nextInt(at.size()));
            String y = subject.parameters().get(random.nextInt(at.size()));
            try {
                Optional<String> broken = new Place(program.text(), at).broken(x, y);
                if (broken.isPresent()) {
                    return broken;
                }
            } catch (IllegalArgumentException e) {
                return Optional.of(Shrinking.DOES_NOT_COMPILE + ": " + e.getMessage());
            } catch (RuntimeException | StackOverflowError e) {
                return Optional.of("throws " + e + " "
                        + Arrays.stream(e.getStackTrace()).limit(4).toList());
            }
        }
        return Optional.empty();
    }

    /** A program at a point, with what rounding may do to its derivatives there. */
    private final class Place {
        private final Map<String, Tensor> at;
        private final EveryMode modes;
        private final double[] point;
        private final List<String> parameters;
        private final boolean passesInfinity;
        private final boolean passesSubnormal;
        private final boolean meetsKink;

        Place(String program, Map<String, Tensor> at) {
            this.at = at;
            this.modes = new EveryMode(program, at);
            this.point = at.values().stream().mapToDouble(Tensor::value).toArray();
            this.parameters = List.copyOf(at.keySet());
            this.passesInfinity = Magnitude.passesInfinity(graph(Product.VALUE), point);
            this.passesSubnormal = Magnitude.passesSubnormal(graph(Product.VALUE), point);
            this.meetsKink = Magnitude.meetsKink(graph(Product.VALUE), point);
        }

        Optional<String> broken(String x, String y) {
            if (!Double.isFinite(modes.value().get(0).numbers().data()[0])) {
                return Optional.empty();
            }
            List<Magnitude.Value> gradient = sized(Product.ADJOINT, 1).subList(1, point.length + 1);
            int index = parameters.indexOf(x);
            double[] unit = unit(x);
            Optional<String> first = compare(
                    modes.first(x),
                    gradient,
                    index,
                    () -> noise(Product.ADJOINT, 1)[1 + index],
                    () -> Unlimited.evaluate(graph(Product.TANGENT), point.length, with(unit))[0],
                    "by " + x);
            if (first.isPresent() || !gradient.stream().allMatch(g -> Double.isFinite(g.value()))) {
                return first;
            }
            double[] direction = unit(y);
            List<Magnitude.Value> column = sized(Product.HVP, direction);
            List<EveryMode.Found> second = modes.second(x, y).stream()
                    .filter(f -> !(meetsKink && f.how().equals("taylor inside")))
                    .toList();
            return compare(
                    second,
                    column,
                    index,
                    () -> Math.max(
                            noise(Product.HVP, direction)[index],
                            noise(Product.HESSIAN)[1 + point.length * (1 + index) + parameters.indexOf(y)]),
                    () -> Unlimited.evaluate(graph(Product.HVP), point.length, with(direction))[index],
                    "by " + x + ", " + y);
        }

        private double[] unit(String parameter) {
            double[] direction = new double[point.length];
            direction[parameters.indexOf(parameter)] = 1;
            return direction;
        }

        private List<Magnitude.Value> sized(Product product, double... seed) {
            return Magnitude.evaluate(graph(product), point.length, with(seed));
        }

        /** What roundings on the way make of the outputs of a product, where differences lose their digits. */
        private double[] noise(Product product, double... seed) {
            return Magnitude.noise(graph(product), with(seed));
        }

        private Graph graph(Product product) {
            CompiledFunction f = modes.function();
            return f.derivative(f.request(product)).graph();
        }

        private double[] with(double... seed) {
            return DoubleStream.concat(Arrays.stream(point), Arrays.stream(seed))
                    .toArray();
        }

        /** Holds what was found for one entry of {@code all} to each other; see the rule above for what is a sum. */
        private Optional<String> compare(
                List<EveryMode.Found> found,
                List<Magnitude.Value> all,
                int index,
                DoubleSupplier noise,
                DoubleSupplier unlimited,
                String by) {
            boolean othersFinite = !passesInfinity
                    && IntStream.range(0, all.size())
                            .allMatch(i ->
                                    i == index || Double.isFinite(all.get(i).value()));
            double[] numbers = found.stream()
                    .filter(f -> othersFinite || !SUMS.contains(f.how()))
                    .mapToDouble(f -> f.numbers().data()[0])
                    .toArray();
            boolean finite = Arrays.stream(numbers).anyMatch(Double::isFinite);
            boolean zero = Arrays.stream(numbers).noneMatch(v -> Double.isFinite(v) && Math.abs(v) > TINY);
            synchronized (SpecialPointsTest.this) {
                compared++;
                undefined += finite ? 0 : 1;
                undecided += finite && zero && Arrays.stream(numbers).anyMatch(Double::isNaN) ? 1 : 0;
            }
            double most = Arrays.stream(numbers).max().orElse(0);
            double least = Arrays.stream(numbers).min().orElse(0);
            double size = all.get(index).magnitude();
            double allowed =
                    1e-12 * Math.max(Math.max(Math.abs(most), Math.abs(least)), Double.isFinite(size) ? size : 0);
            if (!finite
                    || zero
                    || most - least <= allowed + TINY
                    || most - least <= allowed + ROUNDINGS * noise.getAsDouble()) {
                return Optional.empty();
            }
            if (passesSubnormal && !Arrays.stream(numbers).allMatch(Double::isFinite)) {
                synchronized (SpecialPointsTest.this) {
                    subnormal++;
                }
                return Optional.empty();
            }
            if (isBeyond(found, unlimited.getAsDouble(), ROUNDINGS * noise.getAsDouble())) {
                synchronized (SpecialPointsTest.this) {
                    beyond++;
                }
                return Optional.empty();
            }
            return Optional.of(by
                    + at.entrySet().stream()
                            .map(e -> e.getKey() + "=" + e.getValue().value())
                            .collect(Collectors.joining(",", " at ", ": "))
                    + found.stream()
                            .map(f -> f.how() + " " + f.numbers().data()[0])
                            .collect(Collectors.joining(", ")));
        }

        /** Whether forward modes alone have no number, and have that of the others with exponents without limit. */
        private boolean isBeyond(List<EveryMode.Found> found, double number, double roundings) {
            double allowed = 1e-12 * Math.abs(number) + TINY + roundings;
            double[] backward = found.stream()
                    .filter(f -> !SUMS.contains(f.how()))
                    .mapToDouble(f -> f.numbers().data()[0])
                    .toArray();
            return Arrays.stream(backward).allMatch(v -> Math.abs(v - number) <= allowed)
                    && found.stream()
                            .filter(f -> SUMS.contains(f.how()))
                            .mapToDouble(f -> f.numbers().data()[0])
                            .allMatch(v -> !Double.isFinite(v) || Math.abs(v - number) <= allowed);
        }
    }
}
