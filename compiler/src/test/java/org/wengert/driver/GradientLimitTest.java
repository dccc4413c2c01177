package org.wengert.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wengert.diagnostic.TextLayout;
import org.wengert.source.SourceText;

class GradientLimitTest {

    private static String said(String program, double limit) {
        SourceText source = SourceText.of("f.expr", program);
        Compilation compilation =
                Compiler.compile(source, CompilerOptions.named("f").with(CompilerOption.MAX_GRADIENT_RATIO, limit));
        assertThat(compilation.diagnostics()).isEmpty();
        return TextLayout.render(source, GradientLimit.exceeded(compilation));
    }

    private static final String LECTURE = """
            f(x) = {
              a = x^2
              b = exp(a)
              return sqrt(a + b) + cos(a + b)
            }
            derive f: value, gradient
            """;

    @Test
    void namesTheFunctionBothCountsAndTheDearestLine() {
        assertThat(said(LECTURE, 1.5)).isEqualTo("""
                f.expr:1:1: error: the gradient of 'f' takes 11 flops and 3 calls, 1.71 times the value's 4 flops and 2 calls; at most 1.50 times are allowed [expensive-gradient]
                  f(x) = {
                  ^
                  hint: line 4 and its derivatives take 6 flops and 2 calls of 11 flops and 3 calls: above all cos with 1 call, sin with 1 call, add with 2 flops
                1 error
                """);
        assertThat(said(LECTURE, 1.72)).isEmpty();
    }

    @Test
    void comparesFunctionsOfArraysAtOneSize() {
        String program = "f(A: real[n,n], x: real[n]) = dot(x, A*x)\nderive f: gradient, gradient(x)";
        assertThat(said(program, 2)).contains("the gradient of 'f' takes 5*n^2").contains("where all sizes are 100");
        assertThat(said(program, 3)).isEmpty();
    }

    @Test
    void looksAtWhatIsGeneratedAlone() {
        assertThat(said("f(x) = exp(x)*sin(x)\nderive f: value, adjoint", 0.1)).isEmpty();
        assertThat(said("f(x) = x\nderive f: gradient", 0.1)).isEmpty();
    }
}
