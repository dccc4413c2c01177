package org.wengert.elaborate;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.elaborate.Elementwise.Operand;
import org.wengert.ir.Node;
import org.wengert.ir.Size;
import org.wengert.ir.Type;
import org.wengert.op.Arithmetic;
import org.wengert.op.Logic;
import org.wengert.op.Powers;
import org.wengert.op.ScalarOperator;
import org.wengert.source.Span;
import org.wengert.syntax.Spellings;
import org.wengert.syntax.Syntax;

/** Makes the nodes of expressions. What is in error is reported where it stands and has no node. */
final class ExpressionElaborator {

    private final Functions functions;
    private final Diagnostics diagnostics;
    private final Budget budget;
    private final Integers integers;
    private final Elementwise elementwise;
    private final Multiplication multiplication;
    private final SquareMatrices squares;
    private final ArrayElaborator arrays;
    private final Comprehensions comprehensions;
    private final CallElaborator calls;

    ExpressionElaborator(Functions functions, Diagnostics diagnostics, Budget budget) {
        this.functions = functions;
        this.diagnostics = diagnostics;
        this.budget = budget;
        this.integers = new Integers(diagnostics);
        this.elementwise = new Elementwise(diagnostics, integers.requirements());
        this.multiplication = new Multiplication(diagnostics, integers.requirements(), elementwise);
        this.squares = new SquareMatrices(diagnostics, integers.requirements());
        this.arrays = new ArrayElaborator(this, diagnostics, integers, elementwise);
        this.comprehensions = new Comprehensions(this, diagnostics, integers);
        this.calls = new CallElaborator(this, functions, diagnostics, budget, elementwise);
    }

    SquareMatrices squares() {
        return squares;
    }

    Integers integers() {
        return integers;
    }

    Comprehensions comprehensions() {
        return comprehensions;
    }

    /** The value of a real expression. */
    Optional<Node> real(Syntax.Expression expression, Scope scope) {
        return typed(expression, scope, Type.REAL, "a real number", "a condition");
    }

    /** The value of an expression that is one real number. */
    Optional<Node> scalar(Syntax.Expression expression, Scope scope) {
        return real(expression, scope).filter(value -> isScalar(value, expression));
    }

    private boolean isScalar(Node value, Syntax.Expression expression) {
        if (!value.type().isScalar()) {
            diagnostics.report(
                    Code.SHAPE_MISMATCH,
                    expression.span(),
                    "expected one value, found an array: "
                            + Operand.of(value, expression).description(),
                    value.type().isBoolean()
                            ? Optional.of("where(c, a, b) chooses for each element")
                            : Optional.empty());
        }
        return value.type().isScalar();
    }

    /** The value of a condition, or of an array of them. */
    Optional<Node> conditions(Syntax.Expression expression, Scope scope) {
        return typed(expression, scope, Type.BOOLEAN, "a condition", "a real number");
    }

    /** The value of a condition. */
    Optional<Node> condition(Syntax.Expression expression, Scope scope) {
        return conditions(expression, scope).filter(value -> isScalar(value, expression));
    }

    private Optional<Node> typed(Syntax.Expression expression, Scope scope, Type type, String expected, String found) {
        Optional<Node> value = any(expression, scope);
        if (value.isPresent() && value.get().type().kind() != type.kind()) {
            diagnostics.report(
                    Code.TYPE_MISMATCH,
                    expression.span(),
                    "expected " + expected + ", found " + found,
                    type.isBoolean() ? "compare it: x != 0" : "choose a number by it: condition ? 1 : 0");
            return Optional.empty();
        }
        return value;
    }

