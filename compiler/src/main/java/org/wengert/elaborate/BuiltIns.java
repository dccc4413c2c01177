package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.wengert.ir.Node;
import org.wengert.ir.Operation.Role;
import org.wengert.op.Catalogue;
import org.wengert.op.Layout;
import org.wengert.op.LinearAlgebra;
import org.wengert.op.Piecewise;
import org.wengert.op.Products;
import org.wengert.syntax.Syntax;

/**
 * All built-in functions but the operators of numbers, which the catalogue has: how each is called, and what a call becomes. One
 * that stands here is called, suggested where a name is misspelt, and named by what is said of a call that does not fit.
 */
final class BuiltIns {

    /** What a call becomes. */
    @FunctionalInterface
    interface OfCall {
        Optional<Node> at(CallElaborator calls, Syntax.Call call, Scope scope);
    }

    /** What a function makes of arrays that fit it. */
    @FunctionalInterface
    interface OfArrays {
        Node at(ArrayFunctions g, List<Node> x);
    }

    /** What a function makes of an array along an axis; none if the result would have its axes in another order. */
    @FunctionalInterface
    interface AlongAxis {
        Optional<Node> at(ArrayFunctions g, Node x, int axis);
    }

    /** A function that reads its call itself, because an argument is no value, or says a shape. */
    record Special(String signature, OfCall body) {

        /** How many arguments it has; none if it is one or more. */
        Optional<Integer> arity() {
            return signature.contains("...") ? Optional.empty() : Optional.of(signature.split(",").length);
        }
    }

    /**
     * A function of values.
     *
     * @param signature as it is called
     * @param ranks of its arguments; -1 for any that is no scalar
     * @param square whether its first argument is a square matrix
     */
    record Function(String signature, List<Integer> ranks, boolean square, OfArrays body) {

        boolean fits(List<Node> arguments) {
            return arguments.size() == ranks.size()
                    && IntStream.range(0, ranks.size()).allMatch(i -> {
                        int rank = arguments.get(i).type().shape().rank();
                        return ranks.get(i) == rank || (ranks.get(i) < 0 && rank > 0);
                    });
        }
    }

    private static final int ANY = -1;

    private static final Map<String, Special> SPECIAL = new LinkedHashMap<>();
    private static final Map<String, List<Function>> OF_ARRAYS = new LinkedHashMap<>();
    private static final Map<String, AlongAxis> ALONG_AXIS = new LinkedHashMap<>();

