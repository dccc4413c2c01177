package org.wengert.ir;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Holds a graph to its invariants; what it finds is a fault of the compiler, never of a program. */
public final class GraphVerifier {

    private GraphVerifier() {}

    /** A broken invariant. */
    public static final class Broken extends IllegalStateException {
        private static final long serialVersionUID = 1;

        Broken(String sentence, Object what) {
            super("bug: " + sentence + ": " + what);
        }
    }

    /** Checks {@code graph} and the bodies of its regions. */
    public static void verify(Graph graph) {
        verify(graph, Set.of());
    }

    /** Checks {@code graph} inside of loops over {@code around}. */
    private static void verify(Graph graph, Set<Symbol> around) {
        Set<NodeKey> seen = new HashSet<>();
        Set<String> inputs = new HashSet<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            require(node.id() == i, "G1 a node's id is its place", node);
            for (Node operand : node.operands()) {
                require(belongs(graph, operand) && operand.id() < i, "G1 operands precede uses", node);
            }
            require(seen.add(NodeKey.of(node.operation(), node.operands())), "G3 no two equal nodes", node);
            verify(node, inputs, around);
        }
        for (Graph.Output output : graph.outputs()) {
            require(belongs(graph, output.node()), "G4 outputs belong to the graph", output.name());
        }
    }

    private static void verify(Node node, Set<String> inputs, Set<Symbol> around) {
        if (node.operation() instanceof Operation.Input input) {
            require(inputs.add(input.name()), "G5 inputs are unique by name", node);

        } else if (node.operation() instanceof Operation.Apply apply) {
            List<Type> types = node.operands().stream().map(Node::type).toList();
            require(node.type().equals(typeOf(apply.operator(), types)), "G2 types are those of the operator", node);
        } else if (node.operation() instanceof Operation.Cond cond) {
            require(node.operand(0).type().equals(Type.BOOLEAN), "R1 a region is chosen by a condition", node);
            body(node, cond.then(), around);
            body(node, cond.otherwise(), around);
            require(
                    types(cond.then().graph()).equals(types(cond.otherwise().graph())),
                    "R2 both bodies have the same results",
                    node);
        } else if (node.operation() instanceof Operation.Loop loop) {
            require(!around.contains(loop.index()), "R5 loops in each other have different indices", node);
            Set<Symbol> inside = new HashSet<>(around);
            inside.add(loop.index());
            body(node, loop.body(), inside);
            require(loop.roles().size() == loop.body().graph().outputs().size(), "R3 an output has a role", node);
            for (int i = 0; i < loop.roles().size(); i++) {
                boolean carry = loop.roles().get(i) == Operation.Role.CARRY;
                require(carry == i < loop.carried(), "R3 states come first", node);
                Type type = loop.body().graph().results().get(i).type();
                require(
                        !carry
                                || type.equals(
                                        loop.body().graph().inputs().get(i).type()),
                        "R4 a state keeps its type",
                        node);
            }
        }
    }

    private static Type typeOf(Operator operator, List<Type> operands) {
        try {
            return operator.resultType(operands);
        } catch (IllegalArgumentException e) {
            throw new Broken("G2 operands fit their operator", operator.name() + operands);
        }
    }

    private static void body(Node region, Operation.Body body, Set<Symbol> around) {
        List<Node> inputs = body.graph().inputs();
        require(body.operands().size() == inputs.size(), "R1 a body is closed", region);
        for (int k = 0; k < inputs.size(); k++) {
            int index = body.operands().get(k);
            int first = region.operation() instanceof Operation.Cond ? 1 : 0;
            require(index >= first && index < region.operands().size(), "R1 a body reads operands", region);
            require(
                    region.operand(index).type().equals(inputs.get(k).type()),
                    "R1 inputs have their operands' types",
                    region);
        }
        verify(body.graph(), around);
    }

    private static List<Type> types(Graph body) {
        return body.outputs().stream().map(o -> o.node().type()).toList();
    }

    private static boolean belongs(Graph graph, Node node) {
        return node.id() < graph.nodes().size() && graph.nodes().get(node.id()) == node;
    }

    private static void require(boolean holds, String sentence, Object what) {
        if (!holds) {
            throw new Broken(sentence, what);
        }
    }
}
