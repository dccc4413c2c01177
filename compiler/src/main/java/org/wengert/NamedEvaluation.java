package org.wengert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.wengert.differentiate.NotDerivedException;
import org.wengert.driver.Arguments;
import org.wengert.driver.ArrayEvaluation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.elaborate.FunctionGraph.Request;
import org.wengert.elaborate.Requests;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;
import org.wengert.product.Block;
import org.wengert.product.Product;
import org.wengert.source.Span;

/** Evaluates a product from arguments by name to results by name. */
final class NamedEvaluation {

    private final CompiledFunction function;
    private final Request request;

    NamedEvaluation(CompiledFunction function, String product) {
        this.function = function;
        this.request = request(function, Options.request(product));
    }

    private static Request request(CompiledFunction function, ProductRequest asked) {
        List<String> complaints = new ArrayList<>();
        Optional<Request> request = Requests.check(
                asked.product(),
                asked.parameters(),
                function.source(),
                (code, position, message, hint) ->
                        complaints.add(message + hint.map(h -> "; " + h).orElse("")),
                Span.NONE);
        if (request.isEmpty() || !complaints.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", complaints));
        }
        return request.get();
    }

    Map<String, Object> at(Map<String, ?> point, Map<String, ?> more) {
        ArrayEvaluation evaluation = function.at(arguments(point));
        try {
            return named(evaluation.evaluate(request, more(evaluation, more)));
        } catch (NotDerivedException e) {
            throw new IllegalArgumentException(
                    "'" + function.name() + "' has no " + request.product() + ": " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new IllegalArgumentException("there is no memory for what this point takes", e);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + function.name() + "' has no value here: " + e.getMessage(), e);
        }
    }

    private Arguments arguments(Map<String, ?> point) {
        known(point, function.allParameters(), "parameters");
        List<String> missing = function.allParameters().stream()
                .filter(p -> !point.containsKey(p))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("no value for " + String.join(", ", missing));
        }
        Map<Symbol, Long> integers = new HashMap<>();
        for (String name : function.integers()) {
            integers.put(new Symbol(name), integer(name, point));
        }
        List<Tensor> arrays =
                function.parameters().stream().map(p -> tensor(p, point)).toList();
        return Arguments.of(function.source(), arrays, integers);
    }

    private void known(Map<String, ?> given, List<String> names, String kind) {
        for (String name : given.keySet()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "no '" + name + "'; the " + kind + " of '" + function.name() + "' are " + names);
            }
        }
    }

    private static long integer(String name, Map<String, ?> point) {
        Object value = point.get(name);
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            long number = ((Number) value).longValue();
            if (number == (int) number) {
                return number;
            }
            throw new IllegalArgumentException(name + " is an integer of 32 bits, and is given " + value);
        }
        throw new IllegalArgumentException(name + " is an integer, and is given " + value);
    }

    private static Tensor tensor(String name, Map<String, ?> values) {
        return NestedArrays.tensor(
                name, Optional.<Object>ofNullable(values.get(name)).orElseThrow());
    }

    private List<Tensor> more(ArrayEvaluation evaluation, Map<String, ?> given) {
        return switch (request.product().takes()) {
            case DIRECTION -> {
                known(given, function.parameters(), "parameters");
                List<String> active = request.active().stream()
                        .map(i -> function.parameters().get(i))
                        .toList();
                yield shaped(active, evaluation.active(request), given, 0);
            }
            case COTANGENT -> {
                known(given, function.results(), "results");
                boolean oneNumber = function.possible().contains(Product.GRADIENT);
                if (given.isEmpty() && !oneNumber) {
                    throw new IllegalArgumentException("an adjoint of " + function.results() + " needs cotangents");
                }
                yield shaped(function.results(), evaluation.results(), given, given.isEmpty() ? 1 : 0);
            }
            case NOTHING -> {
                known(given, List.of(), "directions of a " + request.product().id());
                yield List.of();
            }
        };
    }

    private static List<Tensor> shaped(List<String> names, List<int[]> extents, Map<String, ?> given, double absent) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!given.containsKey(name)) {
                Tensor tensor = Tensor.zeros(extents.get(i));
                Arrays.fill(tensor.data(), absent);
                tensors.add(tensor);
                continue;
            }
            Tensor tensor = tensor(name, given);
            boolean empty = tensor.data().length == 0 && Tensor.count(extents.get(i)) == 0;
            if (!empty && !Arrays.equals(tensor.extents(), extents.get(i))) {
                throw new IllegalArgumentException("the direction or cotangent of " + name + " is "
                        + Arrays.toString(tensor.extents()) + ", " + name + " is " + Arrays.toString(extents.get(i)));
            }
            tensors.add(new Tensor(extents.get(i), tensor.data()));
        }
        return tensors;
    }

    private Map<String, Object> named(List<Tensor> all) {
        List<String> active =
                request.active().stream().map(i -> function.parameters().get(i)).toList();
        List<String> results = function.results();
        Block block = request.product().main(function.hasOneNumber());
        List<List<String>> axes = block.names(results, active);
        int from = request.product().mainBegins(results.size(), active.size());
        if (block.isSparse()) {
            axes = List.of(Block.SPARSE);
        }
        return map(axes, all.subList(from, all.size()));
    }

    /** By the names of the first axis, then by those of the others. */
    private static Map<String, Object> map(List<List<String>> axes, List<Tensor> entries) {
        List<String> names = axes.get(0);
        int count = names.isEmpty() ? 0 : entries.size() / names.size();
        return map(
                names,
                i -> axes.size() == 1
                        ? NestedArrays.of(entries.get(i))
                        : map(axes.subList(1, axes.size()), entries.subList(i * count, (i + 1) * count)));
    }

    private static Map<String, Object> map(List<String> names, IntFunction<Object> entry) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            map.put(names.get(i), entry.apply(i));
        }
        return map;
    }
}
