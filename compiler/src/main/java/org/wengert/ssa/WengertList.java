package org.wengert.ssa;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Size;

/**
 * A schedule with names: what is shown, and what is written as Java.
 *
 * @param names of the values with a line of their own
 * @param goingOn those of them that are computed in the variable of another one, which is there already
 * @param buffers names of storage
 * @param indices names of the indices of loops, each the same object as in the steps
 * @param outputs names of the outputs; of a scalar, that of an array of one element which it is written to
 * @param taken all names, and those that nothing may have
 * @param around the names of the class that it is in
 */
public record WengertList(
        Schedule schedule,
        Map<Node, String> names,
        Set<Node> goingOn,
        Map<Buffer, String> buffers,
        IdentityHashMap<Step.Loop, String> indices,
        List<String> outputs,
        Set<String> taken,
        ClassNames around)
        implements Values {

    public Graph graph() {
        return schedule.graph();
    }

    /** For each input that is an array its storage; nothing for a scalar. */
    public List<Optional<Buffer>> arguments() {
        return schedule.arguments();
    }

    /** For each output that is an array its storage; nothing for a scalar. */
    public List<Optional<Buffer>> results() {
        return schedule.results();
    }

    public List<Step> steps() {
        return schedule.steps();
    }

    @Override
    public Node resolve(Node node) {
        return schedule.resolve(node);
    }

    @Override
    public boolean isInlined(Node node) {
        return schedule.isInlined(node);
    }

    /** The name of a value that has one here. */
    public Optional<String> name(Node node) {
        return Optional.ofNullable(names.get(resolve(node)));
    }

    /** The sum so far that {@code node} adds to, if that has a line of its own. */
    public Optional<Node> sumBefore(Node node) {
        return Accumulation.predecessor(node).filter(names::containsKey);
    }

    /** Whether {@code node} goes on from the sum before it in the variable of that. */
    public boolean accumulates(Node node) {
        return sumBefore(node).filter(before -> name(before).equals(name(node))).isPresent();
    }

    /** The steps before those of a derivative. */
    public List<Step> values() {
        return steps().subList(0, firstOfDerivative());
    }

    /** The steps of the sweeps of a derivative; none in the list of a value. */
    public List<Step> derivatives() {
        return steps().subList(firstOfDerivative(), steps().size());
    }

    private int firstOfDerivative() {
        int first = 0;
        while (first < steps().size() && !isOfSweep(first)) {
            first++;
        }
        return first;
    }

    /** Whether the step at {@code index} belongs to a sweep; what has no name serves the next one that has. */
    private boolean isOfSweep(int index) {
        int next = index;
        while (next + 1 < steps().size()
                && steps().get(next) instanceof Step.Define define
                && define.node().name().isEmpty()) {
            next++;
        }
        Optional<Node> first = steps().get(next) instanceof Step.Define define
                ? Optional.of(define.node())
                : steps().get(next) instanceof Step.Choose choose
                        ? choose.results().stream().findFirst()
                        : Optional.empty();
        return first.flatMap(Node::label).isPresent();
    }

    /** Whether an expression is the same in all iterations of all loops. */
    public boolean isFixed(Size size) {
        return indices.keySet().stream().noneMatch(loop -> size.contains(loop.index()));
    }

    /** Where an array lies. */
    public Place place(Node node) {
        return schedule.place(node);
    }
}
