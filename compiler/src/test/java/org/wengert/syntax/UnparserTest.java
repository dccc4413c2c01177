package org.wengert.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnparserTest {

    private static Syntax.Expression expression(String text) {
        return Parsed.of(text).program().orElseThrow().expression().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y*log(x) + sqrt(y*log(x))",
                "-x^2",
                "(-x)^2",
                "x^-2*y",
                "(a^b)^c",
                "a^b^c",
                "a - (b - c) + (d + e)",
                "(a + b) + c",
                "-(a*b)",
                "--x",
                "a*-b",
                "(p ? a : b) + 1",
                "p ? q ? a : b : c",
                "(p ? q : r) ? a : b",
                "a + 1 < b and (p or q) or not p ? x : y",
                "not (a < b)",
                "(not a) < b",
                "(a < b) == (c < d)",
                "f(a, g(), (b ? c : d)^2)",
                "2. *.5/2. ^x",
                "x[i, a:b, :c, d:, :][0]'",
                "x[(c ? a : b):d, c ? 1 : 2]",
                "[a, b; c, d]*[1] + []",
                "[e^i for i in 0:n, j in i + 1:n]",
                "sum(c ? i : 0 for i in (c ? 0 : 1):n)",
                "(A + B)[0, :]'*(-x)'",
                "A \\ b*(c.*2. + 2..*d)./2.5.*x.^-y",
                "a .+ b .- (c - d)",
                "(a^b).^c^d"
            })
    void givesCanonicalTextBack(String text) {
        assertThat(Unparser.text(expression(text))).isEqualTo(text);
    }

    @Test
    void leavesOutParenthesesThatDoNothing() {
        assertThat(Unparser.text(expression("((a)*(b)) + ((c^(d)))"))).isEqualTo("a*b + c^d");
    }

    @Test
    void leavesOutTheMiddleOfWhatIsTooLong() {
        assertThat(Unparser.text(expression("alpha + beta*gamma + delta"), 20)).isEqualTo("alpha +...+ delta");
        assertThat(Unparser.text(expression("x + y"), 5)).isEqualTo("x + y");
    }

    @Test
    void costsNoStackHoweverLongOrDeep() {
        String sum = "x + ".repeat(200_000) + "x";
        assertThat(Unparser.text(expression(sum))).isEqualTo(sum);
        assertThat(Unparser.text(expression(sum), 20)).isEqualTo("x + x + x...+ x + x");
        String deep = "f(-".repeat(900) + "x" + ")".repeat(900);
        assertThat(Unparser.text(expression(deep))).isEqualTo(deep);
    }

    @Test
    void laysOutAFile() {
        String program = """
                f(x, y: real) = {
                  a = x*y
                  if a > 1 {
                    b = 1
                  } else if a < 0 {
                    b = 2
                  } else {
                    b = 3
                  }
                  return a, b
                }
                g(x) = x^2
                h(U: real[K, d + 1], K: int) = {
                  for k in 0:K {
                    for j in (k > 1 ? 1 : 2):k*2 checkpoint(c) {
                      x = [U[j], 2; 3, 4]
                    }
                  }
                  return x
                }
                derive f: gradient(x, y), hvp
                """;
        assertThat(Unparser.text(Parsed.of(program).program().orElseThrow())).isEqualTo(program);
    }
}
