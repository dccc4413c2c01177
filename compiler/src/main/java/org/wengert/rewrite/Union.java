package org.wengert.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Branch;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.pass.Rebuild;

/**
 * Several regions as one: loops over one range, or conditionals on one condition.
 *
 * @param members none of which needs another one
 * @param initial the first values of the states, if they are loops
 * @param bodies with the values around that they read
 * @param roles of the outputs of a loop
 * @param positions for each member where its results are
 */
record Union(
        List<Node> members,
        List<Node> initial,
        List<Branch> bodies,
        List<Operation.Role> roles,
        Map<Node, List<Integer>> positions) {

    /**
     * The regions as one, if they have a state in common, or conditionals a value.
     *
     * @param depth how many unions there are around what is in their bodies
     */
    static Optional<Union> of(List<Node> members, int depth) {
        return members.get(0).operation() instanceof Operation.Loop first
                ? ofLoops(members, first.index(), depth)
                : ofConditionals(members, depth);
    }

    Node first() {
        return members.get(0);
    }

    int position(Node member, int item) {
        return Optional.ofNullable(positions.get(member)).orElseThrow().get(item);
    }

    /** The union in the copy of the graph. */
    Node make(Rebuild.Copy copy) {
        Node first = first();
        List<Branch> copies = bodies.stream()
                .map(body -> new Branch(
                        body.graph(), body.captured().stream().map(copy::of).toList()))
                .toList();
        return first.operation() instanceof Operation.Loop loop
                ? copy.builder()
                        .loop(loop.iterations(), initial.stream().map(copy::of).toList(), copies.get(0), roles)
                : copy.builder().cond(copy.of(first.operand(0)), copies.get(0), copies.get(1));
    }

    private static Operation.Body body(Node region, int which) {
        return region.operation().bodies().get(which);
    }

    private static List<Node> inputs(Node region) {
        return body(region, 0).graph().inputs();
    }

    /** A state of a loop. */
    private record State(Node loop, int number) {}

    private static List<State> states(Node member) {
        int number = member.operation() instanceof Operation.Loop loop ? loop.carried() : 0;
        return IntStream.range(0, number).mapToObj(k -> new State(member, k)).toList();
    }

    private static Optional<Union> ofLoops(List<Node> members, Symbol index, int depth) {
        if (members.stream()
                .anyMatch(member -> hasLoopOver(index, body(member, 0).graph()))) {
            return Optional.empty();
        }
        List<State> states =
                members.stream().flatMap(member -> states(member).stream()).toList();
        Map<State, Integer> groups = grouped(
                states,
                state -> List.of(
                        state.loop().operand(state.number()),
                        inputs(state.loop()).get(state.number()).type()));
        while (areShared(groups)) {
            Map<State, Integer> current = groups;
            Common body = new Common(depth);
            List<Node> initial = new ArrayList<>();
            List<Node> inputs = new ArrayList<>();
            current.forEach((state, group) -> {
                if (group == inputs.size()) {
                    Node input = inputs(state.loop()).get(state.number());
                    inputs.add(body.builder.state(input.name().orElse("s"), input.type()));
                    initial.add(state.loop().operand(state.number()));
                }
            });
            for (Node member : members) {
                body.add(
                        member,
                        body(member, 0),
                        states(member).stream()
                                .map(current::get)
                                .map(inputs::get)
                                .toList(),
                        Map.of(((Operation.Loop) member.operation()).index(), Size.of(index)));
            }
            body.build();
            groups = grouped(states, state -> List.of(current.get(state), body.result(state.loop(), state.number())));
            if (groups.equals(current)) {
                return Optional.of(united(members, groups, initial, body));
            }
        }
        return states.isEmpty() ? ofSums(members, index, depth) : Optional.empty();
    }

    /** Loops without states as one, if they have a sum or an array in common. */
    private static Optional<Union> ofSums(List<Node> members, Symbol index, int depth) {
        Common body = new Common(depth);
        for (Node member : members) {
            body.add(
                    member,
                    body(member, 0),
                    List.of(),
                    Map.of(((Operation.Loop) member.operation()).index(), Size.of(index)));
        }
        body.build();
        Union union = united(members, Map.of(), List.of(), body);
        int results = members.stream()
                .mapToInt(
                        member -> ((Operation.Loop) member.operation()).roles().size())
                .sum();
        return union.roles.size() < results ? Optional.of(union) : Optional.empty();
    }

    /** The states with numbers, from 0 in order, which are the same for those that are alike. */
    private static Map<State, Integer> grouped(List<State> states, Function<State, Object> likeness) {
        Map<Object, Integer> numbers = new HashMap<>();
        Map<State, Integer> groups = new LinkedHashMap<>();
        for (State state : states) {
            Integer next = numbers.size();
            Integer known = numbers.putIfAbsent(likeness.apply(state), next);
            groups.put(state, known == null ? next : known);
        }
        return groups;
    }

    /** Whether states of different loops are in one group. */
    private static boolean areShared(Map<State, Integer> groups) {
        Map<Integer, Node> loops = new HashMap<>();
        return groups.entrySet().stream().anyMatch(entry -> {
            Node loop = entry.getKey().loop();
            return !loops.computeIfAbsent(entry.getValue(), group -> loop).equals(loop);
        });
    }

    private static boolean hasLoopOver(Symbol index, Graph graph) {
        return graph.nodes().stream()
                .map(Node::operation)
                .anyMatch(operation -> (operation instanceof Operation.Loop loop
                                && loop.index().equals(index))
                        || operation.bodies().stream().anyMatch(inner -> hasLoopOver(index, inner.graph())));
    }

    private static Union united(List<Node> members, Map<State, Integer> groups, List<Node> initial, Common body) {
        List<Operation.Role> roles = new ArrayList<>();
        List<Node> outputs = new ArrayList<>();
        groups.forEach((state, group) -> {
            if (group == outputs.size()) {
                roles.add(Operation.Role.CARRY);
                outputs.add(body.result(state.loop(), state.number()));
            }
        });
        Map<Object, Integer> places = new HashMap<>();
        Map<Node, List<Integer>> positions = new HashMap<>();
        for (Node member : members) {
            List<Operation.Role> own = ((Operation.Loop) member.operation()).roles();
            List<Integer> of =
                    new ArrayList<>(states(member).stream().map(groups::get).toList());
            for (int i = of.size(); i < own.size(); i++) {
                Node result = body.result(member, i);
                Operation.Role role = own.get(i);
                of.add(places.computeIfAbsent(List.of(role, result), key -> {
                    roles.add(role);
                    outputs.add(result);
                    return outputs.size() - 1;
                }));
            }
            positions.put(member, of);
        }
        return new Union(members, initial, List.of(body.with(outputs)), roles, positions);
    }

    /** The conditionals as one, if something inside is computed by several. */
    private static Optional<Union> ofConditionals(List<Node> members, int depth) {
        Common then = new Common(depth);
        Common otherwise = new Common(depth);
        long apart = 0;
        for (Node member : members) {
            then.add(member, body(member, 0), List.of(), Map.of());
            otherwise.add(member, body(member, 1), List.of(), Map.of());
            apart +=
                    computed(body(member, 0).graph()) + computed(body(member, 1).graph());
        }
        then.build();
        otherwise.build();
        if (computed(then.graph) + computed(otherwise.graph) == apart) {
            return Optional.empty();
        }
        List<Node> first = new ArrayList<>();
        List<Node> second = new ArrayList<>();
        Map<Object, Integer> places = new HashMap<>();
        Map<Node, List<Integer>> positions = new HashMap<>();
        for (Node member : members) {
            List<Integer> of = new ArrayList<>();
            for (int i = 0; i < body(member, 0).graph().outputs().size(); i++) {
                Node a = then.result(member, i);
                Node b = otherwise.result(member, i);
                of.add(places.computeIfAbsent(List.of(a, b), key -> {
                    first.add(a);
                    second.add(b);
                    return first.size() - 1;
                }));
            }
            positions.put(member, of);
        }
        return Optional.of(
                new Union(members, List.of(), List.of(then.with(first), otherwise.with(second)), List.of(), positions));
    }

    /** How many values of a body are computed there. */
    private static long computed(Graph body) {
        return body.nodes().stream()
                .filter(node -> node.operation() instanceof Operation.Apply || node.isRegion())
                .count();
    }

    /** A body that computes what the bodies of several regions do. */
    private static final class Common {
        private final GraphBuilder around = new GraphBuilder(Rewriter.NONE);
        private final BodyBuilder builder = new BodyBuilder(around);
        private final Map<Node, Node> standIns = new LinkedHashMap<>();
        private final Map<Node, Integer> offsets = new HashMap<>();
        private final List<Node> results = new ArrayList<>();
        private final int depth;
        private List<Node> captured = List.of();
        private Graph graph = around.build("", List.of());

        Common(int depth) {
            this.depth = depth;
        }

        void add(Node region, Operation.Body body, List<Node> states, Map<Symbol, Size> symbols) {
            Rebuild.Copy inside = new Rebuild.Copy(builder.graph(), symbols);
            for (int k = 0; k < body.operands().size(); k++) {
                Node input = body.graph().inputs().get(k);
                inside.put(
                        input,
                        k < states.size()
                                ? states.get(k)
                                : builder.capture(
                                        standIn(region.operand(body.operands().get(k)))));
            }
            offsets.put(region, results.size());
            results.addAll(inside.results(body.graph(), body.graph().results()));
        }

        private Node standIn(Node outer) {
            return standIns.computeIfAbsent(
                    outer,
                    o -> o.isConstant()
                            ? around.constantLike(o)
                            : around.freshInput(o.name().orElse("p"), o.type()));
        }

        /** The body is whole. */
        void build() {
            Map<Node, Node> outer = new HashMap<>();
            standIns.forEach((original, standIn) -> outer.put(standIn, original));
            Branch branch = builder.buildResults(results);
            captured = branch.captured().stream().map(outer::get).toList();
            graph = Merging.apply(branch.graph(), depth);
        }

        Node result(Node region, int number) {
            return graph.outputs()
                    .get(Optional.ofNullable(offsets.get(region)).orElseThrow() + number)
                    .node();
        }

        Branch with(List<Node> outputs) {
            return new Branch(graph.with(outputs), captured);
        }
    }
}
