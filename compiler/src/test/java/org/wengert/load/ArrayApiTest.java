package org.wengert.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wengert.Options;
import org.wengert.Program;
import org.wengert.SizedProgram;
import org.wengert.Wengert;

class ArrayApiTest {

    private static final String QUADRATIC = "q(x: real[n], A: real[n,n], c) = c*x'*A*x";

    /** A view as a user writes it, by rows. */
    public interface Flat {
        double q(double[] x, double[] A, double c);

        double gradient(double[] x, double[] A, double c, double[] xBar, double[] ABar, double[] cBar);
    }

    /** One with matrices, which only its package sees. */
    interface Rows {
        double value(double[] x, double[][] A, double c);

        double gradient(double[] x, double[][] A, double c, double[] xBar, double[][] ABar, double[] cBar);
    }

    /** The Hessian as one array by rows. */
    interface Hessian {
        double hessian(double[] x, double[] A, double c, double[] xBar, double[] hessian);
    }

    /** A Jacobian by rows. */
    interface Jacobian {
        void value(double[] x, double[] y, double[] f);

        void jacobian(double[] x, double[] y, double[] f, double[][] jacobian);
    }

    /** One that fits nothing. */
    public interface Wrong {
        double gradient(double[] x);
    }

    /** A matrix to a matrix. */
    public interface Twice {
        void apply(double[][] A, double[][] twice);
    }

    private static final double[] X = {1, 2};
    private static final double[] A = {1, 2, 3, 4};

    @Test
    void isAnInterfaceOfTheCallers() {
        Program program = Wengert.compile(QUADRATIC);
        assertThat(program.parameters()).containsExactly("x", "A", "c");
        assertThat(program.sizes()).containsExactly("n");
        Flat q = program.at(Map.of("n", 2)).as(Flat.class);
        assertThat(q.q(X, A, 2)).isEqualTo(54);
        double[] xBar = new double[2];
        double[] bar = new double[4];
        double[] cBar = new double[1];
        assertThat(q.gradient(X, A, 2, xBar, bar, cBar)).isEqualTo(54);
        assertThat(xBar).containsExactly(24, 42);
        assertThat(bar).containsExactly(2, 4, 4, 8);
        assertThat(cBar).containsExactly(27);
    }

