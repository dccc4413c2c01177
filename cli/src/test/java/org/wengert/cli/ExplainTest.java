package org.wengert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExplainTest {

    @Test
    void showsTheListsOfValueTangentAndAdjoint() {
        assertThat(Run.of(
                                "explain",
                                "-e",
                                "f(x, y) = {\n a = log(x)\n b = y*a\n c = sqrt(b)\n return b + c\n}",
                                "--width",
                                "100")
                        .out())
                .isEqualTo("""
                        f(x, y)

                        value
                        a = log(x)
                        b = y*a
                        c = sqrt(b)
                        f = b + c

                        tangent, forward                    # of the line   the rule
                        aDot = xDot/x                       # a = log(x)    aDot = xDot/x
                        bDot = yDot*a + aDot*y              # b = y*a       bDot = yDot*a + aDot*y
                        cDot = bDot == 0 ? 0 : bDot/(2*c)   # c = sqrt(b)   cDot = bDot/(2*c)
                        fDot = bDot + cDot                  # f = b + c     fDot = bDot + cDot

                        adjoint, backward                            # of the line                the rule
                        bBar = fBar + (fBar == 0 ? 0 : fBar/(2*c))   # f = b + c                  bBar += fBar
                                                                     # c = sqrt(b), cBar = fBar   bBar += cBar/(2*c)
                        yBar = bBar*a                                # b = y*a                    yBar += bBar*a
                        aBar = bBar*y                                # b = y*a                    aBar += bBar*y
                        xBar = aBar/x                                # a = log(x)                 xBar += aBar/x

                        operations   flops   calls   times the value, a call as 10 flops
                        value        3       1       1.00
                        tangent      10      1       1.54
                        adjoint      10      1       1.54
                        gradient     9       1       1.46
                        """);
    }

    @Test
    void indentsBranchesAndPutsRulesBelowStatementsThatTheyDoNotFitBeside() {
        assertThat(Run.of("explain", "-e", "x > 0 ? log(x) : x^2", "--width", "20")
                        .out())
                .startsWith("""
                        f(x)

                        value
                        if x > 0
                          f = log(x)
                        else
                          f = x^2

                        tangent, forward
                        if x > 0
                          fDot = xDot/x
                            # f = log(x):  fDot = xDot/x
                        else
                          fDot = xDot*(2*x)
                            # f = x^2:  fDot = xDot*2*x

                        adjoint, backward
                        t1 = x > 0
                        if t1
                          f = log(x)
                        else
                          f = x^2

                        if t1
                          xBar = fBar/x
                            # f = log(x):  xBar += fBar/x
                        else
                          xBar = fBar*(2*x)
                            # f = x^2:  xBar += fBar*2*x
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y*log(x) + sqrt(y*log(x))",
                "x > 0 ? y*log(x) : exp(x)*y",
                "f(x, y) = {\n a = exp(x)*y\n b = a/y - a^2\n return sin(a)*b - x\n}"
            })
    void hasTheStatementsOfTheGeneratedJava(String program) {
        String list = Run.of("explain", "-e", program).out();
        String java = Run.of("explain", "-e", program, "--dump", "java").out();
        String adjoint = java.substring(java.indexOf("public static double adjoint(double x"));
        assertThat(assigned(list.substring(list.indexOf("adjoint, backward"))))
                .isNotEmpty()
                .isSubsetOf(assigned(adjoint));
        assertThat(assigned(adjoint.substring(adjoint.indexOf("// Adjoint sweep"), adjoint.indexOf("adjoint[0] ="))))
                .isSubsetOf(assigned(list));
    }

    /** Which names are assigned or added to. */
    private static List<String> assigned(String text) {
        return Pattern.compile("(?m)^ *(?:double |boolean )?(\\w+ [-+]?=) ")
                .matcher(text)
                .results()
                .map(m -> m.group(1))
                .toList();
    }

    private static Stream<String> stages() {
        return StreamSupport.stream(new Stages().spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("stages")
    void dumpsTheStage(String stage) {
        Run run = Run.of("explain", "-e", "x > 0 ? log(x)*y : x^2", "--dump", stage);
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("x").endsWith("\n");
    }

    @Test
    void showsTheLoopsOfAFunctionOfArrays() {
        String out = Run.of("explain", "-e", "f(x: real[n], A: real[n,n], k: int) = k*dot(x, sin(A*x))")
                .out();
        assertThat(out).startsWith("f(x: real[n], A: real[n, n], k: int)\n\nvalue\n");
        assertThat(out.substring(out.indexOf("\ntangent, forward\n"), out.indexOf("\nadjoint, backward\n")))
                .contains("\nfor i in 0:n {\n  ")
                .contains("# v3 = sin(v2):  v3Dot = v2Dot*cos(v2)\n")
                .endsWith("\noutput fDot\n");
        assertThat(out).contains("store ABar[", "\noutput ABar[n,n]\n").doesNotContain("return", "double");
        assertThat(out.substring(out.indexOf("\noperations\n")))
                .startsWith("\noperations\nvalue     2*n^2 + 2*n + 1 flops, n library calls\n")
                .contains(
                        "\ngradient  ", " times the value\n", "\nA fused multiplication and addition are two flops.\n");
    }

    @ParameterizedTest
    @MethodSource("stages")
    void dumpsTheStageOfAFunctionOfArrays(String stage) {
        Run run = Run.of("explain", "-e", "f(x: real[n], k: int) = sum(x[i]^k for i in 0:k)", "--dump", stage);
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("x").endsWith("\n");
    }

    @ParameterizedTest
    @MethodSource("stages")
    void dumpsTheStageOfAFunctionOfIntegersAlone(String stage) {
        Run run = Run.of("explain", "-e", "f(k: int) = k", "--dump", stage);
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
    }

    @Test
    void hasNoGradientOfAnArray() {
        assertThat(Run.of("explain", "-e", "f(x: real[n]) = 2*x", "--dump", "gradient-list")
                        .err())
                .isEqualTo("""
                        wengert: error: 'gradient' needs one number as the result, 'f' has an array [not-scalar]
                          hint: ask for its jacobian or adjoint
                        """);
    }

    @Test
    void dumpsWhatAPassMadeOnTheWayToAProduct() {
        String sines = "f(x: real[n]) = sum(sin(x[i])*x[i] for i in 0:n)";
        assertThat(Run.of("explain", "-e", "x^2", "--dump", "gradient/derived").out())
                .isEqualTo("""
                        graph f {
                          %0:x = input real x
                          %1:f = apply power[2] %0
                          %2 = constant 1
                          %3 = constant 2
                          %4:xBar = apply multiply %3 %0
                          output r0 %1
                          output r1 %4
                        }
                        """);
        assertThat(Run.of("explain", "-e", sines, "--dump", "gradient/fuse").out())
                .contains("loop i_2 0 n forward all 0 sum,stack %0\n");
        assertThat(Run.of("explain", "-e", sines, "--dump", "gradient/loops-prune")
                        .out())
                .isEqualTo(Run.of("explain", "-e", sines, "--dump", "gradient").out());
        assertThat(Run.of("explain", "-e", "x", "--dump", "gradient/nothing").err())
                .isEqualTo("""
                        wengert: error: no stage 'nothing' on the way to gradient [unknown-stage]
                          hint: stages are derived, lower, hoist, merge, prune
                        """);
    }

    @Test
    void saysWhichEntriesOfAMatrixThereAre() {
        assertThat(Run.of("explain", "-e", "f(x, y, z) = x*y*z^2\nderive f: sparse hessian(z, x)")
                        .out())
                .contains("""

                        sparse hessian(z,x), entry by entry
                        row 0: 0
                        row 1: 0

                        operations\
                        """);
        assertThat(Run.of(
                                "explain",
                                "-e",
                                "f(x: real[n]) = [x[i+1] - x[i]^2 for i in 0:n-1]\nderive f: sparse jacobian")
                        .out())
                .contains("""

                        sparse jacobian, entry by entry
                        row i: i, i+1 for i in 0:n-1
                        input x[n]
                        """, "\nsparseJacobian  ");
        assertThat(Run.of("explain", "-e", "f(x: real[n]) = x*prod(x)\nderive f: sparse jacobian")
                        .out())
                .contains(
                        "\nsparse jacobian, by a product with a direction for each colour of its columns, or rows: a loop that carries states on",
                        "\nsparseJacobian, a colour  ");
    }

    @Test
    void dumpsWhatADeriveClauseMayAskFor() {
        String squares = "f(x: real[n], c) = c*sum(x.^2)";
        assertThat(Run.of("explain", "-e", squares, "--dump", "sparse hessian(x)-list")
                        .out())
                .startsWith("input x[n], c\n")
                .contains("store entries[j] = ");
        assertThat(Run.of("explain", "-e", "x^2", "--dump", "taylor(2)-list").out())
                .isEqualTo("""
                        input x, xDot
                        f = x^2
                        f_1 = xDot*(2*x)   # f = x^2:  coefficient 1
                        f_2 = xDot^2   # f = x^2:  coefficient 2
                        output f
                        output f_1
                        output f_2
                        """);
        assertThat(Run.of("explain", "-e", squares, "--dump", "taylor(2, x)/fuse")
                        .out())
                .startsWith("graph f {\n");
        assertThat(Run.of("explain", "-e", squares, "--dump", "taylor(2, y)").err())
                .startsWith("wengert: error: 'f' has no parameter 'y' [unknown-parameter]\n");
    }

    @Test
    void listsTheStagesForAWrongOne() {
        assertThat(Run.of("explain", "-e", "x", "--dump", "nothing").err())
                .startsWith(
                        "wengert: error: no stage 'nothing' [unknown-stage]\n" + "  hint: stages are syntax, graph, ");
    }
}
