package org.wengert.op;

import static org.wengert.op.ArrayOperator.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wengert.ir.Node;
import org.wengert.ir.Operator;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.SizeText;
import org.wengert.ir.Symbol;
import org.wengert.ir.Type;
import org.wengert.op.ArrayOperator.Use;

/** Operators that move elements, or add some of them up: all are linear. */
public final class Layout {

    public static final ArrayOperator TRANSPOSE = array(
                    "transpose",
                    "x'",
                    types -> {
                        Shape shape = one(types).shape();
                        require(shape.rank() == 2, types);
                        return one(types).withShape(Shape.of(shape.size(1), shape.size(0)));
                    },
                    (x, sizes) -> transposed(x.get(0)))
            .summary("transpose of a matrix")
            .linear("#'", (g, x, y, v) -> g.apply(Layout.TRANSPOSE, v))
            .identity("(x')' = x", (g, x) -> operand(x.get(0), Layout.TRANSPOSE))
            .elements(Use.MOVES, (e, x, index) -> e.of(x.get(0), List.of(index.get(1), index.get(0))))
            .identity("the inverse is found transposed", (g, x) -> LinearAlgebra.transposedInverse(g, x.get(0)))
            .build();

    private Layout() {}

    /** What {@code accesses}, one for each axis, take of an array. */
    public static ArrayOperator get(List<Access> accesses) {
        return array(
                        "get[" + Access.text(accesses) + "]",
                        "x[" + subscripts(accesses) + "]",
                        types -> {
                            require(one(types).shape().rank() == accesses.size(), types);
                            return one(types).withShape(Access.shape(accesses));
                        },
                        (x, sizes) -> {
                            Region region = new Region(accesses, x.get(0).extents(), sizes);
                            double[] data = x.get(0).data();
                            if (region.isElement()) {
                                return Tensor.scalar(data[region.offset()]);
                            }
                            return new Tensor(
                                    region.extents(),
                                    Arrays.stream(region.offsets())
                                            .mapToDouble(k -> data[k])
                                            .toArray());
                        })
                .summary("element, row or part, by index, or by first index and number")
                .linear(
                        "scatter(#)",
                        (g, x, y, v) -> g.apply(scatter(x.get(0).type().shape(), accesses), v))
                .identity(
                        "the whole of x is x",
                        (g, x) -> isWhole(accesses, x.get(0).type().shape()) ? Optional.of(x.get(0)) : Optional.empty())
                .identity("an element of equal ones", (g, x) -> ofBroadcast(x.get(0), accesses))
                .elements(Use.MOVES, (e, x, index) -> e.of(x.get(0), Access.within(accesses, index)))
                .taking(accesses)
                .view(operand -> Access.isContiguous(accesses, operand.shape())
                        ? Optional.of(Access.offset(accesses, operand.shape()))
                        : Optional.empty())
                .substituting(r -> get(Access.substitute(accesses, r)))
                .build();
    }

    /** Zeros but for a part that {@code accesses} say, which is the operand. */
    public static ArrayOperator scatter(Shape shape, List<Access> accesses) {
        return array(
                        "scatter[" + inner(shape) + "|" + Access.text(accesses) + "]",
                        "scatter(x, [" + subscripts(accesses) + "])",
                        types -> {
                            require(one(types).shape().equals(Access.shape(accesses)), types);
                            return one(types).withShape(shape);
                        },
                        (x, sizes) -> accumulated(x, extents(shape, sizes), List.of(accesses), sizes))
                .summary("zeros but for a part, which is x")
                .linear("#[" + subscripts(accesses) + "]", (g, x, y, v) -> g.apply(get(accesses), v))
                .identity(
                        "all of the zeros are replaced",
                        (g, x) -> isWhole(accesses, shape) ? Optional.of(x.get(0)) : Optional.empty())
                .regions(List.of(accesses))
                .substituting(r -> scatter(shape.substitute(r), Access.substitute(accesses, r)))
                .build();
    }

