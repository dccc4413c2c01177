package org.wengert.sparse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.ir.Symbol;

/** What is no template has its entries by colours, those that there are and no others. */
class ColouredMatricesTest {

    private static final String HEAT = """
            f(u: real[n], a, k: int) = {
              for t in 0:k {
                u = [u[i] + a*((i > 0 ? u[i-1] : 0) - 2*u[i] + (i + 1 < n ? u[i+1] : 0) - sin(u[i])) for i in 0:n]
              }
              return RESULT
            }
            derive f: sparse PRODUCT""";

    private static String heat(String result, String product) {
        return HEAT.replace("RESULT", result).replace("PRODUCT", product);
    }

    private static Map<Symbol, Long> sizes(int n) {
        return Held.sizes("n", n, "m", 3, "k", 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x: real[n]) = {  s = 0  for i in 0:n { s = sin(s + x[i]) }  return s*x }",
                "f(x: real[n], b: real[n]) = {  s = b  for i in 1:n { s = s .* [x[j] for j in 0:n] + s[i-1] }  return s }",
                "f(A: real[n,n], x: real[n]) = A \\ x",
                "f(x: real[n], a) = {  s = 0  for i in 0:n { s = a*s + x[i]^2 }  return [s*x[i] for i in 0:n], s }",
                "f(x: real[n], y: real[m]) = {  s = 1  for i in 0:n { s = s*(x[i] + y[0]) }  return [s*y[1], y[2]^3] }",
                "f(x: real[n]) = max(x)*[x[i]^2 for i in 0:n]",
                "f(x: real[n]) = {  s = x  for t in 0:2 { s = [i > 0 and s[0] > 0 ? s[i-1]*s[i] : s[i] for i in 0:n] }  return s }",
                "f(x: real[n]) = {  s = x  for t in 0:2 { s = [i == 0 or s[0] > 0 ? s[i] : s[i-1]*s[i] for i in 0:n] }  return s }",
                "f(x: real[n]) = {  s = x  for t in 0:2 { s = [not (i == 0 or s[0] > 0) ? s[i-1]*s[i] : s[i] for i in 0:n] }  return s }",
                "f(x: real[n]) = {  s = x  for t in 0:2 { s = [i > 0 and i + 1 < n and s[0] > s[i] ? s[i-1]*s[i+1] : s[i] for i in 0:n] }  return s }",
                "f(X: real[n,m]) = {  Y = X  for k in 0:2 { Y = [Y[i,j]^2 + X[i,0] for i in 0:n, j in 0:m] }  return Y }",
                "f(x: real[n]) = {  s = x[0]  for i in 1:n { if x[i] > 0 { s = s*x[i] } else { s = s + x[i-1] } }  return [s, x[0]] }",
                "f(x: real[n]) = {  s = 0  for i in 0:n { if i % 2 == 0 { s = s + x[i]^2 } else { s = s } }  return [s, s^2] }",
            })
    void jacobiansHoldTheirEntries(String program) {
        Held held = Held.of(program.replace("  ", "\n").replace(" }", "\n}") + "\nderive f: sparse jacobian");
        for (int n = 1; n < 5; n++) {
            for (int seed = 0; seed < 3; seed++) {
                held.holds(held.draw(sizes(n), new Random(seed)), sizes(n));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x: real[n]) = {  s = 0  for i in 0:n { s = sin(s + x[i]) }  return s }",
                "f(x: real[n]) = prod(x)",
                "f(x: real[n], y: real[m], A: real[n,m]) = norm(2 + A'*x)",
                "f(A: real[n,m], B: real[m,n], x: real[n]) = {  y = x  for k in 0:2 { y = A*(B*y) }  return dot(y, y) }",
                "f(x: real[n]) = {  s = x  for t in 0:2 { s = [i > 0 and s[0] > 0 ? s[i-1]*s[i] : s[i] for i in 0:n] }  return sum(s) }",
                "f(x: real[n]) = {  s = x  for t in 0:2 { s = [not (i == 0 or s[0] > 0) ? s[i-1]*s[i] : s[i] for i in 0:n] }  return sum(s) }",
                "f(x: real[n]) = {  s = x  for t in 0:2 { s = [i > 1 ? (i + 2 < n ? s[i+2]*s[0]^2 : s[i]) : s[0] for i in 0:n] }  return sum(s .^ 2) }",
                "f(x: real[n], y: real[m]) = {  s = 1  for i in 0:n { s = s*y[0] + x[i]^3 }  return s + y[1]*y[2] }",
                "f(x: real[n]) = sum(x[i]*x[n-1-i]^2 for i in 0:n)",
                "f(A: real[n,n], x: real[n]) = dot(x, A \\ x)",
                "f(x: real[n], y: real[2*n]) = sum(y[2*i]^2*y[2*i+1]*x[i] for i in 0:n)",
                "f(x: real[n]) = {  s = x[0]  for i in 1:n { if x[i] > 0 { s = s*x[i] } else { s = s + x[i-1]^2 } }  return s }",
            })
    void hessiansHoldTheirEntries(String program) {
        Held held = Held.of(program.replace("  ", "\n").replace(" }", "\n}") + "\nderive f: sparse hessian");
        for (int n = 1; n < 5; n++) {
            for (int seed = 0; seed < 3; seed++) {
                held.holds(held.draw(sizes(n), new Random(seed)), sizes(n));
            }
        }
    }

    /** As many colours as the longest row has entries. */
    @ParameterizedTest
    @CsvSource({"u, jacobian(u), 1, 3", "u, jacobian(u), 2, 5", "'sum(u .^ 3)', hessian(u), 1, 5"})
    void stepsOfAnEquationHaveABand(String result, String product, int steps, int colours) {
        Held held = Held.of(heat(result, product));
        Map<Symbol, Long> sizes = Held.sizes("n", 12, "k", steps);
        held.holdsExactly(sizes);
        assertThat(held.colours(sizes)).isEqualTo(colours);
        held.holdsExactly(Held.sizes("n", 0, "k", steps));
        held.holdsExactly(Held.sizes("n", 1, "k", steps));
    }

    /** A result that all leads to makes each column a colour of its own, but rows need two colours. */
    @Test
    void rowsMayHaveColours() {
        Held held = Held.of(
                "f(x: real[n]) = {\ns = 1\nfor i in 0:n { s = s*x[i] }\nreturn s, x .^ 3\n}\nderive f: sparse jacobian");
        Map<Symbol, Long> sizes = Held.sizes("n", 9);
        held.holdsExactly(sizes);
        assertThat(held.colours(sizes)).isEqualTo(2);
    }

    /** What a condition on integers guards is not looked at where it is not there. */
    @Test
    void patternsAreThoseOfTheSizes() {
        Held held = Held.of(heat("u", "jacobian(u)"));
        assertThat(held.pattern(Held.sizes("n", 4, "k", 0)).columns()).containsExactly(0, 1, 2, 3);
        assertThat(held.pattern(Held.sizes("n", 3, "k", 1)).columns()).containsExactly(0, 1, 0, 1, 2, 1, 2);
        assertThat(held.pattern(Held.sizes("n", 2, "k", 9)).columns()).containsExactly(0, 1, 0, 1);
    }

    @Test
    void theClassSaysWhyAndHowManyColoursThereAre() {
        assertThat(Held.of(heat("u", "jacobian(u)")).java())
                .contains(
                        "sparseJacobian is computed by a product with a direction for each colour of its columns, or rows: a loop")
                .contains("sparseJacobian, a colour  ")
                .contains("public int sparseJacobianColours() {");
    }

    @Test
    void patternsRefuseArraysOfAnotherLength() {
        Held held = Held.of(heat("u", "jacobian(u)"));
        assertThat(held.refusal(Held.sizes("n", 3, "k", 1), "Pattern", 3, 7))
                .isEqualTo("rowStarts has 3 elements, expected 4");
        assertThat(held.refusal(Held.sizes("n", 3, "k", 1), "ByColumns", 4, 7, 1))
                .isEqualTo("order has 1 elements, expected 7");
    }
}
