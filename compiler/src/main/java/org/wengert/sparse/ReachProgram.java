package org.wengert.sparse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Shape;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Logic;
import org.wengert.op.Piecewise;
import org.wengert.pass.Rebuild;
import org.wengert.rewrite.Identities;

/**
 * What a direction reaches, of a program that is linear in it: all numbers that do not depend on the direction go, and what depends on it is
 * the sum of what it is made of. An element of the product is positive if an element of the direction that is positive leads to it, whatever
 * the numbers are.
 *
 * <pre>{@code
 * for k in 1:n { sDot = xDot[k] - cos(s)*sDot }     for k in 1:n { r = x[k] + r }
 * }</pre>
 *
 * <p>Both branches of a condition on numbers count. Conditions on integers are kept: what they guard may not be there. A condition of both kinds
 * keeps what integers say of it.
 */
final class ReachProgram implements Rebuild.Maker {

    /** What depends on the direction. */
    private final Set<Node> reached = new HashSet<>();

    /** For inputs of bodies what they are outside, where that is one node. */
    private final Map<Node, Optional<Node>> outside = new HashMap<>();

    private final Map<Node, Boolean> decided = new HashMap<>();

    /** By copy what is made of integers. */
    private final Map<Rebuild.Copy, Map<Node, Node>> exact = new HashMap<>();

    /** The results of conditionals both of whose branches count. */
    private final Map<Node, List<Node>> both = new HashMap<>();

    private ReachProgram() {}

    /**
     * The program.
     *
     * @param line its last input is the direction, its last output the product; the other inputs and outputs go
     */
    static Graph of(Graph line) {
        Graph program = Rebuild.prune(line);
        ReachProgram reach = new ReachProgram();
        Node direction = program.inputs().get(program.inputs().size() - 1);
        reach.reached.add(direction);
        reach.mark(program);
        GraphBuilder g = new GraphBuilder(new Identities());
        Rebuild.Copy copy = new Rebuild.Copy(g, Map.of(), reach);
        for (Node input : program.inputs()) {
            boolean given = input.equals(direction);
            copy.replace(
                    input,
                    given
                            ? g.input(((Operation.Input) input.operation()).name(), input.type())
                            : new Algebra(g).zero(input.type()));
        }
        Node product = program.results().get(program.results().size() - 1);
        List<Node> results = copy.results(program, List.of(product));
        return Rebuild.prune(g.build(program.name(), List.of(new Graph.Output("product", results.get(0)))));
    }

    /** Marks what is reached in a graph whose inputs are marked; answers whether anything was new. */
    private boolean mark(Graph graph) {
        boolean any = false;
        for (Node node : graph.nodes()) {
            boolean more;
            if (node.isRegion()) {
                more = markBodies(node);
            } else if (node.operation() instanceof Operation.Item item) {
                more = node.operand(0).operation().bodies().stream()
                                .anyMatch(body ->
                                        reached.contains(body.graph().results().get(item.index())))
                        && reached.add(node);
            } else {
                more = node.operands().stream().anyMatch(reached::contains) && reached.add(node);
            }
            any |= more;
        }
        return any;
    }

    private boolean markBodies(Node region) {
        boolean any = false;
        for (boolean again = true; again; ) {
            again = false;
            for (Operation.Body body : region.operation().bodies()) {
                int states = region.operation() instanceof Operation.Loop loop ? loop.carried() : 0;
                for (int k = 0; k < body.operands().size(); k++) {
                    Node input = body.graph().inputs().get(k);
                    Node given = region.operand(body.operands().get(k));
                    boolean leads = reached.contains(given)
                            || (k < states
                                    && reached.contains(body.graph().results().get(k)));
                    again |= leads && reached.add(input);
                    if (k >= states) {
                        outside.merge(
                                input, Optional.of(given), (one, other) -> one.equals(other) ? one : Optional.empty());
                    }
                }
                again |= mark(body.graph());
            }
            again &= region.operation() instanceof Operation.Loop;
            any |= again;
        }
        return any;
    }

    @Override
    public Level enter(Graph graph, List<Node> wanted, Liveness liveness) {
        return this::make;
    }

    private boolean make(Node node, Rebuild.Copy copy) {
        Algebra g = new Algebra(copy.builder());
        if (node.operation() instanceof Operation.Cond cond && !isDecided(node.operand(0))) {
            both.put(node, both(node, cond, copy));
            return true;
        }
        if (node.operation() instanceof Operation.Item item && both.containsKey(node.operand(0))) {
            copy.put(
                    node,
                    Optional.ofNullable(both.get(node.operand(0))).orElseThrow().get(item.index()));
            return true;
        }
        if (node.isRegion() || node.operation() instanceof Operation.Item) {
            return false;
        }
        if (node.type().isBoolean()) {
            copy.replace(node, isDecided(node) ? same(node, copy) : may(g, node, copy));
        } else {
            copy.replace(node, reached.contains(node) ? reach(g, node, copy) : g.zero(node.type()));
        }
        return true;
    }

