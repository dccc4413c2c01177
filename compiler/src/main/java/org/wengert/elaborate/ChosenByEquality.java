package org.wengert.elaborate;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.op.Logic;
import org.wengert.source.Span;
import org.wengert.syntax.Syntax;
import org.wengert.syntax.Unparser;

/**
 * Warns of a constant that stands for a formula at one point, as in {@code x == 0 ? 1 : sin(x)/x}: the value is right there, and all
 * derivatives are 0.
 */
record ChosenByEquality(Diagnostics diagnostics) {

    /**
     * A formula that has no value at 0, in terms of {@code @}, and the function that has the right one and right derivatives.
     *
     * @param value at 0
     */
    private record Known(String value, Pattern formula, String function) {
        static Known of(String value, String formula, String function) {
            return new Known(value, Pattern.compile(formula), function);
        }
    }

    private static final List<Known> KNOWN = List.of(
            Known.of("1", "sin\\(@\\)/@", "sinc(@)"),
            Known.of("1", "\\(exp\\(@\\)-1\\)/@|expm1\\(@\\)/@", "exprel(@)"),
            Known.of("0", "-@\\*log\\(@\\)|-log\\(@\\)\\*@", "entr(@)"),
            Known.of("0", "@\\*log\\(@\\)|log\\(@\\)\\*@", "xlogy(@, @)"),
            Known.of("0", "@\\*log\\(([^()]*)\\)", "xlogy(@, $1)"),
            Known.of("0", "@\\*log1p\\(([^()]*)\\)", "xlog1py(@, $1)"));

    /** Reports a choice between {@code then} and {@code otherwise} whose condition is {@code test}, if it is one. */
    void check(Node test, Syntax.Expression condition, Syntax.Expression then, Syntax.Expression otherwise, Span span) {
        if (condition instanceof Syntax.Comparison c && comparesReals(test)) {
            boolean equal = c.operator() == Syntax.ComparisonOperator.EQUAL;
            check(c.left(), c.right(), equal ? then : otherwise, equal ? otherwise : then, span);
            check(c.right(), c.left(), equal ? then : otherwise, equal ? otherwise : then, span);
        }
    }

    private static boolean comparesReals(Node test) {
        boolean equality = test.operator()
                .filter(o -> o.equals(Logic.EQUAL) || o.equals(Logic.NOT_EQUAL))
                .isPresent();
        return equality && test.operands().stream().noneMatch(x -> x.operation() instanceof Operation.Whole);
    }

    private void check(
            Syntax.Expression place,
            Syntax.Expression at,
            Syntax.Expression constant,
            Syntax.Expression formula,
            Span span) {
        if (!(place instanceof Syntax.Reference reference) || !isNumber(at) || !isNumber(constant)) {
            return;
        }
        String name = reference.name().text();
        String text = Unparser.text(formula).replace(" ", "");
        Pattern word = Pattern.compile("\\b" + Pattern.quote(name) + "\\b");
        if (!word.matcher(text).find()) {
            return;
        }
        String message = "where " + name + " is " + Unparser.text(at)
                + " the derivative is that of the constant, 0, not that of the formula";
        diagnostics.report(
                Code.CHOSEN_BY_EQUALITY,
                span,
                message,
                function(
                                Unparser.text(at),
                                Unparser.text(constant),
                                word.matcher(text).replaceAll("@"))
                        .map(known -> "write " + known.replace("@", name)
                                + ", which is right there too, and so are its derivatives"));
    }

    private static Optional<String> function(String at, String value, String formula) {
        return KNOWN.stream()
                .filter(k -> at.equals("0") && value.equals(k.value()))
                .flatMap(k -> Optional.of(k.formula().matcher(formula))
                        .filter(m -> m.matches())
                        .map(m -> m.replaceAll(k.function()))
                        .stream())
                .findFirst();
    }

    private static boolean isNumber(Syntax.Expression expression) {
        return expression instanceof Syntax.Literal
                || (expression instanceof Syntax.Prefix prefix && prefix.operand() instanceof Syntax.Literal);
    }
}
