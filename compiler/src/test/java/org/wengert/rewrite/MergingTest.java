package org.wengert.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wengert.Wengert;
import org.wengert.arrays.CountedArrays;
import org.wengert.product.Product;

/** Counts are exact polynomials: what two loops or conditionals compute alike is computed once, and nothing else changes. */
class MergingTest {

    private static String calls(String program, Product product) {
        return CountedArrays.of(program)
                .count(product)
                .counted()
                .operations()
                .calls()
                .toString();
    }

    private static String value(String body) {
        return "f(x, y, n: int) = {\n" + body + "\n}";
    }

    private static String calls(String body) {
        return calls(value(body), Product.VALUE);
    }

    @Test
    void anEndStateThatIsReadNonlinearlyIsComputedOnce() {
        String program = value("s = x\n for i in 0:n { s = s*y + sin(s) }\n return exp(s)");
        assertThat(calls(program, Product.VALUE)).isEqualTo("n + 1");
        assertThat(calls(program, Product.TANGENT)).isEqualTo("2*n + 1");
        assertThat(calls(program, Product.JACOBIAN)).isEqualTo("2*n + 1");
        assertThat(calls(program, Product.HVP)).isEqualTo("2*n + 1");
    }

    @Test
    void aTangentOfLoopsInLoopsWithBranchesComputesTheStatesOnce() {
        String program =
                "f(x: real[n], m: int) = { s = x\n for i in 0:m { u = 0\n for j in 1:n { u = u*s[j-1] + sin(u)*s[j] }\n"
                        + " s = u > 3 ? s*sin(u) : s*cos(u) }\n return norm(s) }";
        assertThat(calls(program, Product.VALUE)).isEqualTo("m*n");
        assertThat(calls(program, Product.TANGENT)).isEqualTo("2*m*n");
    }

    @Test
    void equalLoopsAreOneWhateverTheyAreCalled() {
        assertThat(
                        calls(
                                "a = x\n for i in 0:n { a = sin(a)*i }\n b = x\n for j in 0:n { b = sin(b)*j }\n return a*exp(b)"))
                .isEqualTo("n + 1");
        assertThat(calls("a = x\n c = y\n for i in 0:n { c = c*a\n a = sin(a) }\n"
                        + " b = x\n for j in 0:n { b = sin(b) }\n return a*b + c"))
                .isEqualTo("n");
        assertThat(
                        calls(
                                "a = x\n for i in 0:n { u = a\n for j in 0:i { u = sin(u) }\n a = a + u }\n"
                                        + " b = x\n for k in 0:n { w = b\n for l in 0:k { w = sin(w) }\n b = b + w }\n return a*exp(b)"))
                .isEqualTo(calls(
                        "a = x\n for i in 0:n { u = a\n for j in 0:i { u = sin(u) }\n a = a + u }\n return a*exp(a)"));
    }

    @Test
    void loopsThatDifferStayApart() {
        assertThat(calls("a = x\n for i in 0:n { a = sin(a) }\n b = x\n for i in 1:n { b = sin(b) }\n return a*b"))
                .isEqualTo("2*n - 1");
        assertThat(calls("a = x\n for i in 0:n { a = sin(a) }\n b = y\n for i in 0:n { b = sin(b) }\n return a*b"))
                .isEqualTo("2*n");
        assertThat(calls("a = x\n c = 1\n for i in 0:n { a = sin(a)*c\n c = c*y }\n"
                        + " b = x\n d = 1\n for i in 0:n { b = sin(b)*d\n d = d*x }\n return a*b"))
                .isEqualTo("2*n");
    }

    @Test
    void aLoopThatNeedsTheOtherComesBehindIt() {
        assertThat(
                        calls(
                                "a = x\n for i in 0:n { a = sin(a) }\n b = x\n c = a\n for i in 0:n { b = sin(b)\n c = c*b }\n return c"))
                .isEqualTo("2*n");
        // Each of two pairs could become one loop, but not both.
        assertThat(calls("""
                        a = x
                        for i in 0:n { a = sin(a) }
                        c = y
                        for i in 0:n { c = cos(c) }
                        b = x
                        p = c
                        for i in 0:n { b = sin(b)
                         p = p*b }
                        d = y
                        q = a
                        for i in 0:n { d = cos(d)
                         q = q*d }
                        return p*q""")).isEqualTo("3*n");
    }

    @Test
    void conditionalsOnOneConditionShareWhatTheyHaveInCommon() {
        String body = "s = x\n for i in 0:n { if s > y { s = sin(s)*y } else { s = exp(s) } }\n";
        String both = value(body + " t = x\n u = y\n"
                + " for i in 0:n { if t > y { u = u*sin(t)\n t = sin(t)*y } else { u = u + exp(t)\n t = exp(t) } }\n"
                + " return s*t + u");
        assertThat(calls(both, Product.VALUE)).isEqualTo("n");
        double s = 0.3;
        double u = 0.4;
        for (int i = 0; i < 3; i++) {
            u = s > 0.4 ? u * Math.sin(s) : u + Math.exp(s);
            s = s > 0.4 ? Math.sin(s) * 0.4 : Math.exp(s);
        }
        assertThat(Wengert.compile(both).evaluate("value", Map.of("x", 0.3, "y", 0.4, "n", 3)))
                .containsEntry("f", s * s + u);
    }

    @Test
    void mergedLoopsHaveTheValuesThatTheyHadApart() {
        String program = value("a = x\n c = y\n for i in 0:n { c = c*a\n a = sin(a) + i }\n"
                + " b = x\n for j in 0:n { b = sin(b) + j }\n return a*b + c");
        double a = 0.3;
        double c = 2;
        for (int i = 0; i < 3; i++) {
            c = c * a;
            a = Math.sin(a) + i;
        }
        assertThat(Wengert.compile(program).evaluate("value", Map.of("x", 0.3, "y", 2.0, "n", 3)))
                .containsEntry("f", a * a + c);
        assertThat(Wengert.compile(program).evaluate("value", Map.of("x", 0.3, "y", 2.0, "n", 0)))
                .containsEntry("f", 0.3 * 0.3 + 2);
    }
}