    /** {@code b} in the type of {@code a}, if two values of one name can have one type. */
    Optional<Node> alike(String name, Node a, Node b, String where, String elsewhere, Span span, Scope scope) {
        if (a.type().kind() != b.type().kind()) {
            diagnostics.report(
                    Code.TYPE_MISMATCH,
                    span,
                    "'" + name + "' is " + kind(a) + " " + where + " and " + kind(b) + " " + elsewhere);
            return Optional.empty();
        }
        if (a.type().shape().rank() != b.type().shape().rank()) {
            diagnostics.report(
                    Code.SHAPE_MISMATCH,
                    span,
                    "'" + name + "' is " + shape(a) + " " + where + " and " + shape(b) + " " + elsewhere);
            return Optional.empty();
        }
        return elementwise.same(
                new Operand(a, name + " " + where), new Operand(b, name + " " + elsewhere), name, span, scope);
    }

    private static String kind(Node node) {
        return node.type().isBoolean() ? "a condition" : "a real number";
    }

    private static String shape(Node node) {
        return node.type().isScalar() ? "a number" : node.type().shape().toString();
    }

    /** The value of an expression of either type. */
    Optional<Node> any(Syntax.Expression expression, Scope scope) {
        Optional<Node> value = translate(expression, scope);
        budget.spend(1, expression.span());
        return value;
    }

    private Optional<Node> translate(Syntax.Expression expression, Scope scope) {
        if (expression instanceof Syntax.Literal literal) {
            return Optional.of(scope.builder().constant(literal.value()));
        } else if (expression instanceof Syntax.Reference reference) {
            return reference(reference.name(), scope);
        } else if (expression instanceof Syntax.Chain chain) {
            return chain(chain, scope);
        } else if (expression instanceof Syntax.Prefix prefix) {
            return prefix(prefix, scope);
        } else if (expression instanceof Syntax.Power power) {
            return power(power, scope);
        } else if (expression instanceof Syntax.Comparison comparison) {
            return elementwise(
                    operator(comparison.operator()),
                    Operand.text(comparison),
                    operand(comparison.left(), scope),
                    operand(comparison.right(), scope),
                    comparison.span(),
                    scope);
        } else if (expression instanceof Syntax.Conditional conditional) {
            return choice(
                    condition(conditional.condition(), scope),
                    conditional.condition(),
                    conditional.then(),
                    conditional.otherwise(),
                    conditional.span(),
                    scope);
        }
        if (expression instanceof Syntax.Call call) {
            return calls.call(call, scope);
        }
        return array(expression, scope);
    }

    private Optional<Node> array(Syntax.Expression expression, Scope scope) {
        if (expression instanceof Syntax.Index index) {
            return arrays.index(index, scope);
        } else if (expression instanceof Syntax.ArrayLiteral literal) {
            return arrays.literal(literal, scope);
        } else if (expression instanceof Syntax.Comprehension comprehension) {
            return comprehensions.comprehension(comprehension, scope);
        } else if (expression instanceof Syntax.Reduction reduction) {
            return comprehensions.reduction(reduction, scope);
        }
        Syntax.Transpose transpose = (Syntax.Transpose) expression;
        return operand(transpose.operand(), scope).flatMap(x -> multiplication.transpose(x, transpose.span(), scope));
    }

    Optional<Operand> operand(Syntax.Expression expression, Scope scope) {
        return real(expression, scope).map(node -> Operand.of(node, expression));
    }

    private Optional<Node> elementwise(
            ScalarOperator operator, String symbol, Optional<Operand> a, Optional<Operand> b, Span span, Scope scope) {
        return a.isEmpty() || b.isEmpty()
                ? Optional.empty()
                : elementwise.apply(operator, symbol, List.of(a.get(), b.get()), span, scope);
    }

