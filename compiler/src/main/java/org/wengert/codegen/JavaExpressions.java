package org.wengert.codegen;

import java.util.function.Function;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.op.Arithmetic;
import org.wengert.op.JavaForm;
import org.wengert.op.JavaForm.Binding;
import org.wengert.op.JavaForm.Operands;
import org.wengert.op.ScalarOperator;
import org.wengert.ssa.Values;

/** Writes values as Java expressions: a name, a literal, or the operator's template with its inlined operands. */
final class JavaExpressions {

    private final Values values;
    private final Function<Node, String> location;
    private final Function<Node, Text> ofArrays;

    /**
     * Expressions of a list.
     *
     * @param location how a value that has a line or is an input is read
     */
    JavaExpressions(Values values, Function<Node, String> location) {
        this(values, location, node -> {
            throw new IllegalStateException("bug: " + node + " among scalars");
        });
    }

    /**
     * Expressions of a program with arrays.
     *
     * @param ofArrays how integers, elements of arrays and what kernels make of arrays are written
     */
    JavaExpressions(Values values, Function<Node, String> location, Function<Node, Text> ofArrays) {
        this.values = values;
        this.location = location;
        this.ofArrays = ofArrays;
    }

    /** An expression with how tightly it binds. */
    record Text(String java, Binding binding) {}

    /** How {@code node} is read where it is used. */
    String use(Node node) {
        return text(node).java();
    }

    /** The right-hand side of the line that defines {@code node}. */
    String definition(Node node) {
        return application(node).java();
    }

    /** What a sum or difference adds to the variable that holds its first operand. */
    String addition(Node node) {
        boolean negative = node.operator().filter(Arithmetic.SUBTRACT::equals).isPresent();
        return (negative ? " -= " : " += ") + place(node.operand(1), Binding.ADDITIVE, true) + ";";
    }

    private Text text(Node given) {
        Node node = values.resolve(given);
        if (node.operation() instanceof Operation.Constant constant) {
            return new Text(Literals.of(constant.value()), Binding.PRIMARY);
        }
        if (node.operation() instanceof Operation.Truth truth) {
            return new Text(String.valueOf(truth.value()), Binding.PRIMARY);
        }
        if (node.operation() instanceof Operation.Whole) {
            return ofArrays.apply(node);
        }
        return values.isInlined(node) ? application(node) : new Text(location.apply(node), Binding.PRIMARY);
    }

    private Text application(Node node) {
        if (node.operator().filter(ScalarOperator.class::isInstance).isEmpty()) {
            return ofArrays.apply(node);
        }
        JavaForm form = ((ScalarOperator) node.operator().orElseThrow()).java().orElseThrow();
        String template = form.template();
        StringBuilder java = new StringBuilder();
        int from = 0;
        for (int at = template.indexOf('$'); at >= 0; at = template.indexOf('$', from)) {
            int index = template.charAt(at + 1) - '0';
            java.append(template, from, at).append(operand(node.operand(index), form, index));
            from = at + 2;
        }
        return new Text(java.append(template, from, template.length()).toString(), form.binding());
    }

    private String operand(Node operand, JavaForm form, int index) {
        if (form.operands() == Operands.ANY) {
            return use(operand);
        }
        if (form.operands() == Operands.INFIX) {
            return place(operand, form.binding(), index > 0);
        }
        // A choice between two int literals would be an int.
        return form.binding() == Binding.CONDITIONAL
                        && values.resolve(operand).operation() instanceof Operation.Constant constant
                ? Literals.asDouble(constant.value())
                : place(operand, Binding.PRIMARY, false);
    }

    /** An operand in parentheses where it binds less tightly than its place. */
    private String place(Node operand, Binding place, boolean tighter) {
        Text text = text(operand);
        boolean bare =
                tighter ? text.binding().isTighterThan(place) : text.binding().fits(place);
        return bare ? text.java() : "(" + text.java() + ")";
    }
}
