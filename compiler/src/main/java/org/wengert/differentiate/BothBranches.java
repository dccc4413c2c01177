package org.wengert.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.ir.Graph;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.op.Algebra;
import org.wengert.op.Logic;
import org.wengert.pass.Rebuild;

/**
 * Conditionals as choices between two values that are both computed: {@code c ? log(x) : x} becomes {@code v1 = log(x)} and a {@code
 * select} of {@code v1} and {@code x}. The coefficients of the solution of a differential equation are made degree by degree, and a
 * conditional would have to be one for each degree, with all that is computed in it handed on from one to the next. What is not chosen
 * may be NaN; nothing is computed of it.
 *
 * <p>Conditionals in loops stay, and those that integers decide: what they guard may not be there.
 */
final class BothBranches implements Rebuild.Maker {

    private static final Level NONE = (node, copy) -> false;

    private final Graph program;
    private final Map<Node, List<Node>> results = new HashMap<>();

    private BothBranches(Graph program) {
        this.program = program;
    }

    static Graph of(Graph given) {
        Graph program = Rebuild.prune(given); // a conditional has operands that only results nobody reads need
        boolean none = program.nodes().stream().noneMatch(node -> node.operation() instanceof Operation.Cond);
        return none ? program : Rebuild.with(program, new BothBranches(program));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // whether it is the program itself or the body of a loop
    public Level enter(Graph graph, List<Node> wanted, Liveness liveness) {
        return graph == program ? this::make : NONE;
    }

    private boolean make(Node node, Rebuild.Copy copy) {
        if (node.operation() instanceof Operation.Cond cond && !isOfIntegers(node.operand(0))) {
            results.put(node, choices(node, cond, copy));
            return true;
        }
        if (node.operation() instanceof Operation.Item item && results.containsKey(node.operand(0))) {
            copy.put(
                    node,
                    Optional.ofNullable(results.get(node.operand(0)))
                            .orElseThrow()
                            .get(item.index()));
            return true;
        }
        return false;
    }

    private static boolean isOfIntegers(Node condition) {
        return condition.operation() instanceof Operation.Whole
                || (!condition.operands().isEmpty()
                        && condition.operands().stream().allMatch(BothBranches::isOfIntegers));
    }

    private static List<Node> choices(Node node, Operation.Cond cond, Rebuild.Copy copy) {
        Algebra g = new Algebra(copy.builder());
        Node condition = copy.of(node.operand(0));
        List<Node> then = branch(node, cond.then(), copy);
        List<Node> otherwise = branch(node, cond.otherwise(), copy);
        List<Node> chosen = new ArrayList<>();
        for (int i = 0; i < then.size(); i++) {
            chosen.add(
                    then.get(i).type().isBoolean()
                            ? decided(g, condition, then.get(i), otherwise.get(i))
                            : g.select(condition, then.get(i), otherwise.get(i)));
        }
        return chosen;
    }

    private static Node decided(Algebra g, Node condition, Node then, Node otherwise) {
        Node not = g.apply(Logic.NOT, condition);
        return g.apply(Logic.OR, g.apply(Logic.AND, condition, then), g.apply(Logic.AND, not, otherwise));
    }

    private static List<Node> branch(Node node, Operation.Body body, Rebuild.Copy copy) {
        Graph flat = of(body.graph());
        Rebuild.Copy inside = new Rebuild.Copy(copy.builder());
        for (int k = 0; k < body.operands().size(); k++) {
            inside.put(
                    flat.inputs().get(k), copy.of(node.operand(body.operands().get(k))));
        }
        return inside.results(flat, flat.results());
    }
}
