package org.wengert.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Contribution;
import org.wengert.ir.Decimal;
import org.wengert.ir.Graph;
import org.wengert.ir.Label;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operation.Role;
import org.wengert.ir.Operator;
import org.wengert.ir.Phrase;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Access;
import org.wengert.op.Algebra;
import org.wengert.op.Arithmetic;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Layout;
import org.wengert.op.ScalarOperator;
import org.wengert.pass.Rebuild;

/**
 * Lines of a matrix, one for each unit vector, of a sum each of whose terms reads the vector at few places: {@code x[i]} and {@code x[i+1]}. In a
 * term only those lines are not 0, so that the loop over the terms goes outside, and each term gives what it has to give to its few lines. A
 * Hessian of n terms then costs n times a term and not n^2 times.
 *
 * <p>A term is linear in the vector: what it gives where several places are one is the sum of what it gives for each.
 */
final class SparseLines implements Rebuild.Maker {

    /** A term that reads the vector at more places is left as it is. */
    private static final int MOST_PLACES = 8;

    /** So many nodes the terms for all places have at most. */
    private static final int MOST_NODES = 1_000;

    private static final Set<Operator> LINEAR =
            Set.of(Arithmetic.ADD, Arithmetic.SUBTRACT, Arithmetic.NEGATE, Arithmetic.MULTIPLY, Arithmetic.DIVIDE);

    private SparseLines() {}

    static Graph apply(Graph graph) {
        return graph.nodes().stream().anyMatch(node -> node.operation() instanceof Operation.Loop)
                ? Rebuild.with(graph, new SparseLines())
                : graph;
    }

    @Override
    public Level enter(Graph graph, List<Node> wanted, Liveness liveness) {
        Map<Node, Map<Integer, Node>> made = new HashMap<>();
        return (node, copy) -> {
            if (node.operation() instanceof Operation.Loop loop) {
                Optional<Lines> lines = Lines.of(
                        node, loop, liveness.items(node).stream().boxed().toList());
                lines.ifPresent(found -> made.put(node, found.write(copy)));
                return lines.isPresent();
            }
            if (node.operation() instanceof Operation.Item item && made.containsKey(node.operand(0))) {
                copy.put(
                        node,
                        Optional.ofNullable(made.get(node.operand(0)).get(item.index()))
                                .orElseThrow());
                return true;
            }
            return false;
        };
    }

    /** That a loop is no such lines. */
    private static final class Other extends RuntimeException {
        private static final long serialVersionUID = 1;

        Other() {
            super("other", null, false, false);
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new Other();
        }
    }

    private static boolean isPlain(Operation.Loop loop) {
        return loop.carried() == 0 && loop.iterations().checkpoints().isEmpty();
    }

    /** What a loop gives to a line from some column on. */
    private record Given(int result, Node loop, int item, Size column) {}

    /** A loop over unit vectors. */
    private static final class Lines {

        private final Node node;
        private final Operation.Loop loop;
        private final Graph body;

        /** The unit vector and parts of it, with where they begin in it. */
        private final Map<Node, Size> units = new HashMap<>();

        private final List<Given> given = new ArrayList<>();
        private final Map<Node, Sum> sums = new LinkedHashMap<>();
        private final List<Integer> results;

        private Lines(Node node, Operation.Loop loop, List<Integer> results) {
            this.node = node;
            this.loop = loop;
            this.body = loop.body().graph();
            this.results = results;
        }

        static Optional<Lines> of(Node node, Operation.Loop loop, List<Integer> results) {
            try {
                Lines lines = new Lines(node, loop, results);
                lines.find();
                return Optional.of(lines);
            } catch (Other other) {
                return Optional.empty();
            }
        }

        private void find() {
            require(isPlain(loop) && loop.from().equals(Size.ZERO) && !results.isEmpty());
            body.nodes().forEach(this::findUnit);
            require(!units.isEmpty());
            for (int result : results) {
                Node line = body.results().get(result);
                require(loop.roles().get(result) == Role.STACK
                        && line.type().shape().rank() == 1);
                find(result, line, Size.ZERO);
            }
            for (Given part : given) {
                if (!sums.containsKey(part.loop())) {
                    sums.put(part.loop(), new Sum(part.loop(), this));
                }
                Optional.ofNullable(sums.get(part.loop())).orElseThrow().find(part);
            }
        }

