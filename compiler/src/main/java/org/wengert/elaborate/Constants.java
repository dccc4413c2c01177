package org.wengert.elaborate;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The constants of the language. */
final class Constants {

    private static final Map<String, Double> VALUES =
            Map.of("pi", Math.PI, "e", Math.E, "inf", Double.POSITIVE_INFINITY);

    private Constants() {}

    static Optional<Double> value(String name) {
        return Optional.ofNullable(VALUES.get(name));
    }

    static Set<String> names() {
        return VALUES.keySet();
    }
}
