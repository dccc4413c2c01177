package org.wengert.explain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.wengert.ir.Graph;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Type;
import org.wengert.op.Rule;
import org.wengert.op.ScalarOperator;
import org.wengert.pass.Rebuild;

/**
 * The Wengert list of a function, the tangent of each line, and the adjoint, which goes through the lines backward.
 *
 * <pre>
 * a = log(x)    aDot = xDot/x       bBar += fBar*2*b
 * b = y*a       bDot = yDot*a + aDot*y   yBar += bBar*a
 * f = b^2       fDot = bDot*2*b     ...
 * </pre>
 *
 * @param backward the lines of the adjoint sweep in its order
 */
public record Explanation(List<Line> forward, List<String> backward) {

    /** A value and its tangent; the tangent of what does not vary is empty. */
    public record Line(String value, String tangent) {}

    /** Of a program as it is differentiated. */
    public static Explanation of(Graph primal) {
        Graph named = Rebuild.name(primal);
        Writer writer = new Writer();
        writer.varying.addAll(named.inputs());
        writer.forward(named, named.outputs().stream().map(Graph.Output::node).toList(), "");
        for (Graph.Output output : named.outputs()) {
            if (!writer.wording.name(output.node()).equals(output.name())) {
                writer.assign(output.name(), output.node(), "");
                writer.assignBack(output.name(), output.node(), "");
            }
        }
        writer.backward(named, named.results(), "");
        return new Explanation(List.copyOf(writer.lines), List.copyOf(writer.adjoint));
    }

    private static final class Writer {

        private final Wording wording = new Wording();
        private final Set<Node> varying = new HashSet<>();
        private final List<Line> lines = new ArrayList<>();
        private final List<String> adjoint = new ArrayList<>();

        void forward(Graph graph, List<Node> wanted, String indent) {
            Liveness liveness = Liveness.of(graph, wanted);
            for (Node node : graph.nodes()) {
                if (!liveness.isLive(node)) {
                    continue;
                }
                if (node.operation() instanceof Operation.Cond cond) {
                    branches(graph, node, cond, liveness, indent);
                } else if (node.operation() instanceof Operation.Apply
                        && node.type().equals(Type.REAL)) {
                    apply(node, indent);
                }
            }
        }

        private void apply(Node node, String indent) {
            if (node.operands().stream().anyMatch(varying::contains)) {
                varying.add(node);
            }
            String name = wording.name(node);
            String tangent = tangent(node);
            lines.add(new Line(
                    indent + name + " = " + wording.right(node),
                    tangent.isEmpty() ? "" : indent + name + "Dot = " + tangent));
        }

        private String tangent(Node node) {
            StringBuilder sum = new StringBuilder();
            List<Rule> rules = ((ScalarOperator) node.operator().orElseThrow()).rules();
            for (int i = 0; i < rules.size(); i++) {
                Node operand = node.operand(i);
                if (varying.contains(operand) && !rules.get(i).isZero()) {
                    String text = rules.get(i).text();
                    boolean negative = text.startsWith("-");
                    String term =
                            wording.rule(negative ? text.substring(1) : text, node, wording.name(operand) + "Dot");
                    sum.append(sum.isEmpty() ? (negative ? "-" : "") : negative ? " - " : " + ")
                            .append(rules.size() > 1 && term.contains("?") ? "(" + term + ")" : term);
                }
            }
            return sum.toString();
        }

        private void branches(Graph graph, Node node, Operation.Cond cond, Liveness liveness, String indent) {
            String condition = wording.name(node.operand(0));
            lines.add(head("if " + condition, indent));
            branch(graph, node, cond.then(), liveness, indent + "  ");
            lines.add(head("else", indent));
            branch(graph, node, cond.otherwise(), liveness, indent + "  ");
        }

        private static Line head(String text, String indent) {
            return new Line(indent + text, indent + text);
        }

        private void branch(Graph graph, Node region, Operation.Body body, Liveness liveness, String indent) {
            capture(region, body);
            List<Node> items = items(graph, region, liveness);
            forward(body.graph(), results(body, items), indent);
            for (Node item : items) {
                assign(wording.name(item), result(body, item), indent);
                if (varying.contains(result(body, item))) {
                    varying.add(item);
                }
            }
        }

        private void capture(Node region, Operation.Body body) {
            for (int k = 0; k < body.operands().size(); k++) {
                Node input = body.graph().inputs().get(k);
                Node outer = region.operand(body.operands().get(k));
                wording.capture(input, outer);
                if (varying.contains(outer)) {
                    varying.add(input);
                }
            }
        }

        private static List<Node> items(Graph graph, Node region, Liveness liveness) {
            return graph.nodes().stream()
                    .filter(n ->
                            liveness.isLive(n) && n.operation() instanceof Operation.Item && n.operand(0) == region)
                    .toList();
        }

        private static Node result(Operation.Body body, Node item) {
            return body.graph().results().get(((Operation.Item) item.operation()).index());
        }

        private static List<Node> results(Operation.Body body, List<Node> items) {
            return items.stream().map(i -> result(body, i)).collect(Collectors.toList());
        }

        void assign(String name, Node value, String indent) {
            String tangent = varying.contains(value) ? indent + name + "Dot = " + wording.name(value) + "Dot" : "";
            lines.add(new Line(indent + name + " = " + wording.name(value), tangent));
        }

        void assignBack(String name, Node value, String indent) {
            if (varying.contains(value)) {
                adjoint.add(indent + wording.name(value) + "Bar += " + name + "Bar");
            }
        }

        void backward(Graph graph, List<Node> wanted, String indent) {
            Liveness liveness = Liveness.of(graph, wanted);
            for (int i = graph.nodes().size() - 1; i >= 0; i--) {
                Node node = graph.nodes().get(i);
                if (!liveness.isLive(node)) {
                    continue;
                }
                if (node.operation() instanceof Operation.Cond cond) {
                    adjoint.add(indent + "if " + wording.name(node.operand(0)));
                    branchBack(graph, node, cond.then(), liveness, indent + "  ");
                    adjoint.add(indent + "else");
                    branchBack(graph, node, cond.otherwise(), liveness, indent + "  ");
                } else if (node.operation() instanceof Operation.Apply && varying.contains(node)) {
                    contributions(node, indent);
                }
            }
        }

        private void branchBack(Graph graph, Node region, Operation.Body body, Liveness liveness, String indent) {
            List<Node> items = items(graph, region, liveness);
            items.forEach(item -> assignBack(wording.name(item), result(body, item), indent));
            backward(body.graph(), results(body, items), indent);
        }

        private void contributions(Node node, String indent) {
            List<Rule> rules = ((ScalarOperator) node.operator().orElseThrow()).rules();
            for (int i = 0; i < rules.size(); i++) {
                Node operand = node.operand(i);
                if (varying.contains(operand) && !rules.get(i).isZero()) {
                    String text = rules.get(i).text();
                    boolean negative = text.startsWith("-");
                    adjoint.add(indent
                            + wording.name(operand)
                            + (negative ? "Bar -= " : "Bar += ")
                            + wording.rule(negative ? text.substring(1) : text, node, wording.name(node) + "Bar"));
                }
            }
        }
    }
}
