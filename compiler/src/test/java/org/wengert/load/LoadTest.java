package org.wengert.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wengert.InvalidProgramException;
import org.wengert.Options;
import org.wengert.Program;
import org.wengert.Wengert;

class LoadTest {

    private static final String EXAMPLE = "y*log(x) + sqrt(y*log(x))";

    /** A view as a user writes it. */
    public interface MyFunction {
        double f(double x, double y);

        double gradient(double x, double y, double[] gradient);
    }

    /** One that only its package sees. */
    interface Plain {
        double apply(double x, double y);
    }

    /** One that fits nothing. */
    public interface Wrong {
        double gradient(double x);
    }

    @Test
    void givesEveryProductOverArrays() {
        Program f = Wengert.compile(EXAMPLE);
        double[] point = {2, 3};
        double[] gradient = new double[2];
        double[] hessian = new double[4];
        double[] hvp = new double[2];
        assertThat(f.parameters()).containsExactly("x", "y");
        assertThat(f.results()).containsExactly("f");
        assertThat(f.value(point)).isEqualTo(3.521468428280719);
        assertThat(f.gradient(point, gradient)).isEqualTo(3.521468428280719);
        assertThat(gradient).containsExactly(2.0201012595319114, 0.9334849949934259);
        assertThat(f.tangent(point, new double[] {1, 0})).isEqualTo(gradient[0], within(1e-15));
        assertThat(f.hessian(point, gradient, hessian)).isEqualTo(3.521468428280719);
        f.hvp(point, new double[] {1, 0}, hvp);
        assertThat(hvp).containsExactly(new double[] {hessian[0], hessian[2]}, within(1e-15));
        assertThat(f.source()).contains("public static double gradient(double x, double y, double[] gradient)");
    }

    @Test
    void severalResultsAreWrittenToTheCallersArrays() {
        Program f = Wengert.compile("f(x, y) = {\n p = x*y\n q = x - y\n return p, q\n}");
        double[] results = new double[2];
        double[] jacobian = new double[4];
        f.jacobian(new double[] {2, 3}, results, jacobian);
        assertThat(results).containsExactly(6, -1);
        assertThat(jacobian).containsExactly(3, 2, 1, -1);
        assertThat(f.results()).containsExactly("p", "q");
        assertThatThrownBy(() -> f.gradient(new double[2], new double[2]))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("gradient");
    }

    @Test
    void isAnInterfaceOfTheCallers() {
        Program program = Wengert.compile(EXAMPLE);
        MyFunction f = program.as(MyFunction.class);
        assertThat(f.f(2, 3)).isEqualTo(3.521468428280719);
        assertThat(f.gradient(2, 3, new double[2])).isEqualTo(3.521468428280719);
        assertThat(program.as(Plain.class).apply(2, 3)).isEqualTo(3.521468428280719);
        assertThatThrownBy(() -> program.as(Wrong.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("double gradient(double)")
                .hasMessageContaining("double gradient(double, double, double[])");
    }

    @Test
    void readsFilesReadersAndOptions(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("Loss.expr"), "g(x) = x^2\nloss(x, y) = g(x) + y");
        assertThat(Wengert.compile(file).name()).isEqualTo("loss");
        assertThat(Wengert.compile(file, Options.DEFAULT.function("g")).value(new double[] {3}))
                .isEqualTo(9);
        Program ordered = Wengert.compile(
                new StringReader("e*x"), Options.DEFAULT.parameters("x", "e").derive("gradient(e)"));
        double[] gradient = new double[1];
        ordered.gradient(new double[] {5, 7}, gradient);
        assertThat(gradient).containsExactly(5);
    }

    @Test
    void saysWhatIsWrongWithAProgram() {
        assertThatThrownBy(() -> Wengert.compile("x + sigmod(y)"))
                .isInstanceOf(InvalidProgramException.class)
                .hasMessageContaining("1:5: error")
                .hasMessageContaining("sigmoid");
    }

    @Test
    void manyThreadsUseOneProgram() {
        Program f = Wengert.compile(EXAMPLE);
        double[] results = IntStream.range(0, 10_000)
                .parallel()
                .mapToDouble(i -> f.gradient(new double[] {2, 3}, new double[2]))
                .toArray();
        assertThat(results).containsOnly(3.521468428280719);
    }

    @Test
    void isCollectedWhenDropped() throws Exception {
        WeakReference<Class<?>> type = load();
        for (int i = 0; i < 50 && type.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(type.get()).isNull();
    }

    private static WeakReference<Class<?>> load() {
        MyFunction f = Wengert.compile(EXAMPLE).as(MyFunction.class);
        assertThat(f.f(2, 3)).isPositive();
        return new WeakReference<>(f.getClass());
    }
}