    /**
     * The operand repeated along the axes that it has not.
     *
     * @param axes for each axis of the operand the one of {@code shape} that it is, increasing
     */
    public static ArrayOperator broadcast(Shape shape, List<Integer> axes) {
        List<Integer> others = IntStream.range(0, shape.rank())
                .filter(axis -> !axes.contains(axis))
                .boxed()
                .toList();
        return array(
                        "broadcast[" + inner(shape) + "|" + text(axes) + "]",
                        "broadcast(x)",
                        types -> {
                            Shape given = one(types).shape();
                            require(given.rank() == axes.size(), types);
                            for (int k = 0; k < axes.size(); k++) {
                                require(given.size(k).equals(shape.size(axes.get(k))), types);
                            }
                            return one(types).withShape(shape);
                        },
                        (x, sizes) -> repeated(x.get(0), extents(shape, sizes), axes))
                .summary("x repeated along the axes that it has not")
                .linear("sum(#)", (g, x, y, v) -> g.apply(sum(others), v))
                .identity("nothing is repeated", (g, x) -> others.isEmpty() ? Optional.of(x.get(0)) : Optional.empty())
                .elements(
                        Use.SPREADS,
                        (e, x, index) ->
                                e.of(x.get(0), axes.stream().map(index::get).toList()))
                .substituting(r -> broadcast(shape.substitute(r), axes))
                .build();
    }

    /** The sums along some axes, which go. */
    public static ArrayOperator sum(List<Integer> axes) {
        return array(
                        "sum[" + text(axes) + "]",
                        "sum(x)",
                        types -> one(types).withShape(without(one(types).shape(), axes)),
                        (x, sizes) -> summed(x.get(0), axes))
                .summary("sums along axes, which go")
                .linear("broadcast(#)", (g, x, y, v) -> {
                    Shape shape = x.get(0).type().shape();
                    return g.apply(
                            broadcast(
                                    shape,
                                    IntStream.range(0, shape.rank())
                                            .filter(a -> !axes.contains(a))
                                            .boxed()
                                            .toList()),
                            v);
                })
                .identity("nothing is summed", (g, x) -> axes.isEmpty() ? Optional.of(x.get(0)) : Optional.empty())
                .elements(Use.ONCE, (e, x, index) -> summed(e, x.get(0), axes, index))
                .build();
    }

    /** The same elements in an array of another shape. */
    public static ArrayOperator reshape(Shape shape) {
        return array(
                        "reshape[" + inner(shape) + "]",
                        "reshape(x)",
                        types -> one(types).withShape(shape),
                        (x, sizes) -> new Tensor(extents(shape, sizes), x.get(0).data()))
                .summary("the same elements in another shape")
                .linear(
                        "reshape(#)",
                        (g, x, y, v) -> g.apply(reshape(x.get(0).type().shape()), v))
                .identity(
                        "the same shape",
                        (g, x) -> x.get(0).type().shape().equals(shape) ? Optional.of(x.get(0)) : Optional.empty())
                .identity(
                        "one number is repeated",
                        (g, x) -> x.get(0).type().isScalar() && !shape.isScalar()
                                ? Optional.of(g.broadcast(x.get(0), shape))
                                : Optional.empty())
                .view(operand -> operand.isScalar() ? Optional.empty() : Optional.of(Size.ZERO))
                .substituting(r -> reshape(shape.substitute(r)))
                .build();
    }

    /** Arrays of one shape as one array with another axis before theirs. */
    public static ArrayOperator stack(int count) {
        ArrayOperator.Builder stack = array(
                        "stack[" + count + "]",
                        List.of("[]", "[x]", "[a, b]", "[a, b, c]", "[a, b, c, ...]")
                                .get(Math.min(count, 4)),
                        types -> {
                            require(
                                    types.size() == count
                                            && types.stream().distinct().count() <= 1,
                                    types);
                            Type type = count == 0 ? Type.REAL : types.get(0);
                            return type.withShape(type.shape().stacked(Size.of(count)));
                        },
                        (x, sizes) -> stacked(x))
                .stacked(count)
                .summary("arrays side by side along a new first axis")
                .jointlyLinear();
        for (int k = 0; k < count; k++) {
            Size index = Size.of(k);
            stack.linear("#[" + k + "]", (g, x, y, v) -> g.slice(v, index));
        }
        return stack.build();
    }

    /** The elements of a vector that is written as numbers side by side. */
    static Optional<List<Node>> stackedNumbers(Node vector) {
        return vector.operator().filter(o -> o.name().startsWith("stack[")).isPresent()
                        && vector.operands().stream().allMatch(x -> x.type().isScalar())
                ? Optional.of(vector.operands())
                : Optional.empty();
    }

