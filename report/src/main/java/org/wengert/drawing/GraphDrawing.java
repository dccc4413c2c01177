package org.wengert.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import org.wengert.differentiate.Notation;
import org.wengert.driver.CompiledFunction;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;
import org.wengert.ir.Origin;
import org.wengert.ir.Phrase;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Declared;

/**
 * Makes the drawing of a function: a box for every value that is not a constant, groups for branches and loops. Conditions and
 * constants stand in the text of what reads them.
 */
public final class GraphDrawing {

    /** What stands on the arrows. */
    public enum Labels {
        NONE,
        /** Partial derivatives: {@code 1/(2*v3)}; nothing where one is no number for each element. */
        PARTIALS,
        /** What the adjoint of a value gives to that of an operand: {@code v3Bar/(2*v3)}. */
        ADJOINTS
    }

    private final Labels labels;
    private final List<Drawing.Box> boxes = new ArrayList<>();
    private final Set<Drawing.Arrow> arrows = new LinkedHashSet<>();
    private final List<Drawing.Group> groups = new ArrayList<>();

    /** For a value, the boxes that it is read from: one, or those that a condition is computed from. */
    private final Map<Node, List<String>> sources = new HashMap<>();

    private final Map<Node, String> conditions = new HashMap<>();

    private GraphDrawing(Labels labels) {
        this.labels = labels;
    }

    /** All values of a function, whole arrays being one value. */
    public static Drawing of(CompiledFunction function, Labels labels) {
        return of(function.name(), function.primal(), labels);
    }

    /** All values of a program. */
    static Drawing of(String name, Graph graph, Labels labels) {
        GraphDrawing drawing = new GraphDrawing(labels);
        for (Node input : graph.inputs()) {
            String shape = input.type().isScalar() ? "" : input.type().shape().toString();
            drawing.box(input, Drawing.Kind.INPUT, Notation.name(input) + shape, "", Optional.empty());
        }
        drawing.body(graph, Optional.empty());
        return drawing.finish(name, graph);
    }

    private Drawing finish(String name, Graph graph) {
        Map<String, String> results = new HashMap<>();
        for (Graph.Output output : graph.outputs()) {
            source(output.node()).ifPresent(id -> results.put(id, output.name()));
        }
        List<Drawing.Box> marked = boxes.stream()
                .map(box -> results.containsKey(box.id()) && box.kind() == Drawing.Kind.VALUE
                        ? new Drawing.Box(
                                box.id(), Drawing.Kind.RESULT, box.title(), box.detail(), box.origins(), box.group())
                        : box)
                .toList();
        return new Drawing(name, marked, List.copyOf(arrows), List.copyOf(groups));
    }

    private Optional<String> source(Node node) {
        return sources.getOrDefault(node, List.of()).stream().findFirst();
    }

    private static String id(Node node) {
        return "v" + node.origin().map(Origin::number).orElse(node.id());
    }

    private void box(Node node, Drawing.Kind kind, String title, String detail, Optional<String> group) {
        List<Integer> origins = new ArrayList<>();
        node.origin().map(Origin::number).ifPresent(origins::add);
        if (node.operation() instanceof Operation.Item) {
            node.operand(0).origin().map(Origin::number).ifPresent(origins::add);
        }
        boxes.add(new Drawing.Box(id(node), kind, title, detail, origins, group));
        sources.put(node, List.of(id(node)));
    }

    private void arrow(String from, String to, String label, boolean dashed) {
        arrows.add(new Drawing.Arrow(from, to, label, dashed));
    }

    private void body(Graph graph, Optional<String> group) {
        for (Node node : graph.nodes()) {
            if (node.operation() instanceof Operation.Apply) {
                apply(node, group);
            } else if (node.operation() instanceof Operation.Cond cond) {
                conditional(node, cond, group);
            } else if (node.operation() instanceof Operation.Loop loop) {
                loop(node, loop, group);
            } else if (node.operation() instanceof Operation.Item item) {
                item(node, item, group);
            }
        }
    }

    private void apply(Node node, Optional<String> group) {
        if (node.type().isBoolean() && node.type().isScalar()) {
            conditions.put(node, right(node));
            Set<String> all = new LinkedHashSet<>();
            node.operands().forEach(operand -> all.addAll(sources.getOrDefault(operand, List.of())));
            sources.put(node, List.copyOf(all));
            return;
        }
        String shape = node.type().isScalar() ? "" : node.type().shape().toString();
        box(node, Drawing.Kind.VALUE, Notation.name(node) + shape, right(node), group);
        for (int i = 0; i < node.operands().size(); i++) {
            Node operand = node.operand(i);
            String label = operand.type().isBoolean() ? "" : label(node, i);
            boolean dashed = operand.type().isBoolean();
            sources.getOrDefault(operand, List.of()).forEach(from -> arrow(from, id(node), label, dashed));
        }
    }

