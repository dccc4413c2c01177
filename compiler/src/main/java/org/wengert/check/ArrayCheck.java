package org.wengert.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.wengert.differentiate.Product;
import org.wengert.driver.Arguments;
import org.wengert.driver.CompiledFunction;
import org.wengert.op.Tensor;

/**
 * Holds the derivatives of a function of arrays, in doubles, at random points of small random sizes: the tangent against
 * extrapolated differences of the value, the Hessian in a direction against those of the gradient, and the adjoint and the
 * Hessian against tangents by the dot-product identity.
 */
public final class ArrayCheck {

    private static final int DRAWS_PER_POINT = 20;

    /** Extrapolated differences are right to some nine digits; what is wrong in a rule shows in the first ones. */
    private static final double DIFFERENCE_ERROR = 1e-7;

    /** Differences that do not settle to this straddle a kink. */
    private static final double SETTLED = 1e-5;

    /** Of the largest value: what the rounding of numbers of its size leaves of a derivative of a function that is flat. */
    private static final double FLOOR = 1e-11;

    private static final double DOT_PRODUCT_ERROR = 1e-9;
    private static final double ROUNDING = 1e-13;
    private static final double TINY = 1e-300;

    private final CompiledFunction function;
    private final Wishes wishes;
    private final Sampler sampler;
    private final List<Finding> findings = new ArrayList<>();
    private int kinks;

    private ArrayCheck(CompiledFunction function, Wishes wishes) {
        this.function = function;
        this.wishes = wishes;
        this.sampler = new Sampler(wishes.seed());
    }

    /**
     * What is wished.
     *
     * @param sizes and integers that are not to be drawn
     * @param differences whether a difference of values is what the derivative should be, which it is not where the author holds
     *     values constant
     */
    public record Wishes(int points, long seed, Map<String, Long> sizes, boolean differences) {}

    /** Checks at up to as many points as are wished; the same ones for the same seed. */
    public static CheckReport run(CompiledFunction function, Wishes wishes) {
        return new ArrayCheck(function, wishes).run();
    }

    private CheckReport run() {
        SizeSampler sizes = new SizeSampler(function, wishes.sizes(), wishes.seed());
        int found = 0;
        int rejected = 0;
        for (int draw = 0; found < wishes.points() && draw < wishes.points() * DRAWS_PER_POINT; draw++) {
            Optional<Arguments> drawn = sizes.draw();
            if (drawn.isEmpty()) {
                return report(found, rejected, List.of("no sizes up to " + SizeSampler.LARGEST + " fit: give them"));
            }
            if (at(new Place(function, drawn.get(), sampler, found + 1))) {
                found++;
            } else {
                rejected++;
            }
        }
        return report(
                found,
                rejected,
                wishes.differences()
                        ? List.of()
                        : List.of("nothing is held against differences: the program holds values by stop_gradient"));
    }

    private CheckReport report(int found, int rejected, List<String> notes) {
        List<String> all = new ArrayList<>(notes);
        all.add("in doubles" + (function.source().symbols().isEmpty() ? "" : ", sizes and integers " + described()));
        return new CheckReport(function.name(), found, rejected, kinks, List.copyOf(findings), all);
    }

    private String described() {
        Map<String, Long> given = new TreeMap<>(wishes.sizes());
        given.keySet()
                .retainAll(
                        function.source().symbols().stream().map(s -> s.name()).toList());
        boolean all = given.size() == function.source().symbols().size();
        String drawn = all ? "" : "drawn from 1 to " + SizeSampler.LARGEST;
        String fixed = given.entrySet().stream()
                .map(e -> e.getKey() + " = " + e.getValue())
                .collect(Collectors.joining(", "));
        return drawn + (drawn.isEmpty() || fixed.isEmpty() ? "" : ", but ") + fixed;
    }

