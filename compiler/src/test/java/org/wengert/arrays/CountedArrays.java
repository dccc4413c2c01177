package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.wengert.codegen.MethodCount;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.elaborate.SizeBinding;
import org.wengert.interpret.Tally;
import org.wengert.interpret.TensorInterpreter;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operator;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Operations;
import org.wengert.op.ScalarOperator;
import org.wengert.op.Tensor;
import org.wengert.product.Derivative;
import org.wengert.product.Product;
import org.wengert.source.BigStack;
import org.wengert.source.SourceText;
import org.wengert.ssa.OperationCounts.Remark;

/** The numbers of operations that headers of generated classes claim, held to those that the interpreter makes. */
public final class CountedArrays {

    private static final Set<Remark> BRANCHES = Set.of(Remark.DEARER_BRANCH, Remark.LARGER_NUMBER);

    private final CompiledFunction function;
    private final List<MethodCount> counts;

    private CountedArrays(Compilation compilation) {
        this.function = compilation.functions().get(compilation.functions().size() - 1);
        this.counts = compilation.operations(function, function.possible());
    }

    public static CountedArrays of(String program) {
        Compilation all = Compiler.compile(SourceText.of("f.expr", program), CompilerOptions.named("f"));
        assertThat(all.diagnostics()).isEmpty();
        return new CountedArrays(all);
    }

    /** What one call of a product costs. */
    public MethodCount count(Product product) {
        return counts.get(function.possible().indexOf(product));
    }

    /** Whether the function has a product. */
    public boolean has(Product product) {
        return function.possible().contains(product);
    }

    /** How many numbers the arguments and results are. */
    public double elements(ToLongFunction<Symbol> sizes) {
        Graph graph = function.primal();
        return Stream.concat(graph.inputs().stream(), graph.results().stream())
                .mapToDouble(node -> node.type().shape().count().evaluate(sizes))
                .sum();
    }

    /** Flops and calls that are claimed for some sizes. */
    public double[] claimed(Product product, Map<Symbol, Long> sizes) {
        return evaluate(count(product).counted().operations(), sizes);
    }

    private static double[] evaluate(Operations operations, Map<Symbol, Long> sizes) {
        return new double[] {
            operations.flops().evaluate(sizes::get), operations.calls().evaluate(sizes::get)
        };
    }

    /** Every product does as many operations as is claimed, or with branches at most as much work. */
    public void holds(List<Tensor> x, Map<Symbol, Long> integers, Random random) {
        assertThat(counts).hasSameSizeAs(function.possible());
        Map<Symbol, Long> sizes = SizeBinding.of(
                function.source(), x.stream().map(Tensor::extents).toList(), integers);
        for (Product product : function.possible()) {
            double[] claimed = claimed(product, sizes);
            double[] made = made(product, x, sizes, random);
            boolean branches = count(product).counted().remarks().stream().anyMatch(BRANCHES::contains);
            if (branches) {
                assertThat(claimed[0] + 10 * claimed[1])
                        .as("%s of %s", product, function.formula())
                        .isGreaterThanOrEqualTo(made[0] + 10 * made[1]);
            } else {
                assertThat(claimed)
                        .as(
                                "%s of %s: %s",
                                product,
                                function.formula(),
                                count(product).counted().operations())
                        .containsExactly(made);
            }
        }
    }

    /** Flops and calls of the interpreter. */
    private double[] made(Product product, List<Tensor> x, Map<Symbol, Long> sizes, Random random) {
        Derivative derivative = function.derivative(function.request(product));
        Graph graph = derivative.graph();
        List<Tensor> inputs = new ArrayList<>(x);
        for (Node input : graph.inputs().subList(x.size(), graph.inputs().size())) {
            inputs.add(ArrayLaws.draw(random, extents(input, sizes)));
        }
        Counter counter = new Counter();
        BigStack.call(() -> TensorInterpreter.evaluate(graph, inputs, sizes, counter));
        return new double[] {counter.flops, counter.calls};
    }

    private static int[] extents(Node node, Map<Symbol, Long> sizes) {
        return node.type().shape().sizes().stream()
                .mapToInt(s -> Math.toIntExact(s.evaluate(sizes::get)))
                .toArray();
    }

    /** Adds up what is told to it, one operation after the other. */
    private static final class Counter implements Tally {
        private double flops;
        private double calls;

        @Override
        public void applied(Operator operator, List<Tensor> operands) {
            double[] more = operator instanceof ScalarOperator scalar
                    ? new double[] {scalar.cost().flops(), scalar.cost().calls()}
                    : evaluate(
                            ((ArrayOperator) operator)
                                    .operations(operands.stream()
                                            .map(Counter::shape)
                                            .toList()),
                            Map.of());
            flops += more[0];
            calls += more[1];
        }

        private static Shape shape(Tensor x) {
            return Shape.of(Arrays.stream(x.extents()).mapToObj(Size::of).toArray(Size[]::new));
        }

        @Override
        public void added(int elements) {
            flops += elements;
        }
    }
}
