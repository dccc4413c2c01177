package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wengert.Options;
import org.wengert.Program;
import org.wengert.SizedProgram;
import org.wengert.Wengert;

/** The flat form of a method of arrays gives what the form by name does, each number at its place. */
class FlatFormTest {

    private static final String LOSS = """
            loss(A: real[n,d], w: real[d], y: real[n], b, c: real[2,2]) = {
              r = A*w + b - y
              return dot(r, r)/n + sum(sin(c).*c)*b
            }
            """;

    private static final int N = 4;
    private static final int D = 3;

    /** Of w, b and c. */
    private static final int LENGTH = D + 1 + 4;

    /** The forms by name. */
    public interface Named {
        double value(double[] A, double[] w, double[] y, double b, double[] c);

        double gradient(
                double[] A, double[] w, double[] y, double b, double[] c, double[] wBar, double[] bBar, double[] cBar);

        double hessian(
                double[] A,
                double[] w,
                double[] y,
                double b,
                double[] c,
                double[] wBar,
                double[] bBar,
                double[] cBar,
                double[] hessian);

        double adjoint(
                double[] A,
                double[] w,
                double[] y,
                double b,
                double[] c,
                double lossBar,
                double[] wBar,
                double[] bBar,
                double[] cBar);
    }

    /** The flat forms, in which a matrix of data may be one of Java. */
    public interface Flat {
        double value(double[] point, double[][] A, double[] y);

        double tangent(double[] point, double[] A, double[] y, double[] direction);

        double adjoint(double[] point, double[] A, double[] y, double lossBar, double[] adjoint);

        double gradient(double[] point, double[][] A, double[] y, double[] gradient);

        double hessian(double[] point, double[] A, double[] y, double[] gradient, double[] hessian);

        void hvp(double[] point, double[] A, double[] y, double[] direction, double[] hvp);

        void tangents(double[] point, double[] A, double[] y, double[][] directions, double[][] tangents);
    }

    private final double[] A = numbers(N * D, 1);
    private final double[] y = numbers(N, 2);
    private final double[] point = numbers(LENGTH, 3);

    private static double[] numbers(int count, long seed) {
        return new Random(seed).doubles(count, -1, 1).toArray();
    }

    private static Program program() {
        return Wengert.compile(
                LOSS,
                Options.DEFAULT.derive(
                        "value",
                        "tangent(w, b, c)",
                        "adjoint(w, b, c)",
                        "gradient(w, b, c)",
                        "hessian(w, b, c)",
                        "hvp(w, b, c)"));
    }

    private double[] part(int from, int count) {
        return Arrays.copyOfRange(point, from, from + count);
    }

    @Test
    void isTheFormByName() {
        Program program = program();
        SizedProgram sized = program.at(Map.of("n", N, "d", D));
        Named named = sized.as(Named.class);
        Flat flat = sized.as(Flat.class);
        double[][] rows = new double[N][];
        for (int i = 0; i < N; i++) {
            rows[i] = Arrays.copyOfRange(A, i * D, (i + 1) * D);
        }
        double[] w = part(0, D);
        double b = point[D];
        double[] c = part(D + 1, 4);
        assertThat(flat.value(point, rows, y)).isEqualTo(named.value(A, w, y, b, c));

        double[] wBar = new double[D];
        double[] bBar = new double[1];
        double[] cBar = new double[4];
        double[] gradient = new double[LENGTH];
        assertThat(flat.gradient(point, rows, y, gradient)).isEqualTo(named.gradient(A, w, y, b, c, wBar, bBar, cBar));
        assertThat(gradient).containsExactly(joined(wBar, bBar, cBar));
        flat.adjoint(point, A, y, 2, gradient);
        named.adjoint(A, w, y, b, c, 2, wBar, bBar, cBar);
        assertThat(gradient).containsExactly(joined(wBar, bBar, cBar));

        double[] hessian = new double[LENGTH * LENGTH];
        double[] expected = new double[LENGTH * LENGTH];
        flat.hessian(point, A, y, gradient, hessian);
        named.hessian(A, w, y, b, c, wBar, bBar, cBar, expected);
        assertThat(hessian).containsExactly(expected);
        assertThat(gradient).containsExactly(joined(wBar, bBar, cBar));
    }

    @Test
    void ofDirectionsAgreesWithTheGradientAndTheHessian() {
        Flat flat = program().at(Map.of("n", N, "d", D)).as(Flat.class);
        double[] gradient = new double[LENGTH];
        double[] hessian = new double[LENGTH * LENGTH];
        double[] hvp = new double[LENGTH];
        flat.hessian(point, A, y, gradient, hessian);
        for (int k = 0; k < LENGTH; k++) {
            double[] direction = new double[LENGTH];
            direction[k] = 1;
            assertThat(flat.tangent(point, A, y, direction)).isCloseTo(gradient[k], within(1e-14));
            flat.hvp(point, A, y, direction, hvp);
            assertThat(hvp).containsExactly(Arrays.copyOfRange(hessian, k * LENGTH, (k + 1) * LENGTH), within(1e-13));
        }
    }

