package org.wengert.explain;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements of a method of generated Java, which of a function of arrays are its list: loops and kernels in the order in
 * which they run, with the primal lines and rules that a derivative comes from.
 */
public final class JavaBody {

    private static final String INDENT = "    ";

    private JavaBody() {}

    /**
     * The body of the first method of this name in a class that is not nested, without the tests of its arguments.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static String of(String java, String method) {
        List<String> lines = java.lines()
                .dropWhile(line -> !(line.startsWith(INDENT + "public ") && line.contains(" " + method + "(")))
                .dropWhile(line -> !line.endsWith("{"))
                .takeWhile(line -> !line.equals(INDENT + "}"))
                .toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("no method " + method);
        }
        return lines.stream()
                .skip(1)
                .filter(line -> !isTest(line.strip()))
                .map(line -> line.isBlank() ? "\n" : line.substring(2 * INDENT.length()) + "\n")
                .collect(Collectors.joining());
    }

    private static boolean isTest(String statement) {
        return statement.startsWith("check(\"") || statement.startsWith("distinct(\"");
    }
}
