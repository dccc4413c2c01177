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
}