    @Test
    void copiesMatricesThatAreArraysOfRows() {
        Rows q = Wengert.compile(QUADRATIC).at(Map.of("n", 2)).as(Rows.class);
        double[][] rows = {{1, 2}, {3, 4}};
        assertThat(q.value(X, rows, 2)).isEqualTo(54);
        double[][] bar = new double[2][2];
        assertThat(q.gradient(X, rows, 2, new double[2], bar, new double[1])).isEqualTo(54);
        assertThat(bar).isDeepEqualTo(new double[][] {{2, 4}, {4, 8}});
        assertThatThrownBy(() -> q.value(X, new double[][] {{1, 2}, {3}}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A has a row of 1 elements, expected 2");
        assertThatThrownBy(() -> q.value(X, new double[1][2], 2)).hasMessage("A has 1 rows, expected 2");
    }

    /** Storage lies between them, so that a matrix can be written over. */
    @Test
    void anArrayOfRowsMayBeReadAndWritten() {
        Twice twice = Wengert.compile("f(A: real[n,m]) = 2*A")
                .at(Map.of("n", 2, "m", 3))
                .as(Twice.class);
        double[][] rows = {{1, 2, 3}, {4, 5, 6}};
        twice.apply(rows, rows);
        assertThat(rows).isDeepEqualTo(new double[][] {{2, 4, 6}, {8, 10, 12}});
    }

    /** Forward mode gives the columns of the first one, reverse mode the rows of the second. */
    @Test
    void jacobiansAreWholeMatrices() {
        double[][] jacobian = new double[3][2];
        double[] f = new double[3];
        Jacobian tall = Wengert.compile(
                        "f(x: real[n], y: real[m]) = y*sum(x)", Options.DEFAULT.derive("value", "jacobian(x)"))
                .at(Map.of("n", 2, "m", 3))
                .as(Jacobian.class);
        tall.jacobian(X, new double[] {1, 2, 3}, f, jacobian);
        assertThat(f).containsExactly(3, 6, 9);
        assertThat(jacobian).isDeepEqualTo(new double[][] {{1, 1}, {2, 2}, {3, 3}});
        double[][] row = new double[1][2];
        Jacobian wide = Wengert.compile(
                        "f(x: real[n], y: real[m]) = [sum(y)*dot(x, x)]",
                        Options.DEFAULT.derive("value", "jacobian(x)"))
                .at(Map.of("n", 2, "m", 3))
                .as(Jacobian.class);
        wide.jacobian(X, new double[] {1, 2, 3}, new double[1], row);
        assertThat(row).isDeepEqualTo(new double[][] {{12, 24}});
    }

    @Test
    void hessiansAreWholeMatrices() {
        Program program = Wengert.compile(QUADRATIC, Options.DEFAULT.derive("hessian(x)"));
        Hessian q = program.at(Map.of("n", 2)).as(Hessian.class);
        double[] gradient = new double[2];
        double[] hessian = new double[4];
        assertThat(q.hessian(X, A, 2, gradient, hessian)).isEqualTo(54);
        assertThat(gradient).containsExactly(24, 42);
        assertThat(hessian).containsExactly(4, 10, 10, 16);
        assertThatThrownBy(() -> program.at(Map.of("n", 2)).as(Wrong.class))
                .hasMessageContaining(
                        "double hessian(double[] x[n], double[] A[n,n], double c, double[] xBar[n], double[] hessian[n,n])");
    }

    /** Entries, and where they are. */
    interface Entries {
        void sparseJacobian(double[] x, double[] f, double[] entries);

        int sparseJacobianCount();

        void sparseJacobianPattern(int[] rowStarts, int[] columns);

        void sparseJacobianTriplets(int[] rows, int[] columns);

        void sparseJacobianByColumns(int[] columnStarts, int[] rows, int[] order);
    }

    /** What has no such form. */
    public interface WrongPattern {
        void sparseJacobianPattern(long[] rowStarts);
    }

    @Test
    void entriesHavePlaces() {
        SizedProgram sized = Wengert.compile(
                        "f(x: real[n]) = [x[i+1] - x[i]^2 for i in 0:n-1]", Options.DEFAULT.derive("sparse jacobian"))
                .at(Map.of("n", 3));
        Entries f = sized.as(Entries.class);
        double[] entries = new double[f.sparseJacobianCount()];
        f.sparseJacobian(new double[] {5, 6, 7}, new double[2], entries);
        assertThat(entries).containsExactly(-10, 1, -12, 1);
        int[] rows = new int[4];
        int[] columns = new int[4];
        int[] starts = new int[3];
        f.sparseJacobianTriplets(rows, columns);
        assertThat(rows).containsExactly(0, 0, 1, 1);
        assertThat(columns).containsExactly(0, 1, 1, 2);
        f.sparseJacobianPattern(starts, columns);
        assertThat(starts).containsExactly(0, 2, 4);
        int[] columnStarts = new int[4];
        int[] order = new int[4];
        f.sparseJacobianByColumns(columnStarts, rows, order);
        assertThat(columnStarts).containsExactly(0, 1, 3, 4);
        assertThat(order).containsExactly(0, 1, 2, 3);
        assertThatThrownBy(() -> sized.as(WrongPattern.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("void sparseJacobianPattern(int[] rowStarts[n], int[] columns[2*n-2])")
                .hasMessageContaining("int sparseJacobianCount()");
    }

    @Test
    void saysWhatIsWrongWithSizesArraysAndInterfaces() {
        Program program = Wengert.compile("q(x: real[n], A: real[m,n], k: int) = x[k]*sum(A*x)");
        assertThatThrownBy(() -> program.at(Map.of("n", 2, "m", 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no value for k; the sizes of 'q' are [n, m, k]");
        assertThatThrownBy(() -> program.at(Map.of("n", 2, "p", 3)))
                .hasMessage("no size p; the sizes of 'q' are [n, m, k]");
        assertThatThrownBy(() -> program.at(Map.of("n", 2, "m", 1, "k", 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x[k]: x is [n] = [2]: index 5 is not in 0:2");
        assertThatThrownBy(() -> program.at(Map.of("n", -1, "m", 1, "k", 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("n");
        SizedProgram sized = Wengert.compile(QUADRATIC).at(Map.of("n", 2));
        assertThatThrownBy(() -> sized.as(Wrong.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("double gradient(double[])")
                .hasMessageContaining(
                        "double gradient(double[] x[n], double[] A[n,n], double c, double[] xBar[n], double[] ABar[n,n], double[] cBar)");
        Flat q = sized.as(Flat.class);
        assertThatThrownBy(() -> q.q(new double[3], A, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x has 3 elements, expected 2");
        assertThatThrownBy(() -> q.gradient(X, A, 1, X, new double[4], new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("xBar is written");
    }

    @Test
    void saysThatAFunctionOfArraysNeedsSizes() {
        Program program = Wengert.compile("f(x: real[n]) = sum(x)");
        assertThatThrownBy(() -> program.value(new double[2]))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("at(Map.of(\"n\", 3)).as(...)");
        assertThatThrownBy(() -> program.as(Wrong.class)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> Wengert.compile("x^2").at(Map.of())).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void evaluatesProductsByName() {
        Program program = Wengert.compile(QUADRATIC);
        Map<String, Object> point = Map.of("x", X, "A", new double[][] {{1, 2}, {3, 4}}, "c", 2);
        assertThat(program.evaluate("value", point)).isEqualTo(Map.of("q", 54.0));
        assertThat((double[]) program.evaluate("gradient", point).get("x")).containsExactly(24, 42);
        assertThat((double[][]) program.evaluate("gradient(A)", point).get("A"))
                .isDeepEqualTo(new double[][] {{2, 4}, {4, 8}});
        assertThat(program.evaluate("tangent(x)", point, Map.of("x", new double[] {1, 0})))
                .isEqualTo(Map.of("q", 24.0));
        assertThat(program.evaluate("adjoint(c)", point, Map.of("q", 2))).isEqualTo(Map.of("c", 54.0));
        assertThat(program.evaluate("hessian(x)", point).get("x"))
                .extracting("x")
                .isEqualTo(new double[][] {{4, 10}, {10, 16}});
        assertThat(program.evaluate("jacobian(A)", point).get("q"))
                .extracting("A")
                .isEqualTo(new double[][] {{2, 4}, {4, 8}});
        assertThat(Wengert.compile("x^2*y").evaluate("gradient", Map.of("x", 3, "y", 2)))
                .isEqualTo(Map.of("x", 12.0, "y", 9.0));
    }

    @Test
    void saysWhatIsWrongWithArgumentsByName() {
        Program program = Wengert.compile("f(A: real[n,m], x: real[m], k: int) = k*(A*x)");
        Map<String, Object> good = Map.of("A", new double[2][3], "x", new double[3], "k", 2);
        assertThat(program.evaluate("jacobian", good).get("f")).extracting("A").isInstanceOf(double[][][].class);
        assertThatThrownBy(() -> program.evaluate("value", Map.of("A", new double[2][2], "x", new double[3], "k", 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size m: A has 2 columns, x has 3 elements");
        assertThatThrownBy(() -> program.evaluate("value", Map.of("A", new double[2][3], "x", new double[3], "k", 0.5)))
                .hasMessage("k is an integer, and is given 0.5");
        assertThatThrownBy(() -> program.evaluate("value", Map.of("A", new float[2][3], "x", new double[3], "k", 1)))
                .hasMessageContaining("not a float[][]");
        assertThatThrownBy(() -> program.evaluate("value", Map.of("x", new double[3])))
                .hasMessage("no value for A, k");
        assertThatThrownBy(() -> program.evaluate("hvp", good, Map.of()))
                .hasMessageContaining("needs one number as the result");
        assertThatThrownBy(() -> program.evaluate("hesian", good)).hasMessageContaining("did you mean 'hessian'?");
        assertThatThrownBy(() -> program.evaluate("tangent", good, Map.of("x", new double[2])))
                .hasMessage("the direction or cotangent of x is [2], x is [3]");
    }

    /** An instance for each of the threads, of one program. */
    @Test
    void manyThreadsUseAnInstanceEach() {
        Program program = Wengert.compile("f(x: real[n]) = sum(exp(sin(x)))", Options.DEFAULT.derive("gradient"));
        double[] sums = IntStream.range(0, 8)
                .parallel()
                .mapToDouble(thread -> {
                    int n = 100 + thread % 2;
                    Gradient f = program.at(Map.of("n", n)).as(Gradient.class);
                    double[] x = new double[n];
                    double[] xBar = new double[n];
                    double worst = 0;
                    for (int call = 0; call < 500; call++) {
                        java.util.Arrays.fill(x, call * 0.01 + thread);
                        double value = f.gradient(x, xBar);
                        double y = Math.exp(Math.sin(x[0]));
                        worst = Math.max(worst, Math.abs(value - n * y) / n);
                        worst = Math.max(worst, Math.abs(xBar[n - 1] - y * Math.cos(x[0])));
                    }
                    return worst;
                })
                .toArray();
        for (double worst : sums) {
            assertThat(worst).isCloseTo(0, within(1e-12));
        }
    }

    /** For the threads. */
    public interface Gradient {
        double gradient(double[] x, double[] xBar);
    }

    @Test
    void isCollectedWhenDropped() throws Exception {
        WeakReference<Class<?>> view = view();
        for (int i = 0; i < 50 && view.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(view.get()).isNull();
    }

    private static WeakReference<Class<?>> view() {
        Flat q = Wengert.compile(QUADRATIC).at(Map.of("n", 2)).as(Flat.class);
        assertThat(q.q(X, A, 2)).isEqualTo(54);
        return new WeakReference<>(q.getClass());
    }
}
