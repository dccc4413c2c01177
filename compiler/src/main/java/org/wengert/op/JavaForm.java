package org.wengert.op;

/**
 * How Java computes an operator.
 *
 * @param template the expression, with {@code $0}, {@code $1}, … for the operands
 * @param binding how tightly the template binds
 * @param operands how tightly an operand must bind to stand in the template without parentheses
 */
public record JavaForm(String template, Binding binding, Operands operands) {

    /** Java's precedence, loosest first. */
    public enum Binding {
        CONDITIONAL,
        OR,
        AND,
        EQUALITY,
        RELATIONAL,
        ADDITIVE,
        MULTIPLICATIVE,
        UNARY,
        PRIMARY;

        /** Whether an expression that binds so may stand, without parentheses, where {@code place} binds. */
        public boolean fits(Binding place) {
            return compareTo(place) >= 0;
        }

        /** Whether it binds more tightly than {@code place}. */
        public boolean isTighterThan(Binding place) {
            return compareTo(place) > 0;
        }
    }

    /** What may stand where the template says {@code $0}. */
    public enum Operands {
        /** Any expression: the template has its own parentheses. */
        ANY,
        /** The left operand as tight as the template, the right one tighter. */
        INFIX,
        /** A name, a literal, or more in parentheses; what the template reads twice must be a name or a literal. */
        TIGHT
    }

    /** Whether the template reads an operand more than once, so that it cannot be written in place. */
    public boolean repeats(int operand) {
        String place = "$" + operand;
        int first = template.indexOf(place);
        return template.indexOf(place, first + 1) > first;
    }

    static JavaForm call(String method, int arity) {
        StringBuilder template = new StringBuilder(method).append('(');
        for (int i = 0; i < arity; i++) {
            template.append(i == 0 ? "$" : ", $").append(i);
        }
        return new JavaForm(template.append(')').toString(), Binding.PRIMARY, Operands.ANY);
    }

    static JavaForm infix(String symbol, Binding binding) {
        return new JavaForm("$0 " + symbol + " $1", binding, Operands.INFIX);
    }

    static JavaForm template(String template, Binding binding) {
        return new JavaForm(template, binding, Operands.TIGHT);
    }
}
