package org.wengert.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.wengert.Program;
import org.wengert.Wengert;

class HoistingTest {

    /** Where {@code what} is in the generated value method, and where its outermost loop begins. */
    private static boolean isBeforeLoop(String program, String what) {
        String value = body(program);
        assertThat(value).contains(what).contains("for (int");
        return value.indexOf(what) < value.indexOf("for (int") && value.lastIndexOf(what) == value.indexOf(what);
    }

    private static String body(String program) {
        String source = Wengert.compile(program).source();
        ToIntFunction<String> at = text -> source.indexOf(text, source.indexOf(" value("));
        return source.substring(at.applyAsInt(" value("), at.applyAsInt("return"));
    }

    @Test
    void callsAndKernelsAreBeforeTheLoop() {
        assertThat(isBeforeLoop("f(x: real[n], c) = sum(x[i]*exp(c) for i in 0:n)", "Math.exp"))
                .isTrue();
        assertThat(isBeforeLoop(
                        "f(A: real[n,n], x: real[n]) = { y = x\n for k in 0:9 { y = inv(A)*y }\n return sum(y) }",
                        "LinearSystems.factor("))
                .isTrue();
    }

    @Test
    void whatDependsOnTheIndexOrOnStatesStays() {
        assertThat(isBeforeLoop("f(x: real[n], c) = sum(exp(c*i)*x[i] for i in 0:n)", "Math.exp"))
                .isFalse();
        assertThat(isBeforeLoop("f(c, x, n: int) = { y = x\n for k in 0:n { y = exp(c*y) }\n return y }", "Math.exp"))
                .isFalse();
    }

    @Test
    void aPartThatMayNotBeThereIsNotReadBeforeALoopWithoutIterations() {
        Program program = Wengert.compile("f(x: real[n], y: real[m]) = sum(x[i]*exp(y[3]) for i in 0:n)");
        assertThat(program.evaluate("value", Map.of("x", new double[0], "y", new double[1])))
                .containsEntry("f", 0.0);
        assertThat(program.at(Map.of("n", 0, "m", 1)).as(Sum.class).value(new double[0], new double[1]))
                .isZero();
    }

    /** The form of a sum. */
    public interface Sum {
        double value(double[] x, double[] y);
    }
}
