package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.ir.Size;
import org.wengert.ir.Size.Function2;
import org.wengert.ir.Symbol;
import org.wengert.source.Span;
import org.wengert.syntax.Syntax;

/** Evaluates the expressions of indices, sizes and bounds, which are exact integers. */
final class Integers {

    private final Diagnostics diagnostics;

    Integers(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** The symbols of a function, the ranges of those that are indices, and what calls must fulfil. */
    static final class Ranges {
        private final Map<Symbol, Bounds> bounds = new LinkedHashMap<>();
        private final Set<String> taken = new HashSet<>();
        private final List<Requirement> requirements = new ArrayList<>();

        private record Bounds(Size from, Size to) {}

        /** A symbol of that name, or with a number behind it. */
        Symbol fresh(String name) {
            String free = name;
            for (int i = 2; !taken.add(free); i++) {
                free = name + "_" + i;
            }
            return new Symbol(free);
        }

        void put(Symbol index, Size from, Size to) {
            bounds.put(index, new Bounds(from, to));
        }

        List<Requirement> requirements() {
            return requirements;
        }

        void require(Requirement requirement) {
            requirements.add(requirement);
        }

        /**
         * The least value of an expression over all iterations, as far as it is linear in the indices; what is found holds if
         * all {@code trips} are positive.
         */
        Optional<Size> least(Size size, Set<Size> trips) {
            Size least = size;
            List<Map.Entry<Symbol, Bounds>> indices = new ArrayList<>(bounds.entrySet());
            for (int i = indices.size() - 1; i >= 0; i--) {
                Symbol index = indices.get(i).getKey();
                Bounds range = indices.get(i).getValue();
                if (least.contains(index)) {
                    if (least.coefficient(index).isEmpty()) {
                        return Optional.empty();
                    }
                    boolean grows = least.coefficient(index).getAsLong() > 0;
                    trips.add(range.to().minus(range.from()));
                    least = least.substitute(
                            Map.of(index, grows ? range.from() : range.to().plus(-1)));
                }
            }
            return Optional.of(least);
        }
    }

    /** The value of an expression; none, and a report, if it is no integer. */
    Optional<Size> integer(Syntax.Expression expression, Scope scope) {
        Optional<Size> value;
        try {
            value = value(expression, scope);
        } catch (ArithmeticException e) {
            diagnostics.report(Code.NOT_AN_INTEGER, expression.span(), "no integer: " + e.getMessage());
            return Optional.empty();
        }
        if (value.isEmpty()) {
            diagnostics.report(
                    Code.NOT_AN_INTEGER,
                    expression.span(),
                    "expected an integer",
                    "integers are literals, sizes, indices and parameters of type int, and + - * / min max of them");
        }
        return value;
    }

    /** The value of an expression, if it is an integer at every call. */
    Optional<Size> find(Syntax.Expression expression, Scope scope) {
        try {
            return value(expression, scope);
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private Optional<Size> value(Syntax.Expression expression, Scope scope) {
        if (expression instanceof Syntax.Literal literal) {
            boolean whole = literal.text().chars().allMatch(Character::isDigit) && literal.value() < 1L << 53;
            return whole ? Optional.of(Size.of((long) literal.value())) : Optional.empty();
        } else if (expression instanceof Syntax.Reference reference) {
            return scope.integer(reference.name().text());
        } else if (expression instanceof Syntax.Prefix prefix) {
            return value(prefix.operand(), scope).flatMap(x -> switch (prefix.operator()) {
                case PLUS -> Optional.of(x);
                case MINUS -> Optional.of(Size.ZERO.minus(x));
                case NOT -> Optional.empty();
            });
        } else if (expression instanceof Syntax.Chain chain) {
            Optional<Size> value = value(chain.first(), scope);
            for (Syntax.Link link : chain.links()) {
                Optional<Size> right = value(link.operand(), scope);
                value = value.isEmpty() || right.isEmpty()
                        ? Optional.empty()
                        : apply(link.operator(), value.get(), right.get());
            }
            return value;
        } else if (expression instanceof Syntax.Call call && call.arguments().size() == 2) {
            Optional<Size> a = value(call.arguments().get(0), scope);
            Optional<Size> b = value(call.arguments().get(1), scope);
            return a.isEmpty() || b.isEmpty()
                    ? Optional.empty()
                    : switch (call.function().text()) {
                        case "min" -> Optional.of(a.get().apply(Function2.MIN, b.get()));
                        case "max" -> Optional.of(a.get().apply(Function2.MAX, b.get()));
                        default -> Optional.empty();
                    };
        }
        return Optional.empty();
    }

    private static Optional<Size> apply(Syntax.InfixOperator operator, Size a, Size b) {
        return switch (operator) {
            case ADD -> Optional.of(a.plus(b));
            case SUBTRACT -> Optional.of(a.minus(b));
            case MULTIPLY -> Optional.of(a.times(b));
            case DIVIDE -> Optional.of(a.apply(Function2.QUOTIENT, b));
            default -> Optional.empty();
        };
    }

    /** Sees to it that {@code size} is at least 0 wherever it is evaluated: now if that can be told, else at the call. */
    boolean requireNonNegative(Size size, Scope scope, Code code, Span span, String what) {
        Set<Size> trips = new HashSet<>();
        Optional<Size> least = scope.ranges().least(size, trips);
        boolean known = least.filter(l -> l.constant().isPresent()).isPresent();
        boolean runs = trips.stream().allMatch(t -> t.constant().orElse(0) > 0);
        if (known && least.get().constant().getAsLong() >= 0) {
            return true;
        }
        if (known && runs && scope.isUnconditional()) {
            diagnostics.report(code, span, what);
            return false;
        }
        if (least.isPresent() && scope.isUnconditional()) {
            scope.ranges().require(new Requirement(least.get(), Requirement.Relation.AT_LEAST_ZERO, trips, what, span));
        }
        return true;
    }

    /** Sees to it that {@code a} and {@code b} are equal; false, and no report, if they never are. */
    boolean requireEqual(Size a, Size b, Scope scope, Span span, String what) {
        Size difference = a.minus(b);
        if (difference.constant().isPresent()) {
            return difference.constant().getAsLong() == 0;
        }
        scope.ranges().require(new Requirement(difference, Requirement.Relation.ZERO, Set.of(), what, span));
        return true;
    }
}
