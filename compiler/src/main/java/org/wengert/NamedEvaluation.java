package org.wengert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.wengert.differentiate.Product;
import org.wengert.driver.Arguments;
import org.wengert.driver.ArrayEvaluation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.elaborate.FunctionGraph.Request;
import org.wengert.elaborate.Requests;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;
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
        return switch (request.product()) {
            case TANGENT, HVP -> {
                known(given, function.parameters(), "parameters");
                List<String> active = request.active().stream()
                        .map(i -> function.parameters().get(i))
                        .toList();
                yield shaped(active, evaluation.active(request), given, 0);
            }
            case ADJOINT -> {
                known(given, function.results(), "results");
                boolean oneNumber = function.possible().contains(Product.GRADIENT);
                if (given.isEmpty() && !oneNumber) {
                    throw new IllegalArgumentException("an adjoint of " + function.results() + " needs cotangents");
                }
                yield shaped(function.results(), evaluation.results(), given, given.isEmpty() ? 1 : 0);
            }
            default -> {
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
        int m = results.size();
        int n = active.size();
        return switch (request.product()) {
            case VALUE, TANGENT -> map(results, j -> NestedArrays.of(all.get(j)));
            case HVP -> map(active, i -> NestedArrays.of(all.get(i)));
            case ADJOINT, GRADIENT -> map(active, i -> NestedArrays.of(all.get(m + i)));
            case JACOBIAN -> map(results, j -> map(active, i -> NestedArrays.of(all.get(m + j * n + i))));
            case HESSIAN ->
                function.hasOneNumber()
                        ? hessian(active, all, 1 + n)
                        : map(results, j -> hessian(active, all, m + m * n + j * n * n));
        };
    }

    private static Map<String, Object> hessian(List<String> active, List<Tensor> all, int from) {
        int n = active.size();
        return map(active, i -> map(active, k -> NestedArrays.of(all.get(from + i * n + k))));
    }

    private static Map<String, Object> map(List<String> names, IntFunction<Object> entry) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            map.put(names.get(i), entry.apply(i));
        }
        return map;
    }
}
