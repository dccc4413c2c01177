package org.wengert.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.UnaryOperator;
import org.apfloat.Apfloat;
import org.apfloat.FixedPrecisionApfloatHelper;

/**
 * Elementary and special functions with many digits: by series where arguments and values are about those of doubles, by Apfloat
 * elsewhere, which takes a hundred times as long.
 */
final class Elementary {

    /** So many more than are asked for: what a reduced argument or a cancelled sum may lose. */
    private static final int GUARD_DIGITS = 30;

    /** Of arguments that series are given, about the power of ten. */
    private static final int MODERATE = 15;

    /** Exponentials of so many digits before the point have exponents that no library has. */
    private static final int MOST_DIGITS_OF_EXPONENT = 8;

    /** The power of ten of numbers whose logarithms are series. */
    private static final int LARGEST_LOG = 1_000;

    /** Beyond this many digits nothing is gained: a term that small vanishes beside 1. */
    private static final int MOST_EXTRA_DIGITS = 2_000;

    /** From here on the tail of {@code erf} is a continued fraction; below it {@code 1 - erf} loses eight digits. */
    private static final BigDecimal FAR_OUT = BigDecimal.valueOf(4);

    /** Further out the exponent of the gamma function has too many digits. */
    private static final BigDecimal LARGEST_GAMMA = BigDecimal.valueOf(100_000);

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final MathContext context;
    private final MathContext wide;
    private final BigDecimal rootOfPi;
    private final int digits;
    private final FixedPrecisionApfloatHelper apfloat;
    private final FixedPoint fixed;
    private final GammaSeries gammaSeries;

    Elementary(MathContext context) {
        this.context = context;
        this.digits = context.getPrecision();
        this.apfloat = new FixedPrecisionApfloatHelper(digits);
        this.wide = new MathContext(digits + GUARD_DIGITS);
        this.fixed = new FixedPoint(wide);
        this.rootOfPi = fixed.pi().sqrt(wide);
        this.gammaSeries = new GammaSeries(wide, fixed.pi(), this::wideLog);
    }

    /** The power of ten of the first digit. */
    static long magnitude(BigDecimal x) {
        return (long) x.precision() - x.scale() - 1;
    }

    BigDecimal pi() {
        return fixed.pi().round(context);
    }

    /** 0 where it is less than any number that matters. */
    BigDecimal exp(BigDecimal x) {
        return x.signum() < 0 && magnitude(x) >= MOST_DIGITS_OF_EXPONENT
                ? BigDecimal.ZERO
                : fixed.exp(requireExponent(x)).round(context);
    }

    /** {@code e^x - 1} without cancellation. */
    BigDecimal expm1(BigDecimal x) {
        return either(
                isModerateExponent(x),
                a -> fixed.exp(a).subtract(BigDecimal.ONE, wide),
                a -> wide(x).subtract(wide(x).exp(a), Apfloat.ONE),
                requireExponent(x));
    }

    BigDecimal log(BigDecimal x) {
        return either(isLog(x), fixed::log, apfloat::log, x);
    }

    /** {@code log(1 + x)} without cancellation. */
    BigDecimal log1p(BigDecimal x) {
        return magnitude(x) < -MODERATE
                ? nearLog1p(x)
                : either(
                        isModerate(x) && x.compareTo(BigDecimal.ONE.negate()) > 0,
                        a -> fixed.log(BigDecimal.ONE.add(a, wide)),
                        a -> wide(x).log(wide(x).add(a, Apfloat.ONE)),
                        x);
    }

    /** {@code x - x^2/2 + x^3/3 ...}, of which few terms matter. */
    private BigDecimal nearLog1p(BigDecimal x) {
        BigDecimal power = x;
        BigDecimal sum = BigDecimal.ZERO;
        for (int n = 1; n <= 2 + digits / MODERATE; n++) {
            sum = sum.add(power.divide(BigDecimal.valueOf(n), context), context);
            power = power.multiply(x, context).negate();
        }
        return sum;
    }

    private FixedPrecisionApfloatHelper wide(BigDecimal x) {
        long extra = x.signum() == 0 ? 0 : Math.max(0, -magnitude(x));
        return new FixedPrecisionApfloatHelper(digits + Math.min(MOST_EXTRA_DIGITS, extra));
    }

    BigDecimal pow(BigDecimal a, BigDecimal b) {
        if (a.signum() > 0 && isModerate(a) && isModerate(b)) {
            BigDecimal exponent = b.multiply(fixed.log(a), wide);
            if (magnitude(exponent) < MOST_DIGITS_OF_EXPONENT) {
                return fixed.exp(exponent).round(context);
            }
        }
        return of(apfloat.pow(apfloat(a), apfloat(b)));
    }

    BigDecimal cbrt(BigDecimal x) {
        return either(isModerate(x), this::nearCbrt, apfloat::cbrt, x);
    }

