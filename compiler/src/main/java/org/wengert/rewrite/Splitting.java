package org.wengert.rewrite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operation.Role;
import org.wengert.ir.Symbol;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;
import org.wengert.op.ScalarOperator;
import org.wengert.op.Terms;
import org.wengert.pass.Rebuild;

/**
 * Makes two of a loop of which a part is the same in all iterations of the loop around it: that part, which keeps what the other one
 * reads of it, so that {@link Hoisting} can move it out. The tangents of a loop's states in one direction after the other take the
 * states, and the library calls on the way, from one pass over them.
 *
 * <p>Numbers alone are kept; what is computed of them without library calls is computed again.
 */
final class Splitting implements Rebuild.Maker {

    /** Whether an operator takes a library call, taken apart or not. */
    private static final Map<ScalarOperator, Boolean> CALLS = new ConcurrentHashMap<>();

    private final Graph whole;
    private final Set<Node> same;
    private final Symbol around;

    private Splitting(Graph whole, Set<Node> same, Symbol around) {
        this.whole = whole;
        this.same = same;
        this.around = around;
    }

    /**
     * A body of a loop with its loops split.
     *
     * @param same what is the same in all iterations
     * @param around the index of the loop
     */
    static Graph apply(Graph body, Set<Node> same, Symbol around) {
        return Rebuild.with(body, new Splitting(body, same, around));
    }

    @Override
    public Level enter(Graph graph, List<Node> wanted, Liveness liveness) {
        if (!graph.equals(whole)) {
            return (node, copy) -> false;
        }
        Map<Node, List<Node>> results = new HashMap<>();
        return (node, copy) -> {
            if (node.operation() instanceof Operation.Loop loop && !same.contains(node)) {
                Optional<Part> part = Part.of(node, loop, this);
                part.ifPresent(found -> results.put(node, found.write(copy)));
                return part.isPresent();
            }
            if (node.operation() instanceof Operation.Item item && results.containsKey(node.operand(0))) {
                copy.put(node, results.get(node.operand(0)).get(item.index()));
                return true;
            }
            return false;
        };
    }

    /** Whether a number takes a library call or a kernel, which are not run again for each iteration around. */
    static boolean isCall(Node node) {
        return node.operator()
                .filter(operator -> operator instanceof ScalarOperator scalar
                        ? calls(scalar)
                        : node.type().isScalar() && Terms.viewOffset(node).isEmpty())
                .isPresent();
    }

    private static boolean calls(ScalarOperator operator) {
        Boolean known = CALLS.get(operator);
        if (known == null) {
            known = operator.cost().calls() > 0 || (operator.lowering().isPresent() && callsLowered(operator));
            CALLS.put(operator, known);
        }
        return known;
    }

    private static boolean callsLowered(ScalarOperator operator) {
        GraphBuilder g = new GraphBuilder(new Lowering());
        List<Node> open = new ArrayList<>();
        for (Type type : operator.operandTypes()) {
            open.add(g.input("x" + open.size(), type));
        }
        open.add(g.apply(operator, open.toArray(Node[]::new)));
        while (!open.isEmpty()) {
            Node next = open.remove(open.size() - 1);
            if (next.operator().orElse(null) instanceof ScalarOperator scalar
                    && scalar.cost().calls() > 0) {
                return true;
            }
            open.addAll(next.operands());
        }
        return false;
    }

    /** What of a loop is the same, and what of that the rest reads. */
    private static final class Part {
        private final Node node;
        private final Operation.Loop loop;
        private final Graph body;
        private final Set<Node> same;
        private final List<Integer> states = new ArrayList<>();
        private final List<Integer> otherStates = new ArrayList<>();

        /** Results of the same part, and of the other one, but for states. */
        private final List<Integer> moved = new ArrayList<>();

        private final List<Integer> others = new ArrayList<>();

        private final Set<Node> kept = new LinkedHashSet<>();

        private Part(Node node, Operation.Loop loop, Set<Node> same) {
            this.node = node;
            this.loop = loop;
            this.body = loop.body().graph();
            this.same = same;
            for (int k = 0; k < loop.roles().size(); k++) {
                boolean isSame = same.contains(body.results().get(k));
                if (k < loop.carried()) {
                    (same.contains(body.inputs().get(k)) ? states : otherStates).add(k);
                } else {
                    (isSame && loop.roles().get(k) != Role.CARRY ? moved : others).add(k);
                }
            }
        }

        /** None if nothing is the same that is worth keeping, or all is. */
        static Optional<Part> of(Node node, Operation.Loop loop, Splitting splitting) {
            if (loop.iterations().checkpoints().isPresent() || Hoisting.mentions(loop.iterations(), splitting.around)) {
                return Optional.empty();
            }
            Part part = new Part(node, loop, same(node, loop, splitting));
            boolean leaves = !part.otherStates.isEmpty() || !part.others.isEmpty();
            boolean worth = leaves && part.same.stream().anyMatch(Splitting::isCall);
            return worth && part.keep() ? Optional.of(part) : Optional.empty();
        }

