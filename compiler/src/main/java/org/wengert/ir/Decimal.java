package org.wengert.ir;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Writes doubles, the same on every JDK ({@link Double#toString} is not): the fewest digits, 15 to 17, that read back as
 * the same bits.
 */
public final class Decimal {

    private static final double PLAIN_LIMIT = 1e7;

    private Decimal() {}

    /** A finite number, such as {@code 2}, {@code 0.1}, {@code -0.0}, {@code 1.5e-12}; otherwise {@code NaN}, {@code inf}, {@code -inf}. */
    public static String shortest(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0";
        }
        if (value == Math.rint(value) && Math.abs(value) < PLAIN_LIMIT) {
            return Long.toString((long) value);
        }
        return layout(digits(value));
    }

    private static BigDecimal digits(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int precision = 15; precision < 17; precision++) {
            BigDecimal rounded = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    private static String layout(BigDecimal digits) {
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -4 && exponent < 7) {
            return digits.toPlainString();
        }
        BigDecimal mantissa = digits.scaleByPowerOfTen(-exponent);
        return mantissa.toPlainString() + "e" + exponent;
    }
}