    /** Zeros to which each operand is added where its accesses say, one operand after the other. */
    public static ArrayOperator accumulate(Shape shape, List<List<Access>> parts) {
        ArrayOperator.Builder sum = array(
                        "accumulate[" + inner(shape)
                                + parts.stream().map(p -> "|" + Access.text(p)).collect(Collectors.joining()) + "]",
                        "accumulate(a, b, ...)",
                        types -> {
                            require(types.size() == parts.size() && !types.isEmpty(), types);
                            for (int k = 0; k < types.size(); k++) {
                                require(types.get(k).shape().equals(Access.shape(parts.get(k))), types);
                            }
                            return Type.real(shape);
                        },
                        (x, sizes) -> accumulated(x, extents(shape, sizes), parts, sizes))
                .regions(parts)
                .summary("zeros to which arrays are added where they belong")
                .jointlyLinear()
                .substituting(r -> accumulate(
                        shape.substitute(r),
                        parts.stream().map(p -> Access.substitute(p, r)).toList()));
        parts.forEach(part -> sum.linear("#[" + subscripts(part) + "]", (g, x, y, v) -> g.apply(get(part), v)));
        return sum.build();
    }

    /** Numbers and vectors one behind the other; of each how many elements it has, and nothing of a number. */
    public static ArrayOperator concat(List<Optional<Size>> counts) {
        List<List<Access>> parts = new ArrayList<>();
        Size next = Size.ZERO;
        for (Optional<Size> count : counts) {
            parts.add(List.of(new Access(next, count)));
            next = next.plus(count.orElse(Size.ONE));
        }
        Shape shape = Shape.of(next);
        ArrayOperator.Builder concat = array(
                        "concat["
                                + counts.stream()
                                        .map(c -> c.map(Size::toString).orElse(""))
                                        .collect(Collectors.joining("|"))
                                + "]",
                        "concat(a, b, ...)",
                        types -> {
                            require(types.size() == parts.size() && !types.isEmpty(), types);
                            for (int k = 0; k < types.size(); k++) {
                                require(types.get(k).shape().equals(Access.shape(parts.get(k))), types);
                            }
                            return Type.real(shape);
                        },
                        (x, sizes) -> vector(x.stream()
                                .flatMapToDouble(t -> Arrays.stream(t.data()))
                                .toArray()))
                .covering(parts)
                .summary("numbers and vectors one behind the other")
                .jointlyLinear()
                .substituting(r -> concat(counts.stream()
                        .map(count -> count.map(c -> c.substitute(r)))
                        .toList()));
        parts.forEach(part -> concat.linear("#[" + subscripts(part) + "]", (g, x, y, v) -> g.apply(get(part), v)));
        return concat.build();
    }

    /** The same of some nodes. */
    public static Node concat(Algebra g, List<Node> parts) {
        return g.apply(
                concat(parts.stream()
                        .map(part -> part.type().isScalar()
                                ? Optional.<Size>empty()
                                : Optional.of(part.type().shape().count()))
                        .toList()),
                parts.toArray(Node[]::new));
    }

    private static Tensor vector(double... elements) {
        return new Tensor(new int[] {elements.length}, elements);
    }

    private static void setPart(Tensor x, List<Access> part, Tensor sum, ToLongFunction<Size> sizes) {
        int[] offsets = new Region(part, sum.extents(), sizes).offsets();
        for (int k = 0; k < offsets.length; k++) {
            sum.data()[offsets[k]] = x.data()[k];
        }
    }

    /** Adds an array to a part of {@code sum}. */
    static void addPart(Tensor x, List<Access> part, Tensor sum, ToLongFunction<Size> sizes) {
        int[] offsets = new Region(part, sum.extents(), sizes).offsets();
        for (int k = 0; k < offsets.length; k++) {
            sum.data()[offsets[k]] += x.data()[k];
        }
    }

    /** Numbers and the elements of arrays side by side, a vector. */
    public static Node joined(Algebra g, List<Node> parts) {
        Size total = Size.ZERO;
        List<List<Access>> places = new ArrayList<>();
        List<Node> vectors = new ArrayList<>();
        for (Node part : parts) {
            boolean scalar = part.type().isScalar();
            Size count = part.type().shape().count();
            places.add(List.of(scalar ? Access.at(total) : Access.range(total, count)));
            vectors.add(scalar ? part : g.reshape(part, Shape.of(count)));
            total = total.plus(count);
        }
        return g.apply(accumulate(Shape.of(total), places), vectors.toArray(Node[]::new));
    }

