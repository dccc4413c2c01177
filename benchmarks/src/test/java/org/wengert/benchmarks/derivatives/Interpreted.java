package org.wengert.benchmarks.derivatives;

import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.wengert.Options;
import org.wengert.Program;
import org.wengert.Wengert;

/** What the interpreter makes of a program of {@code src/main/expr}, with arrays by rows. */
final class Interpreted {

    private final Program program;

    private Interpreted(Program program) {
        this.program = program;
    }

    static Interpreted of(String file, String function) {
        return new Interpreted(Wengert.compile(
                Path.of("src/main/expr", file), Options.DEFAULT.derive("value").function(function)));
    }

    double value(Map<String, ?> point) {
        return (Double) program.evaluate("value", point).values().iterator().next();
    }

    /** The derivatives of a number by some parameters, one behind the other. */
    double[] gradient(Map<String, ?> point, String... parameters) {
        Map<String, Object> gradient = program.evaluate("gradient(" + String.join(",", parameters) + ")", point);
        return Close.join(Arrays.stream(parameters)
                .map(gradient::get)
                .map(Interpreted::flat)
                .toArray(double[][]::new));
    }

    private static double[] flat(Object array) {
        return array instanceof double[] numbers
                ? numbers
                : Close.join(
                        Arrays.stream((Object[]) array).map(Interpreted::flat).toArray(double[][]::new));
    }

    /** An array of these sizes. */
    static Object nested(double[] numbers, int... sizes) {
        if (sizes.length == 1) {
            return numbers;
        }
        int[] rest = Arrays.copyOfRange(sizes, 1, sizes.length);
        int length = Arrays.stream(rest).reduce(1, (a, b) -> a * b);
        Object rows = Array.newInstance(double.class, new int[sizes.length]);
        Object[] all = (Object[]) Array.newInstance(rows.getClass().getComponentType(), sizes[0]);
        for (int i = 0; i < all.length; i++) {
            all[i] = nested(Arrays.copyOfRange(numbers, i * length, (i + 1) * length), rest);
        }
        return all;
    }
}
