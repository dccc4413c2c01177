package org.wengert.codegen;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.tree.Expression;
import org.wengert.tree.Expression.Binary;
import org.wengert.tree.Expression.Literal;
import org.wengert.tree.Expression.Unary;

/** Writes integer expressions. */
final class SizeExpressions {

    private SizeExpressions() {}

    static Expression of(Size size, Function<Symbol, Expression> names) {
        return size.write(new Plain(names));
    }

    /** The same with an exception where a sum or a product is no {@code int}. */
    static Expression exact(Size size, Function<Symbol, Expression> names) {
        return size.write(new Exact(names));
    }

    private static Expression math(String function, Expression... arguments) {
        return new Expression.Call("Math", function, List.of(arguments));
    }

    private abstract static class Writer implements Size.Writer<Expression> {
        private final Function<Symbol, Expression> names;

        Writer(Function<Symbol, Expression> names) {
            this.names = names;
        }

        @Override
        public Expression number(long value) {
            return Expression.integer(value);
        }

        @Override
        public Expression symbol(Symbol symbol) {
            return names.apply(symbol);
        }

        @Override
        public Expression apply(Size.Function2 function, Expression a, Expression b) {
            return switch (function) {
                case QUOTIENT -> new Binary("/", a, b);
                case REMAINDER -> math("floorMod", a, b);
                case MIN -> math("min", a, b);
                case MAX -> math("max", a, b);
            };
        }
    }

    private static final class Plain extends Writer {
        Plain(Function<Symbol, Expression> names) {
            super(names);
        }

        @Override
        public Expression sum(Expression a, Expression b) {
            Optional<Expression> less = opposite(b);
            if (less.isPresent()) {
                return new Binary("-", a, less.get());
            }
            Optional<Expression> first = opposite(a);
            return first.isPresent() ? new Binary("-", b, first.get()) : new Binary("+", a, b);
        }

        /** What a product that begins with a minus sign is without it. */
        private static Optional<Expression> opposite(Expression product) {
            if (product instanceof Literal literal && literal.text().startsWith("-")) {
                return Optional.of(new Literal(literal.text().substring(1)));
            }
            if (product instanceof Binary binary && binary.symbol().equals("*")) {
                return opposite(binary.left()).map(left -> new Binary("*", left, binary.right()));
            }
            return product instanceof Unary unary ? Optional.of(unary.operand()) : Optional.empty();
        }

        @Override
        public Expression multiple(long coefficient, Expression a) {
            return coefficient == 1
                    ? a
                    : coefficient == -1 ? new Unary("-", a) : new Binary("*", number(coefficient), a);
        }

        @Override
        public Expression product(Expression a, Expression b) {
            return new Binary("*", a, b);
        }
    }

    private static final class Exact extends Writer {
        Exact(Function<Symbol, Expression> names) {
            super(names);
        }

        @Override
        public Expression sum(Expression a, Expression b) {
            return math("addExact", a, b);
        }

        @Override
        public Expression multiple(long coefficient, Expression a) {
            return coefficient == 1 ? a : product(number(coefficient), a);
        }

        @Override
        public Expression product(Expression a, Expression b) {
            return math("multiplyExact", a, b);
        }
    }
}
