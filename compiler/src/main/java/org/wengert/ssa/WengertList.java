package org.wengert.ssa;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wengert.ir.Graph;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.op.Cost;

/**
 * A graph in the order in which it is computed.
 *
 * @param statements each value is defined once, before it is used
 * @param inlined values without a line of their own, written where they are used
 * @param outer for an input of a region's body, the value outside of all regions, or made by a body around, that it stands for
 * @param names the name of every value that has a line; a value that adds to another of the same name goes on with it
 * @param cost of all lines; of two branches the dearer one
 */
public record WengertList(
        Graph graph,
        List<Statement> statements,
        Set<Node> inlined,
        Map<Node, Node> outer,
        Map<Node, String> names,
        Cost cost)
        implements Values {

    /** The value that {@code node} is, seen from where the region begins. */
    @Override
    public Node resolve(Node node) {
        return outer.getOrDefault(node, node);
    }

    /** The name of a value that has one here. */
    public Optional<String> name(Node node) {
        return Optional.ofNullable(names.get(resolve(node)));
    }

    @Override
    public boolean isInlined(Node node) {
        return inlined.contains(node);
    }

    /** The sum so far that {@code node} adds to under the same name, if it does. */
    public Optional<Node> accumulates(Node node) {
        return Accumulation.predecessor(node)
                .filter(before -> name(before).isPresent() && name(before).equals(name(node)));
    }

    /** The statements before those of a derivative. */
    public List<Statement> values() {
        return statements.subList(0, firstOfDerivative());
    }

    /** The statements of the sweeps of a derivative; none in the list of a value. */
    public List<Statement> derivatives() {
        return statements.subList(firstOfDerivative(), statements.size());
    }

    private int firstOfDerivative() {
        int first = 0;
        while (first < statements.size() && sweep(first).isEmpty()) {
            first++;
        }
        return first;
    }

    /** The sweep that the statement at {@code index} belongs to; what has no name serves the next one that has. */
    public Optional<Label.Role> sweep(int index) {
        int next = index;
        while (next + 1 < statements.size()
                && statements.get(next) instanceof Statement.Define define
                && define.node().name().isEmpty()) {
            next++;
        }
        return role(statements.get(next));
    }

    private static Optional<Label.Role> role(Statement statement) {
        if (statement instanceof Statement.Define define) {
            return define.node().label().map(Label::role);
        }
        if (statement instanceof Statement.Choose choose && !choose.results().isEmpty()) {
            return choose.results().get(0).label().map(Label::role);
        }
        return Optional.empty();
    }
}
