package org.wengert.runtime;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Functions over powers of their argument, {@code tan(x)/x} or {@code (exp(x) - 1 - x)/x^2}, and the argument over functions,
 * {@code x/tan(x)}, with all derivatives. As they are written they lose their digits near 0. There the power series is summed; beyond,
 * derivatives of the quotient follow from those of the function, by Leibniz's rule for the product of the quotient and the power.
 */
public enum Shares {
    SIN(2, 1, 2) {
        @Override
        double[] series(double x, int n) {
            return circular(n, Math.sin(x), Math.cos(x), -1);
        }
    },
    SINH(2, 1, 2) {
        @Override
        double[] series(double x, int n) {
            return circular(n, Math.sinh(x), Math.cosh(x), 1);
        }
    },
    COSH(2, 1, 2) {
        @Override
        double[] series(double x, int n) {
            return circular(n, Math.cosh(x), Math.sinh(x), 1);
        }
    },
    EXP(2, 1, 2) {
        @Override
        double[] series(double x, int n) {
            double[] c = new double[n + 1];
            c[0] = Math.exp(x);
            for (int k = 0; k < n; k++) {
                c[k + 1] = c[k] / (k + 1);
            }
            return c;
        }
    },
    LOG1P(0.6, 0, 0.6) {
        @Override
        double[] series(double x, int n) {
            return integral(Math.log1p(x), inverse(n, 1 + x, 1, 0));
        }
    },
    TAN(1.1, 0, 1.5) {
        @Override
        double[] series(double x, int n) {
            double y = Math.tan(x);
            return tangent(n, y, 1 + y * y, 1);
        }

        @Override
        double[] reciprocal(double x, int n) {
            double sine = Math.sin(x);
            return tangent(n, 1 / Math.tan(x), -1 / sine / sine, -1);
        }

        @Override
        double coefficientUnder(int k, double[] over, double[] under) {
            return -TANH.coefficientUnder(k, over, under) * (k % 4 == 2 ? 1 : -1);
        }
    },
    TANH(1.1, 0, 1.5) {
        @Override
        double[] series(double x, int n) {
            double cosh = Math.cosh(x);
            return tangent(n, Math.tanh(x), 1 / cosh / cosh, -1);
        }

        @Override
        double[] reciprocal(double x, int n) {
            double sinh = Math.sinh(x);
            return tangent(n, 1 / Math.tanh(x), -1 / sinh / sinh, -1);
        }

        /** 2^k B(k)/k!; by the series of tanh they would be small differences. */
        @Override
        double coefficientUnder(int k, double[] over, double[] under) {
            return k == 1 ? 0 : Math.scalb(ExponentialFunctions.bernoulliOverFactorial(k), k);
        }
    },
    ATAN(0.7, 0, 0.7) {
        @Override
        double[] series(double x, int n) {
            return integral(Math.atan(x), inverse(n, 1 + x * x, 2 * x, 1));
        }
    },
    ATANH(0.7, 0, 0.7) {
        @Override
        double[] series(double x, int n) {
            return integral(Logarithms.atanh(x), inverse(n, (1 - x) * (1 + x), -2 * x, -1));
        }
    },
    ASIN(0.7, 0, 0.7) {
        @Override
        double[] series(double x, int n) {
            return integral(Math.asin(x), inverseRoot(n, x, (1 - x) * (1 + x), -1));
        }
    },
    ASINH(0.7, 0, 0.7) {
        @Override
        double[] series(double x, int n) {
            return integral(Logarithms.asinh(x), inverseRoot(n, x, 1 + x * x, 1));
        }
    },
    ERF(1.2, 0, 1.2) {
        @Override
        double[] series(double x, int n) {
            double[] w = new double[n + 1];
            w[0] = TWO_OVER_ROOT_OF_PI * Math.exp(-x * x);
            for (int k = 0; k < n; k++) {
                w[k + 1] = -2 * (x * w[k] + (k > 0 ? w[k - 1] : 0)) / (k + 1);
            }
            return integral(ErrorFunctions.erf(x), w);
        }
    };

