package org.wengert.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wengert.elaborate.FunctionGraph.Request;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;
import org.wengert.product.Product;
import org.wengert.source.SourceText;
import org.wengert.source.Span;

class ArrayEvaluationTest {

    private static final String QUADRATIC = "f(x: real[n], A: real[n,n], c) = c*x'*A*x";

    private static CompiledFunction compile(String program) {
        Compilation compilation = Compiler.compile(SourceText.of("f.expr", program), CompilerOptions.named("f"));
        assertThat(compilation.diagnostics()).isEmpty();
        return compilation.functions().get(compilation.functions().size() - 1);
    }

    private static Request request(CompiledFunction function, Product product, Integer... active) {
        List<Integer> all =
                IntStream.range(0, function.parameters().size()).boxed().toList();
        return new Request(product, active.length == 0 ? all : List.of(active), Span.NONE);
    }

    private static ArrayEvaluation at(CompiledFunction function, Tensor... arrays) {
        return at(function, Map.of(), arrays);
    }

    private static ArrayEvaluation at(CompiledFunction function, Map<Symbol, Long> integers, Tensor... arrays) {
        return function.at(Arguments.of(function.source(), List.of(arrays), integers));
    }

    private static Tensor vector(double... elements) {
        return new Tensor(new int[] {elements.length}, elements);
    }

    private static Tensor matrix(int rows, double... elements) {
        return new Tensor(new int[] {rows, elements.length / rows}, elements);
    }

    private static List<List<Double>> data(List<Tensor> tensors) {
        return tensors.stream()
                .map(t -> java.util.Arrays.stream(t.data()).boxed().toList())
                .toList();
    }

    @Test
    void givesTheProductsOfAQuadraticForm() {
        CompiledFunction f = compile(QUADRATIC);
        ArrayEvaluation at = at(f, vector(1, 2), matrix(2, 1, 2, 3, 4), Tensor.scalar(2));
        assertThat(data(at.evaluate(request(f, Product.VALUE), List.of()))).isEqualTo(List.of(List.of(54.0)));
        assertThat(data(at.evaluate(request(f, Product.GRADIENT), List.of())))
                .isEqualTo(List.of(List.of(54.0), List.of(24.0, 42.0), List.of(2.0, 4.0, 4.0, 8.0), List.of(27.0)));
        assertThat(data(at.evaluate(request(f, Product.TANGENT, 0), List.of(vector(1, 0)))))
                .isEqualTo(List.of(List.of(24.0)));
        assertThat(data(at.evaluate(request(f, Product.HVP, 0), List.of(vector(1, 0)))))
                .isEqualTo(List.of(List.of(4.0, 10.0)));
        assertThat(data(at.evaluate(request(f, Product.ADJOINT, 2), List.of(Tensor.scalar(3)))))
                .isEqualTo(List.of(List.of(54.0), List.of(81.0)));
    }

    @Test
    void putsTheHessianTogetherInBlocksByParameter() {
        CompiledFunction f = compile(QUADRATIC);
        ArrayEvaluation at = at(f, vector(1, 2), matrix(2, 1, 2, 3, 4), Tensor.scalar(2));
        List<Tensor> all = at.evaluate(request(f, Product.HESSIAN, 0, 2), List.of());
        assertThat(data(all))
                .isEqualTo(List.of(
                        List.of(54.0),
                        List.of(24.0, 42.0),
                        List.of(27.0),
                        List.of(4.0, 10.0, 10.0, 16.0),
                        List.of(12.0, 21.0),
                        List.of(12.0, 21.0),
                        List.of(0.0)));
        assertThat(all.get(3).extents()).containsExactly(2, 2);
        assertThat(all.get(4).extents()).containsExactly(2);
    }