    private static Tensor accumulated(
            List<Tensor> x, int[] extents, List<List<Access>> parts, ToLongFunction<Size> sizes) {
        Tensor sum = Tensor.zeros(extents);
        if (x.size() == 1) {
            setPart(x.get(0), parts.get(0), sum, sizes);
            return sum;
        }
        for (int term = 0; term < x.size(); term++) {
            addPart(x.get(term), parts.get(term), sum, sizes);
        }
        return sum;
    }

    private static Node summed(Elements e, Node x, List<Integer> axes, List<Size> index) {
        Shape shape = x.type().shape();
        return axes.size() == shape.rank()
                ? e.total(List.of(x), elements -> elements.get(0))
                : summed(e, x, axes, 0, new ArrayList<>(), index);
    }

    /** The sum over the axes from {@code axis} on, where those before it are at {@code whole}. */
    private static Node summed(Elements e, Node x, List<Integer> axes, int axis, List<Size> whole, List<Size> index) {
        Shape shape = x.type().shape();
        if (axis == shape.rank()) {
            return e.of(x, whole);
        }
        List<Size> next = new ArrayList<>(whole);
        if (axes.contains(axis)) {
            return e.sum(shape.size(axis), k -> {
                List<Size> at = new ArrayList<>(whole);
                at.add(k);
                return summed(e, x, axes, axis + 1, at, index);
            });
        }
        next.add(index.get(0));
        return summed(e, x, axes, axis + 1, next, index.subList(1, index.size()));
    }

    private static Tensor stacked(List<Tensor> x) {
        int[] inner = x.isEmpty() ? new int[0] : x.get(0).extents();
        int[] extents =
                IntStream.concat(IntStream.of(x.size()), Arrays.stream(inner)).toArray();
        return new Tensor(
                extents,
                x.stream().flatMapToDouble(t -> Arrays.stream(t.data())).toArray());
    }

    private static Optional<Node> ofBroadcast(Node x, List<Access> accesses) {
        boolean element = accesses.stream().allMatch(a -> a.count().isEmpty());
        boolean repeated = element
                && x.operator().filter(o -> o.name().startsWith("broadcast[")).isPresent();
        return repeated && x.operand(0).type().isScalar() ? Optional.of(x.operand(0)) : Optional.empty();
    }

    /** Where the elements lie that some accesses take. */
    @SuppressWarnings("ArrayRecordComponent") // a view, never compared
    private record Region(List<Access> accesses, int[] whole, ToLongFunction<Size> sizes) {

        /** Whether it is one element, which loops read again and again. */
        boolean isElement() {
            for (int axis = 0; axis < whole.length; axis++) {
                if (accesses.get(axis).count().isPresent()) {
                    return false;
                }
            }
            return true;
        }

        /** Where an element lies. */
        int offset() {
            int offset = 0;
            for (int axis = 0; axis < whole.length; axis++) {
                offset = offset * whole[axis] + from(axis, 1);
            }
            return offset;
        }

        private int from(int axis, int count) {
            int from = Math.toIntExact(sizes.applyAsLong(accesses.get(axis).from()));
            if (from < 0 || count < 0 || from + count > whole[axis]) {
                throw new IndexOutOfBoundsException(
                        "axis " + axis + ": " + from + ":" + (from + count) + " of " + whole[axis]);
            }
            return from;
        }

        int[] extents() {
            return accesses.stream()
                    .flatMap(a -> a.count().stream())
                    .mapToInt(c -> Tensor.fitting(sizes.applyAsLong(c)))
                    .toArray();
        }

        int[] offsets() {
            if (isElement()) {
                return new int[] {offset()};
            }
            int[] offsets = {0};
            for (int axis = 0; axis < whole.length; axis++) {
                int count = accesses.get(axis)
                        .count()
                        .map(c -> Tensor.fitting(sizes.applyAsLong(c)))
                        .orElse(1);
                int from = from(axis, count);
                int extent = whole[axis];
                offsets = Arrays.stream(offsets)
                        .flatMap(o -> IntStream.range(from, from + count).map(k -> o * extent + k))
                        .toArray();
            }
            return offsets;
        }
    }

