package org.wengert.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.SourceText;

class OppositesTest {

    private static String java(String product) {
        String program = "f(x: real[n]) = sum(100*(x[i+1] - x[i]^2)^2 for i in 0:n-1)\nderive f: " + product;
        return Compiler.compile(SourceText.of("f.expr", program), CompilerOptions.named("f"))
                .java()
                .text();
    }

    @Test
    void ofAMultipleThatNobodyElseReadsIsAMultiple() {
        assertThat(java("sparse hessian")).contains("+= 800 * v2 * v2;").doesNotContain(" = -v");
    }

    @Test
    void ofAMultipleThatIsReadBesidesCostsNoSecondProduct() {
        assertThat(java("hessian"))
                .contains("double v2BarDot = -400 * v2;", "double v3BarDot = -v2BarDot;")
                .doesNotContain("800 *", " 400 *");
    }
}
