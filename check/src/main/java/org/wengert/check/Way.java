package org.wengert.check;

import java.util.ArrayList;
import java.util.List;
import org.wengert.interpret.Tally;
import org.wengert.ir.Node;
import org.wengert.ir.Operator;
import org.wengert.op.Tensor;

/** Which way an evaluation in doubles went at everything that is not smooth, as {@link Decisions} are of one in many digits. */
final class Way implements Tally {

    private final List<Double> taken = new ArrayList<>();

    /** Whether both went the same way everywhere. */
    boolean agreesWith(Way other) {
        return taken.equals(other.taken);
    }

    @Override
    public void computed(Node node, List<Tensor> operands, Tensor value) {
        String operator = node.operator().map(Operator::name).orElse("");
        for (int k = 0; k < value.data().length; k++) {
            switch (operator) {
                case "floor", "ceil" -> taken.add(value.data()[k]);
                case "abs", "sign", "step", "relu", "leaky_relu" -> taken.add(Math.signum(element(operands.get(0), k)));
                case "max", "min", "less", "less_equal", "greater", "greater_equal", "equal", "not_equal" ->
                    taken.add((double) Double.compare(element(operands.get(0), k), element(operands.get(1), k)));
                default -> {}
            }
        }
    }

    private static double element(Tensor tensor, int k) {
        return tensor.data()[tensor.rank() == 0 ? 0 : k];
    }
}
