package org.wengert.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wengert.driver.Compilation;

class DerivedFormulasTest {

    @Test
    void areInTheReport() {
        Compilation compilation = Samples.compile("f(x: real[n], A: real[n,n]) = x'*A*x");
        Report.Function function =
                Reports.whole(compilation, compilation.functions()).functions().get(0);
        assertThat(function.derivatives()).extracting(Report.Derived::text).containsExactly("(A + A')*x", "x*x'");
        assertThat(Latex.math(function.derivatives().get(1).formula()))
                .isEqualTo("\\frac{\\partial f}{\\partial A}=x\\cdot {x}^{\\top }");
    }

    @Test
    void areLeftOutWhereThereAreNone() {
        Compilation compilation = Samples.compile("f(x: real[n]) = max(x)");
        assertThat(Reports.whole(compilation, compilation.functions())
                        .functions()
                        .get(0)
                        .derivatives())
                .isEmpty();
    }
}
