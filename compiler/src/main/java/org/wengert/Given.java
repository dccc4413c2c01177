package org.wengert;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What callers of the public classes give, looked at in one place; a complaint names the argument at fault. */
final class Given {

    private Given() {}

    static <T> T notNull(String name, @Nullable T value) {
        return Objects.requireNonNull(value, () -> "'" + name + "' is null");
    }

    /** Values by name, none of which is null. */
    static <V> Map<String, V> named(String name, @Nullable Map<String, V> values) {
        Map<String, V> map = notNull(name, values);
        map.forEach((key, value) -> notNull(name + "[" + notNull("a key of " + name, key) + "]", value));
        return map;
    }

    /** Texts, none of which is null. */
    static String[] texts(String name, String @Nullable [] texts) {
        String[] all = notNull(name, texts);
        for (int i = 0; i < all.length; i++) {
            notNull(name + "[" + i + "]", all[i]);
        }
        return all;
    }

    /** An array of at least so many numbers. */
    static double[] numbers(String name, double @Nullable [] numbers, long atLeast) {
        double[] all = notNull(name, numbers);
        if (all.length < atLeast) {
            throw new IllegalArgumentException(
                    "'" + name + "' has " + all.length + " elements, and needs at least " + atLeast);
        }
        return all;
    }

    /** Sizes as a complaint shows them. */
    static String shown(Collection<? extends Map.Entry<String, Integer>> sizes) {
        return sizes.stream()
                .map(e -> e.getKey() + " = " + e.getValue())
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }
}
