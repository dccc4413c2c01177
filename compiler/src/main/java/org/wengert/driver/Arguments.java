package org.wengert.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.elaborate.SizeBinding;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;

/**
 * The arguments of one call, which fit the function and each other.
 *
 * @param arrays for each real parameter in order, a number being an array of rank 0
 * @param sizes what the names of sizes and the integer parameters stand for
 */
public record Arguments(List<Tensor> arrays, Map<Symbol, Long> sizes) {

    public Arguments {
        arrays = List.copyOf(arrays);
        sizes = Map.copyOf(sizes);
    }

    /**
     * Fits arguments to a function. An empty array may be of a lower rank than its parameter: {@code []} for a {@code real[n,m]}
     * is a matrix without rows, whose columns are as many as another argument says, or else none.
     *
     * @throws IllegalArgumentException if they do not fit; the message has a line for everything that is wrong
     */
    public static Arguments of(FunctionGraph function, List<Tensor> arrays, Map<Symbol, Long> integers) {
        List<Tensor> whole = completed(function.graph().inputs(), arrays, integers);
        Map<Symbol, Long> sizes =
                SizeBinding.of(function, whole.stream().map(Tensor::extents).toList(), integers);
        return new Arguments(whole, sizes);
    }

    /** Arrays of zeros of some sizes; none if a function cannot be called with them. */
    public static Optional<Arguments> zeros(FunctionGraph function, Map<Symbol, Long> sizes) {
        try {
            List<Tensor> arrays = new ArrayList<>();
            for (Node input : function.graph().inputs()) {
                arrays.add(Tensor.zeros(input.type().shape().sizes().stream()
                        .mapToInt(size -> Math.toIntExact(size.evaluate(in(sizes))))
                        .toArray()));
            }
            Map<Symbol, Long> integers = new HashMap<>();
            for (int i = 0; i < function.syntax().parameters().size(); i++) {
                if (function.isInteger(i)) {
                    Symbol symbol = new Symbol(
                            function.syntax().parameters().get(i).name().text());
                    integers.put(symbol, in(sizes).applyAsLong(symbol));
                }
            }
            return Optional.of(of(function, arrays, integers));
        } catch (IllegalArgumentException | ArithmeticException | NegativeArraySizeException unfit) {
            return Optional.empty();
        }
    }

    private static List<Tensor> completed(List<Node> inputs, List<Tensor> arrays, Map<Symbol, Long> integers) {
        Map<Symbol, Long> known = new HashMap<>(integers);
        for (int i = 0; i < arrays.size(); i++) {
            Shape shape = inputs.get(i).type().shape();
            for (int axis = 0; axis < Math.min(shape.rank(), arrays.get(i).rank()); axis++) {
                long extent = arrays.get(i).extent(axis);
                shape.size(axis).symbol().ifPresent(s -> known.putIfAbsent(s, extent));
            }
        }
        List<Tensor> completed = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            completed.add(completed(inputs.get(i).type().shape(), arrays.get(i), known));
        }
        return completed;
    }

    private static Tensor completed(Shape shape, Tensor array, Map<Symbol, Long> known) {
        int rank = array.rank();
        if (rank == 0 || rank >= shape.rank() || array.extent(rank - 1) != 0) {
            return array;
        }
        int[] extents = Arrays.copyOf(array.extents(), shape.rank());
        for (int axis = rank; axis < extents.length; axis++) {
            extents[axis] = guess(shape.size(axis), known);
        }
        return new Tensor(extents, array.data());
    }

    private static int guess(Size size, Map<Symbol, Long> known) {
        if (!known.keySet().containsAll(size.symbols())) {
            return 0;
        }
        try {
            return Math.toIntExact(Math.max(0, size.evaluate(in(known))));
        } catch (ArithmeticException noSize) {
            return 0;
        }
    }

    private static ToLongFunction<Symbol> in(Map<Symbol, Long> sizes) {
        return symbol -> Optional.ofNullable(sizes.get(symbol)).orElseThrow();
    }
}
