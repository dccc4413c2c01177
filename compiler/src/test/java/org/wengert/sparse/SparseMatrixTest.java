package org.wengert.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The entries of sparse matrices are those of the whole ones: none is missing, none is there twice or without need. */
class SparseMatrixTest {

    private static final String BRATU = """
            bratu(u: real[n], lambda) = {
              h = 1/(n + 1)
              return [(i > 0 ? u[i-1] : 0) - 2*u[i] + (i + 1 < n ? u[i+1] : 0) + h^2*lambda*exp(u[i]) for i in 0:n]
            }
            """;

    private static final String CONSTRAINTS = """
            c(x: real[n]) = [3*x[k+1]^3 + 2*x[k+2] - 5 + sin(x[k+1] - x[k+2])*sin(x[k+1] + x[k+2]) + 4*x[k+1]
                - x[k]*exp(x[k] - x[k+1]) - 3 for k in 0:n-2]
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                BRATU + "derive bratu: sparse jacobian(u)",
                BRATU + "derive bratu: sparse jacobian",
                CONSTRAINTS + "derive c: sparse jacobian",
                "f(alpha, x: real[n]) = alpha - 2*x[0:3]\nderive f: sparse jacobian",
                "f(x: real[n]) = [x[i+1]*x[i] + x[0] for i in 0:n-1]\nderive f: sparse jacobian",
                "f(x: real[n]) = [x[n-1-i]^2 for i in 0:n]\nderive f: sparse jacobian",
                "f(x: real[n]) = [x[(i+1) % n]*x[i] for i in 0:n]\nderive f: sparse jacobian",
                "f(x: real[n]) = [x[max(i-1, 0)]*x[i] for i in 0:n]\nderive f: sparse jacobian",
                "f(A: real[m,n], x: real[n]) = A*x\nderive f: sparse jacobian(x)",
                "f(A: real[m,n], x: real[n]) = A*x\nderive f: sparse jacobian",
                "f(x: real[n], y: real[n]) = { s = x .* y  return s, sum(x), [s[i]*y[0] for i in 0:n] }\nderive f: sparse jacobian",
                "f(x: real[n], k: int) = [x[i]*x[k] for i in 0:n]\nderive f: sparse jacobian",
                "f(x: real[n]) = [sum(x[i+j]*(j+1) for j in 0:3) for i in 0:n-2]\nderive f: sparse jacobian",
                "f(x: real[n]) = [sum(x[j]^2 for j in 0:i+1) for i in 0:n]\nderive f: sparse jacobian",
                "f(x: real[n]) = [sum(i == j ? 0 : (x[i] - x[j])^3 for j in 0:n) for i in 0:n]\nderive f: sparse jacobian",
                "f(u: real[n,m]) = [4*u[i,j] - (i > 0 ? u[i-1,j] : 0) - (i + 1 < n ? u[i+1,j] : 0)"
                        + " - (j > 0 ? u[i,j-1] : 0) - (j + 1 < m ? u[i,j+1] : 0) + exp(u[i,j]) for i in 0:n, j in 0:m]"
                        + "\nderive f: sparse jacobian",
                "f(x: real[n]) = { m = [x[i]^3 - x[i] for i in 0:n]  return [m[i+1] - 2*m[i] for i in 0:n-1] }"
                        + "\nderive f: sparse jacobian",
                "f(x: real[n]) = x .^ 2 + sum(x)\nderive f: sparse jacobian",
                "f(X: real[n,m]) = X'\nderive f: sparse jacobian",
                "f(x: real[n]) = [x[i] > x[i+1] ? x[i]^2 : x[i+1] for i in 0:n-1]\nderive f: sparse jacobian",
                "f(x: real[n]) = [stop_gradient(x[i+1])*x[i] for i in 0:n-1]\nderive f: sparse jacobian",
                "f(x: real[n], y: real[2]) = concat(x, y) .* 2\nderive f: sparse jacobian",
                "f(a, x: real[n]) = [x[i]^2 for i in 0:n]\nderive f: sparse jacobian",
                "f(t: real[n]) = [cos(t[i+1] - t[i]) for i in 0:n-1]\nderive f: sparse jacobian",
                "f(x: real[2*m], y: real[m]) = [x[2*i]*x[2*i+1]*y[i] for i in 0:m]\nderive f: sparse jacobian"
            })
    void jacobiansHaveTheirEntries(String program) {
        Held held = Held.of(program.replace("  ", "\n").replace("{ ", "{\n").replace(" }", "\n}"));
        for (int n = 1; n < 6; n++) {
            if ((n < 3 && program.contains("0:3"))
                    || (n < 2 && program.contains("n-2"))
                    || (n < 2 && program.contains("i == j"))) {
                continue;
            }
            held.holdsExactly(Held.sizes("n", n, "m", 3, "k", Math.min(1, n - 1)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x: real[n]) = sum(100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2 for i in 0:n-1)",
                "L(x: real[m+2], y: real[m], sigma) = sigma*sum(100*(x[i+1]^2 - x[i])^2 + (x[i] - 1)^2 for i in 0:m+1)"
                        + " + dot(y, [3*x[k+1]^3 + 2*x[k+2] - 5 + sin(x[k+1] - x[k+2])*sin(x[k+1] + x[k+2]) + 4*x[k+1]"
                        + " - x[k]*exp(x[k] - x[k+1]) - 3 for k in 0:m])",
                "f(x: real[n], y: real[n]) = dot(x, y)",
                "f(x: real[n], a) = sum(exp(a*x[i]) for i in 0:n)",
                "f(a, x: real[n]) = sum(exp(a*x[i]) for i in 0:n)",
                "f(x: real[n]) = sum(x)^2 + sum(exp(x))",
                "f(x: real[n]) = sum((x[i+1] - x[i])^3 for i in 0:n-1)",
                "f(x: real[n]) = sum((x[1:n] - x[0:n-1]) .^ 3)",
                "f(x: real[n], Q: real[n,n]) = dot(x, Q*x)",
                "f(x: real[n]) = sum(exp(x[i]*x[0]) for i in 0:n)",
                "f(u: real[n,m]) = sum((u[i+1,j] - u[i,j])^4 for i in 0:n-1, j in 0:m)"
                        + " + sum(exp(u[i,j+1]*u[i,j]) for i in 0:n, j in 0:m-1)",
                "f(u: real[n,m]) = sum(u .^ 3)",
                "f(x: real[n], A: real[m,n]) = sum(softplus(A*x))",
                "f(x: real[n]) = { d = [x[i+1] - x[i] for i in 0:n-1]  return sum(d[i+1]*d[i]^2 for i in 0:n-2) }",
                "f(x: real[n]) = sum(where(x > 0.5, x .^ 3, sin(x)))",
                "f(u: real[n]) = sum((u[i]^2 - 1)^2/4 for i in 0:n) + sum((u[i+1] - u[i])^2 for i in 0:n-1)",
                "f(x: real[n]) = sum((x[(i+1) % n] - x[i])^4 + x[i]^3 for i in 0:n)",
                "f(x: real[n]) = sum(i > 0 ? (x[i] - x[i-1])^4 : x[i]^3 for i in 0:n)",
                "f(x: real[n]) = sum(x[i] > 0 ? (x[i] - x[i-1])^4 : x[i]^3 for i in 1:n)",
                "f(x: real[n]) = sum(x[i] > 0 ? x[i]^2*x[i+1]^2 : (x[i+1] > 0 ? x[i+1]^3 : 2*x[i]*x[i+1]) for i in 0:n-1)"
            })
    void hessiansHaveTheirEntries(String program) {
        String with = program.contains("Q:") || program.contains("A:") ? "(x)" : program.contains("sigma") ? "(x)" : "";
        Held held = Held.of(program.replace("  ", "\n").replace("{ ", "{\n").replace(" }", "\n}") + "\nderive "
                + program.charAt(0) + ": sparse hessian" + with);
        for (int n = 1; n < 6; n++) {
            held.holdsExactly(Held.sizes("n", n, "m", Math.min(n, 3)));
        }
    }

    /** Where small sizes make too many cases, larger ones are enough. */
    @Test
    void stencilsMayWrapAroundTwice() {
        String wrapped = """
                f(u: real[n]) = {
                  w = [u[i]^3 - u[i] - (u[(i+1) % n] + u[(i+n-1) % n] - 2*u[i]) for i in 0:n]
                  return [w[(i+1) % n] + w[(i+n-1) % n] - 2*w[i] for i in 0:n]
                }
                derive f: sparse jacobian""";
        for (String program : new String[] {
            wrapped, "f(x: real[n]) = sum(x[i]^2*x[(i+n-2) % n] for i in 0:n)\nderive f: sparse hessian"
        }) {
            Held held = Held.of(program);
            for (int n = 5; n < 8; n++) {
                held.holdsExactly(Held.sizes("n", n));
            }
            assertThat(held.refusal(Held.sizes("n", 3), "Triplets", 1, 1))
                    .isEqualTo(
                            "which entries there are is known for larger sizes alone: n-5 has to be 0 or more, and is -2");
            assertThatThrownBy(() -> held.pattern(Held.sizes("n", 3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("n-5 has to be 0 or more, and is -2");
        }
    }

    /** No size is too small for the pattern. */
    @Test
    void arraysMayBeEmpty() {
        for (String program : new String[] {
            BRATU + "derive bratu: sparse jacobian(u)",
            "f(x: real[n]) = sum(100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2 for i in 0:n-1)\nderive f: sparse hessian"
        }) {
            Held held = Held.of(program);
            assertThat(held.pattern(Held.sizes("n", 0)).rowStarts()).containsExactly(0);
            held.holdsExactly(Held.sizes("n", 0));
        }
    }

    @Test
    void patternsRefuseArraysOfAnotherLength() {
        Held held = Held.of(BRATU + "derive bratu: sparse jacobian(u)");
        assertThat(held.refusal(Held.sizes("n", 3), "Pattern", 3, 7)).isEqualTo("rowStarts has 3 elements, expected 4");
        assertThat(held.refusal(Held.sizes("n", 3), "Pattern", 4, 8)).isEqualTo("columns has 8 elements, expected 7");
        assertThat(held.refusal(Held.sizes("n", 3), "Triplets", 6, 7)).isEqualTo("rows has 6 elements, expected 7");
        assertThat(held.refusal(Held.sizes("n", 3), "ByColumns", 4, 7, 1))
                .isEqualTo("order has 1 elements, expected 7");
        assertThat(Held.of("f(x, y) = x*y\nderive f: sparse hessian").refusal(Held.sizes(), "Pattern", 3, 2))
                .isEqualTo("columns has 2 elements, expected 1");
    }

    @Test
    void saysWhatThereIsInClosedForm() {
        assertThat(Held.of(CONSTRAINTS + "derive c: sparse jacobian").lines())
                .containsExactly("row k: k, k+1, k+2 for k in 0:n-2");
    }

    /** The index is called as in the program, an entry as in mathematics, and each line has its rule. */
    @Test
    void saysOfEachEntryWhatItIs() {
        assertThat(Held.of(BRATU + "derive bratu: sparse jacobian(u)").java())
                .contains("for (int i = Math.min(n, 1); i < n - 1; i++) {")
                .contains("// d bratu[i] / d u[i-1]")
                .contains("// d bratu[i] / d u[i]")
                .contains("v5Bar += v13Bar*v13")
                .contains("// Entries, row by row.");
        assertThat(Held.of("f(x: real[n]) = sum(x[j+1]*x[j]^3 for j in 0:n-1)\nderive f: sparse hessian")
                        .java())
                .contains("// d2 f / d x[j] d x[j-1]")
                .contains("// d2 f / d x[j] d x[j]")
                .contains("Bar2 += ");
        assertThat(Held.of("f(u: real[n,m]) = [u[i,j]*u[i,j+1] for i in 0:n, j in 0:m-1]\nderive f: sparse jacobian")
                        .java())
                .contains("// d f[i,j] / d u[i,j+1]");
        assertThat(Held.of("f(A: real[m,n], x: real[n]) = A*x\nderive f: sparse jacobian(x)")
                        .java())
                .contains("// d f[i] / d x[0:n]");
    }

    @Test
    void saysWhatIsTooLarge() {
        assertThat(
                        Held.complaints(
                                "f(x: real[n]) = [i*4000000000*4000000000 < n ? x[i] : x[i+1] for i in 0:n-1]\nderive f: sparse jacobian"))
                .singleElement()
                .asString()
                .contains("an integer of it")
                .contains("is beyond 2^63 - 1");
    }
}