    @Test
    void ofSeveralDirectionsIsThatOfEach() {
        Flat flat = program().at(Map.of("n", N, "d", D)).as(Flat.class);
        double[][] directions = {numbers(LENGTH, 5), new double[LENGTH], numbers(LENGTH, 6)};
        double[][] tangents = new double[3][1];
        flat.tangents(point, A, y, directions, tangents);
        for (int k = 0; k < 3; k++) {
            assertThat(tangents[k][0]).isEqualTo(flat.tangent(point, A, y, directions[k]));
        }
    }

    /** Several directions of several results, and of one parameter. */
    public interface Directions {
        void tangents(double[] point, double[][] directions, double[][] tangents);
    }

    @Test
    void ofSeveralDirectionsHasAllResultsInARow() {
        Directions several = Wengert.compile("f(x: real[n], y) = {\n r = y*x\n s = sum(x .^ 2)\n return r, s\n}")
                .at(Map.of("n", 2))
                .as(Directions.class);
        double[][] tangents = new double[2][3];
        several.tangents(new double[] {1, 2, 3}, new double[][] {{1, 0, 0}, {0, 1, 1}}, tangents);
        assertThat(tangents).isDeepEqualTo(new double[][] {{3, 0, 2}, {1, 5, 4}});
        Directions one = Wengert.compile("f(x: real[n]) = sum(x .^ 2)")
                .at(Map.of("n", 2))
                .as(Directions.class);
        double[][] tangent = new double[1][1];
        one.tangents(new double[] {1, 2}, new double[][] {{1, 1}}, tangent);
        assertThat(tangent[0][0]).isEqualTo(6);
    }

    @Test
    void ofSeveralDirectionsRefusesTooFewRowsAndOneArrayForBoth() {
        Flat flat = program().at(Map.of("n", N, "d", D)).as(Flat.class);
        double[][] directions = {numbers(LENGTH, 5), numbers(LENGTH, 6)};
        assertThatThrownBy(() -> flat.tangents(point, A, y, directions, new double[1][1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tangents has 1 elements, expected 2");
        assertThatThrownBy(() -> flat.tangents(point, A, y, directions, directions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tangents is written while another array is read");
        assertThatThrownBy(() -> flat.tangents(point, A, y, directions, new double[][] {{0}, directions[1]}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tangents is written while another array is read");
    }

    /** The value takes what it is asked for with, whatever the derivatives do. */
    @Test
    void ofAValueTakesTheParametersThatAreAskedFor() {
        String f = "f(u: real[n], v, w: real[n]) = v*dot(u, w)";
        assertThat(Wengert.compile(f, Options.DEFAULT.derive("value(u, v)", "gradient(v, w)"))
                        .source())
                .contains("public double value(double[] point, double[] w)")
                .contains("public double gradient(double[] point, double[] u, double[] gradient)");
        assertThat(Wengert.compile(f, Options.DEFAULT.derive("value", "gradient(v, w)"))
                        .source())
                .contains("public double value(double[] point, double[] u)");
    }

    private static double[] joined(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }

    /** It copies: an array that is read and written is no fault. */
    @Test
    void takesOneArrayTwice() {
        Flat flat = program().at(Map.of("n", N, "d", D)).as(Flat.class);
        double[] gradient = new double[LENGTH];
        double[][] rows = new double[N][D];
        flat.gradient(point, rows, y, gradient);
        double[] both = point.clone();
        flat.gradient(both, rows, y, both);
        assertThat(both).containsExactly(gradient);
    }

    @Test
    void refusesAPointOfAnotherLength() {
        Flat flat = program().at(Map.of("n", N, "d", D)).as(Flat.class);
        assertThatThrownBy(() -> flat.value(new double[LENGTH - 1], new double[N][D], y))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("point has 7 elements, expected 8");
    }

    @Test
    void fieldsSayWhereParametersBegin() {
        assertThat(program().source())
                .contains("public static final int W_OFFSET = 0;")
                .contains("public final int B_OFFSET;")
                .contains("B_OFFSET = d;")
                .contains("C_OFFSET = Math.addExact(d, 1);")
                .contains("POINT_LENGTH = Math.addExact(d, 5);")
                .contains("@param point the parameters, [d+5]: w from 0, b from d, c from d+1");
    }

    /** One parameter is flat as it is; a name of the author's is left to him. */
    @Test
    void ofOneParameterIsTheFormByName() {
        assertThat(Wengert.compile("f(x: real[n], k: int) = k*sum(x)").source()).doesNotContain("double[] point");
        assertThat(Wengert.compile("f(point: real[n], gradient) = gradient*sum(point)")
                        .source())
                .contains("gradient(double[] point, double gradient, double[] pointBar")
                .contains("gradient(double[] point, double[] gradient)");
    }
}
