package org.wengert.ssa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.wengert.ir.Graph;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.op.Cost;
import org.wengert.op.JavaForm;
import org.wengert.op.ScalarOperator;

/**
 * From a lowered graph to a Wengert list: keeps the order of the graph, which is that of the author and then that of the
 * sweeps, and decides which values get a line. A value with a name does; one without is written in place if it is used once
 * and the place is not crowded, so that a rule such as {@code cBar/(2*c)} is one line.
 */
public final class Scheduler {

    /** No line has more operators than this, so that every line can be read and javac never meets a deep expression. */
    private static final int LARGEST_EXPRESSION = 6;

    private final Set<Node> separate;
    private final Set<Node> inlined = new HashSet<>();
    private final Map<Node, Node> outer = new HashMap<>();
    private final Map<Node, Integer> sizes = new HashMap<>();

    /** How often each value is read; what a region reads counts twice, because it must be there before. */
    private final Map<Node, Integer> uses = new HashMap<>();

    private Scheduler(Set<Node> separate) {
        this.separate = separate;
    }

    /**
     * The list of {@code graph}.
     *
     * @param reserved names that no value may have
     */
    public static WengertList schedule(Graph graph, Set<String> reserved) {
        return schedule(graph, reserved, Set.of());
    }

    /**
     * The list of {@code graph}.
     *
     * @param separate values that get a line however short they are
     */
    public static WengertList schedule(Graph graph, Set<String> reserved, Set<Node> separate) {
        return schedule(graph, reserved, separate, JavaNames::identifier);
    }

    /** The list of {@code graph} for people, with names as they are, whether or not Java takes them. */
    public static WengertList scheduleForReading(Graph graph) {
        return schedule(graph, Set.of(), Set.of(), UnaryOperator.identity());
    }

    private static WengertList schedule(
            Graph graph, Set<String> reserved, Set<Node> separate, UnaryOperator<String> spelling) {
        Scheduler scheduler = new Scheduler(separate);
        Lines lines = scheduler.block(graph);
        Map<Node, String> names = new Naming(reserved, graph, scheduler.uses, spelling).names(lines.statements());
        return new WengertList(graph, lines.statements(), scheduler.inlined, scheduler.outer, names, lines.cost());
    }

    private record Lines(List<Statement> statements, Cost cost) {}

    private Lines block(Graph graph) {
        Liveness liveness = Liveness.of(graph);
        countUses(graph, liveness);
        Set<Node> needName = needName(graph, liveness);
        List<Statement> statements = new ArrayList<>();
        Map<Node, List<Node>> items = items(graph, liveness);
        Cost cost = Cost.NONE;
        for (Node node : graph.nodes()) {
            if (!liveness.isLive(node)) {
                continue;
            }
            if (node.operation() instanceof Operation.Apply apply) {
                cost = cost.plus(((ScalarOperator) apply.operator()).cost());
                if (uses.getOrDefault(node, 0) <= 1
                        && isAnonymous(node)
                        && !needName.contains(node)
                        && !separate.contains(node)
                        && fits(node)) {
                    inlined.add(node);
                } else {
                    statements.add(new Statement.Define(node));
                }
            } else if (node.operation() instanceof Operation.Cond cond) {
                Lines then = body(node, cond.then(), items.getOrDefault(node, List.of()));
                Lines otherwise = body(node, cond.otherwise(), items.getOrDefault(node, List.of()));
                statements.add(new Statement.Choose(
                        node.operand(0),
                        items.getOrDefault(node, List.of()),
                        then.statements(),
                        otherwise.statements()));
                cost = cost.plus(then.cost().work() >= otherwise.cost().work() ? then.cost() : otherwise.cost());
            } else if (node.isConstant()) {
                inlined.add(node);
            }
        }
        return new Lines(statements, cost);
    }

    private static boolean isAnonymous(Node node) {
        return node.name().isEmpty();
    }

    /** Whether the expression that {@code node} would be where it is used is small enough. */
    private boolean fits(Node node) {
        int size = 1;
        for (Node operand : node.operands()) {
            size += inlined.contains(operand) ? sizes.getOrDefault(operand, 0) : 0;
        }
        sizes.put(node, size);
        return size < LARGEST_EXPRESSION;
    }

    private Lines body(Node region, Operation.Body body, List<Node> items) {
        for (int k = 0; k < body.operands().size(); k++) {
            Node around = region.operand(body.operands().get(k));
            outer.put(body.graph().inputs().get(k), outer.getOrDefault(around, around));
        }
        Lines lines = block(body.graph());
        List<Statement> statements = new ArrayList<>(lines.statements());
        for (Node item : items) {
            int index = ((Operation.Item) item.operation()).index();
            statements.add(
                    new Statement.Assign(item, body.graph().outputs().get(index).node()));
        }
        return new Lines(statements, lines.cost());
    }

    private void countUses(Graph graph, Liveness liveness) {
        for (Node node : graph.nodes()) {
            if (liveness.isLive(node)) {
                for (int i = 0; i < node.operands().size(); i++) {
                    int weight = node.operation() instanceof Operation.Cond && i > 0 ? 2 : 1;
                    uses.merge(node.operand(i), weight, Integer::sum);
                }
            }
        }
        graph.results().forEach(result -> uses.merge(result, 1, Integer::sum));
    }

    /** The values that are read twice in one line. */
    private static Set<Node> needName(Graph graph, Liveness liveness) {
        Set<Node> atoms = new HashSet<>();
        for (Node node : graph.nodes()) {
            Optional<JavaForm> form = liveness.isLive(node) && node.operation() instanceof Operation.Apply apply
                    ? ((ScalarOperator) apply.operator()).java()
                    : Optional.empty();
            for (int i = 0; form.isPresent() && i < node.operands().size(); i++) {
                if (form.get().repeats(i)) {
                    atoms.add(node.operand(i));
                }
            }
        }
        return atoms;
    }

    private static Map<Node, List<Node>> items(Graph graph, Liveness liveness) {
        Map<Node, List<Node>> items = new HashMap<>();
        for (Node node : graph.nodes()) {
            if (liveness.isLive(node) && node.operation() instanceof Operation.Item) {
                items.computeIfAbsent(node.operand(0), n -> new ArrayList<>()).add(node);
            }
        }
        return items;
    }
}
