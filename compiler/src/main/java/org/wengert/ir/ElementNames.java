package org.wengert.ir;

import java.util.List;
import java.util.stream.Collectors;

/** Names of the elements of arrays, as the language reads them: {@code a[1,2]}. */
public final class ElementNames {

    private ElementNames() {}

    /** {@code a[1,2]}; {@code a} of no indices. */
    public static String of(String array, List<Long> indices) {
        return indices.isEmpty()
                ? array
                : array + indices.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }

    /** {@code aBar[1,2]} of {@code a[1,2]} and {@code Bar}: what is put behind the name of an element belongs to the array's. */
    public static String with(String name, String suffix) {
        int bracket = name.indexOf('[');
        return bracket < 0 ? name + suffix : name.substring(0, bracket) + suffix + name.substring(bracket);
    }
}
