package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.elaborate.Elementwise.Operand;
import org.wengert.ir.Decimal;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Size;
import org.wengert.op.Algebra;
import org.wengert.op.Catalogue;
import org.wengert.op.Products;
import org.wengert.op.ScalarOperator;
import org.wengert.pass.Rebuild;
import org.wengert.syntax.Spellings;
import org.wengert.syntax.Syntax;

/** Makes the nodes of calls: of functions of the file, which are written out, and of built-ins. */
final class CallElaborator {

    /** What it costs to look at a requirement, in nodes. */
    private static final int REQUIREMENT = 20;

    private final ExpressionElaborator expressions;
    private final Functions functions;
    private final Diagnostics diagnostics;
    private final Budget budget;
    private final Elementwise elementwise;
    private final InnerDerivatives derivatives;
    private final SizedFunctions sized;

    CallElaborator(
            ExpressionElaborator expressions,
            Functions functions,
            Diagnostics diagnostics,
            Budget budget,
            Elementwise elementwise) {
        this.expressions = expressions;
        this.functions = functions;
        this.diagnostics = diagnostics;
        this.budget = budget;
        this.elementwise = elementwise;
        this.derivatives = new InnerDerivatives(expressions, diagnostics, budget);
        this.sized = new SizedFunctions(expressions, diagnostics, elementwise);
    }

