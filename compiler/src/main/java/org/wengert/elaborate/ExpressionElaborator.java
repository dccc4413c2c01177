package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.differentiate.Derivatives;
import org.wengert.elaborate.Elementwise.Operand;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Size;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;
import org.wengert.op.Arithmetic;
import org.wengert.op.Catalogue;
import org.wengert.op.Layout;
import org.wengert.op.Logic;
import org.wengert.op.Piecewise;
import org.wengert.op.Powers;
import org.wengert.op.Products;
import org.wengert.op.ScalarOperator;
import org.wengert.pass.Rebuild;
import org.wengert.source.Span;
import org.wengert.syntax.Spellings;
import org.wengert.syntax.Syntax;

/** Makes the nodes of expressions. What is in error is reported where it stands and has no node. */
final class ExpressionElaborator {

    private static final double DEFAULT_LEAK = 0.01;

    /** What it costs to look at a requirement, in nodes. */
    private static final int REQUIREMENT = 20;

    private final Functions functions;
    private final Diagnostics diagnostics;
    private final Budget budget;
    private final Integers integers;
    private final Elementwise elementwise;
    private final Multiplication multiplication;
    private final ArrayElaborator arrays;

    ExpressionElaborator(Functions functions, Diagnostics diagnostics, Budget budget) {
        this.functions = functions;
        this.diagnostics = diagnostics;
        this.budget = budget;
        this.integers = new Integers(diagnostics);
        this.elementwise = new Elementwise(diagnostics, integers.requirements());
        this.multiplication = new Multiplication(diagnostics, integers.requirements());
        this.arrays = new ArrayElaborator(this, diagnostics, integers, elementwise);
    }

    Integers integers() {
        return integers;
    }

