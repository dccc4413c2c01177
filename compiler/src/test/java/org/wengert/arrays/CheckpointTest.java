package org.wengert.arrays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.InvalidProgramException;
import org.wengert.Options;
import org.wengert.Program;
import org.wengert.Wengert;

/** Loops of which only some states are kept have the derivatives of loops of which all are, bit for bit. */
class CheckpointTest {

    private static final String SCALARS = """
            f(x0, c, N: int, M: int) = {
              x = x0
              y = 1
              for k in 3:N+3 checkpoint(M) {
                z = x
                x = sin(x) + c*y
                y = z*0.7 + k*0.01
              }
              return x*y
            }
            """;

    private static final String ARRAYS = """
            f(U: real[K,d,d], x0: real[d], M: int) = {
              x = x0
              s = 1
              unused = 2
              for k in 0:K checkpoint(M) {
                x = x + tanh(U[k]*x)*s
                s = s + 0.1*dot(x, x)/K
                unused = unused*s
              }
              return dot(x, x)*s
            }
            """;

    private static final String NESTED = """
            f(x0: real[d], A: real[d,d], K: int, M: int) = {
              x = x0
              total = 0
              for k in 0:K checkpoint(M) {
                w = x
                for j in 0:k checkpoint(2) {
                  w = sin(A*w) + 0.1*j
                }
                total = total + sum(w)*x[0]
                x = 0.5*(x + w)
              }
              return total + dot(x, x)
            }
            """;

    /** What is called of the scalar program. */
    public interface Scalars {
        double gradient(double x0, double c, double[] x0Bar, double[] cBar);

        void hvp(double x0, double c, double x0Dot, double cDot, double[] x0BarDot, double[] cBarDot);
    }

    /** What is called of the program with a rank-three array. */
    public interface Arrays {
        double gradient(double[] U, double[] x0, double[] UBar, double[] x0Bar);

        void hvp(double[] U, double[] x0, double[] UDot, double[] x0Dot, double[] UBarDot, double[] x0BarDot);
    }

    /** What is called of the nested program. */
    public interface Nested {
        double gradient(double[] x0, double[] A, double[] x0Bar, double[] ABar);

        void hvp(double[] x0, double[] A, double[] x0Dot, double[] ADot, double[] x0BarDot, double[] ABarDot);
    }

    private static Program compile(String program) {
        return Wengert.compile(program, Options.DEFAULT.derive("gradient", "hvp"));
    }

    private static String stored(String program) {
        return program.replaceAll("checkpoint\\(\\w+\\)", "");
    }

