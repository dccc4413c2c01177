package org.wengert.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.wengert.driver.Arguments;
import org.wengert.driver.CompiledFunction;
import org.wengert.elaborate.FunctionGraph.Request;
import org.wengert.op.Tensor;
import org.wengert.product.Product;

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
    private static final int NOISE_RUNS = 4;
    private static final int TIMES_NOISE = 256;
    private static final double TINY = 1e-300;

    private final CompiledFunction function;
    private final Wishes wishes;
    private final Sampler sampler;
    private final List<Finding> findings = new ArrayList<>();

    /** Whether a difference of values is what the derivative should be, which it is not where the author holds values constant. */
    private final boolean differences;

    private int kinks;

    /** Sparse products that there were sizes for. */
    private final Set<Request> withEntries = new HashSet<>();

    private ArrayCheck(CompiledFunction function, Wishes wishes, boolean differences) {
        this.function = function;
        this.differences = differences;
        this.wishes = wishes;
        this.sampler = new Sampler(wishes.seed());
    }

    /**
     * What is wished.
     *
     * @param sizes and integers that are not to be drawn
     * @param progress is told how many points there were, after each
     */
    public record Wishes(int points, long seed, Map<String, Long> sizes, IntConsumer progress) {}

    /** Checks at up to as many points as are wished; the same ones for the same seed. */
    public static CheckReport run(CompiledFunction function, Wishes wishes) {
        return run(function, wishes, !ArrayTestPoints.holds(function));
    }

    static CheckReport run(CompiledFunction function, Wishes wishes, boolean differences) {
        return new ArrayCheck(function, wishes, differences).run();
    }

    private CheckReport run() {
        SizeSampler sizes = new SizeSampler(function, wishes.sizes(), wishes.seed());
        int found = 0;
        int rejected = 0;
        for (int draw = 0; found < wishes.points() && draw < wishes.points() * DRAWS_PER_POINT; draw++) {
            Optional<Arguments> drawn = sizes.draw();
            if (drawn.isEmpty()) {
                return report(
                        found,
                        rejected,
                        List.of(
                                wishes.sizes().isEmpty()
                                        ? "no sizes up to " + SizeSampler.LARGEST + " fit: give them"
                                        : "no sizes fit with those that are given"));
            }
            double[] point = sampler.point(Place.count(drawn.get()));
            if (at(new Place(function, drawn.get(), point, sampler, "point " + (found + 1)))) {
                found++;
                wishes.progress().accept(found);
            } else {
                rejected++;
            }
        }
        int onKinks = kinks;
        int special = special(sizes);
        kinks = onKinks;
        List<String> notes = new ArrayList<>();
        if (special > 0) {
            notes.add("at " + special + (special == 1 ? " special point" : " special points")
                    + " too (zeros, ties, whole numbers)");
        }
        if (!differences) {
            notes.add("nothing is held against differences: it holds values by stop_gradient");
        }
        function.sparse().stream()
                .filter(request -> !withEntries.contains(request))
                .forEach(request ->
                        notes.add("no " + function.called(request) + ": it is for larger sizes, which --size gives"));
        return report(found, rejected, notes);
    }

    /** At as many special points as are wished of others; how many have values and derivatives. */
    private int special(SizeSampler sizes) {
        int found = 0;
        for (int draw = 0; draw < wishes.points(); draw++) {
            Optional<Arguments> drawn = sizes.draw();
            if (drawn.isEmpty()) {
                return found;
            }
            List<double[]> points = SpecialPoints.moderate(Place.count(drawn.get()), sampler);
            if (draw < points.size()
                    && at(new Place(function, drawn.get(), points.get(draw), sampler, "special point " + (draw + 1)))) {
                found++;
            }
        }
        return found;
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
            List<Tensor> value = place.evaluate(Product.VALUE, List.of());
            List<Tensor> yBar = Place.split(sampler.direction(flat(value).length), value);
            List<Tensor> yDot = place.evaluate(Product.TANGENT, place.direction());
            List<Tensor> xBar = adjoints(place, yBar);
            if (!isFinite(value) || !isFinite(yDot) || !isFinite(xBar)) {
                return false;
            }
            dotProduct(
                    "cotangent*tangent = adjoint*direction",
                    place,
                    p -> terms(adjoints(p, yBar), p.direction()),
                    p -> terms(yBar, p.evaluate(Product.TANGENT, p.direction())));
            differences(
                    "tangent",
                    Place.names(function.results(), yDot),
                    place,
                    Product.VALUE,
                    value,
                    p -> flat(p.evaluate(Product.TANGENT, p.direction())));
            boolean finite = !function.possible().contains(Product.HVP) || second(place);
            if (finite) {
                function.sparse().forEach(request -> entries(request, place));
            }
            return finite;
        } catch (ArithmeticException | IndexOutOfBoundsException undefined) {
            return false;
        }
    }

    private List<Tensor> adjoints(Place place, List<Tensor> yBar) {
        List<Tensor> adjoint = place.evaluate(Product.ADJOINT, yBar);
        return adjoint.subList(yBar.size(), adjoint.size());
    }

    private boolean second(Place place) {
        List<Tensor> gradient = place.evaluate(Product.GRADIENT, List.of());
        List<Tensor> bars = gradient.subList(1, gradient.size());
        List<Tensor> hvp = place.evaluate(Product.HVP, place.direction());
        List<Tensor> other = Place.split(sampler.direction(flat(place.point()).length), place.point());
        if (!isFinite(bars) || !isFinite(hvp) || !isFinite(place.evaluate(Product.HVP, other))) {
            return false;
        }
        dotProduct(
                "the Hessian is symmetric",
                place,
                p -> terms(p.evaluate(Product.HVP, p.direction()), other),
                p -> terms(p.evaluate(Product.HVP, other), p.direction()));
        differences(
                "hvp",
                Place.names(function.parameters(), hvp),
                place,
                Product.GRADIENT,
                bars,
                p -> flat(p.evaluate(Product.HVP, p.direction())));
        return true;
    }

    /** Holds the entries of a matrix to the product that has no matrix. */
    private void entries(Request request, Place place) {
        Optional<SparseEntries> places = place.places(request);
        if (places.isEmpty()) {
            return;
        }
        withEntries.add(request);
        SparseEntries at = places.get();
        String what = function.called(request);
        findings.add(new Finding(
                what + ": entries that are not in order" + place.name(),
                Finding.Kind.DOT_PRODUCT,
                List.of(),
                at.areInOrder() ? 0 : 1,
                0,
                TINY));
        Function<Place, double[]> sparse =
                p -> at.times(p.entries(request), flat(active(request, p.direction(request.active()))));
        Function<Place, double[]> whole = p -> flat(
                request.product().order() == 1
                        ? p.evaluate(Product.TANGENT, p.direction(request.active()))
                        : active(request, p.evaluate(Product.HVP, p.direction(request.active()))));
        double[] got = sparse.apply(place);
        double[] expected = whole.apply(place);
        double size = absolute(got) + absolute(expected);
        for (int row = 0; row < got.length; row++) {
            int k = row;
            hold(
                    new Finding(
                            what + "*direction, row " + row + place.name(),
                            Finding.Kind.DOT_PRODUCT,
                            List.of(),
                            got[row],
                            expected[row],
                            TINY + DOT_PRODUCT_ERROR * size),
                    () -> noise(place, p -> new double[] {sparse.apply(p)[k], whole.apply(p)[k]}));
        }
    }

    private static List<Tensor> active(Request request, List<Tensor> byParameter) {
        return request.active().stream().map(byParameter::get).toList();
    }

    /** Compares the sums of {@code left} and {@code right}. */
    private void dotProduct(String name, Place place, Function<Place, double[]> left, Function<Place, double[]> right) {
        double got = Arrays.stream(left.apply(place)).sum();
        double expected = Arrays.stream(right.apply(place)).sum();
        double size = absolute(left.apply(place)) + absolute(right.apply(place));
        hold(
                new Finding(
                        name + place.name(),
                        Finding.Kind.DOT_PRODUCT,
                        List.of(),
                        got,
                        expected,
                        TINY + DOT_PRODUCT_ERROR * size),
                () -> noise(place, p -> new double[] {
                    Arrays.stream(left.apply(p)).sum(),
                    Arrays.stream(right.apply(p)).sum()
                }));
    }

    /** Holds {@code derivative} against how the last outputs of a product change along the direction. */
    private void differences(
            String what,
            Supplier<String[]> names,
            Place place,
            Product product,
            List<Tensor> value,
            Function<Place, double[]> derivative) {
        if (!differences) {
            return;
        }
        double[] values = flat(value);
        Optional<Differences> found = Differences.of(h -> place.moved(h, product, values.length));
        if (found.isEmpty()) {
            kinks++;
            return;
        }
        double[] got = derivative.apply(place);
        String[] entries = names.get();
        double floor =
                TINY + FLOOR * (1 + Arrays.stream(values).map(Math::abs).max().orElse(0));
        boolean smooth = true;
        for (int k = 0; k < got.length; k++) {
            double error = found.get().errors()[k];
            double size = Math.abs(got[k]) + Math.abs(values[k]) + absolute(values) / values.length;
            if (error > SETTLED * size) {
                smooth = false;
                continue;
            }
            int entry = k;
            hold(
                    new Finding(
                            what + "[" + entries[k] + "]" + place.name(),
                            Finding.Kind.DIFFERENCE,
                            List.of(),
                            got[k],
                            found.get().derivatives()[k],
                            floor + DIFFERENCE_ERROR * size + 10 * error),
                    () -> noise(place, p -> new double[] {derivative.apply(p)[entry]}));
        }
        kinks += smooth ? 0 : 1;
    }

    /** What fails may be rounding alone, which is looked at only then. */
    private void hold(Finding finding, DoubleSupplier noise) {
        findings.add(finding.failed() ? finding.allowing(TIMES_NOISE * noise.getAsDouble()) : finding);
    }

    /** How far rounding moves some numbers. */
    private double noise(Place place, Function<Place, double[]> numbers) {
        Errors errors = new Errors(sampler);
        double[] here = numbers.apply(place);
        double noise = 0;
        for (int run = 0; run < NOISE_RUNS; run++) {
            double[] there = numbers.apply(place.disturbed(errors));
            for (int i = 0; i < here.length; i++) {
                noise = Math.max(noise, Math.abs(there[i] - here[i]) / Errors.SIZE);
            }
        }
        return noise;
    }

    private static double[] flat(List<Tensor> tensors) {
        return Place.flat(tensors);
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
