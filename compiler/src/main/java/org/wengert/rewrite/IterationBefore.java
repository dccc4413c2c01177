package org.wengert.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wengert.ir.Graph;
import org.wengert.ir.Iterations;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.ir.Type;

/** Which values of a loop's body the iteration before has computed as other ones. */
final class IterationBefore {

    private final Operation.Loop loop;

    /** Values of the body by what they are: the operation, and what it is applied to. */
    private final Map<List<Object>, Node> known = new HashMap<>();

    /** For values that other ones were in the iteration before, these. */
    private final Map<Node, Node> next = new LinkedHashMap<>();

    private IterationBefore(Operation.Loop loop) {
        this.loop = loop;
    }

    static IterationBefore of(Operation.Loop loop) {
        IterationBefore before = new IterationBefore(loop);
        before.find();
        return before;
    }

    static boolean isPlain(Node node) {
        return node.isConstant()
                || node.operation() instanceof Operation.Apply
                || node.operation() instanceof Operation.Whole;
    }

    /** What a value is: equal for two that compute the same. */
    static List<Object> key(Operation operation, List<Node> operands) {
        List<Object> key = new ArrayList<>(List.of(operation));
        key.addAll(operands);
        return key;
    }

    private void find() {
        Graph body = loop.body().graph();
        Map<Node, Node> before = new HashMap<>();
        List<Node> captured =
                body.inputs().subList(loop.carried(), body.inputs().size());
        captured.forEach(input -> before.put(input, input));
        for (Node node : body.nodes()) {
            if (isPlain(node)) {
                known.put(key(node.operation(), node.operands()), node);
            }
        }
        Iterations iterations = loop.iterations();
        Map<Symbol, Size> shift =
                Map.of(iterations.index(), Size.of(iterations.index()).plus(iterations.backward() ? 1 : -1));
        for (Node node : body.nodes()) {
            if (isPlain(node) && before.keySet().containsAll(node.operands())) {
                List<Node> operands = node.operands().stream().map(before::get).toList();
                Node same = known.get(key(shifted(node.operation(), shift), operands));
                if (same != null) {
                    before.put(node, same);
                    if (!same.equals(node)) {
                        next.put(same, node);
                    }
                }
            }
        }
    }

    private static Operation shifted(Operation operation, Map<Symbol, Size> shift) {
        if (operation instanceof Operation.Apply apply) {
            return new Operation.Apply(apply.operator().substitute(shift));
        }
        return operation instanceof Operation.Whole whole
                ? new Operation.Whole(whole.value().substitute(shift))
                : operation;
    }

    /**
     * For numbers of the body that are the same as others of the iteration before, and take a library call, those others: of several that are
     * computed of each other the last ones alone.
     */
    Map<Node, Node> handedOn() {
        Set<Node> calling = new HashSet<>();
        Set<Node> wanted = new HashSet<>();
        Graph body = loop.body().graph();
        for (Node node : body.nodes()) {
            if (next.containsKey(node)) {
                if (Splitting.isCall(node) || node.operands().stream().anyMatch(calling::contains)) {
                    calling.add(node);
                }
            } else {
                wanted.addAll(node.operands());
            }
        }
        wanted.addAll(body.results());
        Map<Node, Node> all = new LinkedHashMap<>();
        next.forEach((node, of) -> {
            if (calling.contains(node) && wanted.contains(node) && node.type().equals(Type.REAL)) {
                all.put(node, of);
            }
        });
        return all;
    }
}
