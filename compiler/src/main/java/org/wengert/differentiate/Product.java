package org.wengert.differentiate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be derived of a function, with the name that {@code derive} and the generated methods give it. */
public enum Product {
    VALUE("the function itself"),
    TANGENT("the directional derivative J*direction, forward mode"),
    ADJOINT("J'*cotangent with the value, reverse mode"),
    GRADIENT("the adjoint of a scalar function with seed 1, with the value"),
    JACOBIAN("the matrix of first derivatives, rows are results, with the value"),
    HESSIAN("the second derivatives, with value and first derivatives"),
    HVP("the Hessian of a scalar function times a direction, forward over reverse");

    private final String summary;

    Product(String summary) {
        this.summary = summary;
    }

    /** As authors write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is, in a few words. */
    public String summary() {
        return summary;
    }

    /** Whether only functions of one result have it. */
    public boolean needsScalar() {
        return this == GRADIENT || this == HVP;
    }

    /** Whether it has second derivatives. */
    public boolean isSecondOrder() {
        return this == HESSIAN || this == HVP;
    }

    public static Optional<Product> named(String id) {
        return Arrays.stream(values()).filter(p -> p.id().equals(id)).findFirst();
    }

    public static List<String> ids() {
        return Arrays.stream(values()).map(Product::id).toList();
    }
}