        /** What is the same in all iterations of the loop around; a state is, until the value that it gets is not. */
        private static Set<Node> same(Node node, Operation.Loop loop, Splitting splitting) {
            Graph body = loop.body().graph();
            Set<Integer> states = new HashSet<>();
            for (int k = 0; k < loop.carried(); k++) {
                if (isSame(node.operand(k), splitting)) {
                    states.add(k);
                }
            }
            while (true) {
                Set<Node> same = new HashSet<>();
                for (int k = 0; k < body.inputs().size(); k++) {
                    Node outer = node.operand(loop.body().operands().get(k));
                    if (k < loop.carried() ? states.contains(k) : isSame(outer, splitting)) {
                        same.add(body.inputs().get(k));
                    }
                }
                for (Node inside : body.nodes()) {
                    if (!(inside.operation() instanceof Operation.Input)
                            && same.containsAll(inside.operands())
                            && !Hoisting.mentions(inside, splitting.around)) {
                        same.add(inside);
                    }
                }
                if (!states.removeIf(k -> !same.contains(body.results().get(k)))) {
                    return same;
                }
            }
        }

        private static boolean isSame(Node outer, Splitting splitting) {
            return outer.isConstant() || splitting.same.contains(outer);
        }

        /** Finds what is kept; false if that is not numbers alone. */
        private boolean keep() {
            List<Node> wanted = values(otherStates, others);
            Liveness liveness = Liveness.of(body, wanted);
            Set<Node> read = new LinkedHashSet<>();
            for (Node inside : body.nodes()) {
                if (liveness.isLive(inside) && !same.contains(inside)) {
                    read.addAll(inside.operands());
                }
            }
            read.addAll(wanted);
            Set<Node> seen = new HashSet<>();
            return read.stream().filter(same::contains).allMatch(value -> keep(value, seen));
        }

        private boolean keep(Node value, Set<Node> seen) {
            if (!seen.add(value) || value.isConstant() || value.operation() instanceof Operation.Whole) {
                return true;
            }
            int input = body.inputs().indexOf(value);
            if (input >= loop.carried()) {
                return true;
            }
            boolean again = input < 0 && value.operation() instanceof Operation.Apply && !isCall(value);
            if (again) {
                return value.operands().stream().allMatch(operand -> keep(operand, seen));
            }
            kept.add(value);
            return value.type().equals(Type.REAL);
        }

        /** Both loops; the results of the one there was. */
        List<Node> write(Rebuild.Copy copy) {
            List<Node> first = values(states, moved);
            first.addAll(kept);
            List<Role> roles = roles(states, moved);
            kept.forEach(value -> roles.add(Role.STACK));
            List<Node> results = loop(copy, states, first, roles, Map.of());
            Map<Node, Node> arrays = new HashMap<>();
            int next = states.size() + moved.size();
            for (Node value : kept) {
                Node array = results.get(next++);
                value.name().ifPresent(name -> copy.builder().name(array, name + "Kept"));
                arrays.put(value, array);
            }
            List<Node> rest = loop(copy, otherStates, values(otherStates, others), roles(otherStates, others), arrays);
            List<Node> all = new ArrayList<>();
            for (int k = 0; k < loop.roles().size(); k++) {
                boolean isFirst = states.contains(k) || moved.contains(k);
                List<Integer> carried = isFirst ? states : otherStates;
                List<Integer> behind = isFirst ? moved : others;
                int at = carried.contains(k) ? carried.indexOf(k) : carried.size() + behind.indexOf(k);
                all.add((isFirst ? results : rest).get(at));
            }
            return all;
        }

        private List<Node> values(List<Integer> carried, List<Integer> behind) {
            return picked(body.results(), carried, behind);
        }

        private List<Role> roles(List<Integer> carried, List<Integer> behind) {
            return picked(loop.roles(), carried, behind);
        }

        private static <T> List<T> picked(List<T> all, List<Integer> carried, List<Integer> behind) {
            return Stream.concat(carried.stream(), behind.stream())
                    .map(all::get)
                    .collect(Collectors.toList());
        }

        /** A loop with some of the states, which reads what {@code arrays} have for each iteration; its results. */
        private List<Node> loop(
                Rebuild.Copy copy, List<Integer> carried, List<Node> wanted, List<Role> roles, Map<Node, Node> arrays) {
            GraphBuilder g = copy.builder();
            BodyBuilder builder = new BodyBuilder(g);
            Predicate<Node> live = live(wanted, arrays.keySet());
            Rebuild.Maker leavingOut =
                    (graph, results, liveness) -> (value, made) -> graph.equals(body) && !live.test(value);
            Rebuild.Copy inside = new Rebuild.Copy(builder.graph(), Map.of(), leavingOut);
            List<Node> initial = copy.enter(
                    node,
                    body,
                    k -> k < loop.carried()
                            ? carried.contains(k)
                            : live.test(body.inputs().get(k)),
                    inside,
                    builder);
            Algebra algebra = new Algebra(builder.graph());
            arrays.forEach((value, array) -> inside.put(
                    value,
                    algebra.element(
                            builder.capture(array), List.of(loop.iterations().position()))));
            Node tuple = g.loop(loop.iterations(), initial, builder.buildResults(inside.results(body, wanted)), roles);
            List<Node> results = new ArrayList<>();
            for (int k = 0; k < roles.size(); k++) {
                results.add(g.item(tuple, k));
            }
            return results;
        }

        /** What the wanted values read if some others are known. */
        private static Predicate<Node> live(List<Node> wanted, Collection<Node> known) {
            Set<Node> live = new HashSet<>();
            List<Node> open = new ArrayList<>(wanted);
            while (!open.isEmpty()) {
                Node next = open.remove(open.size() - 1);
                if (!known.contains(next) && live.add(next)) {
                    open.addAll(next.operands());
                }
            }
            return live::contains;
        }
    }
}
