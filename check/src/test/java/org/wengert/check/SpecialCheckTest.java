package org.wengert.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.SourceText;

class SpecialCheckTest {

    private static CompiledFunction function(String program) {
        Compilation compilation = Compiler.compile(SourceText.of("test", program), CompilerOptions.named("f"));
        assertThat(compilation.succeeded()).isTrue();
        return compilation.functions().get(compilation.functions().size() - 1);
    }

    private static SpecialCheck check(String program) {
        CompiledFunction function = function(program);
        Sampler sampler = new Sampler(1);
        SpecialCheck check =
                new SpecialCheck(function, HighPrecision.exact(), new Rounding(function, sampler), sampler);
        check.run();
        return check;
    }

    /** The conventions of docs/kinks.md, and what overflows, vanishes and cancels. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "abs(x) + relu(y) + max(x, y)",
                "x > 0 ? x : 2*x",
                "x == 0 ? 0 : x",
                "max(log(p), -100)",
                "floor(x) + sign(x)*y",
                "x*sqrt(y)",
                "sqrt(x*y)",
                "sqrt(x)*sqrt(x) + cosh(sqrt(x))",
                "sqrt((x^2 + y^2)/2) + hypot(x, y)",
                "x^0 + x^2 + x^y",
                "max(x, 0) + min(x, 0)",
                "log(exp(x) + exp(y))",
                "x^2/(1 + x^2) + 1/(1 + exp(y))",
                "atan2(x, y) + asin(x)*acos(y)",
                "stop_gradient(x*y)*x + y",
                "x/y, x*y, sqrt(x)",
                "(1e160*x)^2/y^3",
            })
    void findsNothingWrongWith(String program) {
        SpecialCheck check = check("f(x, y, p) = {\n return " + program + "\n}");
        assertThat(check.findings()).filteredOn(Finding::failed).isEmpty();
        assertThat(check.findings()).extracting(Finding::kind).contains(Finding.Kind.MODES);
    }

    @Test
    void saysWhereItWas() {
        assertThat(check("x*y").note().orElseThrow())
                .matches("at \\d+ special points \\(zeros, ties, .*\\), where the modes are held to each other,"
                        + " and at \\d+ to limits");
        assertThat(check("log(-1 - x^2)").note()).isEmpty();
    }

    private static Optional<BigDecimal[][]> limits(String program, double... point) {
        return new Limits(HighPrecision.exact(), function(program).source().graph(), new Sampler(1)).at(point);
    }

    @Test
    void knowsLimitsWhereThereIsADerivative() {
        BigDecimal[][] limits =
                limits("f(x, y) = {\n return sin(x)*y, exp(y)\n}", 0, 2).orElseThrow();
        assertThat(limits[0][0].doubleValue()).isCloseTo(2, within(1e-18));
        assertThat(limits[0][1].doubleValue()).isZero();
        assertThat(limits[1][1].doubleValue()).isCloseTo(Math.exp(2), within(1e-15));
    }

    @Test
    void takesTheLimitOfTheOnlySideThereIs() {
        assertThat(limits("sqrt(x)^5 + x", 0).orElseThrow()[0][0].doubleValue()).isCloseTo(1, within(1e-18));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sqrt(x)",
                "abs(x)",
                "hypot(x, y)",
                "sqrt(x*y)",
                "cbrt(x)",
                "max(x, 0) + min(x, 0)",
                "x == 0 ? 0 : x"
            })
    void knowsNoLimitAtKinksAndInfiniteSlopes(String program) {
        CompiledFunction function = function(program);
        assertThat(limits(program, new double[function.parameters().size()])).isEmpty();
    }
}
