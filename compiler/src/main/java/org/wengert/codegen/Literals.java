package org.wengert.codegen;

import org.wengert.ir.Decimal;

/** Writes doubles as Java. */
final class Literals {

    private Literals() {}

    /** A literal, or the name of the constant where Java has no literal. */
    static String of(double value) {
        if (Double.isNaN(value)) {
            return "Double.NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
        }
        return Decimal.shortest(value);
    }

    /** A literal that is a double by itself, where an {@code int} would not do. */
    static String asDouble(double value) {
        String text = of(value);
        return text.matches("-?\\d+") ? text + ".0" : text;
    }
}