        private void findUnit(Node value) {
            Optional<ArrayOperator> operator = arrayOperator(value);
            Optional<List<List<Access>>> regions = regions(value);
            List<List<Access>> one = List.of(List.of(Access.at(Size.of(loop.index()))));
            if (regions.equals(Optional.of(one)) && isOne(value.operand(0))) {
                units.put(value, Size.ZERO);
            } else if (value.operands().size() == 1 && units.containsKey(value.operand(0))) {
                operator.flatMap(ArrayOperator::taken)
                        .filter(taken ->
                                taken.size() == 1 && taken.get(0).count().isPresent())
                        .ifPresent(taken -> units.put(
                                value,
                                offset(value.operand(0)).plus(taken.get(0).from())));
            }
        }

        private Size offset(Node unit) {
            return Optional.ofNullable(units.get(unit)).orElseThrow();
        }

        /** Finds which loops a line is the sum of. */
        private void find(int result, Node line, Size column) {
            if (line.operation() instanceof Operation.Item item) {
                given.add(new Given(result, line.operand(0), item.index(), column));
            } else if (line.operator().equals(Optional.of(Arithmetic.ADD))) {
                line.operands().forEach(part -> find(result, part, column));
            } else {
                List<List<Access>> parts = regions(line).orElseThrow(Other::new);
                for (int k = 0; k < parts.size(); k++) {
                    require(parts.get(k).size() == 1
                            && parts.get(k).get(0).count().isPresent());
                    find(
                            result,
                            line.operand(k),
                            column.plus(parts.get(k).get(0).from()));
                }
            }
        }

        /** By result its matrix. */
        Map<Integer, Node> write(Rebuild.Copy copy) {
            Algebra algebra = new Algebra(copy.builder());
            Map<Integer, Node> matrices = new LinkedHashMap<>();
            for (Sum sum : sums.values()) {
                sum.write(copy).forEach((result, matrix) -> matrices.merge(result, matrix, algebra::add));
            }
            for (int result : results) {
                matrices.computeIfAbsent(result, r -> algebra.zero(loop.type(r)));
                copy.builder()
                        .describeLike(
                                Optional.ofNullable(matrices.get(result)).orElseThrow(),
                                body.results().get(result));
            }
            return matrices;
        }
    }

    private static Optional<ArrayOperator> arrayOperator(Node node) {
        return node.operator().filter(ArrayOperator.class::isInstance).map(ArrayOperator.class::cast);
    }

    private static Optional<List<List<Access>>> regions(Node node) {
        return arrayOperator(node)
                .flatMap(operator -> operator.regions(node.type().shape()))
                .map(ArrayOperator.Regions::accesses);
    }

    private static boolean isOne(Node node) {
        return node.operation() instanceof Operation.Constant constant && constant.value() == 1;
    }

    /** A number that a term gives to a column of a result. */
    private record Place(int result, Size column, Node value) {}

    /** A loop over terms. */
    private static final class Sum {

        private final Node node;
        private final Operation.Loop loop;
        private final Graph body;
        private final Lines lines;

        /** What is read of the unit vector, with the place. */
        private final Map<Node, Size> reads = new LinkedHashMap<>();

        /** What depends on the unit vector. */
        private final Set<Node> directed = new HashSet<>();

        private final Map<Node, Size> units = new HashMap<>();
        private final List<Place> places = new ArrayList<>();

        Sum(Node node, Lines lines) {
            this.node = node;
            this.lines = lines;
            require(node.operation() instanceof Operation.Loop);
            this.loop = (Operation.Loop) node.operation();
            this.body = loop.body().graph();
            Symbol around = lines.loop.index();
            require(isPlain(loop) && !Hoisting.mentions(node, around));
            for (int k = 0; k < body.inputs().size(); k++) {
                Node outer = outer(k);
                if (lines.units.containsKey(outer)) {
                    units.put(body.inputs().get(k), lines.offset(outer));
                } else {
                    require(outer.isConstant() || lines.body.inputs().contains(outer));
                }
            }
            body.nodes().forEach(this::look);
            int count = places().size();
            require(count > 0 && count <= MOST_PLACES && count * body.nodes().size() <= MOST_NODES);
        }

        private Node outer(int input) {
            return node.operand(loop.body().operands().get(input));
        }

        private Set<Size> places() {
            return new LinkedHashSet<>(reads.values());
        }

