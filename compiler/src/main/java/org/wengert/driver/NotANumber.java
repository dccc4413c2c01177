package org.wengert.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wengert.differentiate.Notation;
import org.wengert.interpret.Tally;
import org.wengert.interpret.TensorInterpreter;
import org.wengert.ir.Contribution;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.op.Tensor;
import org.wengert.product.Derivative;
import org.wengert.source.BigStack;
import org.wengert.source.Position;
import org.wengert.source.SourceText;
import org.wengert.source.Span;

/**
 * The first statement of an evaluation that makes NaN of numbers that are none.
 *
 * @param statement as a Wengert list has it, {@code v1 = log(x)}; of a derivative with the primal line and the rule
 * @param operands their names and values; of arrays those at the first place where it happens
 * @param span where the author wrote what is computed, or what is differentiated
 */
public record NotANumber(String statement, String operands, Span span) {

    private static final int LONGEST_TEXT = 120;
    private static final int LONGEST_MESSAGE = 500;

    /** {@code 'log(p)' makes NaN: q = log(p)}. */
    public String message(SourceText source) {
        return message(source, span, statement);
    }

    /** The same of a node that makes NaN, behind the name of the file, line and column. */
    static String message(SourceText source, Node node) {
        Position position = source.position(node.span().start());
        String name = source.name();
        String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return file + ":" + position.line() + ":" + position.column() + ": "
                + message(source, node.span(), statement(node));
    }

    private static String message(SourceText source, Span span, String statement) {
        String text = source.text(span).strip().replaceAll("\\s*\\R\\s*", " ");
        return shortened("'" + shortened(text, LONGEST_TEXT) + "' makes NaN: " + statement, LONGEST_MESSAGE);
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 3) + "...";
    }

    private static String statement(Node node) {
        List<Contribution> why = node.label().map(Label::added).orElse(List.of());
        return why.isEmpty()
                ? Notation.line(node).toString()
                : why.stream().map(Contribution::toString).collect(Collectors.joining("; "));
    }

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
        public void computed(Node node, List<Tensor> operands, Tensor value) {
            boolean made = Arrays.stream(value.data()).anyMatch(Double::isNaN)
                    && operands.stream()
                            .flatMapToDouble(x -> Arrays.stream(x.data()))
                            .noneMatch(Double::isNaN);
            if (made) {
                throw new Found(new NotANumber(statement(node), operands(node, operands, value), node.span()));
            }
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
                boolean said = node.operand(i).isConstant() || node.operands().indexOf(node.operand(i)) < i;
                if (!said && (data.length == 1 || elementwise)) {
                    String at = data.length == 1 ? "" : " at element " + place;
                    all.add(Notation.name(node.operand(i)) + at + " = " + data[elementwise ? place : 0]);
                }
            }
            return String.join(", ", all);
        }
    }
}