    private BigDecimal nearCbrt(BigDecimal x) {
        BigDecimal size = fixed.exp(fixed.log(x.abs()).divide(BigDecimal.valueOf(3), wide));
        return x.signum() < 0 ? size.negate() : size;
    }

    BigDecimal sin(BigDecimal x) {
        return either(isModerate(x), fixed::sin, apfloat::sin, x);
    }

    BigDecimal cos(BigDecimal x) {
        return either(isModerate(x), fixed::cos, apfloat::cos, x);
    }

    BigDecimal tan(BigDecimal x) {
        return either(isModerate(x), fixed::tan, apfloat::tan, x);
    }

    BigDecimal atan(BigDecimal x) {
        return either(isModerate(x), fixed::atan, apfloat::atan, x);
    }

    BigDecimal atan2(BigDecimal y, BigDecimal x) {
        BigDecimal slope = x.signum() == 0 ? BigDecimal.ZERO : y.divide(x, wide);
        if (!isModerate(slope)) {
            return of(apfloat.atan2(apfloat(y), apfloat(x)));
        }
        BigDecimal opposite = y.signum() < 0 ? fixed.pi().negate() : fixed.pi();
        return fixed.atan(slope).add(x.signum() < 0 ? opposite : BigDecimal.ZERO, context);
    }

    BigDecimal asin(BigDecimal x) {
        return either(isModerate(x) && isInside(x), a -> fixed.atan(a.divide(root(a), wide)), apfloat::asin, x);
    }

    BigDecimal acos(BigDecimal x) {
        return either(isModerate(x) && isInside(x), this::nearAcos, apfloat::acos, x);
    }

    /** By the tangent of half the angle, which loses nothing near 1. */
    private BigDecimal nearAcos(BigDecimal x) {
        BigDecimal tangent = root(x).divide(BigDecimal.ONE.add(x, wide), wide);
        return fixed.atan(tangent).multiply(TWO);
    }

    private static boolean isInside(BigDecimal x) {
        return x.abs().compareTo(BigDecimal.ONE) < 0;
    }

    /** {@code sqrt(1 - x^2)}. */
    private BigDecimal root(BigDecimal x) {
        return BigDecimal.ONE.subtract(x).multiply(BigDecimal.ONE.add(x)).sqrt(wide);
    }

    BigDecimal sinh(BigDecimal x) {
        return either(isModerateExponent(x), a -> halfOfExp(a, -1), apfloat::sinh, requireExponent(x));
    }

    BigDecimal cosh(BigDecimal x) {
        return either(isModerateExponent(x), a -> halfOfExp(a, 1), apfloat::cosh, requireExponent(x));
    }

    BigDecimal tanh(BigDecimal x) {
        return either(isModerateExponent(x), a -> halfOfExp(a, -1).divide(halfOfExp(a, 1), wide), apfloat::tanh, x);
    }

    /** {@code (e^x + sign*e^-x)/2}. */
    private BigDecimal halfOfExp(BigDecimal x, int sign) {
        BigDecimal exp = fixed.exp(x);
        BigDecimal other = BigDecimal.ONE.divide(exp, wide);
        return (sign < 0 ? exp.subtract(other, wide) : exp.add(other, wide)).divide(TWO, wide);
    }

    BigDecimal asinh(BigDecimal x) {
        return either(isModerate(x), this::nearAsinh, apfloat::asinh, x);
    }

    /** The logarithm of {@code a + sqrt(1 + a^2)}, whose excess over 1 loses nothing near 0. */
    private BigDecimal nearAsinh(BigDecimal x) {
        BigDecimal a = x.abs();
        BigDecimal square = a.multiply(a, wide);
        BigDecimal divisor = BigDecimal.ONE.add(BigDecimal.ONE.add(square, wide).sqrt(wide), wide);
        BigDecimal size = fixed.log(BigDecimal.ONE.add(a.add(square.divide(divisor, wide), wide), wide));
        return x.signum() < 0 ? size.negate() : size;
    }

    BigDecimal acosh(BigDecimal x) {
        boolean quick = isModerate(x) && isModerate(x.subtract(BigDecimal.ONE)) && x.compareTo(BigDecimal.ONE) > 0;
        return either(quick, this::nearAcosh, apfloat::acosh, x);
    }

    private BigDecimal nearAcosh(BigDecimal x) {
        BigDecimal excess = x.subtract(BigDecimal.ONE);
        BigDecimal root = excess.multiply(x.add(BigDecimal.ONE)).sqrt(wide);
        return fixed.log(x.add(root, wide));
    }

    BigDecimal atanh(BigDecimal x) {
        return either(isModerate(x) && isInside(x), this::nearAtanh, apfloat::atanh, x);
    }

    private BigDecimal nearAtanh(BigDecimal x) {
        BigDecimal quotient = BigDecimal.ONE.add(x, wide).divide(BigDecimal.ONE.subtract(x, wide), wide);
        return fixed.log(quotient).divide(TWO, wide);
    }

    BigDecimal erf(BigDecimal x) {
        return wideErf(x).round(context);
    }

