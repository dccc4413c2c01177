package org.wengert.codegen;

import org.wengert.ir.Decimal;
import org.wengert.tree.Expression;

/** Writes doubles as Java. */
final class Literals {

    private Literals() {}

    /** A literal, or the constant where Java has no literal. */
    static Expression of(double value) {
        if (Double.isNaN(value)) {
            return new Expression.Constant("Double", "NaN");
        }
        if (Double.isInfinite(value)) {
            return new Expression.Constant("Double", value > 0 ? "POSITIVE_INFINITY" : "NEGATIVE_INFINITY");
        }
        return new Expression.Literal(Decimal.shortest(value));
    }

    /** A literal that is a double by itself, where an {@code int} would not do. */
    static Expression asDouble(double value) {
        Expression literal = of(value);
        return literal instanceof Expression.Literal number
                        && number.text().chars().allMatch(c -> c == '-' || Character.isDigit(c))
                ? new Expression.Literal(number.text() + ".0")
                : literal;
    }
}
