package org.wengert.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulasTest {

    private final Formulas formulas = new Formulas(Set.of("v2", "v3", "a", "b", "x", "theta", "Bar"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v2Bar += v3Bar/(2*v3) | {\\bar{v}}_{2}\\mathrel{+}= \\frac{{\\bar{v}}_{3}}{2\\cdot {v}_{3}}",
                "xBar -= aBar*2*x | \\bar{x}\\mathrel{-}= \\bar{a}\\cdot 2\\cdot x",
                "aDot = xDot*(2*x) + 1 | \\dot{a}=\\dot{x}\\cdot 2\\cdot x+1",
                "a = (x - 1)*(x + 1) | a=(x-1)\\cdot (x+1)",
                "a = x - (b - 1) | a=x-(b-1)",
                "theta = exp(-x)^2 | \\theta ={({e}^{-x})}^{2}",
                "a = sqrt(x), aBar = Bar | a=\\sqrt{x},\\quad \\bar{a}=\\mathit{Bar}",
                "a = %5 ? b : x | a=\\text{\\%5 ? b : x}",
                "bBar = a == 0 ? 0 : a/b | \\bar{b}=\\left\\{\\begin{array}{ll}0&\\text{if }a=0\\\\\\frac{a}{b}&\\text{otherwise}\\end{array}\\right.",
                "aBar[1,2] += v3Bar[0]/(2*a[1,2]), v2Bar[0] = v3Bar[1] | \\bar{a}\\text{[1,2]}\\mathrel{+}= \\frac{{\\bar{v}}_{3}\\text{[0]}}{2\\cdot a\\text{[1,2]}},\\quad {\\bar{v}}_{2}\\text{[0]}={\\bar{v}}_{3}\\text{[1]}",
                "b = sin(x) | b=\\operatorname{sin}(x)",
                "b = (a == 0 ? 0 : x) + a | b=(\\left\\{\\begin{array}{ll}0&\\text{if }a=0\\\\x&\\text{otherwise}\\end{array}\\right.)+a",
                "b = (a + 1)/x | b=\\frac{a+1}{x}",
                "bDot = aDot*exprel[1](a) | \\dot{b}=\\dot{a}\\cdot \\operatorname{exprel}^{\\text{(1)}}(a)"
            })
    void writesLinesAsMathematics(String line, String latex) {
        assertThat(Latex.math(formulas.line(line))).isEqualTo(latex);
    }

    @Test
    void tellsAnExponentialFromALocalNamedE() {
        Formulas withLocal = new Formulas(Set.of("e", "x"));
        assertThat(Latex.math(withLocal.line("a = exp(x)*e"))).isEqualTo("a=\\operatorname{exp}(x)\\cdot e");
    }
}
