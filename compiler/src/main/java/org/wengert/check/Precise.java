package org.wengert.check;

import java.math.BigDecimal;
import org.apfloat.Apfloat;
import org.apfloat.FixedPrecisionApfloatHelper;

/** Real arithmetic to a fixed number of digits; what has no real value throws {@link ArithmeticException}. */
final class Precise {

    /** Beyond this many digits nothing is gained: a term that small vanishes beside 1. */
    private static final long MOST_EXTRA_DIGITS = 2_000;

    /** Exponents with more digits have powers that no double has. */
    private static final int LARGEST_SCALE = 12;

    private final FixedPrecisionApfloatHelper m;
    private final long digits;

    Precise(long digits) {
        this.digits = digits;
        this.m = new FixedPrecisionApfloatHelper(digits);
    }

    FixedPrecisionApfloatHelper helper() {
        return m;
    }

    Apfloat number(double value) {
        return new Apfloat(new BigDecimal(value), digits);
    }

    Apfloat pi() {
        return m.pi();
    }

    Apfloat square(Apfloat x) {
        return m.multiply(x, x);
    }

    Apfloat half(Apfloat x) {
        return m.divide(x, number(2));
    }

    Apfloat reciprocal(Apfloat x) {
        return m.divide(number(1), x);
    }

    Apfloat exp(Apfloat x) {
        if (x.scale() > LARGEST_SCALE) {
            throw new ArithmeticException("beyond every double");
        }
        return m.exp(x);
    }

    /** {@code e^x - 1} without cancellation. */
    Apfloat expm1(Apfloat x) {
        if (x.signum() == 0) {
            return x;
        }
        FixedPrecisionApfloatHelper wide = wide(x);
        return m.valueOf(wide.subtract(wide.exp(x), number(1)));
    }

    /** {@code log(1 + x)} without cancellation. */
    Apfloat log1p(Apfloat x) {
        if (x.signum() == 0) {
            return x;
        }
        FixedPrecisionApfloatHelper wide = wide(x);
        return m.valueOf(wide.log(wide.add(x, number(1))));
    }

    private FixedPrecisionApfloatHelper wide(Apfloat x) {
        long extra = Math.min(MOST_EXTRA_DIGITS, Math.max(0, -x.scale()));
        return new FixedPrecisionApfloatHelper(digits + extra);
    }

    /** A power; integer exponents are right at every base. */
    Apfloat pow(Apfloat a, Apfloat b) {
        if (a.signum() == 0 && b.signum() <= 0) {
            if (b.signum() == 0) {
                return number(1);
            }
            throw new ArithmeticException("a pole");
        }
        return m.pow(a, b);
    }

    Apfloat power(Apfloat x, int n) {
        return n == 0 ? number(1) : m.pow(x, (long) n);
    }

    /** {@code a^b*log(a)^k}, 0 where {@code a^b} is. */
    Apfloat powerLog(Apfloat a, Apfloat b, int k) {
        Apfloat p = pow(a, b);
        return p.signum() == 0 ? p : m.multiply(p, power(m.log(a), k));
    }

    /** The distribution function by whichever of erf and erfc does not cancel. */
    Apfloat normalCdf(Apfloat x) {
        return half(erfc(m.negate(m.divide(x, m.sqrt(number(2))))));
    }

    Apfloat normalDensity(Apfloat x) {
        return m.divide(exp(m.negate(half(square(x)))), m.sqrt(m.multiply(number(2), pi())));
    }

    /** Where nothing cancels {@code 1 - erf} is a hundred times faster than the library's own. */
    Apfloat erfc(Apfloat x) {
        double at = x.doubleValue();
        if (at > 4) {
            return m.erfc(x);
        }
        FixedPrecisionApfloatHelper wide = new FixedPrecisionApfloatHelper(digits + 10);
        return m.valueOf(wide.subtract(number(1), wide.erf(x)));
    }

    Apfloat lgamma(Apfloat x) {
        return m.log(m.abs(m.gamma(x)));
    }

    Apfloat sigmoid(Apfloat x) {
        return reciprocal(m.add(number(1), exp(m.negate(x))));
    }

    /** {@code log(1 + e^x)}; the form for positive x keeps the exponential small. */
    Apfloat softplus(Apfloat x) {
        return x.signum() > 0 ? m.add(x, log1p(exp(m.negate(x)))) : log1p(exp(x));
    }

    Apfloat hypot(Apfloat a, Apfloat b) {
        return m.sqrt(m.add(square(a), square(b)));
    }

    Apfloat guardedDivide(Apfloat a, Apfloat b) {
        return a.signum() == 0 ? a : m.divide(a, b);
    }

    Apfloat log(Apfloat x, double base) {
        return m.divide(m.log(x), m.log(number(base)));
    }
}
