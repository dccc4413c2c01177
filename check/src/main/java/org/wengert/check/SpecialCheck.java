package org.wengert.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.wengert.driver.CompiledFunction;
import org.wengert.elaborate.FunctionGraph.Request;
import org.wengert.product.Derivative;
import org.wengert.product.JacobianMode;
import org.wengert.product.Product;
import org.wengert.source.Span;

/**
 * Holds the derivatives of a function of numbers at special points to each other, by every mode that gives them, and to limits
 * where there are any. What is no number is a fault only where another mode has the limit: of infinite slopes that cancel
 * nothing can be said.
 */
final class SpecialCheck {

    private static final double TINY = 1e-300;

    /** Of itself, where a product's program cannot be run whole. */
    private static final double UNKNOWN = 1e-9;

    /** Coordinates between these and 0 have limits; those of what is larger or smaller have too few digits. */
    private static final double SMALLEST = 1e-15;

    private static final double LARGEST = 1e15;

    /** What values are made of leaves limits no digits where it is larger. */
    private static final double LARGEST_TERM = 1e10;

    private final CompiledFunction function;
    private final CompiledFunction forward;
    private final CompiledFunction reverse;
    private final Rounding rounding;
    private final Limits limits;
    private final Sampler sampler;
    private final int n;
    private final int m;
    private final List<Finding> findings = new ArrayList<>();
    private int points;
    private int limited;

    SpecialCheck(CompiledFunction function, HighPrecision exact, Rounding rounding, Sampler sampler) {
        this.function = function;
        this.forward = function.with(JacobianMode.FORWARD);
        this.reverse = function.with(JacobianMode.REVERSE);
        this.rounding = rounding;
        this.limits = new Limits(exact, function.source().graph(), sampler);
        this.sampler = sampler;
        this.n = function.parameters().size();
        this.m = function.results().size();
    }

    /** One number as one mode gives it. */
    private record Mode(String name, double number, double allowed, BooleanSupplier inRange) {

        boolean isFinite() {
            return Double.isFinite(number);
        }
    }

    /** The outputs of a product. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Outcome(String name, double[] outputs, Optional<Spread> spread, BooleanSupplier inRange) {

        Mode at(int i) {
            double allowed = spread.map(s -> s.of(i)).orElse(UNKNOWN * Math.abs(outputs[i]));
            return new Mode(name, outputs[i], Double.isFinite(allowed) ? allowed : 0, inRange);
        }
    }

    List<Finding> findings() {
        return findings;
    }

    /** {@code at 30 special points, 12 of them with limits} where there were any. */
    Optional<String> note() {
        return points == 0
                ? Optional.empty()
                : Optional.of(
                        "at " + points + " special points (zeros, ties, whole, subnormal, huge and infinite numbers),"
                                + " where the modes are held to each other, and at " + limited + " to limits");
    }

    void run() {
        SpecialPoints.of(n, sampler).forEach(this::at);
    }

    private void at(double[] point) {
        double[] values = function.evaluate(function.request(Product.VALUE), point);
        if (!TestPoints.isFinite(values)) {
            return;
        }
        points++;
        boolean moderate = Arrays.stream(point).map(Math::abs).allMatch(x -> x == 0 || (x >= SMALLEST && x <= LARGEST))
                && rounding.largest(function.source().graph(), point) <= LARGEST_TERM;
        Optional<BigDecimal[][]> known = moderate ? limits.at(point) : Optional.empty();
        limited += known.isPresent() ? 1 : 0;
        first(point, known);
        if (function.possible().contains(Product.HVP)) {
            second(point);
        }
    }

    private void first(double[] point, Optional<BigDecimal[][]> known) {
        List<Outcome> tangents = new ArrayList<>();
        List<Outcome> alone = new ArrayList<>();
        boolean gradients = function.possible().contains(Product.GRADIENT);
        for (int i = 0; i < n; i++) {
            tangents.add(outcome("tangent", function, function.request(Product.TANGENT), point, unit(n, i)));
            if (gradients) {
                alone.add(outcome("diff", function, new Request(Product.GRADIENT, List.of(i), Span.NONE), point));
            }
        }
        Request jacobian = function.request(Product.JACOBIAN);
        List<Outcome> rows = new ArrayList<>(List.of(
                outcome("jacobian forward", forward, jacobian, point),
                outcome("jacobian in reverse", reverse, jacobian, point)));
        if (gradients) {
            rows.add(outcome("gradient", function, function.request(Product.GRADIENT), point));
        }
        for (int j = 0; j < m; j++) {
            Outcome adjoint = outcome("adjoint", function, function.request(Product.ADJOINT), point, unit(m, j));
            for (int i = 0; i < n; i++) {
                List<Mode> modes = new ArrayList<>(List.of(tangents.get(i).at(j), adjoint.at(m + i)));
                for (Outcome row : rows) {
                    modes.add(row.at(m + j * n + i));
                }
                if (gradients) {
                    modes.add(alone.get(i).at(1));
                }
                int row = j;
                int column = i;
                hold(
                        "[" + function.results().get(j) + "]["
                                + function.parameters().get(i) + "]",
                        point,
                        modes,
                        known.map(all -> all[row][column].doubleValue()));
            }
        }
    }

    private void second(double[] point) {
        Outcome hessian = outcome("hessian", function, function.request(Product.HESSIAN), point);
        for (int k = 0; k < n; k++) {
            Outcome column = outcome("hvp", function, function.request(Product.HVP), point, unit(n, k));
            for (int i = 0; i < n; i++) {
                hold(
                        "[" + function.results().get(0) + "]["
                                + function.parameters().get(i) + "]["
                                + function.parameters().get(k) + "]",
                        point,
                        List.of(column.at(i), hessian.at(m + m * n + i * n + k)),
                        Optional.empty());
            }
        }
    }

    private void hold(String entry, double[] point, List<Mode> modes, Optional<Double> limit) {
        Optional<Mode> first = modes.stream().filter(Mode::isFinite).findFirst();
        if (first.isEmpty()) {
            return;
        }
        double expected = limit.orElse(first.get().number());
        double error = limit.map(l -> Limits.FLOOR + Limits.ERROR * Math.abs(l))
                .orElse(first.get().allowed());
        for (Mode mode : modes) {
            if (!mode.isFinite() && limit.isEmpty()) {
                continue;
            }
            Finding finding = new Finding(
                    mode.name() + entry,
                    limit.isPresent() ? Finding.Kind.LIMIT : Finding.Kind.MODES,
                    Arrays.stream(point).boxed().toList(),
                    mode.number(),
                    expected,
                    TINY + error + mode.allowed());
            boolean excused = finding.failed()
                    && !(mode.inRange().getAsBoolean() && first.get().inRange().getAsBoolean());
            if (!excused) {
                findings.add(finding);
            }
        }
    }

    private Outcome outcome(String name, CompiledFunction by, Request request, double[] point, double... more) {
        Derivative derivative = by.derivative(request);
        double[] outputs = by.evaluate(request, point, more);
        return new Outcome(
                name,
                outputs,
                derivative.shape() == Derivative.Shape.WHOLE
                        ? Optional.of(rounding.spread(derivative, point, more))
                        : Optional.empty(),
                () -> TestPoints.isFinite(point)
                        && derivative.shape() == Derivative.Shape.WHOLE
                        && isKnown(rounding.at(derivative, point, more)));
    }

    private static boolean isKnown(Rounding.Run run) {
        return run.isInRange() && run.exact().stream().allMatch(Optional::isPresent);
    }

    private static double[] unit(int n, int i) {
        double[] unit = new double[n];
        unit[i] = 1;
        return unit;
    }
}