        private void look(Node value) {
            boolean readsUnit = value.operands().stream().anyMatch(units::containsKey);
            List<Node> operands =
                    value.operands().stream().filter(directed::contains).toList();
            if (readsUnit) {
                List<Access> taken =
                        arrayOperator(value).flatMap(ArrayOperator::taken).orElseThrow(Other::new);
                require(taken.size() == 1 && taken.get(0).count().isEmpty());
                Size from = Optional.ofNullable(units.get(value.operand(0))).orElseThrow();
                reads.put(value, from.plus(taken.get(0).from()));
                directed.add(value);
            } else if (!operands.isEmpty()) {
                Operator operator = value.operator().orElseThrow(Other::new);
                boolean product = operator.equals(Arithmetic.MULTIPLY);
                boolean quotient = operator.equals(Arithmetic.DIVIDE);
                require(LINEAR.contains(operator) || regions(value).isPresent());
                require(
                        product
                                ? operands.size() == 1
                                : quotient
                                        ? !directed.contains(value.operand(1))
                                        : operands.size() == value.operands().size());
                directed.add(value);
            }
        }

        void find(Given part) {
            Node value = body.results().get(part.item());
            if (loop.roles().get(part.item()) == Role.STACK) {
                require(value.type().isScalar() && directed.contains(value));
                places.add(new Place(
                        part.result(), part.column().plus(loop.iterations().position()), value));
            } else {
                find(part, value);
            }
        }

        /** Finds what a term gives. */
        private void find(Given part, Node value) {
            require(directed.contains(value));
            if (value.operator().equals(Optional.of(Arithmetic.ADD))) {
                value.operands().forEach(operand -> find(part, operand));
                return;
            }
            List<List<Access>> regions = regions(value).orElseThrow(Other::new);
            for (int k = 0; k < regions.size(); k++) {
                Node number = value.operand(k);
                require(regions.get(k).size() == 1
                        && regions.get(k).get(0).count().isEmpty());
                require(directed.contains(number));
                places.add(new Place(
                        part.result(), part.column().plus(regions.get(k).get(0).from()), number));
            }
        }

        /** By result the matrix that the terms give. */
        Map<Integer, Node> write(Rebuild.Copy copy) {
            BodyBuilder builder = new BodyBuilder(copy.builder());
            Rebuild.Copy inside = new Rebuild.Copy(builder.graph());
            for (int k = 0; k < body.inputs().size(); k++) {
                if (!units.containsKey(body.inputs().get(k))) {
                    inside.put(body.inputs().get(k), builder.capture(around(outer(k), copy)));
                }
            }
            List<Node> shared = body.nodes().stream()
                    .filter(directed::contains)
                    .filter(value -> !reads.containsKey(value))
                    .flatMap(value -> value.operands().stream())
                    .filter(operand -> !directed.contains(operand))
                    .distinct()
                    .toList();
            inside.results(body, shared);
            Map<Integer, List<List<Access>>> accesses = new LinkedHashMap<>();
            Map<Integer, List<Node>> values = new LinkedHashMap<>();
            for (Size row : places()) {
                Direction direction = new Direction(row, inside);
                for (Place place : places) {
                    direction.of(place.value()).ifPresent(value -> {
                        accesses.computeIfAbsent(place.result(), r -> new ArrayList<>())
                                .add(List.of(Access.at(row), Access.at(place.column())));
                        values.computeIfAbsent(place.result(), r -> new ArrayList<>())
                                .add(value);
                    });
                }
            }
            Algebra algebra = new Algebra(builder.graph());
            List<Node> results = new ArrayList<>();
            accesses.forEach((result, where) -> {
                Shape matrix = lines.loop.type(result).shape();
                Node[] numbers =
                        Optional.ofNullable(values.get(result)).orElseThrow().toArray(Node[]::new);
                results.add(algebra.apply(Layout.accumulate(matrix, where), numbers));
            });
            List<Role> roles = results.stream().map(r -> Role.SUM).toList();
            Map<Integer, Node> matrices = new LinkedHashMap<>();
            if (!results.isEmpty()) {
                Node tuple = copy.builder().loop(loop.iterations(), List.of(), builder.buildResults(results), roles);
                int next = 0;
                for (int result : accesses.keySet()) {
                    matrices.put(result, copy.builder().item(tuple, next++));
                }
            }
            return matrices;
        }

        /** A value of the body of the lines, which is one of around them. */
        private Node around(Node outer, Rebuild.Copy copy) {
            if (outer.isConstant()) {
                return copy.builder().constantLike(outer);
            }
            int input = lines.body.inputs().indexOf(outer);
            return copy.of(lines.node.operand(lines.loop.body().operands().get(input)));
        }

        /** A term in the direction of one of its places. */
        private final class Direction {