    private static double[] random(int seed, int count) {
        return new Random(seed).doubles(count, -1, 1).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 30})
    void scalars(int states) {
        Program some = compile(SCALARS);
        Program all = compile(stored(SCALARS));
        for (int steps : new int[] {0, 1, 2, 3, 7, 20, 61}) {
            Map<String, Integer> sizes = Map.of("N", steps, "M", states);
            double[][] expected = scalars(all.at(sizes).as(Scalars.class));
            assertArrayEquals(expected, scalars(some.at(sizes).as(Scalars.class)), steps + " steps");
        }
    }

    private static double[][] scalars(Scalars program) {
        double[][] out = new double[5][1];
        out[4][0] = program.gradient(0.3, 0.9, out[0], out[1]);
        program.hvp(0.3, 0.9, 0.4, -1.1, out[2], out[3]);
        return out;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 9})
    void arraysAndNumbersTogether(int states) {
        Program some = compile(ARRAYS);
        Program all = compile(stored(ARRAYS));
        for (int steps : new int[] {0, 1, 2, 6, 25}) {
            Map<String, Integer> sizes = Map.of("K", steps, "d", 3, "M", states);
            double[][] expected = arrays(all.at(sizes).as(Arrays.class), steps);
            assertArrayEquals(expected, arrays(some.at(sizes).as(Arrays.class), steps), steps + " steps");
        }
    }

    private static double[][] arrays(Arrays program, int steps) {
        double[] weights = random(1, steps * 9);
        double[] start = random(2, 3);
        double[][] out = {new double[steps * 9], new double[3], new double[steps * 9], new double[3], new double[1]};
        for (int call = 0; call < 2; call++) {
            out[4][0] = program.gradient(weights, start, out[0], out[1]);
            program.hvp(weights, start, random(3, steps * 9), random(4, 3), out[2], out[3]);
        }
        return out;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20})
    void loopsInLoops(int states) {
        Program some = compile(NESTED);
        Program all = compile(stored(NESTED));
        for (int steps : new int[] {0, 1, 2, 9}) {
            Map<String, Integer> sizes = Map.of("K", steps, "d", 2, "M", states);
            double[][] expected = nested(all.at(sizes).as(Nested.class));
            assertArrayEquals(expected, nested(some.at(sizes).as(Nested.class)), steps + " steps");
        }
    }

    private static double[][] nested(Nested program) {
        double[][] out = {new double[2], new double[4], new double[2], new double[4], new double[1]};
        out[4][0] = program.gradient(random(5, 2), random(6, 4), out[0], out[1]);
        program.hvp(random(5, 2), random(6, 4), random(7, 2), random(8, 4), out[2], out[3]);
        return out;
    }

    @Test
    void evaluatingGivesTheSame() {
        Program some = compile(SCALARS);
        Map<String, Object> point = Map.of("x0", 0.3, "c", 0.9, "N", 20, "M", 3);
        double[][] expected = scalars(some.at(Map.of("N", 20, "M", 3)).as(Scalars.class));
        assertEquals(expected[0][0], some.evaluate("gradient", point).get("x0"));
    }

    private static final String THIRD_ORDER = """
            f(x0, c, N: int) = {
              x = x0
              for k in 0:N checkpoint(2) { x = sin(x) + c*x }
              return x
            }
            g(x0, c, N: int) = diff(diff(f(x0, c, N), c), c)
            """;

    /** What is called of the program of third order. */
    public interface ThirdOrder {
        double gradient(double x0, double c, double[] x0Bar, double[] cBar);
    }

    private static Program thirdOrder(String program) {
        return Wengert.compile(program, Options.DEFAULT.function("g").derive("gradient"));
    }

    @Test
    void derivativesOfThirdOrderAreTheSame() {
        for (int steps : new int[] {0, 1, 5, 23}) {
            double[][] expected = thirdOrder(thirdOrder(stored(THIRD_ORDER)), steps);
            assertArrayEquals(expected, thirdOrder(thirdOrder(THIRD_ORDER), steps), steps + " steps");
        }
    }

    private static double[][] thirdOrder(Program program, int steps) {
        double[][] out = new double[3][1];
        out[2][0] = program.at(Map.of("N", steps)).as(ThirdOrder.class).gradient(0.7, 0.4, out[0], out[1]);
        return out;
    }

    @Test
    void productsThatCannotComputeStatesAgainSaySo() {
        String said = "All states of the loop over k are kept";
        assertTrue(thirdOrder(THIRD_ORDER).source().contains(said));
        assertFalse(compile(SCALARS).source().contains(said));
    }

    @Test
    void someStateIsKept() {
        InvalidProgramException e = assertThrows(
                InvalidProgramException.class, () -> compile(SCALARS.replace("checkpoint(M)", "checkpoint(0)")));
        assertTrue(e.toString().contains("checkpoint(0) keeps no state, at least one is needed"), e.toString());
        Program program = compile(SCALARS);
        Map<String, Integer> sizes = Map.of("N", 5, "M", 0);
        IllegalArgumentException none = assertThrows(IllegalArgumentException.class, () -> program.at(sizes));
        assertEquals("checkpoint(0) keeps no state, at least one is needed", none.getMessage());
    }
}
