package org.wengert.elaborate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.SourceText;

class ChosenByEqualityTest {

    private static List<Diagnostic> said(String program) {
        return Compiler.compile(SourceText.of("f", program), CompilerOptions.named("f"))
                .diagnostics();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x == 0 ? 1 : sin(x)/x | sinc(x)",
                "0 == t ? 1 : sin(t)/t | sinc(t)",
                "x != 0 ? sin(x)/x : 1 | sinc(x)",
                "x == 0 ? 1 : (exp(x) - 1)/x | exprel(x)",
                "x == 0 ? 1 : expm1(x)/x | exprel(x)",
                "p == 0 ? 0 : p*log(p) | xlogy(p, p)",
                "p == 0 ? 0 : -p*log(p) | entr(p)",
                "p == 0 ? 0 : p*log(q) | xlogy(p, q)",
                "p == 0 ? 0 : p*log1p(q) | xlog1py(p, q)",
                "where(x == 0, 1, sin(x)/x) | sinc(x)"
            })
    void aKnownFunctionIsNamed(String program, String function) {
        assertThat(said(program)).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo(Code.CHOSEN_BY_EQUALITY);
            assertThat(d.hint())
                    .isEqualTo(Optional.of(
                            "write " + function + ", which is right there too, and so are its derivatives"));
        });
    }

    @Test
    void anotherOneSaysWhatItsDerivativeIs() {
        assertThat(said("x == 2 ? 4 : (x^3 - 8)/(3*(x - 2))")).singleElement().satisfies(d -> {
            assertThat(d.message())
                    .isEqualTo("where x is 2 the derivative is that of the constant, 0, not that of the formula");
            assertThat(d.hint()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x == 0 ? y : sin(x)/x",
                "x == 0 ? 1 : y",
                "x > 0 ? 1 : sin(x)/x",
                "x == y ? 1 : x/y",
                "f(x: real[n]) = sum(i == 0 ? 1 : x[i] for i in 0:n)"
            })
    void otherChoicesAreSilent(String program) {
        assertThat(said(program)).isEmpty();
    }
}
