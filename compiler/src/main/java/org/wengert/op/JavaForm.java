package org.wengert.op;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wengert.tree.Binding;
import org.wengert.tree.Expression;

/** How generated code computes an operator: an expression with {@code $0}, {@code $1}, … for the operands, as Java writes it. */
public final class JavaForm {

    private final String template;
    private final Expression expression;

    private JavaForm(String template) {
        this.template = template;
        this.expression = Expression.template(template);
    }

    /**
     * The form that a template says.
     *
     * @throws IllegalArgumentException if the template cannot be read
     */
    public static JavaForm of(String template) {
        return new JavaForm(template);
    }

    /** A call of a method with all operands in order. */
    static JavaForm call(String method, int arity) {
        return of(
                IntStream.range(0, arity).mapToObj(i -> "$" + i).collect(Collectors.joining(", ", method + "(", ")")));
    }

    /** Two operands with a symbol between them. */
    static JavaForm infix(String symbol) {
        return of("$0 " + symbol + " $1");
    }

    public String template() {
        return template;
    }

    public Expression expression() {
        return expression;
    }

    /** How tightly the template binds. */
    public Binding binding() {
        return expression.binding();
    }

    /** Whether the template reads an operand more than once, so that it cannot be written in place. */
    public boolean repeats(int operand) {
        int[] reads = {0};
        expression.forEach(part -> reads[0] += part.equals(place(operand)) ? 1 : 0);
        return reads[0] > 1;
    }

    private static Expression place(int operand) {
        return Expression.name("$" + operand);
    }

    /** The template with these operands. */
    public Expression of(List<Expression> operands) {
        return fill(expression, operands);
    }

    private static Expression fill(Expression template, List<Expression> operands) {
        if (template instanceof Expression.Name name && name.name().startsWith("$")) {
            return operands.get(Integer.parseInt(name.name().substring(1)));
        }
        return template.of(
                template.parts().stream().map(part -> fill(part, operands)).toList());
    }
}
