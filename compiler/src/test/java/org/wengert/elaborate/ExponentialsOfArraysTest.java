package org.wengert.elaborate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.SourceText;

class ExponentialsOfArraysTest {

    private static String structure(String program) {
        CompiledFunction f = Compiler.compile(SourceText.of("f", program), CompilerOptions.named("f"))
                .functions()
                .get(0);
        return f.primal().toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "log(sum(exp(v))) | logsumexp(v)",
                "sum(exp(v)/sum(exp(v))*v) | sum(softmax(v)*v)",
                "2 - log(sum(exp(2*v))) | 2 - logsumexp(2*v)"
            })
    void whatIsWrittenOutIsTheFunction(String written, String function) {
        String head = "f(v: real[n]) = ";
        assertThat(structure(head + written.replace("*v", ".*v")))
                .isEqualTo(structure(head + function.replace("*v", ".*v")));
    }

    @Test
    void anElementIsRelativeToTheLargest() {
        String program = "f(v: real[n]) = exp(v[0])/sum(exp(v))";
        assertThat(structure(program)).doesNotContain("exp %0").contains("subtract");
    }
}
