package org.wengert.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.product.Product;
import org.wengert.source.SourceText;
import org.wengert.source.Span;

/** Programs that have broken the compiler, shrunk. */
class RebuildTest {

    private static double value(String program, double... point) {
        Compilation compilation = Compiler.compile(SourceText.of("f.expr", program), CompilerOptions.named("f"));
        assertThat(compilation.diagnostics()).isEmpty();
        CompiledFunction f = compilation.function("f").orElseThrow();
        return f.evaluate(new FunctionGraph.Request(Product.VALUE, List.of(), Span.NONE), point)[0];
    }

    @Test
    void movesARegionWithoutTheOperandsThatNobodyNeeds() {
        String program = """
                f(x, y, z) = {
                  if x > 0 {
                    t = z
                    u = z
                  } else {
                    t = x
                    u = x
                  }
                  if x > 0 {
                    v = t
                  } else {
                    v = where(1 == z, min(z, u), 1)
                  }
                  return diff(v, z)
                }
                """;
        assertThat(value(program, 1, 2, 3)).isEqualTo(1);
        assertThat(value(program, -1, 2, 3)).isEqualTo(0);
    }

    @Test
    void inlinesAChosenBodyWithoutTheOperandsThatNobodyNeeds() {
        assertThat(value("f(x) = {\n  t = 2^sin(3)\n  return not (pi < 0.25) ? diff(t, x) : x\n}\n", 2))
                .isEqualTo(0);
    }

    @Test
    void differentiatesInABranchWhatABranchInItComputed() {
        String program = """
                f(x) = {
                  if x > 0 {
                    if x > 0 {
                      t7 = x
                      t5 = x
                      t6 = (0.5 + abs(leaky_relu(pi, tanh(t7))))^0.3
                    } else {
                      t8 = x
                      t5 = x
                      t6 = t8
                    }
                    t3 = diff(t6, x)
                  } else {
                    t3 = x
                  }
                  return t3
                }
                """;
        assertThat(value(program, 2)).isEqualTo(0);
        assertThat(value(program, -1)).isEqualTo(-1);
    }
}
