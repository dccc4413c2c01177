package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.differentiate.Derivatives;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Type;
import org.wengert.op.Arithmetic;
import org.wengert.op.Catalogue;
import org.wengert.op.Logic;
import org.wengert.op.Powers;
import org.wengert.op.ScalarOperator;
import org.wengert.pass.Rebuild;
import org.wengert.source.Span;
import org.wengert.syntax.Spellings;
import org.wengert.syntax.Syntax;

/** Makes the nodes of expressions. What is in error is reported where it stands and has no node. */
final class ExpressionElaborator {

    private static final double DEFAULT_LEAK = 0.01;

    private final Functions functions;
    private final Diagnostics diagnostics;
    private final Budget budget;

    ExpressionElaborator(Functions functions, Diagnostics diagnostics, Budget budget) {
        this.functions = functions;
        this.diagnostics = diagnostics;
        this.budget = budget;
    }

    /** The value of a real expression. */
    Optional<Node> real(Syntax.Expression expression, Scope scope) {
        return typed(expression, scope, Type.REAL, "a real number", "a condition");
    }

    /** The value of a condition. */
    Optional<Node> condition(Syntax.Expression expression, Scope scope) {
        return typed(expression, scope, Type.BOOLEAN, "a condition", "a real number");
    }

    private Optional<Node> typed(Syntax.Expression expression, Scope scope, Type type, String expected, String found) {
        Optional<Node> value = any(expression, scope);
        if (value.isPresent() && !value.get().type().equals(type)) {
            diagnostics.report(
                    Code.TYPE_MISMATCH,
                    expression.span(),
                    "expected " + expected + ", found " + found,
                    type.isBoolean() ? "compare it: x != 0" : "choose a number by it: condition ? 1 : 0");
            return Optional.empty();
        }
        return value;
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
        } else if (expression instanceof Syntax.Power power && power.operator() == Syntax.PowerOperator.POWER) {
            return apply(scope, power.span(), Powers.POW, real(power.base(), scope), real(power.exponent(), scope));
        } else if (expression instanceof Syntax.Comparison comparison) {
            return apply(
                    scope,
                    comparison.span(),
                    operator(comparison.operator()),
                    real(comparison.left(), scope),
                    real(comparison.right(), scope));
        } else if (expression instanceof Syntax.Conditional conditional) {
            return choice(
                    conditional.condition(), conditional.then(), conditional.otherwise(), conditional.span(), scope);
        }
        if (expression instanceof Syntax.Call call) {
            return call(call, scope);
        }
        unsupported(expression.span(), "an array");
        return Optional.empty();
    }

    void unsupported(Span span, String what) {
        diagnostics.report(Code.LIMIT, span, what + ": vectors, matrices and loops are not supported yet");
    }

    private Optional<Node> apply(Scope scope, Span span, ScalarOperator operator, Optional<Node> a, Optional<Node> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(apply(scope, span, operator, List.of(a.get(), b.get())));
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
        boolean logical = isLogical(chain.links().get(0).operator());
        Optional<Node> value = logical ? condition(chain.first(), scope) : real(chain.first(), scope);
        Span span = chain.first().span();
        for (Syntax.Link link : chain.links()) {
            Optional<Node> right = logical ? condition(link.operand(), scope) : real(link.operand(), scope);
            if (link.operator() == Syntax.InfixOperator.DIVIDE) {
                refuseZero(link.operand());
            }
            span = span.to(link.operand().span());
            Optional<ScalarOperator> operator = operator(link.operator());
            if (operator.isEmpty()) {
                unsupported(link.span(), "an operator of arrays");
            }
            value = operator.isEmpty() ? Optional.empty() : apply(scope, span, operator.get(), value, right);
            budget.spend(1, span);
        }
        return value;
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

    private static Optional<ScalarOperator> operator(Syntax.InfixOperator operator) {
        return switch (operator) {
            case ADD -> Optional.of(Arithmetic.ADD);
            case SUBTRACT -> Optional.of(Arithmetic.SUBTRACT);
            case MULTIPLY -> Optional.of(Arithmetic.MULTIPLY);
            case DIVIDE -> Optional.of(Arithmetic.DIVIDE);
            case AND -> Optional.of(Logic.AND);
            case OR -> Optional.of(Logic.OR);
            case SOLVE, ELEMENTWISE_ADD, ELEMENTWISE_SUBTRACT, ELEMENTWISE_MULTIPLY, ELEMENTWISE_DIVIDE ->
                Optional.empty();
        };
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
            case NOT -> condition(prefix.operand(), scope).map(x -> apply(scope, prefix.span(), Logic.NOT, List.of(x)));
        };
    }

    /** A region with one result. */
    private Optional<Node> choice(
            Syntax.Expression condition, Syntax.Expression then, Syntax.Expression otherwise, Span span, Scope scope) {
        Optional<Node> test = condition(condition, scope);
        Scope first = scope.branch();
        Scope second = scope.branch();
        Optional<Node> a = any(then, first);
        Optional<Node> b = any(otherwise, second);
        if (test.isEmpty() || a.isEmpty() || b.isEmpty()) {
            return Optional.empty();
        }
        if (!a.get().type().equals(b.get().type())) {
            diagnostics.report(
                    Code.TYPE_MISMATCH, otherwise.span(), "one branch is a real number, the other one a condition");
            return Optional.empty();
        }
        scope.builder().at(span);
        Node region = scope.builder()
                .cond(
                        test.get(),
                        first.body().buildResults(List.of(a.get())),
                        second.body().buildResults(List.of(b.get())));
        return Optional.of(scope.builder().item(region, 0));
    }

    private Optional<Node> call(Syntax.Call call, Scope scope) {
        String name = call.function().text();
        if (scope.isDefined(name)) {
            diagnostics.report(
                    Code.UNKNOWN_NAME,
                    call.function().span(),
                    "'" + name + "' is a value here, not a function",
                    "a product is written " + name + "*(...)");
            return Optional.empty();
        }
        Optional<FunctionGraph> function = functions.defined(name);
        if (function.isPresent()) {
            return inline(call, function.get(), scope);
        }
        if (functions.isBroken(name)) {
            call.arguments().forEach(argument -> any(argument, scope));
            return Optional.empty();
        }
        return switch (name) {
            case "where" ->
                hasArity(call, 3)
                        ? choice(
                                call.arguments().get(0),
                                call.arguments().get(1),
                                call.arguments().get(2),
                                call.span(),
                                scope)
                        : Optional.empty();
            case "diff" -> hasArity(call, 2) ? diff(call, scope) : Optional.empty();
            default -> builtIn(call, scope);
        };
    }

    private boolean hasArity(Syntax.Call call, int arity) {
        if (call.arguments().size() != arity) {
            wrongArity(call, String.valueOf(arity));
            return false;
        }
        return true;
    }

    private void wrongArity(Syntax.Call call, String expected) {
        String name = call.function().text();
        int given = call.arguments().size();
        diagnostics.report(
                Code.WRONG_ARITY,
                call.span(),
                "'" + name + "' takes " + expected + (expected.equals("1") ? " argument, " : " arguments, ")
                        + (given == 0 ? "none" : given) + (given == 1 ? " is given" : " are given"),
                functions.signatures(name).stream()
                        .reduce((a, b) -> a + " or " + b)
                        .map(s -> "it is called as " + s));
    }

    private Optional<Node> builtIn(Syntax.Call call, Scope scope) {
        List<Optional<Node>> arguments =
                call.arguments().stream().map(a -> real(a, scope)).toList();
        Optional<ScalarOperator> operator = Catalogue.builtIn(call.function().text());
        if (operator.isEmpty()) {
            unknownFunction(call);
            return Optional.empty();
        }
        int arity = operator.get().operandTypes().size();
        boolean defaulted = operator.get().name().equals("leaky_relu") && arguments.size() == 1;
        boolean more = operator.get().variadic() && arguments.size() > arity;
        if (arguments.size() != arity && !defaulted && !more) {
            wrongArity(call, operator.get().variadic() ? arity + " or more" : String.valueOf(arity));
            return Optional.empty();
        }
        if (arguments.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        List<Node> operands =
                new ArrayList<>(arguments.stream().map(Optional::orElseThrow).toList());
        if (defaulted) {
            operands.add(scope.builder().constant(DEFAULT_LEAK));
        }
        Node value = apply(scope, call.span(), operator.get(), operands.subList(0, arity));
        for (Node next : operands.subList(arity, operands.size())) {
            value = apply(scope, call.span(), operator.get(), List.of(value, next));
        }
        return Optional.of(value);
    }

    private void unknownFunction(Syntax.Call call) {
        String name = call.function().text();
        if (functions.isLater(name)) {
            diagnostics.report(
                    functions.isCurrent(name) ? Code.RECURSION : Code.DEFINED_LATER,
                    call.function().span(),
                    functions.isCurrent(name)
                            ? "'" + name + "' calls itself"
                            : "'" + name + "' is called before it is defined",
                    functions.isCurrent(name)
                            ? "a function calls only those defined above it"
                            : "move its definition above this one; functions that call each other are not supported");
            return;
        }
        Optional<String> mend = Spellings.mend(name)
                .map(m -> "it is written " + m)
                .or(() -> Spellings.closest(name, functions.names()).map(c -> "did you mean '" + c + "'?"));
        diagnostics.report(Code.UNKNOWN_NAME, call.function().span(), "unknown function '" + name + "'", mend);
    }

    private Optional<Node> inline(Syntax.Call call, FunctionGraph function, Scope scope) {
        List<Optional<Node>> arguments =
                call.arguments().stream().map(a -> real(a, scope)).toList();
        Graph graph = function.graph();
        if (!hasArity(call, graph.inputs().size()) || arguments.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        if (graph.outputs().size() != 1) {
            diagnostics.report(
                    Code.NOT_SCALAR,
                    call.span(),
                    "'" + function.name() + "' has " + graph.outputs().size()
                            + " results and cannot be used as one value",
                    "call a function with a single result");
            return Optional.empty();
        }
        budget.spend(graph.size(), call.span());
        scope.builder().at(call.span());
        Rebuild.Copy copy = new Rebuild.Copy(scope.builder());
        for (int i = 0; i < graph.inputs().size(); i++) {
            copy.put(graph.inputs().get(i), arguments.get(i).orElseThrow());
        }
        return Optional.of(copy.results(graph, graph.results()).get(0));
    }

    private Optional<Node> diff(Syntax.Call call, Scope scope) {
        Optional<Node> value = real(call.arguments().get(0), scope);
        if (!(call.arguments().get(1) instanceof Syntax.Reference reference)
                || !scope.isDefined(reference.name().text())) {
            diagnostics.report(
                    Code.UNKNOWN_PARAMETER,
                    call.arguments().get(1).span(),
                    "the second argument of diff is the name of a parameter or of a local",
                    "diff(x^2, x) is 2*x");
            return Optional.empty();
        }
        Optional<Node> variable = real(reference, scope);
        if (variable.filter(Node::isConstant).isPresent()) {
            diagnostics.report(
                    Code.UNKNOWN_PARAMETER,
                    reference.span(),
                    "'" + reference.name().text() + "' is a constant here, so that nothing varies with it");
            return Optional.empty();
        }
        if (value.isEmpty() || variable.isEmpty()) {
            return Optional.empty();
        }
        scope.builder().at(call.span());
        Scope.Flat flat = scope.flatten(List.of(value.get(), variable.get()));
        Graph derivative = Derivatives.partial(
                flat.graph(), flat.values().get(0), flat.values().get(1));
        budget.spend(flat.graph().size() + derivative.size(), call.span());
        return Optional.of(scope.splice(derivative));
    }
}
