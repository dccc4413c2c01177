package org.wengert.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.wengert.Options;
import org.wengert.Program;
import org.wengert.Wengert;

/** What callers give is looked at before anything is computed, and a complaint names the argument at fault. */
@SuppressWarnings("NullAway") // nulls are what is tested
class ArgumentsTest {

    private static final Program NUMBERS = Wengert.compile("f(x, y) = x*sin(y)");
    private static final Program ARRAYS = Wengert.compile("f(x: real[n], k: int) = k*sum(sin(x))");

    private static void refuses(String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfAny(
                        IllegalArgumentException.class, NullPointerException.class, UnsupportedOperationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void nullsAreNamed() {
        refuses("'program' is null", () -> Wengert.compile((String) null));
        refuses("'options' is null", () -> Wengert.compile("x", null));
        refuses("'products[1]' is null", () -> Options.DEFAULT.derive("value", null));
        refuses("'names' is null", () -> Options.DEFAULT.parameters((String[]) null));
        refuses("'point' is null", () -> NUMBERS.value(null));
        refuses("'gradient' is null", () -> NUMBERS.gradient(new double[2], null));
        refuses("'type' is null", () -> NUMBERS.as(null));
        refuses("'sizes' is null", () -> ARRAYS.at(null));
        Map<String, Integer> sizes = new HashMap<>(Map.of("n", 2));
        sizes.put("k", null);
        refuses("'sizes[k]' is null", () -> ARRAYS.at(sizes));
        refuses("'product' is null", () -> ARRAYS.evaluate(null, Map.of()));
        refuses("'point' is null", () -> ARRAYS.evaluate("value", null));
        refuses("'x[0]' is null", () -> ARRAYS.evaluate("value", Map.of("x", new double[1][], "k", 1)));
        refuses("'type' is null", () -> ARRAYS.at(Map.of("n", 1, "k", 1)).as(null));
    }

    @Test
    void arraysAreLongEnough() {
        refuses("'point' has 1 elements, and needs at least 2", () -> NUMBERS.value(new double[1]));
        refuses("'gradient' has 1 elements", () -> NUMBERS.gradient(new double[2], new double[1]));
        refuses(
                "'hessian' has 3 elements, and needs at least 4",
                () -> NUMBERS.hessian(new double[2], new double[2], new double[3]));
        refuses("'direction' has 0 elements", () -> NUMBERS.tangent(new double[2], new double[0]));
        assertThat(NUMBERS.value(new double[] {2, 0, 7})).isZero();
    }

    @Test
    void integersAndSizesFit() {
        refuses(
                "k is an integer of 32 bits, and is given 5000000000",
                () -> ARRAYS.evaluate("value", Map.of("x", new double[1], "k", 5_000_000_000L)));
        Program large = Wengert.compile("f(A: real[n,n]) = det(A*A)");
        refuses("there is no memory for what n = 46340 takes", () -> large.at(Map.of("n", 46_340)));
    }

    /** Of sizes that only a point has, too. */
    @Test
    void whatIsTooLargeIsSaid() {
        Program cube = Wengert.compile("f(x, k: int) = zeros(k*k*k)*x");
        refuses(
                "'f' has no value here: an array of 8000000000 elements is asked for, and one has at most 2147483647",
                () -> cube.evaluate("value", Map.of("x", 1.0, "k", 2_000)));
        refuses(
                "k*k*k has no value: long overflow",
                () -> cube.evaluate("value", Map.of("x", 1.0, "k", 2_147_483_647)));
        refuses(
                "there is no memory for what this point takes",
                () -> cube.evaluate("value", Map.of("x", 1.0, "k", 1_290)));
        Program square = Wengert.compile("f(x, k: int) = sum([x*i*j for i in 0:k, j in 0:k]*ones(k, k))");
        refuses(
                "an array of [50000, 50000] has more than 2147483647 elements",
                () -> square.evaluate("value", Map.of("x", 1.0, "k", 50_000)));
    }

    @Test
    void aProductThatIsAskedForTwiceIsThere() {
        double[] gradient = new double[2];
        Program twice = Wengert.compile("x^2*y", Options.DEFAULT.derive("gradient", "gradient", "gradient(y, x)"));
        twice.gradient(new double[] {3, 2}, gradient);
        assertThat(gradient).containsExactly(12, 9);
        Program reversed = Wengert.compile("x^2*y", Options.DEFAULT.derive("gradient(y, x)", "gradient(y, x)"));
        reversed.gradient(new double[] {3, 2}, gradient);
        assertThat(gradient).containsExactly(9, 12);
        Program several = Wengert.compile("x^2*y", Options.DEFAULT.derive("gradient(x)", "gradient(y)"));
        refuses(
                "'gradient' was asked for in several ways, gradient_x, gradient_y",
                () -> several.gradient(new double[2], gradient));
    }
}