    /** Whether it is made of integers alone, or decided by them. */
    private boolean isDecided(Node node) {
        Boolean known = decided.get(node);
        if (known == null) {
            known = isMadeOfIntegers(node);
            decided.put(node, known);
        }
        return known;
    }

    private boolean isMadeOfIntegers(Node node) {
        if (node.operation() instanceof Operation.Input) {
            return outside.getOrDefault(node, Optional.empty())
                    .filter(this::isDecided)
                    .isPresent();
        }
        if (node.operation() instanceof Operation.Item item) {
            Node region = node.operand(0);
            return region.operation() instanceof Operation.Cond
                    && isDecided(region.operand(0))
                    && region.operation().bodies().stream()
                            .allMatch(body -> isDecided(body.graph().results().get(item.index())));
        }
        return node.operation() instanceof Operation.Whole
                || node.isConstant()
                || (node.operation() instanceof Operation.Apply
                        && node.type().isScalar()
                        && node.operands().stream().allMatch(this::isDecided));
    }

    /** A value that is made of integers, as it is; it is made anew from these, whose symbols are known in all bodies. */
    private Node same(Node node, Rebuild.Copy copy) {
        Map<Node, Node> made = exact.computeIfAbsent(copy, c -> new HashMap<>());
        Node known = made.get(node);
        if (known == null) {
            known = madeAnew(node, copy);
            made.put(node, known);
        }
        return known;
    }

    private Node madeAnew(Node node, Rebuild.Copy copy) {
        GraphBuilder g = copy.builder();
        if (node.operation() instanceof Operation.Input) {
            return same(outside.getOrDefault(node, Optional.empty()).orElseThrow(), copy);
        }
        if (node.operation() instanceof Operation.Whole whole) {
            return g.whole(whole.value());
        }
        if (node.operation() instanceof Operation.Item item) {
            Operation.Cond cond = (Operation.Cond) node.operand(0).operation();
            return chosen(
                    new Algebra(g),
                    same(node.operand(0).operand(0), copy),
                    same(cond.then().graph().results().get(item.index()), copy),
                    same(cond.otherwise().graph().results().get(item.index()), copy));
        }
        return node.operation() instanceof Operation.Apply apply
                ? g.apply(
                        apply.operator(),
                        node.operands().stream()
                                .map(operand -> same(operand, copy))
                                .toList())
                : g.constantLike(node);
    }

    private static Node chosen(Algebra g, Node condition, Node then, Node otherwise) {
        return then.type().isBoolean()
                ? g.apply(
                        Logic.OR,
                        g.apply(Logic.AND, condition, then),
                        g.apply(Logic.AND, g.apply(Logic.NOT, condition), otherwise))
                : g.select(condition, then, otherwise);
    }

    /** Whether a condition may hold, as far as integers say: of {@code i > 0 && x[i-1] > 0} whether i is positive. */
    private Node may(Algebra g, Node node, Rebuild.Copy copy) {
        boolean isMonotone = node.operator()
                .filter(operator -> operator.equals(Logic.AND) || operator.equals(Logic.OR))
                .isPresent();
        if (isMonotone) {
            return g.builder()
                    .apply(
                            node.operator().orElseThrow(),
                            node.operands().stream().map(copy::of).toList());
        }
        return node.operator().filter(Logic.NOT::equals).isPresent()
                ? mayNot(g, node.operand(0), copy)
                : always(g, node.type());
    }

    private static Node always(Algebra g, Type type) {
        return g.broadcast(g.builder().truth(true), type.shape());
    }

    private Node mayNot(Algebra g, Node node, Rebuild.Copy copy) {
        if (isDecided(node)) {
            return g.apply(Logic.NOT, same(node, copy));
        }
        if (node.operation() instanceof Operation.Item item
                && node.operand(0).operation() instanceof Operation.Cond cond
                && isDecided(node.operand(0).operand(0))
                && node.type().isScalar()) {
            Node condition = copy.of(node.operand(0).operand(0));
            boolean then = isTrue(cond.then().graph().results().get(item.index()));
            boolean otherwise = isTrue(cond.otherwise().graph().results().get(item.index()));
            return then ? g.apply(Logic.NOT, condition) : otherwise ? condition : always(g, node.type());
        }
        boolean isAnd = node.operator().filter(Logic.AND::equals).isPresent();
        if (isAnd || node.operator().filter(Logic.OR::equals).isPresent()) {
            return g.apply(
                    isAnd ? Logic.OR : Logic.AND, mayNot(g, node.operand(0), copy), mayNot(g, node.operand(1), copy));
        }
        return node.operator().filter(Logic.NOT::equals).isPresent()
                ? copy.of(node.operand(0))
                : always(g, node.type());
    }

    private static boolean isTrue(Node node) {
        return node.operation() instanceof Operation.Truth truth && truth.value();
    }

