package org.wengert.formula;

import java.util.List;
import java.util.OptionalLong;
import org.wengert.formula.Term.Known;
import org.wengert.formula.Term.Whole;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.syntax.Syntax.Expression;
import org.wengert.syntax.Syntax.InfixOperator;

/** Sizes as authors write them. */
final class SizeTerms {

    private SizeTerms() {}

    static Term of(Size size) {
        OptionalLong constant = size.constant();
        return constant.isPresent() ? new Known((double) constant.getAsLong()) : new Whole(size);
    }

    static Expression expression(Size size) {
        return size.write(new Size.Writer<Expression>() {
            @Override
            public Expression number(long value) {
                return Writing.number((double) value);
            }

            @Override
            public Expression symbol(Symbol symbol) {
                return Writing.name(symbol.name());
            }

            @Override
            public Expression sum(Expression a, Expression b) {
                return Writing.plus(a, b);
            }

            @Override
            public Expression product(Expression a, Expression b) {
                return Writing.chain(InfixOperator.MULTIPLY, a, b);
            }

            @Override
            public Expression multiple(long coefficient, Expression a) {
                return coefficient == 1
                        ? a
                        : coefficient == -1
                                ? Writing.minus(a)
                                : coefficient < 0
                                        ? Writing.minus(Writing.chain(InfixOperator.MULTIPLY, number(-coefficient), a))
                                        : Writing.chain(InfixOperator.MULTIPLY, number(coefficient), a);
            }

            @Override
            public Expression apply(Size.Function2 function, Expression a, Expression b) {
                return switch (function) {
                    case QUOTIENT -> Writing.chain(InfixOperator.DIVIDE, a, b);
                    case REMAINDER -> Writing.chain(InfixOperator.REMAINDER, a, b);
                    case MIN, MAX -> Writing.call(function.id(), List.of(a, b));
                };
            }
        });
    }
}
