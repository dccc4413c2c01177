package org.wengert.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Which way one evaluation went at everything that is not smooth, in the order of evaluation. A difference quotient is a
 * derivative only where both of its sides went the same way; and what {@code stop_gradient} holds at the point itself stays
 * there in its neighbours.
 */
final class Decisions {

    private final List<BigDecimal> held;
    private final List<Integer> taken = new ArrayList<>();
    private final List<BigDecimal> holding = new ArrayList<>();
    private boolean onEdge;

    private Decisions(List<BigDecimal> held) {
        this.held = held;
    }

    static Decisions atPoint() {
        return new Decisions(List.of());
    }

    /** For a point beside the one where {@code this} was made. */
    Decisions beside() {
        return new Decisions(List.copyOf(holding));
    }

    /** Whether both went the same way everywhere. */
    boolean agreesWith(Decisions other) {
        return taken.equals(other.taken) && holding.size() == other.holding.size();
    }

    /** The ways taken, in order. */
    List<Integer> path() {
        return List.copyOf(taken);
    }

    /** Whether something was exactly where two pieces meet. */
    boolean onEdge() {
        return onEdge;
    }

    int sign(BigDecimal x) {
        return take(x.signum());
    }

    int compare(List<BigDecimal> x) {
        return take(Integer.signum(x.get(0).compareTo(x.get(1))));
    }

    /** Of a step function, its value, which says on which step it is. */
    BigDecimal piece(BigDecimal x, BigDecimal step) {
        taken.add(step.stripTrailingZeros().hashCode());
        onEdge |= x.compareTo(step) == 0;
        return step;
    }

    BigDecimal hold(BigDecimal x) {
        BigDecimal value = holding.size() < held.size() ? held.get(holding.size()) : x;
        holding.add(value);
        return value;
    }

    void branch(boolean chosen) {
        taken.add(chosen ? 1 : 0);
    }

    private int take(int sign) {
        taken.add(sign);
        onEdge |= sign == 0;
        return sign;
    }
}
