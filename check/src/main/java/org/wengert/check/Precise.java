package org.wengert.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

/** Real arithmetic to a fixed number of digits; what has no real value throws {@link ArithmeticException}. */
final class Precise {

    /** Powers with larger exponents are taken by logarithms. */
    private static final BigDecimal LARGEST_INTEGER = BigDecimal.valueOf(1_000_000);

    /** Power series of entire functions serve up to here. */
    private static final int LARGEST_SERIES = 30;

    private static final int MOST_TERMS = 200;

    private final MathContext context;
    private final Elementary elementary;

    Precise(MathContext context) {
        this.context = context;
        this.elementary = new Elementary(context);
    }

    MathContext context() {
        return context;
    }

    Elementary elementary() {
        return elementary;
    }

    /** A double exactly, up to the digits. */
    BigDecimal number(double value) {
        return new BigDecimal(value, context);
    }

    BigDecimal add(BigDecimal a, BigDecimal b) {
        return a.add(b, context);
    }

    BigDecimal subtract(BigDecimal a, BigDecimal b) {
        return a.subtract(b, context);
    }

    BigDecimal multiply(BigDecimal a, BigDecimal b) {
        return a.multiply(b, context);
    }

    BigDecimal divide(BigDecimal a, BigDecimal b) {
        return a.divide(b, context);
    }

    BigDecimal square(BigDecimal x) {
        return multiply(x, x);
    }

    BigDecimal half(BigDecimal x) {
        return divide(x, number(2));
    }

    BigDecimal reciprocal(BigDecimal x) {
        return divide(BigDecimal.ONE, x);
    }

    BigDecimal sqrt(BigDecimal x) {
        return x.sqrt(context);
    }

    BigDecimal floor(BigDecimal x) {
        if (x.scale() <= 0) {
            return x;
        }
        if (Elementary.magnitude(x) < 0) {
            return x.signum() < 0 ? BigDecimal.ONE.negate() : BigDecimal.ZERO;
        }
        return x.setScale(0, RoundingMode.FLOOR);
    }

    BigDecimal ceil(BigDecimal x) {
        return floor(x.negate()).negate();
    }

    /** A power; integer exponents are right at every base. */
    BigDecimal pow(BigDecimal a, BigDecimal b) {
        boolean integer = b.signum() == 0 || b.stripTrailingZeros().scale() <= 0;
        return integer && b.abs().compareTo(LARGEST_INTEGER) <= 0 ? power(a, b.intValueExact()) : elementary.pow(a, b);
    }

    /** A pole at 0 where {@code n} is negative. */
    BigDecimal power(BigDecimal x, int n) {
        return x.pow(n, context);
    }

    /** The j-th derivative in a of the k-th in b of {@code a^b}; a term whose coefficient or power is 0 is 0. */
    BigDecimal powerDerivative(BigDecimal a, BigDecimal b, int j, int k) {
        List<BigDecimal> coefficients = new ArrayList<>(Collections.nCopies(k + 2, BigDecimal.ZERO));
        coefficients.set(k, BigDecimal.ONE);
        for (int step = 0; step < j; step++) {
            BigDecimal falling = subtract(b, number(step));
            for (int i = 0; i <= k; i++) {
                BigDecimal next = multiply(number(i + 1), coefficients.get(i + 1));
                coefficients.set(i, add(multiply(falling, coefficients.get(i)), next));
            }
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i <= k; i++) {
            if (coefficients.get(i).signum() != 0) {
                sum = add(sum, multiply(coefficients.get(i), powerLog(a, subtract(b, number(j)), i)));
            }
        }
        return sum;
    }

    private BigDecimal powerLog(BigDecimal a, BigDecimal b, int k) {
        BigDecimal p = pow(a, b);
        return p.signum() == 0 || k == 0 ? p : multiply(p, power(elementary.log(a), k));
    }

    /**
     * The k-th derivative of {@code cos(sqrt(x))}, or with {@code s = 1} of {@code cosh(sqrt(x))}: the power series near 0, beyond
     * the recurrence that {@code 4*x*y'' + 2*y' = s*y} gives.
     */
    BigDecimal ofRoot(BigDecimal x, int k, int s) {
        return x.compareTo(number(30)) < 0 ? ofRootNearZero(x, k, s) : ofRootFarOut(x, k, s);
    }

