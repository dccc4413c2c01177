package org.wengert.check;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * Exponentials, logarithms, sines and arctangents by their power series, in integers that count a small power of 2. They take
 * some microseconds, where a library of decimal numbers takes hundreds. Arguments are moderate: what is far from 1 either way is
 * the caller's to reduce.
 */
final class FixedPoint {

    /** Bits beyond the digits asked for: large arguments lose them by reduction, small results by their size. */
    private static final int GUARD_BITS = 128;

    private static final double BITS_PER_DIGIT = Math.log(10) / Math.log(2);

    /** An exponential is that of so small a part of its argument, squared so many times. */
    private static final int SQUARINGS = 8;

    /** Of a first approximation that is a double below 2. */
    private static final int DOUBLE_BITS = 52;

    private final MathContext context;
    private final int bits;
    private final BigInteger one;

    /** Makes a power of ten of the power of 2 that is counted. */
    private final BigInteger powerOfFive;

    private final BigInteger logOfTwo;
    private final BigInteger logOfTen;
    private final BigInteger halfPi;

    FixedPoint(MathContext context) {
        this.context = context;
        this.bits = (int) Math.ceil(context.getPrecision() * BITS_PER_DIGIT) + GUARD_BITS;
        this.one = BigInteger.ONE.shiftLeft(bits);
        this.powerOfFive = BigInteger.valueOf(5).pow(bits);
        this.logOfTwo = atanhOfReciprocal(3).shiftLeft(1);
        this.logOfTen = logOfTwo.multiply(BigInteger.valueOf(3))
                .add(atanhOfReciprocal(9).shiftLeft(1));
        // Machin: pi/4 = 4*atan(1/5) - atan(1/239).
        this.halfPi =
                atanOfReciprocal(5).shiftLeft(2).subtract(atanOfReciprocal(239)).shiftLeft(1);
    }

    private BigInteger atanhOfReciprocal(int n) {
        return ofReciprocal(n, 1);
    }

    private BigInteger atanOfReciprocal(int n) {
        return ofReciprocal(n, -1);
    }

    /** {@code 1/n + sign/(3*n^3) + 1/(5*n^5) + ...}. */
    private BigInteger ofReciprocal(int n, int sign) {
        BigInteger factor = BigInteger.valueOf((long) sign * n * n);
        BigInteger power = one.divide(BigInteger.valueOf(n));
        BigInteger sum = BigInteger.ZERO;
        for (int odd = 1; power.signum() != 0; odd += 2) {
            sum = sum.add(power.divide(BigInteger.valueOf(odd)));
            power = power.divide(factor);
        }
        return sum;
    }

    BigDecimal pi() {
        return decimal(halfPi.shiftLeft(1));
    }

    BigDecimal exp(BigDecimal x) {
        BigInteger fixed = fixed(x);
        BigInteger k = rounded(fixed, logOfTen);
        return decimal(expNearZero(fixed.subtract(k.multiply(logOfTen)))).scaleByPowerOfTen(k.intValueExact());
    }

    /** The exponential of a number of about 1 or less. */
    private BigInteger expNearZero(BigInteger x) {
        BigInteger part = x.shiftRight(SQUARINGS);
        BigInteger term = one;
        BigInteger sum = one;
        for (int n = 1; term.signum() != 0; n++) {
            term = product(term, part).divide(BigInteger.valueOf(n));
            sum = sum.add(term);
        }
        for (int i = 0; i < SQUARINGS; i++) {
            sum = product(sum, sum);
        }
        return sum;
    }

    BigDecimal log(BigDecimal x) {
        BigInteger numerator = x.unscaledValue();
        BigInteger denominator = BigInteger.ONE;
        if (x.scale() > 0) {
            denominator = BigInteger.TEN.pow(x.scale());
        } else {
            numerator = numerator.multiply(BigInteger.TEN.pow(-x.scale()));
        }
        int exponent = numerator.bitLength() - denominator.bitLength();
        BigInteger mantissa = quotient(numerator, denominator, bits - exponent);
        BigInteger whole = BigInteger.valueOf(exponent).multiply(logOfTwo);
        return decimal(whole.add(logNearOne(mantissa)));
    }

