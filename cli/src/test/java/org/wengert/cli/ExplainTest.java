package org.wengert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ExplainTest {

    @Test
    void showsValueTangentAndAdjointBesideEachOther() {
        assertThat(Run.of(
                                "explain",
                                "-e",
                                "f(x, y) = {\n a = log(x)\n b = y*a\n c = sqrt(b)\n return b + c\n}",
                                "--width",
                                "100")
                        .out())
                .isEqualTo("""
                        f(x, y)

                        value         tangent                  adjoint, backward from Bars of 0
                        a = log(x)    aDot = xDot/x            bBar += fBar
                        b = y*a       bDot = yDot*a + aDot*y   cBar += fBar
                        c = sqrt(b)   cDot = bDot/(2*c)        bBar += cBar/(2*c)
                        f = b + c     fDot = bDot + cDot       yBar += bBar*a
                                                               aBar += bBar*y
                                                               xBar += aBar/x

                        operations   flops   calls   times the value, a call as 10 flops
                        value        3       1       1.00
                        tangent      10      1       1.54
                        adjoint      10      1       1.54
                        gradient     9       1       1.46
                        """);
    }

    @Test
    void indentsBranchesAndStacksColumnsThatDoNotFit() {
        assertThat(Run.of("explain", "-e", "x > 0 ? log(x) : x^2", "--width", "20")
                        .out())
                .startsWith("""
                        f(x)

                        value
                          if x > 0
                            v1 = log(x)
                            f = v1
                          else
                        """);
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
    void listsTheStagesForAWrongOne() {
        assertThat(Run.of("explain", "-e", "x", "--dump", "nothing").err())
                .startsWith(
                        "wengert: error: no stage 'nothing' [unknown-stage]\n" + "  hint: stages are syntax, graph, ");
    }
}
