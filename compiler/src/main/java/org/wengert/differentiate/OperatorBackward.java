package org.wengert.differentiate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.ir.Contribution;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operator;
import org.wengert.ir.Shape;
import org.wengert.op.Algebra;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Bounded;
import org.wengert.op.Partial;
import org.wengert.op.ScalarOperator;
import org.wengert.op.Steep;

/** An operator backward: each operand is given partial derivative times adjoint, by the rules of the operator. */
final class OperatorBackward {

    private final AdjointSweep sweep;

    OperatorBackward(AdjointSweep sweep) {
        this.sweep = sweep;
    }

    /** Gives the operands of {@code node} what its adjoint {@code bar} adds to theirs. */
    void propagate(Linearization primal, Node node, Node bar, Frame frame, Adjoints adjoints) {
        Algebra g = frame.algebra();
        Operator operator = node.operator().orElseThrow();
        List<Node> x = node.operands().stream().map(frame::primal).toList();
        Optional<Mask> mask = adjoints.mask(node);
        List<Label.Source> read = new ArrayList<>(sweep.viewsAround(node));
        sweep.source(bar).ifPresent(read::add);
        for (int i = 0; i < x.size(); i++) {
            Node operand = node.operand(i);
            if (!primal.varies(operand)) {
                continue;
            }
            int index = i;
            boolean each = operator instanceof ArrayOperator
                    && mask.filter(m -> !m.isOne() || isPart(operator)).isPresent();
            Node cotangent = each ? Optional.ofNullable(adjoints.get(node)).orElseThrow() : bar;
            term(
                            operator,
                            g,
                            x,
                            frame.primal(node),
                            i,
                            cotangent,
                            adjoints.passed(node).winning())
                    .ifPresent(term -> {
                        boolean number =
                                term.value().type().isScalar() && operand.type().isScalar();
                        adjoints.passes(
                                operand,
                                adjoints.passed(node)
                                        .through(
                                                node,
                                                term.slope(),
                                                Optional.of(term.value()).filter(v -> number)));
                        Contribution why = new Contribution(
                                Notation.line(node),
                                sweep.known(node, bar).stream().toList(),
                                Optional.of(
                                        Notation.rule(sweep.nameOf(operand), term.rule(), node, sweep.nameOf(node))),
                                node.origin(),
                                read);
                        Sweep.Term settled = term;
                        Optional<Mask> counts = each
                                ? part(operator, g, x, frame.primal(node), index, mask, operand)
                                : mask.map(m -> new Mask(m.condition(g)));
                        if (term.condition().isPresent() && sweep.finite().of(operand)) {
                            Node chosen = g.select(term.condition().get(), term.value(), g.constant(0));
                            settled = new Sweep.Term(chosen, term.negative(), term.rule(), term.slope());
                        } else {
                            counts = Mask.and(g, counts, term.condition());
                        }
                        add(adjoints, g, operand, settled, counts, why);
                    });
        }
    }

    /**
     * A number that stands for an array of equal ones is given the sum of what each of them is given, and counts where one of them does.
     */
    private void add(
            Adjoints adjoints, Algebra g, Node operand, Sweep.Term term, Optional<Mask> mask, Contribution why) {
        Shape each = term.value().type().shape();
        Shape shape = operand.type().shape();
        boolean settle = !each.equals(shape) && mask.filter(m -> !m.isOne()).isPresent();
        Node value = settle ? Adjoints.settled(g, mask, term.value()) : term.value();
        Optional<Mask> counts = !settle
                ? mask
                : mask.filter(m -> !sweep.finite().of(operand))
                        .map(m -> new Mask(g.sumTo(g.broadcast(m.indicator(g), each), shape)))
                        .map(m -> shape.equals(Shape.SCALAR) ? new Mask(m.condition(g)) : m);
        adjoints.add(operand, g.sumTo(value, shape), term.negative(), counts, List.of(why));
    }

    /** Whether the elements of an operator's value are elements of its operands. */
    private static boolean isPart(Operator operator) {
        return operator instanceof ArrayOperator array
                && (array.use().isFree() || array.regions(Shape.SCALAR).isPresent());
    }

    /** Where the adjoint of an array counts whose parts count where {@code mask} says: what an indicator would be given. */
    private Optional<Mask> part(
            Operator operator, Algebra g, List<Node> x, Node y, int i, Optional<Mask> mask, Node operand) {
        if (!isPart(operator) || sweep.finite().of(operand)) {
            return Optional.empty();
        }
        Node indicator = g.broadcast(mask.orElseThrow().indicator(g), y.type().shape());
        return term(operator, g, x, y, i, indicator, Steep.Roots.NONE).map(term -> new Mask(term.value()));
    }

    /** What the cotangent {@code v} of a value adds to operand {@code i}; nothing where the value is locally constant. */
    private static Optional<Sweep.Term> term(
            Operator operator, Algebra g, List<Node> x, Node y, int i, Node v, Steep.Roots roots) {
        if (operator instanceof ArrayOperator array) {
            Partial.Slope slope = Bounded.is(y) ? Partial.Slope.FINITE : Partial.Slope.STEEP;
            return array.rules()
                    .get(i)
                    .map(rule -> new Sweep.Term(rule.adjoint().at(g, x, y, v), false, rule.adjointText(), slope));
        }
        ScalarOperator scalar = (ScalarOperator) operator;
        return Sweep.Term.of(
                scalar,
                g,
                x,
                y,
                i,
                partial -> new Sweep.Term(
                        partial.cotangent(g, v, roots),
                        partial.isNegative(),
                        scalar.rules().get(i).text(),
                        partial.condition(),
                        partial.slope()));
    }
}
