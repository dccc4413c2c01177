package org.wengert.driver;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.wengert.ir.Amount;
import org.wengert.product.Derivative;
import org.wengert.product.Derivatives;
import org.wengert.product.JacobianMode;
import org.wengert.ssa.Schedule;

/**
 * The Jacobian of a function, forward or in reverse: whichever takes less work by counted operations, for all directions together.
 *
 * @param raw before the final passes
 * @param derivative as operators of whole arrays
 * @param ready to be scheduled: as loops; of a function of numbers the same
 * @param schedule of that, if its operations were counted
 */
record JacobianChoice(Derivative raw, Derivative derivative, Derivative ready, Optional<Schedule> schedule) {

    /** Where it depends on the sizes which is cheaper, all of them are taken to be this. */
    private static final int TYPICAL_SIZE = 100;

    /** What makes a derivative ready to be scheduled. */
    record Steps(UnaryOperator<Derivative> simplify, UnaryOperator<Derivative> loops) {

        private JacobianChoice of(Derivative raw, String note) {
            Derivative derivative = simplify.apply(raw).with(note);
            return new JacobianChoice(raw, derivative, loops.apply(derivative), Optional.empty());
        }
    }

    static JacobianChoice of(Derivatives derivatives, JacobianMode mode, boolean ofArrays, Steps steps) {
        if (mode != JacobianMode.COUNTED) {
            return steps.of(derivatives.jacobian(mode), text(mode) + ", as asked for");
        }
        return ofArrays ? ofArrays(derivatives, steps) : ofNumbers(derivatives, steps);
    }

    private static JacobianChoice ofNumbers(Derivatives derivatives, Steps steps) {
        JacobianMode usual = derivatives.fewerDirections();
        if (derivatives.takeOneDirection()) {
            return steps.of(derivatives.jacobian(usual), text(usual) + ", in one direction");
        }
        if (!derivatives.areBothSmall()) {
            return steps.of(derivatives.jacobian(usual), text(usual) + ", which takes fewer directions");
        }
        JacobianMode other = opposite(usual);
        JacobianChoice first = steps.of(derivatives.jacobian(usual), "").scheduled();
        JacobianChoice second = steps.of(derivatives.jacobian(other), "").scheduled();
        long work = first.schedule.orElseThrow().cost().work();
        long otherWork = second.schedule.orElseThrow().cost().work();
        return work <= otherWork ? first.with(why(usual, work, otherWork)) : second.with(why(other, otherWork, work));
    }

    private static JacobianChoice ofArrays(Derivatives derivatives, Steps steps) {
        JacobianChoice forward =
                steps.of(derivatives.jacobian(JacobianMode.FORWARD), "").scheduled();
        JacobianChoice reverse =
                steps.of(derivatives.jacobian(JacobianMode.REVERSE), "").scheduled();
        try {
            return cheaper(forward, arrayWork(forward), reverse, arrayWork(reverse));
        } catch (ArithmeticException notCounted) {
            JacobianMode usual = derivatives.fewerDirections();
            return (usual == JacobianMode.FORWARD ? forward : reverse)
                    .with(text(usual) + ", because the operations could not be counted");
        }
    }

    private static JacobianChoice cheaper(
            JacobianChoice forward, Amount forwardWork, JacobianChoice reverse, Amount reverseWork) {
        if (reverseWork.minus(forwardWork).isNonNegative(List.of())) {
            return forward.with(why(JacobianMode.FORWARD, forwardWork, reverseWork));
        }
        if (forwardWork.minus(reverseWork).isNonNegative(List.of())) {
            return reverse.with(why(JacobianMode.REVERSE, reverseWork, forwardWork));
        }
        String typical = ", which is more where all sizes are " + TYPICAL_SIZE + ", though not everywhere";
        return typical(forwardWork) <= typical(reverseWork)
                ? forward.with(why(JacobianMode.FORWARD, forwardWork, reverseWork) + typical)
                : reverse.with(why(JacobianMode.REVERSE, reverseWork, forwardWork) + typical);
    }

    private static double typical(Amount work) {
        return work.evaluate(symbol -> TYPICAL_SIZE);
    }

    private static String why(JacobianMode mode, Object work, Object other) {
        return text(mode) + ": that is work " + work + ", and " + text(opposite(mode)) + " it would be " + other;
    }

    private static Amount arrayWork(JacobianChoice choice) {
        return choice.schedule.orElseThrow().counted().operations().work();
    }

    private static JacobianMode opposite(JacobianMode mode) {
        return mode == JacobianMode.FORWARD ? JacobianMode.REVERSE : JacobianMode.FORWARD;
    }

    private static String text(JacobianMode mode) {
        return mode == JacobianMode.FORWARD ? "forward, by columns" : "in reverse, by rows";
    }

    private JacobianChoice scheduled() {
        return new JacobianChoice(raw, derivative, ready, Optional.of(Schedule.of(ready.graph())));
    }

    private JacobianChoice with(String note) {
        return new JacobianChoice(raw, derivative.with(note), ready.with(note), schedule);
    }
}
