package org.wengert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeriveTest {

    @Test
    void showsAFormulaForEachParameter() {
        Run run = Run.of("derive", "-e", "x'*A*x", "--with", "x: real[n], A: real[n,n]");
        assertThat(run).isEqualTo(new Run(0, "by x: (A + A')*x\nby A: x*x'\n", ""));
    }

    @Test
    void showsTheOnlyFormulaAlone() {
        assertThat(Run.of("derive", "-e", "x^2*sin(x)").out()).isEqualTo("2*x*sin(x) + x^2*cos(x)\n");
    }

    @Test
    void saysWhichResultIsMeant() {
        assertThat(Run.of("derive", "-e", "f(x) = {\n a = x^2\n b = x^3\n return a, b\n}")
                        .out())
                .isEqualTo("a by x: 2*x\nb by x: 3*x^2\n");
    }

    @Test
    void showsFormulasBesideWhatHasNone() {
        Run run = Run.of("derive", "-e", "A*x", "--with", "A: real[m,n], x: real[n]");
        assertThat(run).isEqualTo(new Run(1, "by x: A\n", """
                        <expression>: error: the derivative of 'f', [m], by 'A', [m,n], has 3 axes, which no product of matrices says [no-formula]
                          hint: weigh its elements, so that it is a number: derive sum(w.*(...)), with a parameter w: real[m]
                        """));
    }

    @Test
    void writesLatex() {
        assertThat(Run.of("derive", "-e", "x^2", "--order", "2", "--format", "latex")
                        .out())
                .isEqualTo("\\frac{{\\partial }^{2}f}{\\partial {x}^{2}}=2\n");
    }

    @Test
    void declaresParametersOfOtherCommandsToo() {
        assertThat(Run.of("eval", "-e", "x'*x", "--with", "x: real[n]", "--at", "x=[1,2]")
                        .out())
                .startsWith("value      5\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    x^2   | --by=x,               | a name is missing
                    x^2   | --by=z                | there is no parameter 'z'
                    width^2 | --by=widht           | did you mean 'width'?
                    x^2   | --order=0             | --order is 0, and can be 1 to 10
                    x^2   | --format=pdf          | expected one of [text, latex]
                    3     | --order=1             | has no parameter to derive by
                    x*y   | --with=x: real[n      | is no list of parameters
                    x*y   | --with=x, y) = 3 # (  | is no list of parameters
                    """)
    void saysWhatIsWrong(String expression, String option, String message) {
        Run run = Run.of("derive", "-e", expression, option);
        assertThat(run.exit()).isPositive();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(message);
    }

    @Test
    void showsWhereAnErrorIsInTheDefinition() {
        assertThat(Run.of("derive", "-e", "x'*A*x)", "--with", "x: real[n], A: real[n,n]")
                        .err())
                .contains("f(x: real[n], A: real[n,n]) = x'*A*x)");
    }
}