    private Optional<Node> power(Syntax.Power power, Scope scope) {
        Optional<Operand> base = operand(power.base(), scope);
        Optional<Operand> exponent = operand(power.exponent(), scope);
        if (base.isEmpty() || exponent.isEmpty()) {
            return Optional.empty();
        }
        if (power.operator() == Syntax.PowerOperator.ELEMENTWISE_POWER) {
            return elementwise.broadcast(
                    Powers.POW, Operand.text(power), base.get(), exponent.get(), power.span(), scope);
        }
        if (base.get().shape().isScalar() && exponent.get().shape().isScalar()) {
            return elementwise(Powers.POW, Operand.text(power), base, exponent, power.span(), scope);
        }
        Optional<Size> k = integers.find(power.exponent(), scope);
        if (base.get().shape().rank() == 2 && k.isPresent()) {
            return multiplication.power(base.get(), k.get(), Operand.text(power), power.span(), scope);
        }
        diagnostics.report(
                Code.SHAPE_MISMATCH,
                power.span(),
                Operand.text(power) + ": " + base.get().description() + ", "
                        + exponent.get().description(),
                "the powers of elements are written .^; a square matrix has integer powers");
        return Optional.empty();
    }

    private static Node apply(Scope scope, Span span, ScalarOperator operator, List<Node> operands) {
        scope.builder().at(span);
        return scope.builder().apply(operator, operands);
    }

    private Optional<Node> reference(Syntax.Name name, Scope scope) {
        if (scope.isDefined(name.text())) {
            return scope.lookup(name.text());
        }
        Optional<Double> constant = Constants.value(name.text());
        if (constant.isPresent()) {
            return Optional.of(scope.builder().constant(constant.get()));
        }
        if (functions.isFunction(name.text())) {
            diagnostics.report(
                    Code.UNKNOWN_NAME,
                    name.span(),
                    "'" + name.text() + "' is a function; it needs its arguments",
                    functions.signatures(name.text()).stream().findFirst());
        } else {
            TreeSet<String> candidates = new TreeSet<>(scope.allNames());
            candidates.addAll(Constants.names());
            diagnostics.report(
                    Code.UNKNOWN_NAME,
                    name.span(),
                    "unknown name '" + name.text() + "'",
                    Spellings.closest(name.text(), candidates).map(c -> "did you mean '" + c + "'?"));
        }
        return Optional.empty();
    }

    private Optional<Node> chain(Syntax.Chain chain, Scope scope) {
        if (chain.links().stream().anyMatch(link -> link.operator() == Syntax.InfixOperator.REMAINDER)) {
            return integers.integer(chain, scope).map(scope.builder()::whole);
        }
        boolean logical = isLogical(chain.links().get(0).operator());
        Optional<Node> value = logical ? conditions(chain.first(), scope) : real(chain.first(), scope);
        Span first = new Span(chain.span().start(), chain.first().span().end());
        Syntax.Expression soFar = chain.first();
        for (Syntax.Link link : chain.links()) {
            Optional<Node> right = logical ? conditions(link.operand(), scope) : real(link.operand(), scope);
            if (link.operator() == Syntax.InfixOperator.DIVIDE) {
                refuseZero(link.operand());
            }
            Span span = first.to(link.span());
            String what = Operand.text(new Syntax.Chain(soFar, List.of(link), span));
            value = value.isEmpty() || right.isEmpty()
                    ? Optional.empty()
                    : join(
                            link,
                            Operand.of(value.get(), soFar),
                            Operand.of(right.get(), link.operand()),
                            what,
                            span,
                            scope);
            soFar = new Syntax.Literal(0, what, span);
            budget.spend(1, span);
        }
        return value;
    }

    private Optional<Node> join(Syntax.Link link, Operand a, Operand b, String what, Span span, Scope scope) {
        return switch (link.operator()) {
            case ADD -> elementwise.apply(Arithmetic.ADD, what, List.of(a, b), span, scope);
            case SUBTRACT -> elementwise.apply(Arithmetic.SUBTRACT, what, List.of(a, b), span, scope);
            case MULTIPLY -> multiplication.multiply(a, b, what, span, scope);
            case DIVIDE -> divide(a, b, what, span, scope);
            case AND -> elementwise.apply(Logic.AND, what, List.of(a, b), span, scope);
            case OR -> elementwise.apply(Logic.OR, what, List.of(a, b), span, scope);
            case ELEMENTWISE_ADD -> elementwise.broadcast(Arithmetic.ADD, what, a, b, span, scope);
            case ELEMENTWISE_SUBTRACT -> elementwise.broadcast(Arithmetic.SUBTRACT, what, a, b, span, scope);
            case ELEMENTWISE_MULTIPLY -> elementwise.broadcast(Arithmetic.MULTIPLY, what, a, b, span, scope);
            case ELEMENTWISE_DIVIDE -> elementwise.broadcast(Arithmetic.DIVIDE, what, a, b, span, scope);
            case REMAINDER -> throw new IllegalStateException("bug: a remainder of reals");
            case SOLVE -> squares.solve(a, b, what, span, scope);
        };
    }

