package org.wengert.product;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How Jacobians are computed. */
public enum JacobianMode {
    /** Whichever of the two costs less by counted operations. */
    COUNTED,
    /** By columns, each a tangent in a unit direction. */
    FORWARD,
    /** By rows, each an adjoint with a unit cotangent. */
    REVERSE;

    /** As options call it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<JacobianMode> named(String id) {
        return Arrays.stream(values()).filter(mode -> mode.id().equals(id)).findFirst();
    }

    public static List<String> ids() {
        return Arrays.stream(values()).map(JacobianMode::id).toList();
    }
}