    private BigDecimal ofRootNearZero(BigDecimal x, int k, int s) {
        BigDecimal term = BigDecimal.ONE;
        for (int m = 1; m <= k; m++) {
            term = multiply(term, divide(number(s), number(4.0 * m - 2)));
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (int m = 1; m < 400; m++) {
            sum = add(sum, term);
            term = divide(multiply(term, multiply(number(s), x)), number(2.0 * m * (2 * (m + k) - 1)));
        }
        return sum;
    }

    private BigDecimal ofRootFarOut(BigDecimal x, int k, int s) {
        BigDecimal root = sqrt(x);
        BigDecimal before = s > 0 ? elementary.cosh(root) : elementary.cos(root);
        BigDecimal sine = s > 0 ? elementary.sinh(root) : elementary.sin(root).negate();
        BigDecimal now = divide(sine, multiply(number(2), root));
        for (int i = 0; i < k; i++) {
            BigDecimal next = divide(
                    subtract(multiply(number(s), before), multiply(number(4.0 * i + 2), now)), multiply(number(4), x));
            before = now;
            now = next;
        }
        return before;
    }

    /** The k-th derivative of {@code acos(x)^2}, which is that of {@code -acosh(x)^2} from 1 on. */
    BigDecimal acosSquare(BigDecimal x, int k) {
        BigDecimal w = subtract(BigDecimal.ONE, x);
        return w.abs().compareTo(number(0.5)) < 0 ? acosSquareNearOne(w, k) : acosSquareFarOut(x, k);
    }

    private BigDecimal acosSquareNearOne(BigDecimal w, int k) {
        int n = Math.max(k, 1);
        BigDecimal term = number(2);
        for (int m = 1; m < n; m++) {
            term = divide(multiply(term, number((double) m * m)), number(2 * m + 1));
        }
        term = k == 0 ? multiply(term, w) : term;
        BigDecimal sum = BigDecimal.ZERO;
        for (int last = n + 400; n < last; n++) {
            sum = add(sum, term);
            term = divide(multiply(multiply(term, number((double) n * n)), w), number((2.0 * n + 1) * (n + 1 - k)));
        }
        return k % 2 == 0 ? sum : sum.negate();
    }

    private BigDecimal acosSquareFarOut(BigDecimal x, int k) {
        BigDecimal slope = subtract(BigDecimal.ONE, square(x));
        boolean hyperbolic = slope.signum() < 0;
        BigDecimal arc = hyperbolic ? elementary.acosh(x) : elementary.acos(x);
        BigDecimal before = hyperbolic ? square(arc).negate() : square(arc);
        BigDecimal now = divide(multiply(number(-2), arc), sqrt(slope.abs()));
        for (int i = 0; i < k; i++) {
            BigDecimal rest = i == 0 ? number(2) : multiply(number((double) i * i), before);
            BigDecimal next = divide(add(multiply(multiply(number(2 * i + 1), x), now), rest), slope);
            before = now;
            now = next;
        }
        return before;
    }

    /** The distribution function by whichever of erf and erfc does not cancel. */
    BigDecimal normalCdf(BigDecimal x) {
        return half(elementary.erfc(divide(x, sqrt(number(2))).negate()));
    }

    /** For positive x the logarithm of a number beside 1. */
    BigDecimal logNormalCdf(BigDecimal x) {
        return x.signum() > 0 ? elementary.log1p(normalCdf(x.negate()).negate()) : elementary.log(normalCdf(x));
    }

    BigDecimal normalDensity(BigDecimal x) {
        return divide(elementary.exp(half(square(x)).negate()), sqrt(multiply(number(2), elementary.pi())));
    }

    /** The k-th derivative. */
    BigDecimal normalDensity(BigDecimal x, int k) {
        return divide(bell(x, k, 1), sqrt(multiply(number(2), elementary.pi())));
    }

    /** The k-th derivative of {@code exp(-s*x^2/2)} by the recurrence of Hermite's polynomials. */
    BigDecimal bell(BigDecimal x, int k, int s) {
        BigDecimal last = BigDecimal.ZERO;
        BigDecimal value = elementary.exp(divide(multiply(number(-s), square(x)), number(2)));
        for (int i = 0; i < k; i++) {
            BigDecimal next = multiply(number(-s), add(multiply(x, value), multiply(number(i), last)));
            last = value;
            value = next;
        }
        return value;
    }

    BigDecimal normalHazard(BigDecimal x) {
        return divide(normalDensity(x), normalCdf(x));
    }

    BigDecimal normalHazardBend(BigDecimal x) {
        BigDecimal h = normalHazard(x);
        BigDecimal product = multiply(add(x, h), add(x, multiply(number(2), h)));
        return multiply(h, subtract(product, number(1)));
    }

    BigDecimal onePlusSquare(BigDecimal x) {
        return add(number(1), square(x));
    }

    BigDecimal twoOverRootOfPi() {
        return divide(number(2), sqrt(elementary.pi()));
    }

    BigDecimal erfcHazard(BigDecimal x) {
        return divide(multiply(twoOverRootOfPi(), elementary.exp(square(x).negate())), elementary.erfc(x));
    }

    /** The k-th derivative of {@code exp(x^2)*erfc(x)}, {@code y' = 2*x*y - 2/sqrt(pi)} and the derivatives of that. */
    BigDecimal erfcx(BigDecimal x, int k) {
        BigDecimal last = BigDecimal.ZERO;
        BigDecimal value = multiply(elementary.exp(square(x)), elementary.erfc(x));
        for (int i = 0; i < k; i++) {
            BigDecimal next = multiply(number(2), add(multiply(x, value), multiply(number(i), last)));
            last = value;
            value = i == 0 ? subtract(next, twoOverRootOfPi()) : next;
        }
        return value;
    }

    /** The k-th derivative of {@code (exp(x) - 1)/x}: the sum of {@code x^j/(j!*(j + k + 1))}. */
    BigDecimal exprel(BigDecimal x, int k) {
        return sum(x, j -> divide(x, number(j + 1)), j -> number(j + k + 1));
    }

    /** The k-th derivative of {@code sin(x)/x}: a sum of derivatives of its powers. */
    BigDecimal sinc(BigDecimal x, int k) {
        int first = (k + 1) / 2;
        BigDecimal start = 2 * first > k ? x : BigDecimal.ONE;
        BigDecimal minusSquare = square(x).negate();
        BigDecimal even = sum(
                x,
                j -> {
                    int p = 2 * (first + j) - k;
                    return divide(minusSquare, number((p + 1.0) * (p + 2)));
                },
                j -> number(2.0 * (first + j) + 1));
        return multiply(first % 2 == 0 ? start : start.negate(), even);
    }

    /** A sum of terms that begin with 1 and grow by {@code ratio}, each over its {@code divisor}. */
    private BigDecimal sum(BigDecimal x, IntFunction<BigDecimal> ratio, IntFunction<BigDecimal> divisor) {
        if (x.abs().compareTo(number(LARGEST_SERIES)) > 0) {
            throw new ArithmeticException("beyond the series");
        }
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ZERO;
        for (int j = 0; j < MOST_TERMS; j++) {
            sum = add(sum, divide(term, divisor.apply(j)));
            term = multiply(term, ratio.apply(j));
        }
        return sum;
    }

    /** The k-th derivative of {@code x/(exp(x) - 1)}, by its equation {@code y*(exp(x) - 1) = x} differentiated. */
    BigDecimal bernoulli(BigDecimal x, int k) {
        BigDecimal e = elementary.exp(x);
        BigDecimal less = elementary.expm1(x);
        List<BigDecimal> y = new ArrayList<>();
        for (int n = 0; n <= k; n++) {
            BigDecimal right = n == 0 ? x : number(n == 1 ? 1 : 0);
            BigDecimal binomial = BigDecimal.ONE;
            for (int i = 0; i < n; i++) {
                right = subtract(right, multiply(binomial, multiply(y.get(i), e)));
                binomial = divide(multiply(binomial, number(n - i)), number(i + 1));
            }
            y.add(divide(right, less));
        }
        return y.get(k);
    }

    /** The k-th derivative of {@code c(x) - 1/x}, where c is the cotangent and sign 1, or the hyperbolic one and sign -1. */
    BigDecimal cotangentLessPole(BigDecimal x, int k, int sign) {
        BigDecimal c = reciprocal(sign > 0 ? elementary.tan(x) : elementary.tanh(x));
        // Each derivative is a polynomial in c, because c' = -(c^2 + sign).
        List<BigDecimal> derivative = new ArrayList<>(List.of(number(0), number(1)));
        BigDecimal pole = reciprocal(x);
        for (int n = 1; n <= k; n++) {
            List<BigDecimal> next = new ArrayList<>(Collections.nCopies(derivative.size() + 1, number(0)));
            for (int i = 1; i < derivative.size(); i++) {
                BigDecimal slope = multiply(number(-i), derivative.get(i));
                next.set(i + 1, add(next.get(i + 1), slope));
                next.set(i - 1, add(next.get(i - 1), multiply(number(sign), slope)));
            }
            derivative = next;
            pole = divide(multiply(number(-n), pole), x);
        }
        BigDecimal value = number(0);
        for (int i = derivative.size() - 1; i >= 0; i--) {
            value = add(multiply(value, c), derivative.get(i));
        }
        return subtract(value, pole);
    }

    /** The k-th derivative of {@code log(1 + x)/x}, by those of the product with x. */
    BigDecimal log1prel(BigDecimal x, int k) {
        BigDecimal y = divide(elementary.log1p(x), x);
        BigDecimal derivative = number(-1);
        BigDecimal divisor = add(number(1), x);
        for (int n = 1; n <= k; n++) {
            derivative = divide(multiply(number(n == 1 ? -1 : 1 - n), derivative), divisor);
            y = divide(subtract(derivative, multiply(number(n), y)), x);
        }
        return y;
    }

    /** The k-th derivative of the sum of {@code (-x)^m/(2*m + j)!}. */
    BigDecimal stumpff(BigDecimal x, int j, int k) {
        return x.compareTo(number(LARGEST_SERIES)) < 0 ? stumpffNearZero(x, j, k) : stumpffFarOut(x, j, k);
    }

    private BigDecimal stumpffFarOut(BigDecimal x, int j, int k) {
        // x*y is 1 less the function two before, which is -2 times the derivative of the cosine for j = 3.
        IntFunction<BigDecimal> before = i -> j == 2 ? ofRoot(x, i, -1) : multiply(number(-2), ofRoot(x, i + 1, -1));
        BigDecimal y = divide(subtract(number(1), before.apply(0)), x);
        for (int i = 1; i <= k; i++) {
            y = divide(add(before.apply(i), multiply(number(i), y)), x).negate();
        }
        return y;
    }

    private BigDecimal stumpffNearZero(BigDecimal x, int j, int k) {
        BigDecimal first = BigDecimal.ONE;
        for (int i = 1; i <= 2 * k + j; i++) {
            first = divide(first, number(i));
        }
        for (int m = 1; m <= k; m++) {
            first = multiply(number(-m), first);
        }
        return multiply(
                first,
                sum(
                        x,
                        m -> {
                            double power = 2.0 * (m + k) + j;
                            return divide(
                                    multiply(x, number(-(m + k + 1.0))), number((m + 1.0) * (power + 1) * (power + 2)));
                        },
                        m -> number(1)));
    }

    BigDecimal sigmoid(BigDecimal x) {
        return reciprocal(add(number(1), elementary.exp(x.negate())));
    }

    /** {@code log(1 + e^x)}; the form for positive x keeps the exponential small. */
    BigDecimal softplus(BigDecimal x) {
        return x.signum() > 0
                ? add(x, elementary.log1p(elementary.exp(x.negate())))
                : elementary.log1p(elementary.exp(x));
    }

    BigDecimal hypot(BigDecimal a, BigDecimal b) {
        return sqrt(add(square(a), square(b)));
    }

    BigDecimal guardedDivide(BigDecimal a, BigDecimal b) {
        return a.signum() == 0 ? a : divide(a, b);
    }

    BigDecimal log(BigDecimal x, double base) {
        return divide(elementary.log(x), elementary.log(number(base)));
    }
}
