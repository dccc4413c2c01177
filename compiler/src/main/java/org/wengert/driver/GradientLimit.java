package org.wengert.driver;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wengert.codegen.MethodCount;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.elaborate.FunctionGraph.Request;
import org.wengert.ir.Decimal;
import org.wengert.ir.Graph;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.op.Cost;
import org.wengert.op.Operations;
import org.wengert.op.ScalarOperator;
import org.wengert.product.Product;
import org.wengert.source.BigStack;
import org.wengert.source.SourceText;

/**
 * Holds the gradients that are generated to a multiple of the operations of their values, counted as in the documentation of
 * generated classes.
 */
public final class GradientLimit {

    /** Functions of arrays are compared where all sizes and integer parameters are this. */
    public static final int TYPICAL_SIZE = 100;

    private final Compilation compilation;
    private final double limit;
    private final List<Diagnostic> exceeded = new ArrayList<>();

    private GradientLimit(Compilation compilation) {
        this.compilation = compilation;
        this.limit = compilation.options().get(CompilerOption.MAX_GRADIENT_RATIO);
    }

    /** An error for each gradient that takes more times the operations of its value than the options allow. */
    public static List<Diagnostic> exceeded(Compilation compilation) {
        GradientLimit held = new GradientLimit(compilation);
        if (Double.isInfinite(held.limit)) {
            return List.of();
        }
        BigStack.call(() -> {
            compilation.functions().forEach(held::function);
            return held;
        });
        return held.exceeded;
    }

    private void function(CompiledFunction function) {
        for (Request request : function.requests()) {
            if (request.product() == Product.GRADIENT) {
                if (function.isScalar()) {
                    ofNumbers(function, request);
                } else {
                    ofArrays(function, request);
                }
            }
        }
    }

    private void ofNumbers(CompiledFunction function, Request request) {
        Graph graph = function.derivative(request).graph();
        Cost value = function.schedule(function.request(Product.VALUE)).cost();
        Cost gradient = function.schedule(request).cost();
        if (gradient.work() > limit * value.work()) {
            String ratio = value.work() == 0 ? "" : ", " + times((double) gradient.work() / value.work());
            exceed(
                    function,
                    "takes " + text(gradient) + ratio + " the value's " + text(value),
                    dearestLine(graph, gradient));
        }
    }

    private void ofArrays(CompiledFunction function, Request request) {
        List<MethodCount> counts = MethodCount.of(function.toSource(List.of(function.request(Product.VALUE), request)));
        Optional<Double> value = counts.isEmpty() ? Optional.empty() : at(counts.get(0));
        Optional<Double> gradient = counts.isEmpty() ? Optional.empty() : at(counts.get(1));
        if (value.isEmpty() || gradient.isEmpty()) {
            exceed(
                    function,
                    "has operations that cannot be counted, and so not be held to a limit",
                    Optional.of("derive it in a program of its own, which is built without a limit"));
        } else if (gradient.get() > limit * value.get()) {
            String ratio = value.get() == 0 ? "" : ", " + times(gradient.get() / value.get());
            String where = function.source().symbols().isEmpty() ? "" : " where all sizes are " + TYPICAL_SIZE;
            exceed(
                    function,
                    "takes " + text(counts.get(1)) + ratio + " the value's " + text(counts.get(0)) + where,
                    Optional.empty());
        }
    }

    private static Optional<Double> at(MethodCount count) {
        try {
            return Optional.of(count.counted().operations().work().evaluate(symbol -> TYPICAL_SIZE));
        } catch (ArithmeticException | IllegalArgumentException noSuchSizes) {
            return Optional.empty();
        }
    }

    private void exceed(CompiledFunction function, String what, Optional<String> hint) {
        exceeded.add(new Diagnostic(
                Code.EXPENSIVE_GRADIENT,
                function.source().syntax().name().span(),
                "the gradient of '" + function.name() + "' " + what + "; at most " + times(limit) + " are allowed",
                hint));
    }

    private static String times(double ratio) {
        boolean whole = ratio == Math.rint(ratio);
        return (whole ? Decimal.shortest(ratio) : String.format(Locale.ROOT, "%.2f", ratio)) + " times";
    }

    private static String text(Cost cost) {
        return text(Long.toString(cost.flops()), Long.toString(cost.calls()));
    }

    private static String text(MethodCount count) {
        Operations operations = count.counted().operations();
        return text(operations.flops().toString(), operations.calls().toString());
    }

    private static String text(String flops, String calls) {
        if (calls.equals("0")) {
            return amount(flops, "flop");
        }
        return (flops.equals("0") ? "" : amount(flops, "flop") + " and ") + amount(calls, "call");
    }

    private static String amount(String number, String one) {
        return number + " " + one + (number.equals("1") ? "" : "s");
    }

    /** The line of the program that takes most of the gradient, derivatives of what stands there included. */
    private Optional<String> dearestLine(Graph graph, Cost whole) {
        Map<Integer, Map<String, Cost>> lines = new HashMap<>();
        collect(graph, lines);
        return lines.entrySet().stream()
                .max(Comparator.<Map.Entry<Integer, Map<String, Cost>>>comparingLong(
                                e -> sum(e.getValue()).work())
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(line -> dearest(line.getKey(), line.getValue(), whole));
    }

    private String dearest(int line, Map<String, Cost> operators, Cost whole) {
        String most = operators.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Cost>>comparingLong(
                                e -> -e.getValue().work())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(3)
                .map(e -> e.getKey() + " with " + text(e.getValue()))
                .collect(Collectors.joining(", "));
        SourceText source = compilation.source();
        String place = source.text().lines().count() > 1 ? "line " + line : "the formula";
        return place + " and its derivatives take " + text(sum(operators)) + " of " + text(whole) + ": above all "
                + most;
    }

    private static Cost sum(Map<String, Cost> operators) {
        return operators.values().stream().reduce(Cost.NONE, Cost::plus);
    }

    private void collect(Graph graph, Map<Integer, Map<String, Cost>> lines) {
        Liveness liveness = Liveness.of(graph);
        for (Node node : graph.nodes()) {
            Optional<ScalarOperator> scalar = ScalarOperator.in(node);
            if (liveness.isLive(node) && scalar.isPresent()) {
                ScalarOperator operator = scalar.get();
                if (operator.cost().work() > 0) {
                    int line =
                            compilation.source().position(node.span().start()).line();
                    lines.computeIfAbsent(line, l -> new HashMap<>())
                            .merge(operator.name(), operator.cost(), Cost::plus);
                }
            }
            node.operation().bodies().forEach(body -> collect(body.graph(), lines));
        }
    }
}
