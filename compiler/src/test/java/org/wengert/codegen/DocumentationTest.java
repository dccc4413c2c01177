package org.wengert.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wengert.Options;
import org.wengert.Wengert;

/** What generated classes say of themselves. */
class DocumentationTest {

    private static String source(String program, String... products) {
        Options options = Options.DEFAULT;
        return Wengert.compile(program, products.length == 0 ? options : options.derive(products))
                .source();
    }

    @Test
    void theCommentAboveABareExpressionIsThatOfTheClass() {
        assertThat(source("# A distance.\n# Of two points.\nsqrt(x^2 + y^2)\n"))
                .contains("/**\n * A distance.\n * Of two points.\n *\n");
    }

    @Test
    void aSingleDerivativeIsNoneOfSeveral() {
        assertThat(source("f(x, y) = x*y^2", "hessian(x)"))
                .contains("@param gradient receives the derivative with respect to x, [1]\n")
                .contains("@param hessian receives the second derivatives, [1,1] by rows: rows and columns are x\n");
    }

    @Test
    void thereIsNoRatioToAValueThatIsMissing() {
        assertThat(source("f(x, y) = x*y^2", "gradient"))
                .contains("method              flops  library calls\n")
                .doesNotContain(" ratio");
    }

    @Test
    void whatAMethodRefusesIsSaid() {
        assertThat(source("f(x: real[n], a) = a*sum(x.^2)", "value", "gradient"))
                .contains("""
                             * @return the value of f
                             * @throws IllegalArgumentException if an array has another length
                             */
                            public double value(double[] x, double a) {\
                        """, """
                             * @return the value of f
                             * @throws IllegalArgumentException if an array has another length, or if what is written is another array too
                             */
                            public double gradient(double[] x, double a, double[] xBar, double[] aBarOut) {\
                        """);
        assertThat(source("f(x, n: int) = sum(x^i for i in 0:n)", "value")).contains("""
                     * @return the value of f
                     */
                    public double value(double x) {\
                """);
    }

    @Test
    void eachAxisOfAMatrixHasItsNames() {
        assertThat(source("f(x: real[n], a) = { return a*x, a^2 }", "jacobian")).contains("""
                     * @param jacobian receives the first derivatives, [n+1,n+1] by rows: rows are the elements of f1, f2; columns
                     *     are the elements of x, a
                """);
    }

    @Test
    void callsOfKernelsSayWhatTheyCompute() {
        assertThat(source("f(K: real[n,n], y: real[n]) = dot(y, K \\ y)", "gradient(K)"))
                .contains("LinearSystems.factor(n, K, 0, v1, 0); // v1 = factor(K)\n")
                .contains("0); // v2 = solve(K, y; v1)\n");
    }

    @Test
    void aMatrixThatALoopGivesHasHeadingsRowByRow() {
        assertThat(source("f(x: real[n], b, A: real[m,n]) = sum(exp(A*x + b))", "hessian(x, b)"))
                .containsPattern(
                        "        // Row by row: [^\n]*\n        for \\(int k = 0; k < n \\+ 1; k\\+\\+\\) \\{\n");
    }

    @Test
    void longLinesGoOnInTheNextOne() {
        assertThat(source("f(x, y) = atan2(y, x)", "tangent")).contains("""
                                ? y / t1
                """);
    }

    @Test
    void integersAreComparedAsSuch() {
        assertThat(source("f(x: real[n]) = sum(i > 0 ? x[i]^2 : x[i] for i in 0:n)", "value"))
                .contains("if (i > 0) {");
    }

    @Test
    void whatIsDerivedAgainSaysWhichRuleItIsAPartOf() {
        assertThat(source("f(x, y) = y*log(x) + sqrt(y*log(x))", "hvp"))
                .contains("double v5 = 1 / v4; // v3 = sqrt(v2), v3Bar = 1:  v5 = v3Bar/(2*v3)\n");
    }
}
