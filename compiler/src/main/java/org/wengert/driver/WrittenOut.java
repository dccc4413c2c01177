package org.wengert.driver;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.wengert.ir.Graph;
import org.wengert.ir.Origin;
import org.wengert.ir.Symbol;
import org.wengert.product.Derivative;
import org.wengert.product.Derivatives;
import org.wengert.product.Product;
import org.wengert.rewrite.Pipelines;
import org.wengert.rewrite.Unrolling;
import org.wengert.source.BigStack;
import org.wengert.ssa.Schedule;
import org.wengert.ssa.WengertList;

/**
 * A function of arrays at some sizes, for people, as a function of numbers: of {@code dot(x, x)} with two elements it is {@code
 * w1 = x[0]^2}, {@code w2 = x[1]^2}, {@code f = w1 + w2}.
 */
public final class WrittenOut {

    /** No product of more operations is written out. */
    private static final int MOST_NODES = 2_000;

    private final Graph numbers;
    private final Map<Integer, Integer> wholes;
    private final Map<Product, Derivative> derivatives = new ConcurrentHashMap<>();
    private final Map<Product, ScalarEvaluation> evaluations = new ConcurrentHashMap<>();

    private WrittenOut(Graph numbers, Map<Integer, Integer> wholes) {
        this.numbers = numbers;
        this.wholes = wholes;
    }

    /**
     * A function at sizes that fit it.
     *
     * @throws Unrolling.NotWrittenException if it cannot be written out, with the reason
     */
    public static WrittenOut of(CompiledFunction function, Map<Symbol, Long> sizes)
            throws Unrolling.NotWrittenException {
        Graph numbers = Unrolling.forReading(function.primal(), sizes).numbers();
        Map<Integer, Integer> wholes = Origin.renumber(numbers, Origin.count(function.primal()));
        WrittenOut written = new WrittenOut(numbers, Map.copyOf(wholes));
        for (Product product : List.of(Product.VALUE, Product.TANGENT, Product.ADJOINT)) {
            if (!written.has(product)) {
                throw new Unrolling.NotWrittenException(
                        "its " + product.id() + " takes more than " + MOST_NODES + " operations");
            }
        }
        return written;
    }

    /** Whether there is such a product of it, which can be written out. */
    public boolean has(Product product) {
        return (numbers.outputs().size() == 1 || !product.isOfOneNumber())
                && derivative(product).graph().size() <= MOST_NODES;
    }

    /** Its inputs are the elements of all parameters in order, its outputs those of all results. */
    public Graph primal() {
        return numbers;
    }

    /** For the number of each value that of the value of the function of arrays that it was made of; -1 if of none. */
    public Map<Integer, Integer> wholes() {
        return wholes;
    }

    /** A product with respect to all elements, ready to be scheduled. */
    public Derivative derivative(Product product) {
        return derivatives.computeIfAbsent(
                product,
                p -> BigStack.call(() -> {
                    List<Integer> all =
                            IntStream.range(0, numbers.inputs().size()).boxed().toList();
                    Derivative raw = new Derivatives(numbers, all).of(p);
                    return raw.with(Pipelines.run(Pipelines.FINAL, raw.graph()));
                }));
    }

    /** The list of a product, with names for people. */
    public WengertList list(Product product) {
        return Schedule.of(derivative(product).graph()).forReading();
    }

    /**
     * Evaluates a product.
     *
     * @param more the direction by element of a tangent, the cotangent by element of the results of an adjoint
     */
    public double[] evaluate(Product product, double[] point, double... more) {
        return evaluations
                .computeIfAbsent(product, p -> new ScalarEvaluation(derivative(p)))
                .at(point, more);
    }
}
