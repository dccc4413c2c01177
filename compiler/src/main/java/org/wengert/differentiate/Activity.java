package org.wengert.differentiate;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;
import org.wengert.op.Declared;

/** Finds what varies: what depends on an input that does, through operators with a derivative there. */
final class Activity {

    private final Set<Node> varied = new HashSet<>();
    private final Map<Node, BitSet> results = new HashMap<>();

    private Activity() {}

    /** The outputs of {@code body} that vary with its {@code inputs}, both by index. */
    static BitSet outputs(Graph body, BitSet inputs) {
        Activity activity = new Activity();
        inputs.stream().forEach(i -> activity.varied.add(body.inputs().get(i)));
        for (Node node : body.nodes()) {
            if (activity.varies(node)) {
                activity.varied.add(node);
            }
        }
        BitSet outputs = new BitSet();
        for (int i = 0; i < body.outputs().size(); i++) {
            outputs.set(i, activity.varied.contains(body.outputs().get(i).node()));
        }
        return outputs;
    }

    /** The inputs of a loop's body that vary, by index, and the outputs: states vary if they do in any iteration. */
    record OfLoop(BitSet inputs, BitSet outputs) {}

    /**
     * What varies in a loop.
     *
     * @param operands whether each operand does
     */
    static OfLoop of(Operation.Loop loop, List<Boolean> operands) {
        BitSet inputs = new BitSet();
        for (int k = 0; k < loop.body().operands().size(); k++) {
            inputs.set(k, operands.get(loop.body().operands().get(k)));
        }
        while (true) {
            BitSet outputs = outputs(loop.body().graph(), inputs);
            int before = inputs.cardinality();
            outputs.stream().filter(i -> i < loop.carried()).forEach(inputs::set);
            if (inputs.cardinality() == before) {
                inputs.stream().filter(i -> i < loop.carried()).forEach(outputs::set);
                return new OfLoop(inputs, outputs);
            }
        }
    }

    private boolean varies(Node node) {
        if (node.operation() instanceof Operation.Apply apply) {
            return passes(apply.operator(), node.operands(), varied);
        }
        if (node.operation() instanceof Operation.Cond cond) {
            BitSet both = outputs(cond.then().graph(), inputs(node, cond.then()));
            both.or(outputs(cond.otherwise().graph(), inputs(node, cond.otherwise())));
            results.put(node, both);
        } else if (node.operation() instanceof Operation.Loop loop) {
            results.put(
                    node,
                    of(loop, node.operands().stream().map(varied::contains).toList())
                            .outputs());
        } else if (node.operation() instanceof Operation.Item item) {
            return results.getOrDefault(node.operand(0), new BitSet()).get(item.index());
        }
        return varied.contains(node);
    }

    private BitSet inputs(Node region, Operation.Body body) {
        BitSet inputs = new BitSet();
        for (int k = 0; k < body.operands().size(); k++) {
            inputs.set(k, varied.contains(region.operand(body.operands().get(k))));
        }
        return inputs;
    }

    /** Whether an operator has a derivative with respect to one of the operands that vary. */
    static boolean passes(Operator operator, List<Node> operands, Set<Node> varied) {
        boolean any = false;
        for (int i = 0; i < operands.size(); i++) {
            any |= varied.contains(operands.get(i)) && Declared.of(operator).hasDerivative(i);
        }
        return any;
    }
}
