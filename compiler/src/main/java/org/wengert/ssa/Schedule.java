package org.wengert.ssa;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Size;
import org.wengert.op.Cost;
import org.wengert.op.Terms;

/**
 * A graph in the order in which it is computed, with the places of its arrays, before anything has a name. A schedule is made once; the
 * lists that people and classes read are this one with names.
 *
 * @param arguments for each input that is an array its storage; nothing for a scalar
 * @param results for each output that is an array its storage; nothing for a scalar
 * @param steps each value is defined once, before it is used
 * @param inlined scalars without a line of their own
 * @param outer for an input of a body the value outside of it
 * @param places of the arrays that are no views of others
 * @param uses how often each value is read
 * @param checkpoints schedules of what is kept of loops
 * @param storedInFull loops of which all states are kept although fewer were asked for
 */
public record Schedule(
        Graph graph,
        List<Optional<Buffer>> arguments,
        List<Optional<Buffer>> results,
        List<Step> steps,
        Set<Node> inlined,
        Map<Node, Node> outer,
        Map<Node, Place> places,
        Map<Node, Integer> uses,
        List<Checkpoints> checkpoints,
        List<Operation.Loop> storedInFull) {

    /** The schedule of a graph in which no operator of whole arrays is left but kernels, parts and views. */
    public static Schedule of(Graph graph) {
        return of(graph, Set.of());
    }

    /**
     * The schedule of a graph.
     *
     * @param separate numbers that get a line however short they are
     */
    public static Schedule of(Graph graph, Set<Node> separate) {
        return Scheduler.schedule(graph, separate);
    }

    /** The list whose inputs and outputs are called as they are in the graph. */
    public WengertList named() {
        return named(names(), ClassNames.NONE);
    }

    /**
     * The list with names for a class.
     *
     * @param around the names of the class that it is in
     */
    public WengertList named(Names names, ClassNames around) {
        return Naming.list(this, names, around, JavaNames::identifier);
    }

    /** The list for people, with names as they are, whether or not Java takes them. */
    public WengertList forReading() {
        return Naming.list(this, names(), ClassNames.NONE, UnaryOperator.identity());
    }

    /**
     * What a list takes and gives.
     *
     * @param arguments names of the inputs
     * @param results names of the outputs
     */
    public record Names(List<String> arguments, List<String> results) {}

    /** The names that the inputs and the outputs have in the graph. */
    public Names names() {
        return new Names(
                graph.inputs().stream().map(input -> input.name().orElseThrow()).toList(),
                graph.outputs().stream().map(Graph.Output::name).toList());
    }

    Node resolve(Node node) {
        return outer.getOrDefault(node, node);
    }

    boolean isInlined(Node node) {
        return inlined.contains(node);
    }

    /** Whether it has neither loops nor arrays. */
    public boolean isLoopFree() {
        return isLoopFree(steps);
    }

    private static boolean isLoopFree(List<Step> steps) {
        return steps.stream()
                .allMatch(step -> step instanceof Step.Define
                        || step instanceof Step.Assign
                        || (step instanceof Step.Choose choose
                                && isLoopFree(choose.then())
                                && isLoopFree(choose.otherwise())));
    }

    /**
     * What it costs as a function of the sizes.
     *
     * @throws ArithmeticException if the numbers or their expressions are too large
     */
    public OperationCounts.Counted counted() {
        return OperationCounts.of(this);
    }

    /** What a list of numbers costs; of two branches the dearer one. */
    public Cost cost() {
        return OperationCounts.cost(this);
    }

    /** Where an array lies. */
    public Place place(Node node) {
        return place(node, places, outer);
    }

    static Place place(Node given, Map<Node, Place> places, Map<Node, Node> outer) {
        Size offset = Size.ZERO;
        Node node = outer.getOrDefault(given, given);
        while (!places.containsKey(node)) {
            offset = offset.plus(Terms.viewOffset(node)
                    .orElseThrow(() -> new IllegalStateException("bug: no place of " + given + " (S2)")));
            node = outer.getOrDefault(node.operand(0), node.operand(0));
        }
        return Optional.ofNullable(places.get(node)).orElseThrow().plus(offset);
    }
}
