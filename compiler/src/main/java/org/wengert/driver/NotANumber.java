package org.wengert.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wengert.differentiate.Derivative;
import org.wengert.differentiate.Notation;
import org.wengert.interpret.Tally;
import org.wengert.interpret.TensorInterpreter;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operator;
import org.wengert.op.Tensor;
import org.wengert.source.BigStack;
import org.wengert.source.Span;

/**
 * The first statement of an evaluation that makes NaN of numbers that are none.
 *
 * @param statement as a Wengert list has it, {@code v1 = log(x)}; of a derivative with the primal line and the rule
 * @param operands their names and values; of arrays those at the first place where it happens
 * @param span where the author wrote what is computed, or what is differentiated
 */
public record NotANumber(String statement, String operands, Span span) {

    /** Where an evaluation of a product first makes NaN, if it does. */
    static Optional<NotANumber> find(Derivative derivative, Arguments arguments, List<Tensor> more) {
        List<Tensor> inputs = new ArrayList<>(arguments.arrays());
        inputs.addAll(more);
        // What is put together line by line is looked at in the direction of all ones.
        while (inputs.size() < derivative.graph().inputs().size()) {
            inputs.add(Tensor.scalar(1));
        }
        try {
            BigStack.call(() -> TensorInterpreter.evaluate(derivative.graph(), inputs, arguments.sizes(), new Trap()));
            return Optional.empty();
        } catch (Found found) {
            return Optional.of(found.what);
        }
    }

    /** Ends the evaluation. */
    private static final class Found extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient NotANumber what;

        Found(NotANumber what) {
            super(null, null, false, false);
            this.what = what;
        }
    }

    private static final class Trap implements Tally {
        @Override
        public void applied(Operator operator, List<Tensor> operands) {}

        @Override
        public void added(int elements) {}

        @Override
        public void computed(Node node, List<Tensor> operands, Tensor value) {
            boolean made = Arrays.stream(value.data()).anyMatch(Double::isNaN)
                    && operands.stream()
                            .flatMapToDouble(x -> Arrays.stream(x.data()))
                            .noneMatch(Double::isNaN);
            if (made) {
                throw new Found(new NotANumber(statement(node), operands(node, operands, value), node.span()));
            }
        }

        private static String statement(Node node) {
            List<Label.Contribution> why = node.label().map(Label::added).orElse(List.of());
            return why.isEmpty()
                    ? Notation.line(node)
                    : why.stream().map(Label.Contribution::toString).collect(Collectors.joining("; "));
        }

        private static String operands(Node node, List<Tensor> operands, Tensor value) {
            int place = 0;
            while (!Double.isNaN(value.data()[place])) {
                place++;
            }
            List<String> all = new ArrayList<>();
            for (int i = 0; i < operands.size(); i++) {
                double[] data = operands.get(i).data();
                boolean elementwise = data.length == value.data().length;
                if (data.length == 1 || elementwise) {
                    String at = data.length == 1 ? "" : " at element " + place;
                    all.add(Notation.name(node.operand(i)) + at + " = " + data[elementwise ? place : 0]);
                }
            }
            return String.join(", ", all);
        }
    }
}
