package org.wengert.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wengert.driver.Arguments;
import org.wengert.driver.CompiledFunction;
import org.wengert.elaborate.FunctionGraph.Request;
import org.wengert.interpret.Tally;
import org.wengert.op.Tensor;
import org.wengert.product.Product;

/** A point for a function of arrays, with a direction to move in. */
final class Place {

    private final CompiledFunction function;
    private final Arguments sizes;
    private final List<Tensor> point;
    private final List<Tensor> direction;
    private final String name;
    private final Tally tally;

    /**
     * @param sizes with arrays of which only the extents matter
     * @param name by which messages call it
     */
    Place(CompiledFunction function, Arguments sizes, double[] point, Sampler sampler, String name) {
        this.function = function;
        this.sizes = sizes;
        this.point = split(point, sizes.arrays());
        this.direction = split(sampler.direction(point.length), sizes.arrays());
        String with = sizes.sizes().entrySet().stream()
                .map(e -> e.getKey() + " = " + e.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
        this.tally = Tally.NONE;
        this.name = " at " + name + (with.isEmpty() ? "" : " (" + with + ")");
    }

    private Place(Place place, Errors errors) {
        this.function = place.function;
        this.sizes = place.sizes;
        this.name = place.name;
        this.point = place.point.stream().map(errors::in).toList();
        this.direction = place.direction.stream().map(errors::in).toList();
        this.tally = errors;
    }

    /** The same place, with errors in all numbers that are there and that are computed there. */
    Place disturbed(Errors errors) {
        return new Place(this, errors);
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

    /** A product without matrices of derivatives with respect to all parameters. */
    List<Tensor> evaluate(Product product, List<Tensor> more) {
        return function.at(new Arguments(copies(point), sizes.sizes()))
                .evaluate(function.request(product), copies(more), tally);
    }

    /** The entries of a sparse product. */
    double[] entries(Request request) {
        List<Tensor> outputs =
                function.at(new Arguments(copies(point), sizes.sizes())).evaluate(request, List.of(), tally);
        int before = request.product().order() == 1 ? function.results().size() : 0;
        return flat(outputs.subList(before, outputs.size()));
    }

    /** Where they are; empty at sizes for which it is not known. */
    Optional<SparseEntries> places(Request request) {
        return SparseEntries.of(function, request, sizes.sizes());
    }

    /** The direction in which only some parameters move. */
    List<Tensor> direction(List<Integer> active) {
        return IntStream.range(0, direction.size())
                .mapToObj(i -> active.contains(i)
                        ? direction.get(i)
                        : Tensor.zeros(direction.get(i).extents()))
                .toList();
    }

    /** Values may lie in the arrays that they are computed from. */
    private static List<Tensor> copies(List<Tensor> tensors) {
        return tensors.stream()
                .map(t -> new Tensor(t.extents(), t.data().clone()))
                .toList();
    }

    /** The last outputs of a product, where the point is moved by so much of the direction, and the way to them. */
    Differences.Moved moved(double by, Product product, int outputs) {
        List<Tensor> moved = IntStream.range(0, point.size())
                .mapToObj(i -> point.get(i).moved(by, direction.get(i)))
                .toList();
        Way way = new Way();
        double[] all = flat(
                function.at(new Arguments(moved, sizes.sizes())).evaluate(function.request(product), List.of(), way));
        return new Differences.Moved(Arrays.copyOfRange(all, all.length - outputs, all.length), way);
    }

    static double[] flat(List<Tensor> tensors) {
        return tensors.stream().flatMapToDouble(t -> Arrays.stream(t.data())).toArray();
    }

    /** How many numbers there are in arrays. */
    static int count(Arguments arguments) {
        return arguments.arrays().stream().mapToInt(t -> t.data().length).sum();
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