    /** {@code log(x) = y + log(x*exp(-y))}, where {@code y} is right to the digits of a double. */
    private BigInteger logNearOne(BigInteger x) {
        BigInteger y = fixed(Math.log(Math.scalb(x.doubleValue(), -bits)));
        BigInteger less = product(x, expNearZero(y.negate())).subtract(one);
        BigInteger power = less;
        BigInteger sum = y;
        for (int n = 1; power.bitLength() > 1; n++) {
            BigInteger term = power.divide(BigInteger.valueOf(n));
            sum = n % 2 == 0 ? sum.subtract(term) : sum.add(term);
            power = product(power, less);
        }
        return sum;
    }

    BigDecimal sin(BigDecimal x) {
        return sine(x, 0);
    }

    BigDecimal cos(BigDecimal x) {
        return sine(x, 1);
    }

    BigDecimal tan(BigDecimal x) {
        return sin(x).divide(cos(x), context);
    }

    /** The sine of so many right angles more. */
    private BigDecimal sine(BigDecimal x, int rightAngles) {
        BigInteger fixed = fixed(x);
        BigInteger k = rounded(fixed, halfPi);
        BigInteger rest = fixed.subtract(k.multiply(halfPi));
        int turn = k.add(BigInteger.valueOf(rightAngles)).intValue() & 3;
        BigInteger size = turn % 2 == 0 ? sinNearZero(rest) : cosNearZero(rest);
        return decimal(turn < 2 ? size : size.negate());
    }

    private BigInteger sinNearZero(BigInteger x) {
        return alternating(x, x, 2);
    }

    private BigInteger cosNearZero(BigInteger x) {
        return alternating(one, x, 1);
    }

    /** The sum of terms, each the one before times {@code -x^2/(n*(n + 1))}, where n grows by 2. */
    private BigInteger alternating(BigInteger first, BigInteger x, int from) {
        BigInteger minusSquare = product(x, x).negate();
        BigInteger term = first;
        BigInteger sum = first;
        for (long n = from; term.bitLength() > 1; n += 2) {
            term = product(term, minusSquare).divide(BigInteger.valueOf(n * (n + 1)));
            sum = sum.add(term);
        }
        return sum;
    }

    /** {@code atan(x) = y + atan((x*cos(y) - sin(y))/(cos(y) + x*sin(y)))}, where {@code y} is right to the digits of a double. */
    BigDecimal atan(BigDecimal x) {
        BigInteger fixed = fixed(x);
        BigInteger y = fixed(Math.atan(x.doubleValue()));
        BigInteger sin = sinNearZero(y);
        BigInteger cos = cosNearZero(y);
        BigInteger rest = quotient(product(fixed, cos).subtract(sin), cos.add(product(fixed, sin)), bits);
        BigInteger minusSquare = product(rest, rest).negate();
        BigInteger power = rest;
        BigInteger sum = y;
        for (int odd = 1; power.bitLength() > 1; odd += 2) {
            sum = sum.add(power.divide(BigInteger.valueOf(odd)));
            power = product(power, minusSquare);
        }
        return decimal(sum);
    }

    private static BigInteger quotient(BigInteger a, BigInteger b, int shift) {
        return shift >= 0 ? a.shiftLeft(shift).divide(b) : a.divide(b.shiftLeft(-shift));
    }

    private BigInteger product(BigInteger a, BigInteger b) {
        return a.multiply(b).shiftRight(bits);
    }

    /** The integer next to {@code a/b}. */
    private static BigInteger rounded(BigInteger a, BigInteger b) {
        BigInteger[] twice = a.shiftLeft(1).add(b).divideAndRemainder(b.shiftLeft(1));
        return twice[1].signum() < 0 ? twice[0].subtract(BigInteger.ONE) : twice[0];
    }

    private BigInteger fixed(double x) {
        return BigInteger.valueOf((long) Math.scalb(x, DOUBLE_BITS)).shiftLeft(bits - DOUBLE_BITS);
    }

    private BigInteger fixed(BigDecimal x) {
        return x.scale() > 0
                ? quotient(x.unscaledValue(), BigInteger.TEN.pow(x.scale()), bits)
                : x.unscaledValue().multiply(BigInteger.TEN.pow(-x.scale())).shiftLeft(bits);
    }

    private BigDecimal decimal(BigInteger x) {
        return new BigDecimal(x.multiply(powerOfFive), bits, context);
    }
}