    ArrayElaborator arrays() {
        return arrays;
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
                            + Operand.of(value, expression).description());
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
            return call(call, scope);
        }
        return array(expression, scope);
    }

    private Optional<Node> array(Syntax.Expression expression, Scope scope) {
        if (expression instanceof Syntax.Index index) {
            return arrays.index(index, scope);
        } else if (expression instanceof Syntax.ArrayLiteral literal) {
            return arrays.literal(literal, scope);
        } else if (expression instanceof Syntax.Comprehension comprehension) {
            return arrays.comprehension(comprehension, scope);
        } else if (expression instanceof Syntax.Reduction reduction) {
            return arrays.reduction(reduction, scope);
        }
        Syntax.Transpose transpose = (Syntax.Transpose) expression;
        return operand(transpose.operand(), scope).flatMap(x -> multiplication.transpose(x, transpose.span(), scope));
    }

    private Optional<Operand> operand(Syntax.Expression expression, Scope scope) {
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
        if (base.get().shape().rank() == 2
                && k.filter(n -> n.constant().orElse(0) > 0).isPresent()) {
            return repeated(base.get(), k.get().constant().getAsLong(), power.span(), scope);
        }
        diagnostics.report(
                Code.SHAPE_MISMATCH,
                power.span(),
                Operand.text(power) + ": " + base.get().description() + ", "
                        + exponent.get().description(),
                "the powers of elements are written .^; a square matrix has powers of positive literals");
        return Optional.empty();
    }

    /** The power of a square matrix by repeated squaring. */
    private Optional<Node> repeated(Operand base, long exponent, Span span, Scope scope) {
        Optional<Node> result = Optional.empty();
        Optional<Node> square = Optional.of(base.node());
        for (long rest = exponent; rest > 0 && square.isPresent(); rest /= 2) {
            Operand factor = new Operand(square.get(), base.text());
            if (rest % 2 == 1) {
                result = result.isEmpty()
                        ? square
                        : multiplication.multiply(
                                new Operand(result.get(), base.text()), factor, base.text(), span, scope);
            }
            square = rest > 1 ? multiplication.multiply(factor, factor, base.text(), span, scope) : square;
        }
        return square.isEmpty() ? Optional.empty() : result;
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
        Optional<Node> value = logical ? conditions(chain.first(), scope) : real(chain.first(), scope);
        Span span = chain.first().span();
        Syntax.Expression soFar = chain.first();
        for (Syntax.Link link : chain.links()) {
            Optional<Node> right = logical ? conditions(link.operand(), scope) : real(link.operand(), scope);
            if (link.operator() == Syntax.InfixOperator.DIVIDE) {
                refuseZero(link.operand());
            }
            span = span.to(link.operand().span());
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
            case SOLVE -> {
                diagnostics.report(
                        Code.LIMIT, link.span(), "'\\\\' needs a factorisation, which this compiler does not have yet");
                yield Optional.empty();
            }
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
    private Optional<Node> choice(
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
            case "where" -> hasArity(call, 3) ? where(call, scope) : Optional.empty();
            case "diff" -> hasArity(call, 2) ? diff(call, scope) : Optional.empty();
            default -> builtIn(call, scope);
        };
    }

    /** A conditional for one condition; for an array of them, a choice for each element. */
    private Optional<Node> where(Syntax.Call call, Scope scope) {
        Syntax.Expression condition = call.arguments().get(0);
        Optional<Node> test = conditions(condition, scope);
        if (test.isEmpty()) {
            return Optional.empty();
        }
        Syntax.Expression then = call.arguments().get(1);
        Syntax.Expression otherwise = call.arguments().get(2);
        if (test.get().type().isScalar()) {
            return choice(test, condition, then, otherwise, call.span(), scope);
        }
        Optional<Operand> a = operand(then, scope);
        Optional<Operand> b = operand(otherwise, scope);
        return a.isEmpty() || b.isEmpty()
                ? Optional.empty()
                : elementwise.apply(
                        Piecewise.SELECT,
                        Operand.text(call),
                        List.of(Operand.of(test.get(), condition), a.get(), b.get()),
                        call.span(),
                        scope);
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
        String name = call.function().text();
        Optional<ScalarOperator> operator = Catalogue.builtIn(name);
        List<ArrayFunctions.Function> ofArrays = ArrayFunctions.named(name);
        if (name.equals("sum") && call.arguments().size() == 2) {
            return axisSum(call, scope);
        }
        List<Optional<Operand>> found =
                call.arguments().stream().map(a -> operand(a, scope)).toList();
        if (operator.isEmpty() && ofArrays.isEmpty() && !name.equals("dot")) {
            unknownFunction(call);
            return Optional.empty();
        }
        if (found.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        List<Operand> arguments = found.stream().map(Optional::orElseThrow).toList();
        if (name.equals("dot")) {
            return dot(call, arguments, scope);
        }
        List<Node> nodes = arguments.stream().map(Operand::node).toList();
        scope.builder().at(call.span());
        for (ArrayFunctions.Function function : ofArrays) {
            if (function.fits(nodes)) {
                return Optional.of(function.body()
                        .at(new ArrayFunctions.Maker(new Algebra(scope.builder()), scope.symbols()), nodes));
            }
        }
        if (operator.isEmpty()) {
            diagnostics.report(
                    Code.SHAPE_MISMATCH,
                    call.span(),
                    "'" + name + "': "
                            + String.join(
                                    ", ",
                                    arguments.stream()
                                            .map(a -> a.description().toString())
                                            .toList()),
                    functions.signatures(name).stream()
                            .reduce((a, b) -> a + " or " + b)
                            .map(s -> "it is called as " + s));
            return Optional.empty();
        }
        return scalarFunction(call, operator.get(), arguments, scope);
    }

    private Optional<Node> scalarFunction(
            Syntax.Call call, ScalarOperator operator, List<Operand> arguments, Scope scope) {
        int arity = operator.operandTypes().size();
        boolean defaulted = operator.name().equals("leaky_relu") && arguments.size() == 1;
        boolean more = operator.variadic() && arguments.size() > arity;
        if (arguments.size() != arity && !defaulted && !more) {
            wrongArity(call, operator.variadic() ? arity + " or more" : String.valueOf(arity));
            return Optional.empty();
        }
        List<Operand> operands = new ArrayList<>(arguments);
        if (defaulted) {
            operands.add(new Operand(scope.builder().constant(DEFAULT_LEAK), "0.01"));
        }
        Optional<Node> value =
                elementwise.apply(operator, Operand.text(call), operands.subList(0, arity), call.span(), scope);
        for (Operand next : operands.subList(arity, operands.size())) {
            value = value.flatMap(v -> elementwise.apply(
                    operator, Operand.text(call), List.of(new Operand(v, "the one before"), next), call.span(), scope));
        }
        return value;
    }

    private Optional<Node> dot(Syntax.Call call, List<Operand> arguments, Scope scope) {
        if (!hasArity(call, 2)) {
            return Optional.empty();
        }
        Optional<Node> b = elementwise.same(arguments.get(0), arguments.get(1), Operand.text(call), call.span(), scope);
        Algebra g = new Algebra(scope.builder());
        return b.map(right -> arguments.get(0).shape().isScalar()
                ? g.multiply(arguments.get(0).node(), right)
                : g.apply(Products.DOT, arguments.get(0).node(), right));
    }

    private Optional<Node> axisSum(Syntax.Call call, Scope scope) {
        Optional<Operand> x = operand(call.arguments().get(0), scope);
        Optional<Size> axis = integers.integer(call.arguments().get(1), scope);
        if (x.isEmpty() || axis.isEmpty()) {
            return Optional.empty();
        }
        long known = axis.get().constant().orElse(-1);
        if (known < 0 || known >= x.get().shape().rank()) {
            diagnostics.report(
                    Code.SHAPE_MISMATCH,
                    call.arguments().get(1).span(),
                    x.get().description() + ", and has no axis " + axis.get());
            return Optional.empty();
        }
        scope.builder().at(call.span());
        return Optional.of(
                scope.builder().apply(Layout.sum(List.of((int) known)), x.get().node()));
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
        Optional<CallBinding> bound = new CallBinding.Maker(this, diagnostics, integers).bind(call, function, scope);
        Graph graph = function.graph();
        if (bound.isEmpty()) {
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
        budget.spend(graph.size() + REQUIREMENT * (long) function.requirements().size(), call.span());
        scope.builder().at(call.span());
        Rebuild.Copy copy = new Rebuild.Copy(scope.builder(), bound.get().symbols());
        for (int i = 0; i < graph.inputs().size(); i++) {
            copy.put(graph.inputs().get(i), bound.get().arguments().get(i));
        }
        return Optional.of(copy.results(graph, graph.results()).get(0));
    }

    boolean hasParameters(Syntax.Call call, int count) {
        return hasArity(call, count);
    }

    private Optional<Node> diff(Syntax.Call call, Scope scope) {
        Optional<Node> value = scalar(call.arguments().get(0), scope);
        if (scope.isInLoop()) {
            diagnostics.report(
                    Code.LIMIT, call.span(), "diff inside of a loop or of a comprehension is not supported yet");
            return Optional.empty();
        }
        if (!(call.arguments().get(1) instanceof Syntax.Reference reference)
                || !scope.isDefined(reference.name().text())) {
            diagnostics.report(
                    Code.UNKNOWN_PARAMETER,
                    call.arguments().get(1).span(),
                    "the second argument of diff is the name of a parameter or of a local",
                    "diff(x^2, x) is 2*x");
            return Optional.empty();
        }
        Optional<Node> variable = scalar(reference, scope);
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
