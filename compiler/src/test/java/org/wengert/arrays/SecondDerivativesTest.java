package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.Options;
import org.wengert.Program;
import org.wengert.Wengert;
import org.wengert.op.Tensor;

/** Second derivatives of several results and of arrays: a matrix for each element of the results. */
class SecondDerivativesTest {

    private static final String MODEL = "r(b: real[3], x: real[m]) = b[0]*exp(b[1]*x) + sin(b[2]*b[0])*x";

    /** The form of {@link #MODEL}. */
    public interface Model {
        void hessian(double[] b, double[] x, double[] r, double[] jacobian, double[] hessian);
    }

    /** The same with the Jacobian as rows. */
    public interface Rows {
        void jacobian(double[] b, double[] x, double[] r, double[][] jacobian);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(A: real[m,n], x: real[n], c) = {\n y = tanh(c*A*x)\n return y, dot(y, y)*x, c*sum(y)\n}",
                "f(A: real[m,n], x: real[n], c) = {\n s = c*sum(x .^ 3)\n return s, [s*sum(A[i,:])^2 for i in 0:m], A*s\n}",
                "f(A: real[m,n], x: real[n], c) = {\n y = x\n for k in 0:3 { y = sin(y)*c + y*sum(A) }\n return y\n}",
                "f(A: real[m,n], x: real[n], c) = [c > 0 ? exp(x[j])*x[0] : x[j]^2 for j in 0:n]",
                "f(A: real[m,n], x: real[n], c) = x",
            })
    void generatedTensorsHoldToTheInterpreter(String program) {
        Random random = new Random(5);
        for (int[] size : List.of(new int[] {2, 3}, new int[] {1, 1}, new int[] {0, 2}, new int[] {2, 0})) {
            List<Tensor> x = List.of(
                    ArrayLaws.draw(random, size[0], size[1]), ArrayLaws.draw(random, size[1]), ArrayLaws.draw(random));
            GeneratedArrays.of(program).holds(x, Map.of(), random);
        }
    }

    @Test
    void solutionsOfEquationsHaveSecondDerivatives() {
        Random random = new Random(5);
        GeneratedArrays.of("f(A: real[n,n], b: real[n]) = A \\ b")
                .holds(List.of(ArrayLaws.draw(random, 2, 2), ArrayLaws.draw(random, 2)), Map.of(), random);
    }

    @Test
    void theyAreDifferencesOfJacobiansAndSymmetric() {
        double[] b = {1.3, -0.4, 0.7};
        double[] x = {0.5, -1, 2, 1.5};
        Program program = Wengert.compile(MODEL, Options.DEFAULT.derive("jacobian(b)", "hessian(b)"));
        double[] jacobian = new double[12];
        double[] hessian = new double[36];
        double[] r = new double[4];
        program.at(Map.of("m", 4)).as(Model.class).hessian(b, x, r, jacobian, hessian);
        double h = 1e-5;
        for (int k = 0; k < 3; k++) {
            double[][] up = jacobian(program, moved(b, k, h), x);
            double[][] down = jacobian(program, moved(b, k, -h), x);
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 3; j++) {
                    double difference = (up[i][j] - down[i][j]) / (2 * h);
                    assertThat(hessian[i * 9 + j * 3 + k]).isCloseTo(difference, within(1e-8));
                    assertThat(hessian[i * 9 + j * 3 + k]).isCloseTo(hessian[i * 9 + k * 3 + j], within(1e-14));
                }
            }
        }
        double[][] firsts = jacobian(program, b, x);
        assertThat(jacobian)
                .usingComparatorWithPrecision(1e-14)
                .containsExactly(
                        Arrays.stream(firsts).flatMapToDouble(Arrays::stream).toArray());
        assertThat(r[0]).isEqualTo(b[0] * Math.exp(b[1] * x[0]) + Math.sin(b[2] * b[0]) * x[0], within(1e-15));
    }

    private static double[] moved(double[] b, int k, double by) {
        double[] moved = b.clone();
        moved[k] += by;
        return moved;
    }

    private static double[][] jacobian(Program program, double[] b, double[] x) {
        double[][] jacobian = new double[x.length][b.length];
        program.at(Map.of("m", x.length)).as(Rows.class).jacobian(b, x, new double[x.length], jacobian);
        return jacobian;
    }

    @Test
    void evaluateGivesATableByResultAndTwoParameters() {
        Program program = Wengert.compile(MODEL);
        double[] b = {1.3, -0.4, 0.7};
        double[] x = {0.5, -1};
        double[] hessian = new double[18];
        Wengert.compile(MODEL, Options.DEFAULT.derive("hessian(b)"))
                .at(Map.of("m", 2))
                .as(Model.class)
                .hessian(b, x, new double[2], new double[6], hessian);
        assertThat(program.evaluate("hessian(b)", Map.of("b", b, "x", x)).get("r"))
                .extracting("b")
                .extracting("b")
                .satisfies(tensor -> assertThat(flat(tensor).toArray())
                        .usingComparatorWithPrecision(1e-14)
                        .containsExactly(hessian));
    }

    private static DoubleStream flat(Object nested) {
        return nested instanceof Object[] parts
                ? Arrays.stream(parts).flatMapToDouble(SecondDerivativesTest::flat)
                : Arrays.stream((double[]) nested);
    }

    @Test
    void theMethodIsDocumented() {
        assertThat(Wengert.compile(MODEL, Options.DEFAULT.derive("hessian(b)")).source())
                .contains(
                        """
                             * @param jacobian receives the first derivatives, [m,3] by rows: rows are the elements of r; columns are the
                             *     elements of b
                             * @param hessian receives the second derivatives, [m,3,3] by rows: for each of the elements of r a matrix, whose
                             *     rows and columns are the elements of b
                        """,
                        "public void hessian(double[] b, double[] x, double[] r, double[] jacobian, double[] hessian)");
    }
}