    private List<Node> both(Node region, Operation.Cond cond, Rebuild.Copy copy) {
        Algebra g = new Algebra(copy.builder());
        Node condition = region.operand(0);
        List<Node> then = guarded(copy.of(condition), region, cond.then(), copy);
        List<Node> otherwise = guarded(mayNot(g, condition, copy), region, cond.otherwise(), copy);
        List<Node> sums = new ArrayList<>();
        for (int k = 0; k < then.size(); k++) {
            sums.add(
                    then.get(k).type().isBoolean()
                            ? g.apply(Logic.OR, then.get(k), otherwise.get(k))
                            : g.add(then.get(k), otherwise.get(k)));
        }
        return sums;
    }

    /** The results of a branch where it may be taken, else zeros. */
    private List<Node> guarded(Node guard, Node region, Operation.Body body, Rebuild.Copy copy) {
        if (isTrue(guard)) {
            return branch(region, body, copy, new Rebuild.Copy(copy.builder(), Map.of(), this), node -> node);
        }
        BodyBuilder taken = new BodyBuilder(copy.builder());
        BodyBuilder left = new BodyBuilder(copy.builder());
        Rebuild.Copy inside = new Rebuild.Copy(taken.graph(), Map.of(), this);
        List<Node> made = branch(region, body, copy, inside, taken::capture);
        List<Node> zeros = body.graph().results().stream()
                .map(result -> new Algebra(left.graph()).zero(result.type()))
                .toList();
        Node tuple = copy.builder().cond(guard, taken.buildResults(made), left.buildResults(zeros));
        return IntStream.range(0, made.size())
                .mapToObj(k -> copy.builder().item(tuple, k))
                .toList();
    }

    private static List<Node> branch(
            Node region, Operation.Body body, Rebuild.Copy copy, Rebuild.Copy inside, UnaryOperator<Node> entering) {
        for (int k = 0; k < body.operands().size(); k++) {
            inside.replace(
                    body.graph().inputs().get(k),
                    entering.apply(copy.of(region.operand(body.operands().get(k)))));
        }
        return inside.results(body.graph(), body.graph().results());
    }

    private Node reach(Algebra g, Node node, Rebuild.Copy copy) {
        Shape shape = node.type().shape();
        Optional<ArrayOperator> array = ArrayOperator.in(node);
        if (array.isPresent()) {
            return reach(g, node, array.get(), copy);
        }
        if (node.operator().filter(Piecewise.SELECT::equals).isPresent() && isDecided(node.operand(0))) {
            return g.select(same(node.operand(0), copy), copy.of(node.operand(1)), copy.of(node.operand(2)));
        }
        return node.operands().stream()
                .filter(operand -> reached.contains(operand) && !operand.type().isBoolean())
                .map(operand -> spread(g, copy.of(operand), shape))
                .reduce(g::add)
                .orElseGet(() -> g.zero(node.type()));
    }

    private Node reach(Algebra g, Node node, ArrayOperator operator, Rebuild.Copy copy) {
        boolean single = node.operands().size() == 1 && isLinear(operator, 0);
        if (single || operator.use().isFree() || operator.isJointlyLinear()) {
            return g.builder()
                    .apply(operator, node.operands().stream().map(copy::of).toList());
        }
        Node sum = g.zero(node.type());
        for (int i = 0; i < node.operands().size(); i++) {
            if (reached.contains(node.operand(i))) {
                sum = g.add(
                        sum,
                        isProduct(operator, node.operands().size())
                                ? withOnes(g, node, operator, i, copy)
                                : spread(
                                        g,
                                        g.sumTo(copy.of(node.operand(i)), Shape.SCALAR),
                                        node.type().shape()));
            }
        }
        return sum;
    }

    /**
     * Whether elements of the value are sums of products of elements of the operands. What is linear in one operand alone may subtract: {@code v -
     * u*dot(u, v)} of ones would be 0.
     */
    private static boolean isProduct(ArrayOperator operator, int operands) {
        return operator.entries().isPresent()
                && IntStream.range(0, operands).allMatch(operand -> isLinear(operator, operand));
    }

    private static boolean isLinear(ArrayOperator operator, int operand) {
        return operator.hasDerivative(operand)
                && operator.rules().get(operand).orElseThrow().tangent().isEmpty();
    }

    /** The operator at what reaches an operand, the other operands being ones. */
    private static Node withOnes(Algebra g, Node node, ArrayOperator operator, int operand, Rebuild.Copy copy) {
        List<Node> operands = new ArrayList<>();
        for (int k = 0; k < node.operands().size(); k++) {
            Node one = node.operand(k);
            operands.add(
                    k == operand
                            ? copy.of(one)
                            : g.broadcast(g.constant(1), one.type().shape()));
        }
        return g.builder().apply(operator, operands);
    }

    private static Node spread(Algebra g, Node value, Shape shape) {
        return value.type().isScalar() ? g.broadcast(value, shape) : value;
    }
}