    static {
        special("where(condition, a, b)", CallElaborator::where);
        special("diff(expression, name)", (c, call, scope) -> c.derivatives().diff(call, scope));
        special(
                "jacobian(expression, name)",
                (c, call, scope) -> c.derivatives().jacobian(call, scope));
        special("hessian(expression, name)", (c, call, scope) -> c.derivatives().hessian(call, scope));
        special(
                "taylor(expression, name, degree)",
                (c, call, scope) -> c.derivatives().taylor(call, scope));
        special("dot(x, y)", CallElaborator::dot);
        special("solve(A, b)", CallElaborator::solve);
        special("inv(A)", (c, call, scope) -> c.ofSquare(LinearAlgebra::inverse, call, scope));
        special("det(A)", (c, call, scope) -> c.ofSquare(LinearAlgebra::determinant, call, scope));
        special("logdet(A)", (c, call, scope) -> c.ofSquare(LinearAlgebra::logDeterminant, call, scope));
        special("zeros(n, ...)", (c, call, scope) -> c.sized().filled(0, call, scope));
        special("ones(n, ...)", (c, call, scope) -> c.sized().filled(1, call, scope));
        special("eye(n)", (c, call, scope) -> c.sized().identity(call, scope));
        special("reshape(x, n, ...)", (c, call, scope) -> c.sized().reshape(call, scope));
        special("concat(x, y, ...)", (c, call, scope) -> c.sized().concat(call, scope));
        Integers.EXTENTS.forEach((name, axis) ->
                special(name + "(A)", (c, call, scope) -> c.sized().extent(axis, call, scope)));

        of("sum(x)", (g, x) -> g.sum(x.get(0)), ANY);
        of("mean(x)", (g, x) -> g.mean(x.get(0)), ANY);
        of("prod(x)", (g, x) -> g.product(x.get(0)), ANY);
        of("max(x)", (g, x) -> g.max(x.get(0)), ANY);
        of("min(x)", (g, x) -> g.fold(Piecewise.MIN, Double.POSITIVE_INFINITY, x.get(0)), ANY);
        of("norm(x)", (g, x) -> g.norm(x.get(0)), ANY);
        of("norm1(x)", (g, x) -> g.sum(g.algebra().apply(Piecewise.ABS, x.get(0))), ANY);
        of("norminf(x)", (g, x) -> g.max(g.algebra().apply(Piecewise.ABS, x.get(0))), ANY);
        ofSquare("trace(A)", (g, x) -> g.trace(x.get(0)));
        of("transpose(A)", (g, x) -> g.algebra().apply(Layout.TRANSPOSE, x.get(0)), 2);
        of("outer(x, y)", (g, x) -> g.algebra().apply(Products.OUTER, x.get(0), x.get(1)), 1, 1);
        ofSquare("diag(A)", (g, x) -> g.diagonal(x.get(0), Role.STACK));
        of("diag(x)", (g, x) -> g.diagonalMatrix(x.get(0)), 1);
        of("cumsum(x)", (g, x) -> g.cumulated(x.get(0)), 1);
        of("logsumexp(x)", (g, x) -> g.logSumExp(x.get(0)), ANY);
        of("softmax(x)", (g, x) -> AxisFunctions.alongLast(x.get(0), g, ArrayFunctions::softmax), ANY);
        of("log_softmax(x)", (g, x) -> AxisFunctions.alongLast(x.get(0), g, ArrayFunctions::logSoftmax), ANY);

        // max and min are not among them, because max(A, 0) is the larger of each element and 0
        ALONG_AXIS.put("sum", (g, x, axis) -> Optional.of(g.sum(x, axis)));
        ALONG_AXIS.put("mean", (g, x, axis) -> Optional.of(g.mean(x, axis)));
        ALONG_AXIS.put("prod", AxisFunctions.reduction(ArrayFunctions::product));
        ALONG_AXIS.put("logsumexp", AxisFunctions.reduction(ArrayFunctions::logSumExp));
        ALONG_AXIS.put("cumsum", AxisFunctions.map(ArrayFunctions::cumulated));
        ALONG_AXIS.put("softmax", AxisFunctions.map(ArrayFunctions::softmax));
        ALONG_AXIS.put("log_softmax", AxisFunctions.map(ArrayFunctions::logSoftmax));
    }

    private BuiltIns() {}

    private static String name(String signature) {
        return signature.substring(0, signature.indexOf('('));
    }

    private static void special(String signature, OfCall body) {
        SPECIAL.put(name(signature), new Special(signature, body));
    }

    private static void of(String signature, OfArrays body, Integer... ranks) {
        add(new Function(signature, List.of(ranks), false, body));
    }

    private static void ofSquare(String signature, OfArrays body) {
        add(new Function(signature, List.of(2), true, body));
    }

    private static void add(Function function) {
        OF_ARRAYS
                .computeIfAbsent(name(function.signature()), n -> new ArrayList<>())
                .add(function);
    }

    static Optional<Special> special(String name) {
        return Optional.ofNullable(SPECIAL.get(name));
    }

    /** The functions of that name. */
    static List<Function> ofArrays(String name) {
        return OF_ARRAYS.getOrDefault(name, List.of());
    }

    static Optional<AlongAxis> alongAxis(String name) {
        return Optional.ofNullable(ALONG_AXIS.get(name));
    }

    /** All names, those of operators of numbers included. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(Catalogue.builtInNames());
        names.addAll(SPECIAL.keySet());
        names.addAll(OF_ARRAYS.keySet());
        return names;
    }

    /** The ways in which {@code name} can be called. */
    static List<String> signatures(String name) {
        Optional<Special> special = special(name);
        if (special.isPresent()) {
            return List.of(special.get().signature());
        }
        List<String> signatures = new ArrayList<>();
        Catalogue.builtIn(name).ifPresent(operator -> {
            List<String> operands = operator.operandNames();
            operator.lastIfMissing()
                    .ifPresent(last -> signatures.add(
                            name + "(" + String.join(", ", operands.subList(0, operands.size() - 1)) + ")"));
            signatures.add(name + "(" + String.join(", ", operands) + (operator.variadic() ? ", ...)" : ")"));
        });
        ofArrays(name).forEach(function -> signatures.add(function.signature()));
        alongAxis(name).ifPresent(function -> signatures.add(name + "(A, axis)"));
        return signatures;
    }
}