    BigDecimal erfc(BigDecimal x) {
        boolean far = x.compareTo(FAR_OUT) >= 0;
        return far ? tail(x).round(context) : BigDecimal.ONE.subtract(wideErf(x), context);
    }

    private BigDecimal wideErf(BigDecimal x) {
        if (x.abs().compareTo(FAR_OUT) < 0) {
            return nearErf(x);
        }
        BigDecimal size = BigDecimal.ONE.subtract(tail(x.abs()), wide);
        return x.signum() < 0 ? size.negate() : size;
    }

    /** The sum of {@code (2*x^2)^n/(1*3*...*(2*n + 1))}, none of whose terms is negative. */
    private BigDecimal nearErf(BigDecimal x) {
        BigDecimal twice = x.multiply(x, wide).multiply(TWO, wide);
        BigDecimal term = x;
        BigDecimal sum = BigDecimal.ZERO;
        for (int odd = 3; term.signum() != 0 && magnitude(term) >= magnitude(x) - wide.getPrecision(); odd += 2) {
            sum = sum.add(term, wide);
            term = term.multiply(twice, wide).divide(BigDecimal.valueOf(odd), wide);
        }
        return sum.multiply(TWO, wide).multiply(overRootOfPi(x), wide);
    }

    /** {@code erfc} by its continued fraction. */
    private BigDecimal tail(BigDecimal x) {
        BigDecimal fraction = x;
        for (int n = termsOfFraction(x.doubleValue()); n > 0; n--) {
            fraction = x.add(BigDecimal.valueOf(n / 2.0).divide(fraction, wide), wide);
        }
        return overRootOfPi(x).divide(fraction, wide);
    }

    /** The n-th term makes the error smaller by the square of {@code (x + sqrt(x^2 + 2*n))/sqrt(2*n)}. */
    private int termsOfFraction(double x) {
        int n = 0;
        for (double digits = 0; digits < wide.getPrecision(); n++) {
            double root = Math.sqrt(2.0 * (n + 1));
            digits += 2 * Math.log10((x + Math.hypot(x, root)) / root);
        }
        return n;
    }

    private BigDecimal overRootOfPi(BigDecimal x) {
        BigDecimal exponent = x.multiply(x, wide).negate();
        BigDecimal bell = magnitude(exponent) < MOST_DIGITS_OF_EXPONENT ? fixed.exp(exponent) : BigDecimal.ZERO;
        return bell.divide(rootOfPi, wide);
    }

    BigDecimal gamma(BigDecimal x) {
        if (!GammaSeries.isNear(x) || x.compareTo(LARGEST_GAMMA) > 0) {
            return by(apfloat::gamma, x);
        }
        return fixed.exp(gammaSeries.logOfShifted(x)).divide(gammaSeries.product(x), context);
    }

    BigDecimal lgamma(BigDecimal x) {
        return GammaSeries.isNear(x)
                ? gammaSeries.logGamma(x).round(context)
                : log(by(apfloat::gamma, x).abs());
    }

    BigDecimal digamma(BigDecimal x) {
        return polygamma(0, x);
    }

    BigDecimal polygamma(int k, BigDecimal x) {
        return GammaSeries.isNear(x) && k < GammaSeries.HIGHEST_ORDER
                ? gammaSeries.derivative(k + 1, x).round(context)
                : by(a -> apfloat.polygamma(k, a), x);
    }

    private BigDecimal either(
            boolean quick, UnaryOperator<BigDecimal> series, UnaryOperator<Apfloat> rest, BigDecimal x) {
        return quick ? series.apply(x).round(context) : by(rest, x);
    }

    private BigDecimal by(UnaryOperator<Apfloat> function, BigDecimal x) {
        return of(function.apply(apfloat(x)));
    }

    private static boolean isModerate(BigDecimal x) {
        return x.signum() != 0 && Math.abs(magnitude(x)) <= MODERATE;
    }

    private static boolean isModerateExponent(BigDecimal x) {
        return isModerate(x) && magnitude(x) < MOST_DIGITS_OF_EXPONENT;
    }

    private static BigDecimal requireExponent(BigDecimal x) {
        if (magnitude(x) >= MOST_DIGITS_OF_EXPONENT) {
            throw new ArithmeticException("beyond every double");
        }
        return x;
    }

    private Apfloat apfloat(BigDecimal x) {
        return new Apfloat(x, digits);
    }

    private static boolean isLog(BigDecimal x) {
        return x.signum() > 0 && Math.abs(magnitude(x)) <= LARGEST_LOG;
    }

    private BigDecimal wideLog(BigDecimal x) {
        return isLog(x) ? fixed.log(x) : log(x);
    }

    private BigDecimal of(Apfloat value) {
        try {
            return new BigDecimal(value.toString(), context);
        } catch (NumberFormatException exponent) {
            throw (ArithmeticException) new ArithmeticException("beyond every double").initCause(exponent);
        }
    }
}