    /** What computes a value, with conditions in place. */
    private String right(Node node) {
        return substituted(node, Notation.expression(node).toString());
    }

    /** Conditions that come from around a body have no names; they are read as {@code %5}. */
    private String substituted(Node node, String text) {
        String result = text;
        for (Node operand : node.operands()) {
            String condition = conditions.get(operand);
            if (condition != null) {
                String place = "%" + operand.id() + "(?!\\d)";
                result = result.replaceAll(place, Matcher.quoteReplacement(condition));
            }
        }
        return result;
    }

    private String label(Node node, int operand) {
        if (labels == Labels.NONE) {
            return "";
        }
        Operator operator = node.operator().orElseThrow();
        if (labels == Labels.PARTIALS && operator instanceof ArrayOperator) {
            return "";
        }
        return Declared.of(operator)
                .adjointText(operand)
                .filter(text -> !text.equals("0"))
                .map(text -> labels == Labels.ADJOINTS
                        ? Notation.term(text, node, Notation.name(node) + "Bar")
                        : Notation.term(partial(text), node, "1"))
                .map(Phrase::toString)
                .orElse("");
    }

    /** The rule at a derivative of 1. */
    private static String partial(String rule) {
        return rule.replace("#*", "");
    }

    private void conditional(Node node, Operation.Cond cond, Optional<String> group) {
        Node condition = node.operand(0);
        String text = Optional.ofNullable(conditions.get(condition))
                .orElseGet(() -> Notation.name(condition).toString());
        String then = group(id(node) + "then", "if " + text, group);
        String otherwise = group(id(node) + "else", "else", group);
        enter(node, cond.then(), Optional.of(then));
        enter(node, cond.otherwise(), Optional.of(otherwise));
    }

    private String group(String id, String title, Optional<String> parent) {
        groups.add(new Drawing.Group(id, title, parent));
        return id;
    }

    /** Draws a body whose inputs are values around it. */
    private void enter(Node region, Operation.Body body, Optional<String> group) {
        for (int k = 0; k < body.operands().size(); k++) {
            Node outer = region.operand(body.operands().get(k));
            Node input = body.graph().inputs().get(k);
            sources.putIfAbsent(input, sources.getOrDefault(outer, List.of()));
            Optional.ofNullable(conditions.get(outer)).ifPresent(text -> conditions.put(input, text));
        }
        body(body.graph(), group);
    }

    private void loop(Node node, Operation.Loop loop, Optional<String> group) {
        String iterations = "for " + loop.index().base() + " in " + loop.from() + ":" + loop.to();
        Optional<String> inside = Optional.of(group(id(node) + "loop", iterations, group));
        Graph body = loop.body().graph();
        for (int k = 0; k < loop.carried(); k++) {
            Node state = body.inputs().get(k);
            box(state, Drawing.Kind.VALUE, Notation.name(state).toString(), "before the iteration", inside);
            sources.getOrDefault(node.operand(k), List.of()).forEach(from -> arrow(from, id(state), "", false));
        }
        enter(node, loop.body(), inside);
        for (int k = 0; k < loop.carried(); k++) {
            Node state = body.inputs().get(k);
            source(body.outputs().get(k).node())
                    .filter(from -> !from.equals(id(state)))
                    .ifPresent(from -> arrow(from, id(state), "next", true));
        }
    }

    private void item(Node node, Operation.Item item, Optional<String> group) {
        Node region = node.operand(0);
        String shape = node.type().isScalar() ? "" : node.type().shape().toString();
        if (region.operation() instanceof Operation.Loop loop) {
            String index = loop.index().base();
            String detail = switch (loop.roles().get(item.index())) {
                case CARRY -> "after the last iteration";
                case STACK -> "one for each " + index;
                case SUM -> "sum over " + index;
            };
            box(node, Drawing.Kind.VALUE, Notation.name(node) + shape, detail, group);
            results(node, loop.body().graph(), item.index());
        } else if (region.operation() instanceof Operation.Cond cond) {
            String text = Optional.ofNullable(conditions.get(region.operand(0)))
                    .orElseGet(() -> Notation.name(region.operand(0)).toString());
            box(node, Drawing.Kind.VALUE, Notation.name(node) + shape, "chosen by " + text, group);
            results(node, cond.then().graph(), item.index());
            results(node, cond.otherwise().graph(), item.index());
            sources.getOrDefault(region.operand(0), List.of()).forEach(from -> arrow(from, id(node), "", true));
        }
    }

    private void results(Node item, Graph body, int index) {
        sources.getOrDefault(body.outputs().get(index).node(), List.of())
                .forEach(from -> arrow(from, id(item), "", false));
    }
}
