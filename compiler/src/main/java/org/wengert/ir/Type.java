package org.wengert.ir;

import java.util.Map;

/**
 * What a {@link Node} computes.
 *
 * @param shape of the array that it is; that of a scalar for one number or condition
 */
public record Type(Kind kind, Shape shape) {

    /** What the elements are. */
    public enum Kind {
        /** Real numbers. */
        REAL,
        /** Conditions, locally constant in every real. */
        BOOLEAN,
        /** The several results of a region, each read by an {@link Operation.Item}. */
        TUPLE
    }

    /** One real number. */
    public static final Type REAL = new Type(Kind.REAL, Shape.SCALAR);

    /** One condition. */
    public static final Type BOOLEAN = new Type(Kind.BOOLEAN, Shape.SCALAR);

    public static final Type TUPLE = new Type(Kind.TUPLE, Shape.SCALAR);

    /** An array of real numbers. */
    public static Type real(Shape shape) {
        return new Type(Kind.REAL, shape);
    }

    public Type withShape(Shape other) {
        return new Type(kind, other);
    }

    public boolean isReal() {
        return kind == Kind.REAL;
    }

    public boolean isBoolean() {
        return kind == Kind.BOOLEAN;
    }

    public boolean isScalar() {
        return shape.isScalar();
    }

    public Type substitute(Map<Symbol, Size> replacements) {
        return new Type(kind, shape.substitute(replacements));
    }

    /** {@code real[n,m]}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + (isScalar() ? "" : shape);
    }
}
