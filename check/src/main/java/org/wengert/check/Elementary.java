package org.wengert.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.UnaryOperator;
import org.apfloat.Apfloat;
import org.apfloat.FixedPrecisionApfloatHelper;
import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;

/**
 * Elementary and special functions with many digits, by two libraries. Hipparchus has exponentials, logarithms, sines and their
 * relatives where arguments and values are about those of doubles, ten times as fast as Apfloat, which has the rest. (The
 * inverses of the trigonometric functions are Apfloat's too: near 1 Hipparchus 4.0.3 has 37 digits of an arctangent, however many
 * are asked for.)
 */
final class Elementary {

    /** So many more than are asked for: what a reduced argument or a cancelled sum may lose. */
    private static final int GUARD_DIGITS = 30;

    /** Of arguments that Hipparchus is given, about the power of ten. */
    private static final int MODERATE = 15;

    /** Beyond it exponentials are no doubles. */
    private static final int LARGEST_EXPONENT = 700;

    /** Exponentials of so many digits before the point have exponents that no library has. */
    private static final int MOST_DIGITS_OF_EXPONENT = 8;

    /** The power of ten of numbers whose logarithms with all digits are Hipparchus's. */
    private static final int LARGEST_LOG = 1_000;

    /** Beyond this many digits nothing is gained: a term that small vanishes beside 1. */
    private static final int MOST_EXTRA_DIGITS = 2_000;

    /** From here on the tail of {@code erf} is a continued fraction; below it {@code 1 - erf} loses eight digits. */
    private static final BigDecimal FAR_OUT = BigDecimal.valueOf(4);

    /** Further out the logarithm of the gamma function is an exponent that Hipparchus is not given. */
    private static final BigDecimal LARGEST_GAMMA = BigDecimal.valueOf(150);

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final MathContext context;
    private final MathContext wide;
    private final BigDecimal rootOfPi;
    private final int digits;
    private final FixedPrecisionApfloatHelper apfloat;
    private final DfpField field;
    private final GammaSeries gammaSeries;

    Elementary(MathContext context) {
        this.context = context;
        this.digits = context.getPrecision();
        this.apfloat = new FixedPrecisionApfloatHelper(digits);
        this.field = new DfpField(digits + GUARD_DIGITS);
        this.wide = new MathContext(digits + GUARD_DIGITS);
        this.rootOfPi = wide(field.getPi().sqrt());
        this.gammaSeries = new GammaSeries(wide, wide(field.getPi()), this::wideLog);
    }

    /** The power of ten of the first digit. */
    static long magnitude(BigDecimal x) {
        return (long) x.precision() - x.scale() - 1;
    }

    BigDecimal pi() {
        return of(apfloat.pi());
    }

    /** 0 where it is less than any number that matters. */
    BigDecimal exp(BigDecimal x) {
        return x.signum() < 0 && magnitude(x) >= MOST_DIGITS_OF_EXPONENT
                ? BigDecimal.ZERO
                : either(isModerateExponent(x), Dfp::exp, apfloat::exp, requireExponent(x));
    }

    /** {@code e^x - 1} without cancellation. */
    BigDecimal expm1(BigDecimal x) {
        return either(
                isModerateExponent(x),
                a -> a.exp().subtract(field.getOne()),
                a -> wide(x).subtract(wide(x).exp(a), Apfloat.ONE),
                requireExponent(x));
    }

    BigDecimal log(BigDecimal x) {
        return either(x.signum() > 0 && isModerate(x), Dfp::log, apfloat::log, x);
    }

    /** {@code log(1 + x)} without cancellation. */
    BigDecimal log1p(BigDecimal x) {
        return magnitude(x) < -MODERATE
                ? nearLog1p(x)
                : either(
                        isModerate(x) && x.compareTo(BigDecimal.ONE.negate()) > 0,
                        a -> a.add(field.getOne()).log(),
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
            Dfp exponent = of(b).multiply(of(a).log());
            if (exponent.abs().lessThan(field.newDfp(LARGEST_EXPONENT))) {
                return of(exponent.exp());
            }
        }
        return of(apfloat.pow(apfloat(a), apfloat(b)));
    }

    BigDecimal sin(BigDecimal x) {
        return either(isModerate(x), Dfp::sin, apfloat::sin, x);
    }

    BigDecimal cos(BigDecimal x) {
        return either(isModerate(x), Dfp::cos, apfloat::cos, x);
    }

    BigDecimal tan(BigDecimal x) {
        return either(isModerate(x), Dfp::tan, apfloat::tan, x);
    }

    BigDecimal sinh(BigDecimal x) {
        return either(isModerateExponent(x), Dfp::sinh, apfloat::sinh, requireExponent(x));
    }

    BigDecimal cosh(BigDecimal x) {
        return either(isModerateExponent(x), Dfp::cosh, apfloat::cosh, requireExponent(x));
    }

    BigDecimal tanh(BigDecimal x) {
        return either(isModerateExponent(x), Dfp::tanh, apfloat::tanh, x);
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
        BigDecimal bell = isModerateExponent(exponent) ? wide(of(exponent).exp()) : exp(exponent);
        return bell.divide(rootOfPi, wide);
    }

    BigDecimal gamma(BigDecimal x) {
        if (!GammaSeries.isNear(x) || x.compareTo(LARGEST_GAMMA) > 0) {
            return by(apfloat::gamma, x);
        }
        BigDecimal far = wide(of(gammaSeries.logOfShifted(x)).exp());
        return far.divide(gammaSeries.product(x), context);
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

    BigDecimal atan2(BigDecimal y, BigDecimal x) {
        return of(apfloat.atan2(apfloat(y), apfloat(x)));
    }

    /** A function that is Apfloat's alone. */
    UnaryOperator<BigDecimal> other(Other function) {
        return x -> by(a -> function.of(apfloat, a), x);
    }

    /** One of Apfloat's functions. */
    @FunctionalInterface
    interface Other {
        Apfloat of(FixedPrecisionApfloatHelper library, Apfloat x);
    }

    private BigDecimal either(boolean quick, UnaryOperator<Dfp> hipparchus, UnaryOperator<Apfloat> rest, BigDecimal x) {
        return quick ? of(hipparchus.apply(of(x))) : by(rest, x);
    }

    private BigDecimal by(UnaryOperator<Apfloat> function, BigDecimal x) {
        return of(function.apply(apfloat(x)));
    }

    private static boolean isModerate(BigDecimal x) {
        return x.signum() != 0 && Math.abs(magnitude(x)) <= MODERATE;
    }

    private static boolean isModerateExponent(BigDecimal x) {
        return isModerate(x) && Math.abs(x.doubleValue()) <= LARGEST_EXPONENT;
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

    private Dfp of(BigDecimal x) {
        return field.newDfp(x.toString());
    }

    private BigDecimal wideLog(BigDecimal x) {
        return Math.abs(magnitude(x)) <= LARGEST_LOG ? wide(of(x).log()) : log(x);
    }

    private BigDecimal wide(Dfp value) {
        return new BigDecimal(value.toString(), wide);
    }

    private BigDecimal of(Dfp value) {
        return new BigDecimal(value.toString(), context);
    }

    private BigDecimal of(Apfloat value) {
        try {
            return new BigDecimal(value.toString(), context);
        } catch (NumberFormatException exponent) {
            throw (ArithmeticException) new ArithmeticException("beyond every double").initCause(exponent);
        }
    }
}