    private Optional<Node> divide(Operand a, Operand b, String what, Span span, Scope scope) {
        if (b.shape().isScalar()) {
            return elementwise.apply(Arithmetic.DIVIDE, what, List.of(a, b), span, scope);
        }
        diagnostics.report(
                Code.SHAPE_MISMATCH,
                span,
                what + ": " + b.description() + ", and only numbers divide",
                "the quotients of elements are written ./");
        return Optional.empty();
    }

    private void refuseZero(Syntax.Expression divisor) {
        if (divisor instanceof Syntax.Literal literal && literal.value() == 0) {
            diagnostics.report(
                    Code.DIVISION_BY_ZERO,
                    divisor.span(),
                    "division by a literal zero",
                    "write inf or -inf for an infinity");
        }
    }

    private static boolean isLogical(Syntax.InfixOperator operator) {
        return operator == Syntax.InfixOperator.AND || operator == Syntax.InfixOperator.OR;
    }

    private static ScalarOperator operator(Syntax.ComparisonOperator operator) {
        return switch (operator) {
            case LESS -> Logic.LESS;
            case LESS_EQUAL -> Logic.LESS_EQUAL;
            case GREATER -> Logic.GREATER;
            case GREATER_EQUAL -> Logic.GREATER_EQUAL;
            case EQUAL -> Logic.EQUAL;
            case NOT_EQUAL -> Logic.NOT_EQUAL;
        };
    }

    private Optional<Node> prefix(Syntax.Prefix prefix, Scope scope) {
        return switch (prefix.operator()) {
            case PLUS -> real(prefix.operand(), scope);
            case MINUS ->
                real(prefix.operand(), scope).map(x -> apply(scope, prefix.span(), Arithmetic.NEGATE, List.of(x)));
            case NOT ->
                conditions(prefix.operand(), scope).map(x -> apply(scope, prefix.span(), Logic.NOT, List.of(x)));
        };
    }

    /** A region with one result. */
    Optional<Node> choice(
            Optional<Node> test,
            Syntax.Expression condition,
            Syntax.Expression then,
            Syntax.Expression otherwise,
            Span span,
            Scope scope) {
        Scope first = scope.branch(integers.facts(condition, true, scope));
        Scope second = scope.branch(integers.facts(condition, false, scope));
        Optional<Node> a = any(then, first);
        Optional<Node> b = any(otherwise, second);
        if (test.isEmpty() || a.isEmpty() || b.isEmpty()) {
            return Optional.empty();
        }
        if (a.get().type().kind() != b.get().type().kind()) {
            diagnostics.report(
                    Code.TYPE_MISMATCH, otherwise.span(), "one branch is a real number, the other one a condition");
            return Optional.empty();
        }
        b = elementwise.same(
                Operand.of(a.get(), then), Operand.of(b.get(), otherwise), "the branches", otherwise.span(), second);
        if (b.isEmpty()) {
            return Optional.empty();
        }
        new ChosenByEquality(diagnostics).check(test.get(), condition, then, otherwise, span);
        scope.builder().at(span);
        Node region = scope.builder()
                .cond(
                        test.get(),
                        first.body().buildResults(List.of(a.get())),
                        second.body().buildResults(List.of(b.get())));
        return Optional.of(scope.builder().item(region, 0));
    }
}