    private static final double TWO_OVER_ROOT_OF_PI = 1.1283791670955126;

    /** Of both power series: a limit of 0.7 where their radius is 1 needs 116, and derivatives a few more. */
    private static final int TERMS = 140;

    private static final double LEAST_TERM = 0x1p-58;

    private final double nearOver;
    private final int wider;
    private final double nearUnder;

    /**
     * Up to which argument power series are summed.
     *
     * @param nearOver that of the function
     * @param wider how much more with each derivative
     * @param nearUnder that of the argument over it
     */
    Shares(double nearOver, int wider, double nearUnder) {
        this.nearOver = nearOver;
        this.wider = wider;
        this.nearUnder = nearUnder;
    }

    /** The power series of f and of {@code x/f(x)} at 0. */
    private static final class Coefficients {

        /** Made when they are asked for: constants of an enum are there before its other fields. */
        static final Map<Shares, Coefficients> ALL = new EnumMap<>(Shares.class);

        static {
            for (Shares share : values()) {
                ALL.put(share, new Coefficients(share));
            }
        }

        final double[] over;
        final double[] under = new double[TERMS];

        Coefficients(Shares share) {
            over = share.series(0, TERMS);
            for (int k = 0; k < TERMS; k++) {
                under[k] = share.coefficientUnder(k, over, under);
            }
        }
    }

    private Coefficients coefficients() {
        return Objects.requireNonNull(Coefficients.ALL.get(this));
    }

    /** The coefficients of the powers of t up to {@code t^n} of f(x + t). */
    abstract double[] series(double x, int n);

    /** The coefficients of the powers of t up to {@code t^n} of 1/f(x + t). */
    double[] reciprocal(double x, int n) {
        double[] f = series(x, n);
        double[] r = new double[n + 1];
        for (int i = 0; i <= n; i++) {
            double rest = i == 0 ? 1 : 0;
            for (int j = 1; j <= i; j++) {
                rest -= f[j] * r[i - j];
            }
            r[i] = rest / f[0];
        }
        return r;
    }

    /** The coefficient of {@code x^k} of {@code x/f(x)}, from those before it. */
    double coefficientUnder(int k, double[] over, double[] under) {
        double rest = k == 0 ? 1 : 0;
        for (int j = 0; j < k; j++) {
            rest -= under[j] * over[k - j + 1];
        }
        return rest / over[1];
    }

    /**
     * The n-th derivative of {@code (f(x) - T(x))/x^power}, T being what the power series of f has below {@code x^from}; at 0 the limit.
     *
     * @param from no less than {@code power}, where the limit is to exist
     */
    public double over(int from, int power, int n, double x) {
        if (Math.abs(x) < near(nearOver, n) + wider * n) {
            return sum(coefficients().over, Math.max(from, power + n), power, n, x);
        }
        if (vanishes(x) && (from == 1 || power > 1 || n > 0)) {
            return 0;
        }
        double[] rest = series(x, n);
        double[] below = coefficients().over;
        for (int i = 0; i <= n; i++) {
            double taken = 0;
            for (int k = from - 1; k >= i; k--) {
                taken = taken * x + binomial(k, i) * below[k];
            }
            rest[i] -= taken;
        }
        // With the coefficients q of the quotient: the sum over j of C(power, j)*x^(power - j)*q[i - j] is rest[i].
        double[] q = new double[n + 1];
        for (int i = 0; i <= n; i++) {
            double value = rest[i];
            for (int k = 0; k < power; k++) {
                value /= x;
            }
            double scale = 1;
            for (int j = 1; j <= Math.min(i, power); j++) {
                scale /= x;
                value -= binomial(power, j) * scale * q[i - j];
            }
            q[i] = value;
        }
        return q[n] * factorial(n);
    }