    @Test
    void givesAJacobianTheShapeOfTheResultAndThenOfTheParameter() {
        CompiledFunction f = compile("f(A: real[n,m], x: real[m]) = A*x");
        ArrayEvaluation at = at(f, matrix(2, 1, 2, 3, 4, 5, 6), vector(7, 8, 9));
        List<Tensor> all = at.evaluate(request(f, Product.JACOBIAN), List.of());
        assertThat(all.get(1).extents()).containsExactly(2, 2, 3);
        assertThat(data(all))
                .isEqualTo(List.of(
                        List.of(50.0, 122.0),
                        List.of(7.0, 8.0, 9.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 7.0, 8.0, 9.0),
                        List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0)));
    }

    /** Two results by one column, and by two rows. */
    @Test
    void rowsAndColumnsGiveTheSameJacobian() {
        CompiledFunction f = compile("f(x: real[n], t) = {\n s = sum(sin(t*x))\n return s, s*x\n}");
        ArrayEvaluation at = at(f, vector(0.5, -1, 2), Tensor.scalar(0.3));
        List<Tensor> both = at.evaluate(request(f, Product.JACOBIAN), List.of());
        List<Tensor> one = at.evaluate(request(f, Product.JACOBIAN, 1), List.of());
        assertThat(both.get(3).data()).containsExactly(one.get(2).data(), within(1e-15));
        assertThat(both.get(5).data()).containsExactly(one.get(3).data(), within(1e-15));
    }

    @Test
    void takesIntegers() {
        CompiledFunction f = compile("f(x, k: int) = sum(x^i for i in 0:k)");
        assertThat(f.isScalar()).isFalse();
        ArrayEvaluation at = at(f, Map.of(new Symbol("k"), 4L), Tensor.scalar(2));
        assertThat(data(at.evaluate(request(f, Product.HESSIAN), List.of())))
                .isEqualTo(List.of(List.of(15.0), List.of(17.0), List.of(14.0)));
    }

    @Test
    void anEmptyMatrixHasTheColumnsThatAnotherArgumentSays() {
        CompiledFunction f = compile("f(A: real[n,m], x: real[m]) = A*x");
        ArrayEvaluation at = at(f, vector(), vector(1, 2, 3));
        assertThat(at.evaluate(request(f, Product.JACOBIAN), List.of()).get(1).extents())
                .containsExactly(0, 0, 3);
        CompiledFunction g = compile("g(A: real[n,m]) = sum(A)");
        assertThat(at(g, vector())
                        .evaluate(request(g, Product.GRADIENT), List.of())
                        .get(1)
                        .extents())
                .containsExactly(0, 0);
    }

    @Test
    void saysWhichArgumentsDoNotFit() {
        CompiledFunction f = compile("f(x: real[n], y: real[n], k: int) = x[k]*y[k]");
        Map<Symbol, Long> third = Map.of(new Symbol("k"), 3L);
        assertThatThrownBy(() -> at(f, third, vector(1, 2), vector(1, 2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size n: x has 2 elements, y has 3 elements");
        assertThatThrownBy(() -> at(f, third, vector(1, 2), vector(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("x[k]: x is [n] = [2]: index 3 is not in 0:2");
        assertThatThrownBy(() -> at(f, third, Tensor.scalar(2), matrix(1, 1)))
                .hasMessage("x is [n], and is given a number\ny is [n], and is given [1,1]");
    }

    @Test
    void refusesMatricesThatFillTheMemory() {
        CompiledFunction f = compile("f(x: real[n]) = exp(x)");
        ArrayEvaluation at = at(f, Tensor.zeros(10_000));
        assertThatThrownBy(() -> at.evaluate(request(f, Product.JACOBIAN), List.of()))
                .isInstanceOf(TooManyEntriesException.class)
                .hasMessageContaining("10000 rows and 10000 columns");
    }

    @Test
    void hessiansOfArraysHaveABlockForEachResultAndTwoParameters() {
        CompiledFunction f = compile("f(x: real[n], c) = {\n y = c*x .^ 2\n return y, c*c\n}");
        ArrayEvaluation at = f.at(Arguments.of(
                f.source(), List.of(new Tensor(new int[] {2}, new double[] {3, 5}), Tensor.scalar(2)), Map.of()));
        List<Tensor> all = at.evaluate(request(f, Product.HESSIAN), List.of());
        assertThat(data(all).stream().flatMap(List::stream).map(v -> v + 0.0).toList())
                .containsExactly(
                        // y and c*c
                        18.,
                        50.,
                        4.,
                        // first derivatives in x and in c, of y and of c*c
                        12.,
                        0.,
                        0.,
                        20.,
                        9.,
                        25.,
                        0.,
                        0.,
                        4.,
                        // of y in x and x, x and c, c and x, c and c
                        4.,
                        0.,
                        0.,
                        0.,
                        0.,
                        0.,
                        0.,
                        4.,
                        6.,
                        0.,
                        0.,
                        10.,
                        6.,
                        0.,
                        0.,
                        10.,
                        0.,
                        0.,
                        // of c*c
                        0.,
                        0.,
                        0.,
                        0.,
                        0.,
                        0.,
                        0.,
                        0.,
                        2.);
        assertThat(all.get(6).extents()).containsExactly(2, 2, 2);
        assertThat(all.get(7).extents()).containsExactly(2, 2);
    }

    @Test
    void matricesTakeNothingBesidesTheParameters() {
        CompiledFunction f = compile("f(x: real[n], c) = c*dot(x, x)");
        assertThat(f.derivative(request(f, Product.HESSIAN)).extraInputs()).isZero();
        assertThat(f.derivative(request(f, Product.JACOBIAN)).extraInputs()).isZero();
    }

    @Test
    void saysWhenAFunctionHasMoreParametersThanAMethodTakes() {
        String parameters =
                IntStream.range(0, 100).mapToObj(k -> "x" + k + ": real[n]").collect(Collectors.joining(", "));
        assertThat(Compiler.compile(
                                SourceText.of("f.expr", "f(" + parameters + ") = sum(x0)"), CompilerOptions.named("f"))
                        .diagnostics())
                .singleElement()
                .asString()
                .contains("more parameters than a Java method can take");
    }
}
