package org.wengert.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.wengert.differentiate.NotDerivedException;
import org.wengert.driver.Arguments;
import org.wengert.driver.ArrayEvaluation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.driver.NotANumber;
import org.wengert.driver.TooManyEntriesException;
import org.wengert.elaborate.FunctionGraph.Request;
import org.wengert.op.Tensor;
import org.wengert.product.Product;
import org.wengert.product.Product.Takes;
import org.wengert.syntax.Spellings;

/**
 * Products of one function at one point.
 *
 * @param at by parameter, the integer ones among them
 * @param derive what is asked for; empty for what the derive clauses say, or else for value and first derivatives
 * @param direction by parameter, for tangent and hvp; what is not named is 0
 * @param cotangent by result, for adjoint; 1 where there is one number and nothing is said
 * @param seeds how whoever asks writes a direction or a cotangent
 * @param compiled what calls Java, of functions that are not static; if there is none, they are interpreted
 */
record Evaluation(
        CompiledFunction function,
        Map<String, Tensor> at,
        List<ProductRequest> derive,
        Map<String, Tensor> direction,
        Map<String, Tensor> cotangent,
        SeedExample seeds,
        Optional<CompiledCalls> compiled) {

    /** Writes an example of what is missing. */
    interface SeedExample {
        /**
         * As it is written where a request comes from.
         *
         * @param seed {@code direction} or {@code cotangent}
         * @param name of a parameter, or of a result
         */
        String of(String seed, String name, boolean isNumber);
    }

    /** The same at another point, of which {@link #at} is a part. */
    Evaluation with(Map<String, Tensor> more) throws RequestException {
        Map<String, Tensor> all = new LinkedHashMap<>(at);
        all.putAll(more);
        return new Evaluation(function, all, derive, direction, cotangent, seeds, compiled);
    }

    /**
     * The parameters that have no value yet.
     *
     * @throws RequestException if anything else is wrong already
     */
    List<String> missing() throws RequestException {
        allKnown(at, function.allParameters(), "'" + function.name() + "' has no parameter '", "parameter");
        knowsDirections();
        requests(); // refuses what cannot be asked for
        return function.allParameters().stream().filter(p -> !at.containsKey(p)).toList();
    }

    private void knowsDirections() throws RequestException {
        allKnown(direction, function.parameters(), "the direction names '", "parameter");
        allKnown(cotangent, function.results(), "the cotangent names '", "result");
    }

    /** Where the products asked for first make NaN of numbers that are none, if they do. */
    Optional<NotANumber> firstNaN() throws RequestException {
        Arguments arguments = new Point(function, at).arguments();
        for (Request request : requests()) {
            Optional<NotANumber> found = function.firstNaN(request, arguments, more(request, function.at(arguments)));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The products in the order asked for, by their names. */
    Map<String, Result> run() throws RequestException {
        Arguments arguments = new Point(function, at).arguments();
        knowsDirections();
        Map<String, Result> results = new LinkedHashMap<>();
        List<Request> requests = requests();
        for (Request request : requests) {
            List<Tensor> outputs = evaluate(request, arguments);
            String name = name(request, requests);
            if (results.put(name, new Outputs(function, request).of(outputs)) != null) {
                throw new RequestException("duplicate-product", "'" + name + "' is asked for twice");
            }
        }
        return results;
    }

    /** The product, with its parameters where it is asked for with respect to others too. */
    private String name(Request request, List<Request> all) {
        boolean several = all.stream()
                .anyMatch(r -> r.product() == request.product() && !r.active().equals(request.active()));
        return several
                ? request.product()
                        .of(request.active().stream()
                                .map(function.parameters()::get)
                                .toList())
                : request.product().id();
    }

    private List<Tensor> evaluate(Request request, Arguments arguments) throws RequestException {
        ArrayEvaluation evaluation = function.at(arguments);
        List<Tensor> more = more(request, evaluation);
        try {
            if (function.isScalar() && !request.product().isSparse()) {
                return scalars(request, arguments, more);
            }
            return compiled.isPresent() && !function.isStatic()
                    ? evaluation.evaluate(request, more, compiled.get().form(function, request, arguments))
                    : evaluation.evaluate(request, more);
        } catch (TooManyEntriesException e) {
            throw new RequestException("limit", "'" + request.product().id() + "': " + e.getMessage());
        } catch (NotDerivedException e) {
            throw new RequestException(
                    "limit", "'" + request.product().id() + "': " + e.getMessage(), Optional.of(e.hint()));
        } catch (OutOfMemoryError e) {
            throw new RequestException("limit", "'" + request.product().id() + "' does not fit into the memory", e);
        } catch (ArithmeticException | IndexOutOfBoundsException e) {
            throw new RequestException(
                    "no-value", "'" + request.product().id() + "' has no value here: " + e.getMessage());
        }
    }

    private List<Tensor> scalars(Request request, Arguments arguments, List<Tensor> more) {
        double[] outputs = function.evaluate(request, numbers(arguments.arrays()), numbers(more));
        return Arrays.stream(outputs).mapToObj(Tensor::scalar).toList();
    }

    private static double[] numbers(List<Tensor> tensors) {
        return tensors.stream().mapToDouble(Tensor::value).toArray();
    }

    private List<Request> requests() throws RequestException {
        if (derive.isEmpty()) {
            return function.source().requests().isEmpty()
                    ? defaults().stream().map(function::request).toList()
                    : ofClauses();
        }
        List<Request> requests = new ArrayList<>();
        for (ProductRequest product : derive) {
            requests.add(Derive.request(product, function));
        }
        return requests;
    }

    /** The value, and what the derive clauses say, but for what needs a direction or a cotangent that is not given. */
    private List<Request> ofClauses() {
        Stream<Request> clauses = function.source().requests().stream()
                .filter(request -> !request.product().isValue()
                        && isGiven(request.product().takes()));
        return Stream.concat(Stream.of(function.request(Product.VALUE)), clauses)
                .toList();
    }

    private boolean isGiven(Takes takes) {
        return switch (takes) {
            case NOTHING -> true;
            case DIRECTION -> !direction.isEmpty();
            case COTANGENT -> !cotangent.isEmpty() || function.hasOneNumber();
        };
    }

    /** First derivatives of numbers; those of an array are a large thing that nobody asked for. */
    private List<Product> defaults() {
        boolean arrays =
                function.primal().results().stream().anyMatch(r -> !r.type().isScalar());
        Product first = function.results().size() == 1 ? Product.GRADIENT : Product.JACOBIAN;
        return arrays ? List.of(Product.VALUE) : List.of(Product.VALUE, first);
    }

    static void allKnown(Map<String, Tensor> given, List<String> known, String complaint, String kind)
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

    private List<Tensor> more(Request request, ArrayEvaluation evaluation) throws RequestException {
        return switch (request.product().takes()) {
            case NOTHING -> List.of();
            case DIRECTION -> direction(request, evaluation.active(request));
            case COTANGENT -> cotangents(request, evaluation.results());
        };
    }

    private List<Tensor> direction(Request request, List<int[]> extents) throws RequestException {
        if (direction.isEmpty() && !extents.isEmpty()) {
            String name = function.parameters().get(request.active().get(0));
            throw missing("direction", request, name, extents.get(0));
        }
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < extents.size(); i++) {
            String parameter = function.parameters().get(request.active().get(i));
            tensors.add(shaped("the direction", parameter, direction, extents.get(i), 0));
        }
        return tensors;
    }

    private RequestException missing(String seed, Request request, String name, int[] extents) {
        return new RequestException(
                "missing-" + seed,
                "'" + request.product().id() + "' needs a " + seed,
                Optional.of("give one with " + seeds.of(seed, name, extents.length == 0)));
    }

    private List<Tensor> cotangents(Request request, List<int[]> extents) throws RequestException {
        List<String> results = function.results();
        boolean oneNumber = results.size() == 1 && extents.get(0).length == 0;
        if (cotangent.isEmpty() && !oneNumber) {
            throw missing("cotangent", request, results.get(0), extents.get(0));
        }
        List<Tensor> tensors = new ArrayList<>();
        for (int j = 0; j < extents.size(); j++) {
            tensors.add(
                    shaped("the cotangent", results.get(j), cotangent, extents.get(j), cotangent.isEmpty() ? 1 : 0));
        }
        return tensors;
    }

    /** What is given for {@code name}; all {@code absent} if nothing is. */
    private static Tensor shaped(String what, String name, Map<String, Tensor> given, int[] extents, double absent)
            throws RequestException {
        Tensor tensor = given.get(name);
        Tensor other = Tensor.zeros(extents);
        if (tensor == null) {
            Arrays.fill(other.data(), absent);
            return other;
        }
        boolean bothEmpty = tensor.data().length == 0 && other.data().length == 0 && tensor.rank() <= other.rank();
        if (!bothEmpty && !Arrays.equals(tensor.extents(), extents)) {
            throw new RequestException(
                    "size-mismatch",
                    what + " of " + name + " is " + kind(tensor.extents()) + ", " + name + " is " + kind(extents));
        }
        return bothEmpty ? other : tensor;
    }

    private static String kind(int[] extents) {
        return extents.length == 0 ? "a number" : Arrays.toString(extents).replace(" ", "");
    }
}