    /** The n-th derivative of {@code x/f(x)} of a function that begins with x; at 0 the limit. */
    public double under(int n, double x) {
        if (Math.abs(x) < near(nearUnder, n)) {
            return sum(coefficients().under, n, 0, n, x);
        }
        if (vanishes(x)) {
            return n > 1 ? 0 : (n == 0 ? x : 1) / series(x, 0)[0];
        }
        double[] r = reciprocal(x, n);
        return (x * r[n] + (n > 0 ? r[n - 1] : 0)) * factorial(n);
    }

    /** Of high derivatives the series has alternating terms that are larger than the sum, the more the nearer to its radius. */
    private double near(double limit, int n) {
        return n < 5 || wider > 0 ? limit : 0.7 * limit;
    }

    /** Whether x is infinite and the function grows more slowly than its argument there. */
    private boolean vanishes(double x) {
        return switch (this) {
            case EXP -> x == Double.NEGATIVE_INFINITY;
            case LOG1P -> x == Double.POSITIVE_INFINITY;
            case SIN, TANH, ATAN, ASINH, ERF -> Double.isInfinite(x);
            case TAN, SINH, COSH, ATANH, ASIN -> false;
        };
    }

    /** The n-th derivative of the sum over k from {@code first} of {@code c[k]*x^(k - power)}. */
    private static double sum(double[] c, int first, int power, int n, double x) {
        double falling = 1;
        for (int i = 0; i < n; i++) {
            falling *= first - power - i;
        }
        double scale = Math.pow(x, first - power - n);
        double sum = 0;
        int small = 0;
        for (int k = first; k < c.length && small < 2; k++) {
            double term = c[k] * falling * scale;
            sum += term;
            small = Math.abs(term) <= LEAST_TERM * Math.abs(sum) && sum != 0 ? small + 1 : 0;
            scale *= x;
            falling = falling * (k + 1 - power) / (k + 1 - power - n);
        }
        return sum;
    }

    private static double binomial(int n, int k) {
        double value = 1;
        for (int i = 0; i < k; i++) {
            value = value * (n - i) / (i + 1);
        }
        return value;
    }

    private static double factorial(int n) {
        double product = 1;
        for (int k = 2; k <= n; k++) {
            product *= k;
        }
        return product;
    }

    private static double[] circular(int n, double y, double slope, int sign) {
        double[] c = new double[n + 1];
        double over = 1;
        for (int k = 0; k <= n; k++) {
            boolean minus = sign < 0 && k % 4 > 1;
            c[k] = (k % 2 == 0 ? y : slope) * (minus ? -over : over);
            over /= k + 1;
        }
        return c;
    }

    /** y' = 1 ± y², of which no term but the first is a difference. */
    private static double[] tangent(int n, double y, double slope, int sign) {
        double[] c = new double[n + 2];
        c[0] = y;
        c[1] = slope;
        for (int k = 1; k < n; k++) {
            double sum = 0;
            for (int i = 0; i <= k; i++) {
                sum += c[i] * c[k - i];
            }
            c[k + 1] = sign * sum / (k + 1);
        }
        return c;
    }

    /** One over a + b t + s t². */
    private static double[] inverse(int n, double a, double b, double s) {
        double[] w = new double[n + 1];
        for (int k = 0; k <= n; k++) {
            w[k] = ((k == 0 ? 1 : 0) - (k > 0 ? b * w[k - 1] : 0) - (k > 1 ? s * w[k - 2] : 0)) / a;
        }
        return w;
    }

    /** One over the root of 1 ± (x + t)², which is {@code square} at 0. */
    private static double[] inverseRoot(int n, double x, double square, int sign) {
        double[] w = new double[n + 1];
        w[0] = sign < 0 ? 1 / Math.sqrt(square) : 1 / Norms.hypot(1, x);
        for (int k = 0; k < n; k++) {
            w[k + 1] = -sign * (x * (2 * k + 1) * w[k] + (k > 0 ? k * w[k - 1] : 0)) / (square * (k + 1));
        }
        return w;
    }

    private static double[] integral(double value, double[] slope) {
        double[] c = new double[slope.length];
        c[0] = value;
        for (int k = 1; k < c.length; k++) {
            c[k] = slope[k - 1] / k;
        }
        return c;
    }
}
