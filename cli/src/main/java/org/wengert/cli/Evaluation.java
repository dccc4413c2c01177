package org.wengert.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.wengert.differentiate.Product;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.elaborate.FunctionGraph.Request;
import org.wengert.elaborate.Requests;
import org.wengert.source.Span;
import org.wengert.syntax.Spellings;

/**
 * Products of one function at one point.
 *
 * @param derive what is asked for; empty for value and first derivatives
 * @param direction by parameter, for tangent and hvp; what is not named is 0
 * @param cotangent by result, for adjoint; 1 where there is one result and nothing is said
 */
record Evaluation(
        CompiledFunction function,
        Map<String, Double> at,
        List<ProductRequest> derive,
        Map<String, Double> direction,
        Map<String, Double> cotangent) {

    /** The products in the order asked for, by their names. */
    Map<String, Result> run() throws RequestException {
        double[] point = point();
        allKnown(direction, function.parameters(), "the direction names '", "parameter");
        allKnown(cotangent, function.results(), "the cotangent names '", "result");
        Map<String, Result> results = new LinkedHashMap<>();
        for (Request request : requests()) {
            double[] outputs = function.evaluate(request, point, more(request));
            if (results.put(request.product().id(), new Outputs(function, request).of(outputs)) != null) {
                throw new RequestException(
                        "duplicate-product", "'" + request.product().id() + "' is asked for twice");
            }
        }
        return results;
    }

    private List<Request> requests() throws RequestException {
        List<ProductRequest> asked = derive;
        if (asked.isEmpty()) {
            Product first = function.results().size() == 1 ? Product.GRADIENT : Product.JACOBIAN;
            asked = List.of(
                    new ProductRequest(Product.VALUE.id(), List.of()), new ProductRequest(first.id(), List.of()));
        }
        List<Request> requests = new ArrayList<>();
        for (ProductRequest product : asked) {
            requests.add(check(product));
        }
        return requests;
    }

    private Request check(ProductRequest asked) throws RequestException {
        List<RequestException> complaints = new ArrayList<>();
        Optional<Request> request = Requests.check(
                asked.product(),
                asked.parameters(),
                function.source(),
                (code, position, message, hint) -> complaints.add(new RequestException(code.id(), message, hint)),
                Span.NONE);
        if (request.isEmpty()) {
            throw complaints.get(0);
        }
        return request.get();
    }

    private double[] point() throws RequestException {
        List<String> parameters = function.parameters();
        allKnown(at, parameters, "'" + function.name() + "' has no parameter '", "parameter");
        List<String> missing =
                parameters.stream().filter(p -> !at.containsKey(p)).toList();
        if (!missing.isEmpty()) {
            throw new RequestException(
                    "missing-value",
                    "no value for " + String.join(", ", missing.subList(0, Math.min(8, missing.size())))
                            + (missing.size() > 8 ? " and " + (missing.size() - 8) + " more" : ""),
                    Optional.of("'" + function.name() + "' is a function of "
                            + String.join(", ", parameters.subList(0, Math.min(8, parameters.size())))
                            + (parameters.size() > 8 ? ", ..." : "")));
        }
        return parameters.stream().mapToDouble(p -> at.getOrDefault(p, 0.0)).toArray();
    }

    private static void allKnown(Map<String, Double> given, List<String> known, String complaint, String kind)
            throws RequestException {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                Optional<String> hint = Spellings.closest(name, new TreeSet<>(known))
                        .map(c -> "did you mean '" + c + "'?")
                        .or(() -> Optional.of(
                                known.isEmpty()
                                        ? "it has no " + kind + "s"
                                        : "its " + kind + (known.size() == 1 ? " is " : "s are ")
                                                + String.join(", ", known.subList(0, Math.min(8, known.size())))));
                throw new RequestException("unknown-" + kind, complaint + name + "'", hint);
            }
        }
    }

    private double[] more(Request request) throws RequestException {
        return switch (request.product()) {
            case TANGENT, HVP -> direction(request);
            case ADJOINT -> cotangents();
            default -> new double[0];
        };
    }

    private double[] direction(Request request) throws RequestException {
        if (direction.isEmpty() && !function.parameters().isEmpty()) {
            throw new RequestException(
                    "missing-direction",
                    "'" + request.product().id() + "' needs a direction, such as "
                            + function.parameters().get(0) + "=1");
        }
        return request.active().stream()
                .mapToDouble(i -> direction.getOrDefault(function.parameters().get(i), 0.0))
                .toArray();
    }

    private double[] cotangents() throws RequestException {
        List<String> results = function.results();
        if (cotangent.isEmpty() && results.size() != 1) {
            throw new RequestException(
                    "missing-cotangent", "'adjoint' needs a cotangent, such as " + results.get(0) + "=1");
        }
        double absent = cotangent.isEmpty() ? 1 : 0;
        return results.stream()
                .mapToDouble(r -> cotangent.getOrDefault(r, absent))
                .toArray();
    }
}
