package org.wengert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wengert.diagnostic.Code;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOption;
import org.wengert.driver.CompilerOptions;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.source.SourceText;

/** Tables of many cases: what is made of them grows with their number, not with its square. */
class ConditionalChainsTest {

    /** How a chain is written; each arm computes values that its derivative reads. */
    private enum Spelling {
        OPERATORS {
            @Override
            String program(int arms) {
                return "f(x, y) = "
                        + IntStream.range(0, arms)
                                .mapToObj(i -> "x < " + i + " ? exp(x/" + (i + 1) + ")*sin(y) :\n")
                                .collect(Collectors.joining())
                        + "x*y";
            }
        },
        STATEMENTS {
            @Override
            String program(int arms) {
                return IntStream.range(0, arms)
                        .mapToObj(i -> "if x < " + i + " {\na = exp(x/" + (i + 1) + ")\nr = a*sin(y)\n} else ")
                        .collect(Collectors.joining("", "f(x, y) = {\n", "{\nr = x*y\n}\nreturn r\n}"));
            }
        };

        abstract String program(int arms);
    }

    private static Compilation compile(String program, String product) {
        return Compiler.compile(
                SourceText.of("f.expr", program),
                CompilerOptions.named("F", "f")
                        .with(CompilerOption.DERIVE, List.of(new ProductRequest(product, List.of()))));
    }

    private static long operations(String program, String product) {
        var function = compile(program, product).functions().get(0);
        return function.derivative(function.requests().get(0)).graph().size();
    }

    @ParameterizedTest
    @EnumSource
    void twiceAsManyArmsGiveTwiceAsManyOperations(Spelling spelling) {
        for (String product : List.of("value", "tangent", "gradient", "hvp")) {
            long once = operations(spelling.program(200), product);
            assertThat(operations(spelling.program(400), product)).as(product).isLessThanOrEqualTo(2 * once);
        }
    }

    @ParameterizedTest
    @EnumSource
    void twiceAsManyArmsGiveTwiceAsMuchJava(Spelling spelling) {
        int once = compile(spelling.program(200), "gradient").java().text().length();
        assertThat(compile(spelling.program(400), "gradient").java().text().length())
                .isLessThanOrEqualTo(9 * once / 4);
    }

    @ParameterizedTest
    @EnumSource
    void everyArmHasItsValueAndItsDerivatives(Spelling spelling) {
        int arms = 300;
        Program f = Wengert.compile(spelling.program(arms), Options.DEFAULT.derive("gradient", "tangent", "hvp"));
        for (int i = 0; i < arms; i++) {
            double x = i - 0.5;
            double y = 0.3;
            double a = Math.exp(x / (i + 1));
            double[] gradient = new double[2];
            assertThat(f.gradient(new double[] {x, y}, gradient)).isEqualTo(a * Math.sin(y));
            assertThat(gradient[0]).isCloseTo(a / (i + 1) * Math.sin(y), within(1e-15 * a));
            assertThat(gradient[1]).isCloseTo(a * Math.cos(y), within(1e-15 * a));
            assertThat(f.tangent(new double[] {x, y}, new double[] {0, 1})).isEqualTo(gradient[1]);
            double[] hvp = new double[2];
            f.hvp(new double[] {x, y}, new double[] {0, 1}, hvp);
            assertThat(hvp[1]).isCloseTo(-a * Math.sin(y), within(1e-15 * a));
        }
    }

    /** At each level the derivative reads the result of the conditional inside. */
    @Test
    void conditionalsInsideOfFunctionsAreDifferentiatedHoweverDeep() {
        int levels = 30;
        String program = IntStream.range(0, levels)
                        .mapToObj(i -> "sin(x < " + i + " ? x*" + (i + 1) + " : ")
                        .collect(Collectors.joining("", "f(x) = ", ""))
                + "x" + ")".repeat(levels);
        Program f = Wengert.compile(program, Options.DEFAULT.derive("gradient"));
        for (int i = 0; i <= levels; i++) {
            double x = i - 0.5;
            double value = i == levels ? x : x * (i + 1);
            double slope = i == levels ? 1 : i + 1;
            for (int k = 0; k <= Math.min(i, levels - 1); k++) {
                slope *= Math.cos(value);
                value = Math.sin(value);
            }
            double[] gradient = new double[1];
            assertThat(f.gradient(new double[] {x}, gradient)).isEqualTo(value);
            assertThat(gradient[0]).isCloseTo(slope, within(1e-13 * Math.abs(slope)));
        }
    }

    @Test
    void moreThanParsesIsALimitThatIsSaid() {
        assertThat(compile(Spelling.OPERATORS.program(5_000), "gradient").diagnostics())
                .singleElement()
                .satisfies(d -> assertThat(d.code()).isEqualTo(Code.LIMIT));
    }
}