    private static Tensor transposed(Tensor a) {
        int rows = a.extent(0);
        int columns = a.extent(1);
        Tensor t = Tensor.zeros(columns, rows);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                t.data()[j * rows + i] = a.data()[i * columns + j];
            }
        }
        return t;
    }

    private static Tensor repeated(Tensor x, int[] extents, List<Integer> axes) {
        Tensor y = Tensor.zeros(extents);
        for (int k = 0; k < y.data().length; k++) {
            y.data()[k] = x.data()[projected(k, y, axes, x)];
        }
        return y;
    }

    private static Tensor summed(Tensor x, List<Integer> axes) {
        List<Integer> kept = IntStream.range(0, x.rank())
                .filter(a -> !axes.contains(a))
                .boxed()
                .toList();
        Tensor y = Tensor.zeros(kept.stream().mapToInt(x::extent).toArray());
        for (int k = 0; k < x.data().length; k++) {
            y.data()[projected(k, x, kept, y)] += x.data()[k];
        }
        return y;
    }

    /** The offset in {@code small} of element {@code k} of {@code large}, seen along {@code axes} alone. */
    private static int projected(int k, Tensor large, List<Integer> axes, Tensor small) {
        int offset = 0;
        for (int a = 0; a < axes.size(); a++) {
            int axis = axes.get(a);
            offset += k / large.stride(axis) % large.extent(axis) * small.stride(a);
        }
        return offset;
    }

    private static int[] extents(Shape shape, ToLongFunction<Size> sizes) {
        return shape.sizes().stream()
                .mapToInt(s -> Tensor.fitting(sizes.applyAsLong(s)))
                .toArray();
    }

    private static boolean isWhole(List<Access> accesses, Shape shape) {
        return IntStream.range(0, shape.rank()).allMatch(a -> accesses.get(a).equals(Access.all(shape.size(a))));
    }

    private static Shape without(Shape shape, List<Integer> axes) {
        List<Size> kept = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (!axes.contains(axis)) {
                kept.add(shape.size(axis));
            }
        }
        return new Shape(kept);
    }

    private static String subscripts(List<Access> accesses) {
        return accesses.stream()
                .map(a -> a.count()
                        .map(c -> a.from() + ":" + a.from().plus(c))
                        .orElseGet(() -> a.from().toString()))
                .collect(Collectors.joining(","));
    }

    private static String inner(Shape shape) {
        return shape.sizes().stream().map(Size::toString).collect(Collectors.joining(","));
    }

    private static String text(List<Integer> axes) {
        return axes.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** One member of each family. */
    static List<ArrayOperator> samples() {
        Size n = Size.of(new Symbol("n"));
        Size m = Size.of(new Symbol("m"));
        List<Access> row = List.of(Access.at(Size.of(new Symbol("i"))), Access.all(m));
        return List.of(
                TRANSPOSE,
                get(row),
                scatter(Shape.of(n, m), row),
                broadcast(Shape.of(n, m), List.of(0)),
                sum(List.of(1)),
                reshape(Shape.of(n.times(m))),
                stack(2),
                accumulate(Shape.of(n, m), List.of(row, row)),
                concat(List.of(Optional.of(n), Optional.empty())));
    }

    static Type one(List<Type> types) {
        require(types.size() == 1, types);
        return types.get(0);
    }

    static void require(boolean holds, List<Type> types) {
        if (!holds) {
            throw new IllegalArgumentException(types.toString());
        }
    }

    static Optional<Node> operand(Node node, Operator operator) {
        return node.operator().filter(operator::equals).map(o -> node.operand(0));
    }

    /** The operator that dumps call so. */
    static Optional<ArrayOperator> named(String family, String attributes) {
        String[] parts = attributes.split("\\|", -1);
        return switch (family) {
            case "get" -> Optional.of(get(Access.read(attributes)));
            case "scatter" -> Optional.of(scatter(SizeText.shape(parts[0]), Access.read(parts[1])));
            case "broadcast" -> Optional.of(broadcast(SizeText.shape(parts[0]), axes(parts[1])));
            case "sum" -> Optional.of(sum(axes(attributes)));
            case "stack" -> Optional.of(stack(Integer.parseInt(attributes)));
            case "reshape" -> Optional.of(reshape(SizeText.shape(attributes)));
            case "accumulate" ->
                Optional.of(accumulate(
                        SizeText.shape(parts[0]),
                        Arrays.stream(parts).skip(1).map(Access::read).toList()));
            case "concat" ->
                Optional.of(concat(Arrays.stream(parts)
                        .map(count -> count.isEmpty() ? Optional.<Size>empty() : Optional.of(SizeText.size(count)))
                        .toList()));
            default -> Optional.empty();
        };
    }

    private static List<Integer> axes(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
    }
}
