package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wengert.diagnostic.Code;
import org.wengert.differentiate.Differentiation;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.product.Product;

/**
 * Which parameters of a function are the states of a differential equation: the first ones, or the first ones named, as many as there are
 * results, each of which is the slope of the state in its place. {@code t} is the time unless it is named as a state. What
 * results are left behind those of the states named are followed along the solution.
 */
final class States {

    private final Product product;
    private final FunctionGraph function;
    private final Requests.Complaint complaint;

    States(Product product, FunctionGraph function, Requests.Complaint complaint) {
        this.product = product;
        this.function = function;
        this.complaint = complaint;
    }

    /** Without names: the first parameters, and where tangents are taken all others that they may be taken by. */
    Optional<List<Integer>> first() {
        List<Integer> candidates = IntStream.range(0, function.parameters().size())
                .filter(i -> !isTime(i))
                .boxed()
                .toList();
        if (candidates.size() < results()) {
            return refuse(
                    "each result of '" + function.name() + "' is the slope of a parameter: it has "
                            + count(results(), "result")
                            + " and " + count(candidates.size(), "parameter") + " that can be "
                            + (candidates.size() == 1 ? "a state" : "states"),
                    candidates.isEmpty()
                            ? "the states are parameters: f(x, v) = { return v, -x }"
                            : "name the states, " + example(candidates) + "; results behind theirs are events");
        }
        return checked(isTangent() ? candidates : candidates.subList(0, results()), -1);
    }

    /** With names. */
    Optional<List<Integer>> named(List<Integer> active) {
        boolean fits = isTangent() ? active.size() >= results() : active.size() <= results();
        if (!fits) {
            return refuse(
                    "each state needs a result that is its slope: '" + function.name() + "' has "
                            + count(results(), "result")
                            + ", and " + count(active.size(), "parameter") + " "
                            + (active.size() == 1 ? "is" : "are") + " named",
                    isTangent()
                            ? "name all states first, then the parameters to differentiate by"
                            : "leave out what is no state: the time is the parameter t, all others are constant");
        }
        return checked(active, 0);
    }

    private boolean isTangent() {
        return product.takes() == Product.Takes.DIRECTION;
    }

    private int results() {
        return function.graph().results().size();
    }

    private boolean isTime(int parameter) {
        return function.parameters().get(parameter).equals(Differentiation.TIME)
                && function.graph().inputs().get(parameter).type().isScalar();
    }

    /** Of one shape with their slopes. */
    private Optional<List<Integer>> checked(List<Integer> active, int position) {
        int states = Math.min(active.size(), results());
        for (int i = 0; i < states; i++) {
            Node state = function.graph().inputs().get(active.get(i));
            Node slope = function.graph().results().get(i);
            if (!state.type().shape().equals(slope.type().shape())) {
                complaint.report(
                        Code.SHAPE_MISMATCH,
                        position < 0 ? -1 : i,
                        "result " + (i + 1) + " of '" + function.name() + "' is "
                                + kind(slope.type().shape())
                                + ", and the state '" + function.parameters().get(active.get(i))
                                + "', whose slope it is, is "
                                + kind(state.type().shape()),
                        Optional.of("name the states in the order of their slopes"));
                return Optional.empty();
            }
        }
        return Optional.of(active);
    }

    private Optional<List<Integer>> refuse(String message, String hint) {
        complaint.report(Code.SHAPE_MISMATCH, -1, message, Optional.of(hint));
        return Optional.empty();
    }

    private String example(List<Integer> parameters) {
        List<String> names = new ArrayList<>(Stream.concat(
                        Stream.of(String.valueOf(product.degree())),
                        parameters.stream().map(function.parameters()::get))
                .limit(1 + Math.max(1, results()))
                .toList());
        return product.name() + "(" + String.join(", ", names) + ")";
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String kind(Shape shape) {
        return shape.isScalar() ? "a number" : shape.toString();
    }
}