    /** Whether there are finite values and derivatives there to check. */
    private boolean at(Place place) {
        try {
            List<Tensor> value = place.evaluate(0, Product.VALUE, List.of());
            List<Tensor> yBar = Place.split(sampler.direction(flat(value).length), value);
            List<Tensor> yDot = place.evaluate(0, Product.TANGENT, place.direction());
            List<Tensor> adjoint = place.evaluate(0, Product.ADJOINT, yBar);
            List<Tensor> xBar = adjoint.subList(value.size(), adjoint.size());
            if (!isFinite(value) || !isFinite(yDot) || !isFinite(xBar)) {
                return false;
            }
            double rounding = absolute(terms(yBar, value));
            dotProduct("cotangent*tangent = adjoint*direction", place, xBar, place.direction(), yBar, yDot, rounding);
            differences("tangent", Place.names(function.results(), yDot), place, Product.VALUE, value, yDot);
            return !function.possible().contains(Product.HVP) || second(place);
        } catch (ArithmeticException | IndexOutOfBoundsException undefined) {
            return false;
        }
    }

    private boolean second(Place place) {
        List<Tensor> gradient = place.evaluate(0, Product.GRADIENT, List.of());
        List<Tensor> bars = gradient.subList(1, gradient.size());
        List<Tensor> hvp = place.evaluate(0, Product.HVP, place.direction());
        List<Tensor> other = Place.split(sampler.direction(flat(place.point()).length), place.point());
        List<Tensor> otherHvp = place.evaluate(0, Product.HVP, other);
        if (!isFinite(bars) || !isFinite(hvp) || !isFinite(otherHvp)) {
            return false;
        }
        double rounding = absolute(terms(bars, other)) + absolute(terms(bars, place.direction()));
        dotProduct("the Hessian is symmetric", place, hvp, other, otherHvp, place.direction(), rounding);
        differences("hvp", Place.names(function.parameters(), hvp), place, Product.GRADIENT, bars, hvp);
        return true;
    }

    /**
     * Compares {@code a*b} with {@code c*d}.
     *
     * @param larger the size of what they are differences of, where a function is flat, and whose rounding they carry
     */
    private void dotProduct(
            String name, Place place, List<Tensor> a, List<Tensor> b, List<Tensor> c, List<Tensor> d, double larger) {
        double[] left = terms(a, b);
        double[] right = terms(c, d);
        double size = absolute(left) + absolute(right);
        findings.add(new Finding(
                name + place.name(),
                Finding.Kind.DOT_PRODUCT,
                List.of(),
                Arrays.stream(left).sum(),
                Arrays.stream(right).sum(),
                TINY + DOT_PRODUCT_ERROR * size + ROUNDING * larger));
    }

    /** Holds {@code derivative} against how the last outputs of a product change along the direction. */
    private void differences(
            String what,
            Supplier<String[]> names,
            Place place,
            Product product,
            List<Tensor> value,
            List<Tensor> derivative) {
        if (!wishes.differences()) {
            return;
        }
        double[] values = flat(value);
        double[] got = flat(derivative);
        Differences differences = Differences.of(h -> {
            double[] all = flat(place.evaluate(h, product, List.of()));
            return Arrays.copyOfRange(all, all.length - values.length, all.length);
        });
        String[] entries = names.get();
        double floor =
                TINY + FLOOR * (1 + Arrays.stream(values).map(Math::abs).max().orElse(0));
        boolean smooth = true;
        for (int k = 0; k < got.length; k++) {
            double size = Math.abs(got[k]) + Math.abs(values[k]) + absolute(values) / values.length;
            if (differences.errors()[k] > SETTLED * size) {
                smooth = false;
                continue;
            }
            findings.add(new Finding(
                    what + "[" + entries[k] + "]" + place.name(),
                    Finding.Kind.DIFFERENCE,
                    List.of(),
                    got[k],
                    differences.derivatives()[k],
                    floor + DIFFERENCE_ERROR * size + 10 * differences.errors()[k]));
        }
        kinks += smooth ? 0 : 1;
    }

    private static double[] flat(List<Tensor> tensors) {
        return tensors.stream().flatMapToDouble(t -> Arrays.stream(t.data())).toArray();
    }

    private static boolean isFinite(List<Tensor> tensors) {
        return Arrays.stream(flat(tensors)).allMatch(Double::isFinite);
    }

    private static double[] terms(List<Tensor> a, List<Tensor> b) {
        double[] terms = flat(a);
        double[] factors = flat(b);
        for (int k = 0; k < terms.length; k++) {
            terms[k] *= factors[k];
        }
        return terms;
    }

    private static double absolute(double[] terms) {
        return Arrays.stream(terms).map(Math::abs).sum();
    }
}
