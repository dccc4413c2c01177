package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.elaborate.Elementwise.Operand;
import org.wengert.ir.Size;
import org.wengert.ir.Size.Function2;
import org.wengert.syntax.Spellings;
import org.wengert.syntax.Syntax;

/** Evaluates the expressions of indices, sizes and bounds, which are exact integers. */
final class Integers {

    /** The functions that are the size of an array along an axis. */
    static final Map<String, Integer> EXTENTS = Map.of("rows", 0, "cols", 1);

    /** Functions of two integers. */
    private static final Map<String, Function2> OF_TWO = Map.of("min", Function2.MIN, "max", Function2.MAX);

    /** An integer of more symbols and numbers is none that somebody wants, and would cost too much. */
    private static final int MOST_PARTS = 32;

    private final Diagnostics diagnostics;
    private final Requirements requirements;

    Integers(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.requirements = new Requirements(diagnostics);
    }

    Requirements requirements() {
        return requirements;
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
            complain(expression, scope);
        }
        return value.filter(v -> isWhole(v, expression, scope));
    }

    /** Says which part of an expression is no integer. */
    private void complain(Syntax.Expression expression, Scope scope) {
        Optional<Syntax.Name> culprit = names(expression, scope)
                .filter(name -> scope.integer(name.text()).isEmpty())
                .findFirst();
        if (culprit.isEmpty()) {
            diagnostics.report(
                    Code.NOT_AN_INTEGER,
                    expression.span(),
                    "expected an integer",
                    "integers are literals, sizes, indices and parameters of type int, and + - * / % min max of them");
            return;
        }
        String name = culprit.get().text();
        if (!scope.isDefined(name)) {
            diagnostics.report(
                    Code.UNKNOWN_NAME,
                    culprit.get().span(),
                    "unknown name '" + name + "'",
                    Spellings.closest(name, scope.allNames()).map(c -> "did you mean '" + c + "'?"));
        } else if (!scope.isBroken(name)) {
            diagnostics.report(
                    Code.NOT_AN_INTEGER,
                    culprit.get().span(),
                    "expected an integer, '" + name + "' is a real value",
                    "an integer parameter is declared " + name + ": int");
        }
    }

    /** The names in what integers can be made of; of arrays whose sizes are asked for, those that are in error. */
    private static Stream<Syntax.Name> names(Syntax.Expression expression, Scope scope) {
        if (expression instanceof Syntax.Reference reference) {
            return Stream.of(reference.name());
        } else if (expression instanceof Syntax.Prefix prefix) {
            return names(prefix.operand(), scope);
        } else if (expression instanceof Syntax.Chain chain) {
            return Stream.concat(
                    names(chain.first(), scope), chain.links().stream().flatMap(link -> names(link.operand(), scope)));
        } else if (expression instanceof Syntax.Call call) {
            Stream<Syntax.Name> names = call.arguments().stream().flatMap(argument -> names(argument, scope));
            String function = call.function().text();
            return OF_TWO.containsKey(function)
                    ? names
                    : names.filter(n ->
                            EXTENTS.containsKey(function) && (!scope.isDefined(n.text()) || scope.isBroken(n.text())));
        }
        return Stream.empty();
    }

    /** Demands that the quotients in {@code value} come out whole, and that remainders are those of positive divisors. */
    private boolean isWhole(Size value, Syntax.Expression expression, Scope scope) {
        boolean whole = true;
        for (List<Size> remainder : value.applications(Function2.REMAINDER)) {
            Size b = remainder.get(1);
            Message message = Message.of(Operand.text(expression), ": a remainder by ", b, ", which is not positive");
            whole &= requirements.nonNegative(
                    b.plus(-1), scope, new Requirements.Complaint(Code.NOT_AN_INTEGER, expression.span(), message));
        }
        for (List<Size> quotient : value.applications(Function2.QUOTIENT)) {
            Size a = quotient.get(0);
            Size b = quotient.get(1);
            Message message = Message.of(Operand.text(expression), ": ", a, "/", b, " is no integer");
            whole &= requirements.equal(
                    a.apply(Function2.REMAINDER, b),
                    Size.ZERO,
                    scope,
                    new Requirements.Complaint(Code.NOT_AN_INTEGER, expression.span(), message));
        }
        return whole;
    }

    /**
     * What a condition, or its negation, says of integers: sizes that are then not negative. What it says of reals is left
     * out.
     */
    List<Size> facts(Syntax.Expression condition, boolean holds, Scope scope) {
        if (condition instanceof Syntax.Prefix prefix && prefix.operator() == Syntax.PrefixOperator.NOT) {
            return facts(prefix.operand(), !holds, scope);
        }
        if (condition instanceof Syntax.Chain chain) {
            Syntax.InfixOperator joined = holds ? Syntax.InfixOperator.AND : Syntax.InfixOperator.OR;
            if (chain.links().stream().anyMatch(link -> link.operator() != joined)) {
                return List.of();
            }
            List<Size> all = new ArrayList<>(facts(chain.first(), holds, scope));
            chain.links().forEach(link -> all.addAll(facts(link.operand(), holds, scope)));
            return all;
        }
        if (condition instanceof Syntax.Comparison comparison) {
            Optional<Size> a = find(comparison.left(), scope);
            Optional<Size> b = find(comparison.right(), scope);
            return a.isEmpty() || b.isEmpty()
                    ? List.of()
                    : facts(comparison.operator(), a.get(), b.get(), holds, scope.facts());
        }
        return List.of();
    }

    private static List<Size> facts(Syntax.ComparisonOperator operator, Size a, Size b, boolean holds, Facts around) {
        Size more = a.minus(b);
        Size less = b.minus(a);
        return switch (operator) {
            case LESS -> List.of(holds ? less.plus(-1) : more);
            case LESS_EQUAL -> List.of(holds ? less : more.plus(-1));
            case GREATER -> List.of(holds ? more.plus(-1) : less);
            case GREATER_EQUAL -> List.of(holds ? more : less.plus(-1));
            case EQUAL -> holds ? List.of(more, less) : different(more, less, around);
            case NOT_EQUAL -> holds ? different(more, less, around) : List.of(more, less);
        };
    }

    /** What is not 0 and has a known sign. */
    private static List<Size> different(Size more, Size less, Facts around) {
        return around.imply(more) ? List.of(more.plus(-1)) : around.imply(less) ? List.of(less.plus(-1)) : List.of();
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
        Optional<Size> value = any(expression, scope);
        if (value.filter(v -> v.length() > MOST_PARTS).isPresent()) {
            throw new ArithmeticException("an integer expression of more than " + MOST_PARTS + " parts");
        }
        return value;
    }

    private Optional<Size> any(Syntax.Expression expression, Scope scope) {
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
                Optional<Size> right = value.isEmpty() ? Optional.empty() : value(link.operand(), scope);
                value = right.isEmpty() ? Optional.empty() : apply(link.operator(), value.get(), right.get());
                if (value.isEmpty()) {
                    return value;
                }
            }
            return value;
        } else if (expression instanceof Syntax.Call call && call.arguments().size() == 1) {
            return extent(call, scope);
        } else if (expression instanceof Syntax.Call call && call.arguments().size() == 2) {
            Optional<Size> a = value(call.arguments().get(0), scope);
            Optional<Size> b = value(call.arguments().get(1), scope);
            String name = call.function().text();
            return a.isEmpty() || b.isEmpty() || scope.isDefined(name)
                    ? Optional.empty()
                    : Optional.ofNullable(OF_TWO.get(name))
                            .map(function -> a.get().apply(function, b.get()));
        }
        return Optional.empty();
    }

    /** {@code rows(A)} and {@code cols(A)} of an array that has a name. */
    private static Optional<Size> extent(Syntax.Call call, Scope scope) {
        String function = call.function().text();
        Integer axis = EXTENTS.get(function);
        if (axis == null || scope.isDefined(function) || !(call.arguments().get(0) instanceof Syntax.Reference array)) {
            return Optional.empty();
        }
        return scope.shape(array.name().text())
                .filter(shape -> shape.rank() > axis)
                .map(shape -> shape.size(axis));
    }

    private static Optional<Size> apply(Syntax.InfixOperator operator, Size a, Size b) {
        return switch (operator) {
            case ADD -> Optional.of(a.plus(b));
            case SUBTRACT -> Optional.of(a.minus(b));
            case MULTIPLY -> Optional.of(a.times(b));
            case DIVIDE -> Optional.of(a.apply(Function2.QUOTIENT, b));
            case REMAINDER -> Optional.of(a.apply(Function2.REMAINDER, b));
            default -> Optional.empty();
        };
    }
}
