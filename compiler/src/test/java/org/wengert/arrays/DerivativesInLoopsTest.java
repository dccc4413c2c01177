package org.wengert.arrays;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.wengert.Program;
import org.wengert.Wengert;

/** A derivative in a loop is the one that stands in the loop written out. */
class DerivativesInLoopsTest {

    private static final int STEPS = 4;

    private static void agree(String first, String step, String result) {
        StringBuilder written = new StringBuilder("f(a, c) = {\n  x0 = " + first + "\n");
        for (int k = 0; k < STEPS; k++) {
            written.append(step.replace("NEXT", "x" + (k + 1))
                    .replace("THIS", "x" + k)
                    .replace("STEP", String.valueOf(k))
                    .replace("LOCAL", "e" + k));
        }
        written.append("  return ").append(result.replace("LAST", "x" + STEPS)).append("\n}\n");
        String loop = "f(a, c) = {\n  x = " + first + "\n  for k in 0:" + STEPS + " {\n"
                + step.replace("NEXT", "x")
                        .replace("THIS", "x")
                        .replace("STEP", "k")
                        .replace("LOCAL", "e")
                + "  }\n  return " + result.replace("LAST", "x") + "\n}\n";
        Program unrolled = Wengert.compile(written.toString());
        Program looped = Wengert.compile(loop);
        Map<String, Object> point = Map.of("a", 0.7, "c", 1.3);
        assertEquals(number(unrolled, "value", point, "f"), number(looped, "value", point, "f"), 1e-14);
        for (String parameter : new String[] {"a", "c"}) {
            double expected = number(unrolled, "gradient", point, parameter);
            assertEquals(expected, number(looped, "gradient", point, parameter), 1e-12 * (1 + Math.abs(expected)));
        }
    }

    private static double number(Program program, String product, Map<String, Object> point, String name) {
        return (Double) Objects.requireNonNull(program.evaluate(product, point).get(name));
    }

    @Test
    void withRespectToAState() {
        agree("1.5*a", "    LOCAL = THIS^3 - c*THIS - 2\n    NEXT = THIS - LOCAL/diff(LOCAL, THIS)\n", "LAST*a");
    }

    @Test
    void withRespectToALocal() {
        agree("a", "    LOCAL = sin(c*THIS)\n    NEXT = THIS + diff(exp(LOCAL)*THIS, LOCAL)*(STEP + 1)/10\n", "LAST");
    }

    @Test
    void ofHigherOrder() {
        agree(
                "a",
                "    LOCAL = cos(THIS*c)\n    NEXT = THIS - 0.1*diff(diff(LOCAL*THIS, THIS)^2, THIS)\n",
                "diff(sin(LAST), LAST)");
    }
}