    Optional<Node> call(Syntax.Call call, Scope scope) {
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
            call.arguments().forEach(argument -> expressions.any(argument, scope));
            return Optional.empty();
        }
        Optional<BuiltIns.Special> special = BuiltIns.special(name);
        if (special.isEmpty()) {
            return builtIn(call, scope);
        }
        Optional<Integer> arity = special.get().arity();
        return (arity.isPresent() ? hasArity(call, arity.get()) : hasArguments(call))
                ? special.get().body().at(this, call, scope)
                : Optional.empty();
    }

    InnerDerivatives derivatives() {
        return derivatives;
    }

    SizedFunctions sized() {
        return sized;
    }

    /** A conditional for one condition; for an array of them, a choice for each element. */
    Optional<Node> where(Syntax.Call call, Scope scope) {
        Syntax.Expression condition = call.arguments().get(0);
        Optional<Node> test = expressions.conditions(condition, scope);
        if (test.isEmpty()) {
            return Optional.empty();
        }
        Syntax.Expression then = call.arguments().get(1);
        Syntax.Expression otherwise = call.arguments().get(2);
        if (test.get().type().isScalar()) {
            return expressions.choice(test, condition, then, otherwise, call.span(), scope);
        }
        Optional<Operand> a = expressions.operand(then, scope);
        Optional<Operand> b = expressions.operand(otherwise, scope);
        if (a.isEmpty() || b.isEmpty()) {
            return Optional.empty();
        }
        List<Operand> operands = List.of(Operand.of(test.get(), condition), a.get(), b.get());
        return elementwise
                .fitted(operands, Operand.text(call), call.span(), scope)
                .map(fitted -> {
                    scope.builder().at(call.span());
                    return ElementwiseChoice.choose(
                            fitted.get(0), fitted.get(1), fitted.get(2), scope, budget, call.span());
                });
    }

    Optional<Node> ofSquare(BiFunction<Algebra, Node, Node> body, Syntax.Call call, Scope scope) {
        return expressions
                .operand(call.arguments().get(0), scope)
                .flatMap(a -> expressions.squares().function(body, a, Operand.text(call), call.span(), scope));
    }

    Optional<Node> solve(Syntax.Call call, Scope scope) {
        Optional<Operand> a = expressions.operand(call.arguments().get(0), scope);
        Optional<Operand> b = expressions.operand(call.arguments().get(1), scope);
        return a.isEmpty() || b.isEmpty()
                ? Optional.empty()
                : expressions.squares().solve(a.get(), b.get(), Operand.text(call), call.span(), scope);
    }

    private boolean hasArguments(Syntax.Call call) {
        if (call.arguments().isEmpty()) {
            wrongArity(call, "one or more");
        }
        return !call.arguments().isEmpty();
    }

    boolean hasArity(Syntax.Call call, int arity) {
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
        List<BuiltIns.Function> ofArrays = BuiltIns.ofArrays(name);
        Optional<BuiltIns.AlongAxis> along =
                BuiltIns.alongAxis(name).filter(f -> call.arguments().size() == 2);
        if (along.isPresent()) {
            return alongAxis(along.get(), call, scope);
        }
        List<Optional<Operand>> found = call.arguments().stream()
                .map(a -> expressions.operand(a, scope))
                .toList();
        if (operator.isEmpty() && ofArrays.isEmpty()) {
            unknownFunction(call);
            return Optional.empty();
        }
        if (found.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        List<Operand> arguments = found.stream().map(Optional::orElseThrow).toList();
        scope.builder().at(call.span());
        List<Node> nodes = arguments.stream().map(Operand::node).toList();
        for (BuiltIns.Function function : ofArrays) {
            if (function.fits(nodes)) {
                return ofArrays(call, function, arguments, scope);
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

    private Optional<Node> ofArrays(
            Syntax.Call call, BuiltIns.Function function, List<Operand> arguments, Scope scope) {
        List<Node> nodes = new ArrayList<>(arguments.stream().map(Operand::node).toList());
        if (function.square()) {
            Optional<Node> square = elementwise.square(arguments.get(0), Operand.text(call), call.span(), scope);
            if (square.isEmpty()) {
                return Optional.empty();
            }
            nodes.set(0, square.get());
        }
        scope.builder().at(call.span());
        return Optional.of(function.body().at(ArrayFunctions.in(scope), nodes));
    }

    private Optional<Node> scalarFunction(
            Syntax.Call call, ScalarOperator operator, List<Operand> arguments, Scope scope) {
        int arity = operator.operandTypes().size();
        Optional<Double> missing = operator.lastIfMissing().filter(last -> arguments.size() == arity - 1);
        boolean more = operator.variadic() && arguments.size() > arity;
        if (arguments.size() != arity && missing.isEmpty() && !more) {
            wrongArity(call, operator.variadic() ? arity + " or more" : String.valueOf(arity));
            return Optional.empty();
        }
        List<Operand> operands = new ArrayList<>(arguments);
        missing.ifPresent(last -> operands.add(new Operand(scope.builder().constant(last), Decimal.shortest(last))));
        String text = Operand.text(call);
        Optional<Node> value = elementwise.apply(operator, text, operands.subList(0, arity), call.span(), scope);
        for (Operand next : operands.subList(arity, operands.size())) {
            value = value.flatMap(v -> elementwise.apply(
                    operator, text, List.of(new Operand(v, "the one before"), next), call.span(), scope));
        }
        return value;
    }

    Optional<Node> dot(Syntax.Call call, Scope scope) {
        Optional<Operand> a = expressions.operand(call.arguments().get(0), scope);
        Optional<Operand> b = expressions.operand(call.arguments().get(1), scope);
        if (a.isEmpty() || b.isEmpty()) {
            return Optional.empty();
        }
        scope.builder().at(call.span());
        Algebra g = new Algebra(scope.builder());
        return elementwise
                .same(a.get(), b.get(), Operand.text(call), call.span(), scope)
                .map(right -> a.get().shape().isScalar()
                        ? g.multiply(a.get().node(), right)
                        : g.apply(Products.DOT, a.get().node(), right));
    }

    /** {@code sum(A, axis)}. */
    private Optional<Node> alongAxis(BuiltIns.AlongAxis function, Syntax.Call call, Scope scope) {
        Optional<Operand> x = expressions.operand(call.arguments().get(0), scope);
        Syntax.Expression second = call.arguments().get(1);
        Optional<Size> axis = expressions.integers().integer(second, scope);
        if (x.isEmpty() || axis.isEmpty()) {
            return Optional.empty();
        }
        int rank = x.get().shape().rank();
        long known = axis.get().constant().orElse(-1);
        if (known < 0 || known >= rank) {
            String axes = rank == 0 ? "no axis" : rank == 1 ? "only axis 0" : "axes 0 to " + (rank - 1);
            diagnostics.report(
                    Code.SHAPE_MISMATCH,
                    second.span(),
                    Operand.text(call) + ": " + x.get().description() + ", which has " + axes);
            return Optional.empty();
        }
        scope.builder().at(call.span());
        Optional<Node> value = function.at(ArrayFunctions.in(scope), x.get().node(), (int) known);
        if (value.isEmpty()) {
            diagnostics.report(
                    Code.LIMIT,
                    call.span(),
                    "'" + call.function().text() + "' of " + rank + " axes runs along the last one only");
        }
        return value;
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
        Optional<CallBinding> bound = new CallBinding.Maker(expressions, this, diagnostics, expressions.integers())
                .bind(call, function, scope);
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
}
