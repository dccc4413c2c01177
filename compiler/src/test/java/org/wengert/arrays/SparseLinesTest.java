package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.codegen.MethodCount;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.driver.Sources;
import org.wengert.interpret.TensorInterpreter;
import org.wengert.ir.Symbol;
import org.wengert.op.Operations;
import org.wengert.op.Tensor;
import org.wengert.product.Product;
import org.wengert.source.SourceText;

/** Matrices of sums whose terms read few elements cost as much as the sums, and are what they are line by line. */
class SparseLinesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x: real[n]) = sum(100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2 for i in 0:n-1)",
                "f(x: real[n]) = sum(exp(x[i]*x[0])/(1 + x[n-1]^2) for i in 0:n)",
                "f(x: real[n]) = sum(sin(x[i])*x[n-1-i] for i in 0:n)",
                "f(x: real[n]) = sum(x[i]*x[i % 2]^2 for i in 0:n)",
                "f(x: real[n]) = sum(x[i]^2 for i in 0:n) + sum(exp(x[i] - x[i+1]) for i in 0:n-1)",
                "f(x: real[n]) = [(i > 0 ? x[i] : 0)*exp(x[i]) for i in 0:n]",
                "f(x: real[n]) = [3*x[i] - x[i+1]*cos(x[i]) for i in 0:n-1]",
                "f(x: real[n]) = sum(x[i] > 1 ? x[i]^3 : x[i]*x[0] for i in 0:n)",
                "f(x: real[n]) = sum(sqrt(abs(x[i] - x[0])) for i in 0:n)",
                "f(x: real[n]) = exp(sum(x[i]*x[i+1] for i in 0:n-1))"
            })
    void areTheLines(String program) {
        Random random = new Random(3);
        GeneratedArrays generated = GeneratedArrays.of(program);
        for (int n : new int[] {1, 2, 3, 6}) {
            generated.holds(List.of(ArrayLaws.draw(random, n)), Map.of(), random);
            generated.holds(List.of(Tensor.zeros(n)), Map.of(), random);
            isEqual(program, n, ArrayLaws.draw(random, n));
            isEqual(program, n, Tensor.zeros(n));
        }
    }

    /** What is written as loops is what was derived, line by line, where that is a number. */
    private static void isEqual(String program, long n, Tensor x) {
        CompiledFunction function = Compiler.compile(SourceText.of("f.expr", program), CompilerOptions.named("f"))
                .functions()
                .get(0);
        Map<Symbol, Long> sizes = Map.of(new Symbol("n"), n);
        for (Product product : List.of(Product.JACOBIAN, Product.HESSIAN)) {
            List<Tensor> lines = TensorInterpreter.evaluate(
                    Sources.derived(function, product).graph(), List.of(x), sizes);
            List<Tensor> terms = TensorInterpreter.evaluate(
                    function.derivative(function.request(product)).graph(), List.of(x), sizes);
            for (int k = 0; k < lines.size(); k++) {
                double[] expected = lines.get(k).data();
                double[] actual = terms.get(k).data();
                assertThat(actual).hasSameSizeAs(expected);
                for (int e = 0; e < expected.length; e++) {
                    if (Double.isFinite(expected[e])) {
                        assertThat(actual[e])
                                .as("%s of %s, element %s", product, program, e)
                                .isCloseTo(expected[e], within(1e-12 * (1 + Math.abs(expected[e]))));
                    }
                }
            }
        }
    }

    @Test
    void areTheLinesOfSeveralParameters() {
        Random random = new Random(4);
        GeneratedArrays generated =
                GeneratedArrays.of("f(x: real[n], y: real[n], c) = sum(exp(c*x[i]*y[i]) for i in 0:n)");
        for (int n : new int[] {0, 1, 4}) {
            generated.holds(
                    List.of(ArrayLaws.draw(random, n), ArrayLaws.draw(random, n), ArrayLaws.draw(random)),
                    Map.of(),
                    random);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "f(x: real[n]) = sum(100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2 for i in 0:n-1); hessian; 24*n - 24, 0",
                "f(x: real[n]) = sum(100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2 for i in 0:n-1); sparse hessian;"
                        + " 8*max(0, n - 1) - max(n - 1, min(n, 1)) - min(max(0, n - 1), 1) + n, 0",
                "f(x: real[n], y: real[n]) = sum(exp(x[i]*y[i]) for i in 0:n); hessian; 14*n, n",
                "f(x: real[n]) = [x[i+1] - x[i]^2 for i in 0:n-1]; jacobian; 5*n - 5, 0",
            })
    void costAsMuchAsTheSum(String program, String id, String cost) {
        Compilation compilation = Compiler.compile(SourceText.of("f.expr", program), CompilerOptions.named("f"));
        CompiledFunction function = compilation.functions().get(0);
        Product product = Product.named(id).orElseThrow();
        List<MethodCount> counts = compilation.operations(function, List.of(product));
        Operations operations = counts.get(0).counted().operations();
        assertThat(operations.flops() + ", " + operations.calls()).isEqualTo(cost);
    }
}
