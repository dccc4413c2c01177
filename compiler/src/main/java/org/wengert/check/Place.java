package org.wengert.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wengert.differentiate.Product;
import org.wengert.driver.Arguments;
import org.wengert.driver.CompiledFunction;
import org.wengert.op.Tensor;

/** A point that is drawn for a function of arrays, with a direction to move in. */
final class Place {

    private final CompiledFunction function;
    private final Arguments sizes;
    private final List<Tensor> point;
    private final List<Tensor> direction;
    private final String name;

    /**
     * @param sizes with arrays of which only the extents matter
     * @param number by which messages call it
     */
    Place(CompiledFunction function, Arguments sizes, Sampler sampler, int number) {
        this.function = function;
        this.sizes = sizes;
        int count = sizes.arrays().stream().mapToInt(t -> t.data().length).sum();
        this.point = split(sampler.point(count), sizes.arrays());
        this.direction = split(sampler.direction(count), sizes.arrays());
        String with = sizes.sizes().entrySet().stream()
                .map(e -> e.getKey() + " = " + e.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
        this.name = " at point " + number + (with.isEmpty() ? "" : " (" + with + ")");
    }

    List<Tensor> point() {
        return point;
    }

    List<Tensor> direction() {
        return direction;
    }

    /** {@code at point 3 (n = 2)}. */
    String name() {
        return name;
    }

    /** A product with respect to all parameters, where the point is moved by so much of the direction. */
    List<Tensor> evaluate(double by, Product product, List<Tensor> more) {
        List<Tensor> moved = IntStream.range(0, point.size())
                .mapToObj(i -> point.get(i).moved(by, direction.get(i)))
                .toList();
        return function.at(new Arguments(moved, sizes.sizes())).evaluate(function.request(product), more);
    }

    /** Numbers as arrays of the same extents as others. */
    static List<Tensor> split(double[] numbers, List<Tensor> like) {
        List<Tensor> parts = new ArrayList<>();
        int from = 0;
        for (Tensor tensor : like) {
            int to = from + tensor.data().length;
            parts.add(new Tensor(tensor.extents(), Arrays.copyOfRange(numbers, from, to)));
            from = to;
        }
        return parts;
    }

    /** {@code y[1,2]} for each element. */
    static Supplier<String[]> names(List<String> names, List<Tensor> tensors) {
        return () -> IntStream.range(0, tensors.size())
                .boxed()
                .flatMap(i -> IntStream.range(0, tensors.get(i).data().length)
                        .mapToObj(k -> names.get(i) + index(k, tensors.get(i).extents())))
                .toArray(String[]::new);
    }

    private static String index(int position, int[] extents) {
        return extents.length == 0 ? "" : "[" + Tensor.index(position, extents) + "]";
    }
}
