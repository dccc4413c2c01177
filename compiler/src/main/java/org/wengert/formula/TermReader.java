package org.wengert.formula;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.formula.Term.Call;
import org.wengert.formula.Term.Known;
import org.wengert.formula.Term.Name;
import org.wengert.ir.Graph;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Shape;
import org.wengert.op.ArrayOperator;
import org.wengert.op.ScalarOperator;

/** From the nodes of a graph to the formula that each is; of a loop without states it is a sum, or an array, over its index. */
final class TermReader {

    /** What is longer is nothing that people read. */
    private static final long LONGEST = 2_000;

    private final ArrayTerms arrays = new ArrayTerms();

    /**
     * The formulas of some nodes.
     *
     * @param inputs of the graph
     */
    List<Term> read(Graph graph, List<Node> wanted, Map<Node, Term> inputs) throws NoFormulaException {
        Map<Node, Term> terms = new HashMap<>(inputs);
        BitSet needed = needed(graph, wanted);
        for (Node node : graph.nodes()) {
            if (needed.get(node.id()) && !terms.containsKey(node) && !node.isRegion()) {
                Term term = term(node, terms);
                if (term.weight() > LONGEST) {
                    throw new NoFormulaException(
                            "the derivative is too long for a formula",
                            "it is a program all the same: wengert explain, or compile",
                            node.span());
                }
                terms.put(node, term);
            }
        }
        List<Term> all = new ArrayList<>();
        wanted.forEach(node -> all.add(of(node, terms)));
        return all;
    }

    private static BitSet needed(Graph graph, List<Node> wanted) {
        BitSet needed = new BitSet();
        wanted.forEach(node -> needed.set(node.id()));
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            if (needed.get(i) && !isNothing(node)) {
                node.operands().forEach(operand -> needed.set(operand.id()));
            }
        }
        return needed;
    }

    /** What is added only so that exponentials do not overflow, and subtracted again. */
    private static boolean isNothing(Node node) {
        return node.operator().filter(o -> o.name().equals("shift")).isPresent();
    }

    private Term term(Node node, Map<Node, Term> terms) throws NoFormulaException {
        if (node.operation() instanceof Operation.Constant constant) {
            return Constants.of(constant.value());
        }
        if (node.operation() instanceof Operation.Truth truth) {
            return new Call(truth.value() ? "true" : "false", List.of(), Shape.SCALAR);
        }
        if (node.operation() instanceof Operation.Whole whole) {
            return SizeTerms.of(whole.value());
        }
        if (node.operation() instanceof Operation.Item item) {
            return item(node, node.operand(0), item.index(), terms);
        }
        if (isNothing(node)) {
            return new Known(0);
        }
        List<Term> x = new ArrayList<>();
        node.operands().forEach(operand -> x.add(of(operand, terms)));
        if (node.operator().orElse(null) instanceof ScalarOperator operator) {
            List<Term> ordered = isSumOfAdjoints(node, operator) ? List.of(x.get(1), x.get(0)) : x;
            return OperatorTerms.of(operator, ordered, node.type().shape())
                    .orElseThrow(() -> unknown(node, operator.name()));
        }
        ArrayOperator operator = ArrayOperator.in(node).orElseThrow();
        return arrays.of(operator, node, x).orElseThrow(() -> unknown(node, operator.notation()));
    }

    /** What a product gives to its first factor is found last. */
    private static boolean isSumOfAdjoints(Node node, ScalarOperator operator) {
        return operator.name().equals("add")
                && node.label()
                        .filter(label -> label.role() == Label.Role.ADJOINT)
                        .isPresent();
    }

    private static NoFormulaException unknown(Node node, String what) {
        return new NoFormulaException(
                "the language has no words for '" + what + "', which the derivative needs",
                "it is a program all the same: wengert explain, or compile",
                node.span());
    }

    private Term item(Node node, Node region, int index, Map<Node, Term> terms) throws NoFormulaException {
        if (region.operation() instanceof Operation.Cond cond) {
            Term condition = of(region.operand(0), terms);
            Term then = body(cond.then(), region, index, terms);
            Term otherwise = body(cond.otherwise(), region, index, terms);
            return Selections.of(condition, then, otherwise, node.type().shape());
        }
        Operation.Loop loop = (Operation.Loop) region.operation();
        Operation.Role role = loop.roles().get(index);
        if (loop.carried() > 0) {
            Optional<Term> extreme = index == 0 ? Extremes.of(loop, region, terms) : Optional.empty();
            return extreme.orElseThrow(() -> new NoFormulaException(
                    "what carries a value on from one element to the next, as max, prod or a loop with a state, has no closed formula",
                    "write it with sums and products of arrays, or take the program of the derivative: wengert explain",
                    region.span()));
        }
        Term element = body(loop.body(), region, index, terms);
        return role == Operation.Role.STACK
                ? Iterated.stacked(element, loop.iterations())
                : Iterated.summed(element, loop.iterations(), node.span());
    }

    private Term body(Operation.Body body, Node region, int result, Map<Node, Term> terms) throws NoFormulaException {
        Graph graph = body.graph();
        Map<Node, Term> inputs = new HashMap<>();
        for (int i = 0; i < graph.inputs().size(); i++) {
            inputs.put(graph.inputs().get(i), of(region.operand(body.operands().get(i)), terms));
        }
        return read(graph, List.of(graph.outputs().get(result).node()), inputs).get(0);
    }

    private static Term of(Node node, Map<Node, Term> terms) {
        return Optional.ofNullable(terms.get(node)).orElseThrow();
    }

    /** The inputs of a graph by name. */
    static Map<Node, Term> names(Graph graph) {
        Map<Node, Term> names = new HashMap<>();
        graph.inputs()
                .forEach(input -> names.put(
                        input,
                        new Name(
                                ((Operation.Input) input.operation()).name(),
                                input.type().shape())));
        return names;
    }
}