            private final Size row;
            private final Rebuild.Copy inside;
            private final Algebra algebra;
            private final Map<Node, Optional<Node>> known = new HashMap<>();

            Direction(Size row, Rebuild.Copy inside) {
                this.row = row;
                this.inside = inside;
                this.algebra = new Algebra(inside.builder());
            }

            /** What a value is in this direction; nothing if that is 0. */
            Optional<Node> of(Node value) {
                for (Node node : body.nodes()) {
                    if (node.id() <= value.id() && directed.contains(node) && !known.containsKey(node)) {
                        known.put(node, made(node));
                    }
                }
                return get(value);
            }

            private Optional<Node> get(Node value) {
                return Optional.ofNullable(known.get(value)).orElseThrow();
            }

            private Optional<Node> made(Node value) {
                Size read = reads.get(value);
                if (read != null) {
                    return read.equals(row) ? Optional.of(algebra.constant(1)) : Optional.empty();
                }
                if (!LINEAR.contains(value.operator().orElseThrow())) {
                    return Optional.empty();
                }
                Optional<Node> linear = linear(value).map(this::folded);
                linear.filter(copy -> copy.name().isEmpty() && !copy.isConstant())
                        .ifPresent(copy -> describe(copy, value));
                return linear;
            }

            /** As a constant, if it is one. */
            private Node folded(Node copy) {
                Optional<ScalarOperator> operator = ScalarOperator.in(copy);
                return operator.isPresent() && copy.operands().stream().allMatch(Node::isConstant)
                        ? algebra.constant(operator.get()
                                .evaluate(copy.operands().stream()
                                        .mapToDouble(o -> ((Operation.Constant) o.operation()).value())
                                        .toArray()))
                        : copy;
            }

            private Optional<Node> linear(Node value) {
                Operator operator = value.operator().orElseThrow();
                Node first = value.operand(0);
                if (operator.equals(Arithmetic.NEGATE)) {
                    return get(first).map(algebra::negate);
                }
                Node second = value.operand(1);
                if (operator.equals(Arithmetic.MULTIPLY)) {
                    boolean left = directed.contains(first);
                    Node factor = inside.of(left ? second : first);
                    return get(left ? first : second)
                            .map(number -> isOne(number)
                                    ? factor
                                    : left ? algebra.multiply(number, factor) : algebra.multiply(factor, number));
                }
                if (operator.equals(Arithmetic.DIVIDE)) {
                    return get(first).map(number -> algebra.divide(number, inside.of(second)));
                }
                Optional<Node> a = get(first);
                Optional<Node> b = get(second);
                boolean minus = operator.equals(Arithmetic.SUBTRACT);
                if (a.isPresent() && b.isPresent()) {
                    return Optional.of(minus ? algebra.subtract(a.get(), b.get()) : algebra.add(a.get(), b.get()));
                }
                return a.isPresent() || !minus ? a.or(() -> b) : b.map(algebra::negate);
            }

            /** Names a value like the one that it is in this direction, and says what it was made of if that has no line. */
            private void describe(Node copy, Node value) {
                List<Contribution.Known> known = known(value).distinct().toList();
                value.label()
                        .filter(label -> !known.isEmpty())
                        .ifPresent(label ->
                                inside.builder().label(copy, value.name().orElseThrow(), with(label, known)));
                inside.builder().describeLike(copy, value);
            }

            /** {@code v2Dot = 1} of what {@code value} is made of; what has no name is made of something itself. */
            private Stream<Contribution.Known> known(Node value) {
                return value.operands().stream()
                        .filter(directed::contains)
                        .flatMap(operand -> operand.name().isEmpty()
                                ? known(operand)
                                : is(operand)
                                        .map(text -> new Contribution.Known(
                                                operand.name().get(), Phrase.of(text)))
                                        .stream());
            }

            /** What stands in the place of a value that has no line here. */
            private Optional<String> is(Node operand) {
                Optional<Node> made = get(operand);
                if (made.isEmpty()) {
                    return Optional.of("0");
                }
                return made.get().operation() instanceof Operation.Constant constant
                        ? Optional.of(Decimal.shortest(constant.value()))
                        : made.get()
                                .name()
                                .filter(name -> !name.equals(operand.name().orElse("")));
            }

            private static Label with(Label label, List<Contribution.Known> known) {
                return new Label(
                        label.role(),
                        label.primal(),
                        label.value(),
                        label.added().stream().map(c -> c.alsoKnowing(known)).toList(),
                        label.before());
            }
        }
    }
}
