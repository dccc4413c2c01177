package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wengert.diagnostic.Code;
import org.wengert.product.Derivatives;
import org.wengert.product.Product;
import org.wengert.source.Span;
import org.wengert.syntax.Spellings;

/** Checks what is asked of a function, in a derive clause or on a command line. */
public final class Requests {

    /** Where a complaint goes. */
    @FunctionalInterface
    public interface Complaint {
        /**
         * Reports.
         *
         * @param position of the parameter at fault, or -1 for the product
         */
        void report(Code code, int position, String message, Optional<String> hint);
    }

    private Requests() {}

    /**
     * The product named, with respect to the parameters named (all if none are), or a complaint.
     */
    public static Optional<FunctionGraph.Request> check(
            String product, List<String> parameters, FunctionGraph function, Complaint complaint, Span span) {
        boolean series = Product.isSeries(product);
        Optional<Product> found = series ? series(product, parameters, complaint) : named(product, complaint);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (found.get().isOfOneNumber()
                && !Derivatives.isOneNumber(function.graph().results())) {
            complaint.report(
                    Code.NOT_SCALAR,
                    -1,
                    "'" + product + "' needs one number as the result, '" + function.name() + "' has "
                            + (function.results().size() == 1
                                    ? "an array"
                                    : function.results().size() + " results"),
                    Optional.of("ask for its jacobian or adjoint"));
            return Optional.empty();
        }
        int from = series ? 1 : 0;
        Optional<List<Integer>> active = active(
                parameters.subList(from, parameters.size()),
                function,
                (code, i, m, h) -> complaint.report(code, i + from, m, h));
        if (found.get().isOde() && active.isPresent()) {
            States states = new States(
                    found.get(), function, (code, i, m, h) -> complaint.report(code, i < 0 ? i : i + from, m, h));
            active = parameters.size() > from ? states.named(active.get()) : states.first();
        }
        return active.map(a -> new FunctionGraph.Request(found.get(), a, span));
    }

    private static Optional<Product> named(String product, Complaint complaint) {
        Optional<Product> found = Product.named(product);
        if (found.isEmpty()) {
            Optional<String> hint = Spellings.closest(product, Product.ids())
                    .map(c -> "did you mean '" + c + "'?")
                    .or(() -> Optional.of("products are " + String.join(", ", Product.ids())));
            complaint.report(Code.UNKNOWN_PRODUCT, -1, "no derivative product '" + product + "'", hint);
        }
        return found;
    }

    /** The product of the degree that stands before the parameters. */
    private static Optional<Product> series(String name, List<String> parameters, Complaint complaint) {
        Optional<String> hint = Optional.of(
                name.equals("taylor")
                        ? "taylor(4) has the coefficients 0 to 4, and taylor(4, x) those in x alone"
                        : name + "(20) takes the first parameters as the states, and " + name + "(20, x) takes x");
        if (parameters.isEmpty() || !parameters.get(0).matches("-?[0-9.]+(?:[eE].*)?")) {
            complaint.report(Code.UNKNOWN_PRODUCT, -1, name + " is asked for with a degree", hint);
            return Optional.empty();
        }
        String degree = parameters.get(0);
        boolean fits = degree.matches("[0-9]{1,4}")
                && Integer.parseInt(degree) >= 1
                && Integer.parseInt(degree) <= Product.LARGEST_DEGREE;
        if (!fits) {
            String message = "the degree of " + name + " is an integer from 1 to " + Product.LARGEST_DEGREE
                    + ", this is " + degree;
            complaint.report(Code.LIMIT, 0, message, hint);
            return Optional.empty();
        }
        return Optional.of(Product.series(name, Integer.parseInt(degree)));
    }

    private static Optional<List<Integer>> active(
            List<String> parameters, FunctionGraph function, Complaint complaint) {
        List<String> all = function.parameters();
        if (parameters.isEmpty()) {
            return Optional.of(IntStream.range(0, all.size()).boxed().toList());
        }
        List<Integer> active = new ArrayList<>();
        boolean sound = true;
        for (int i = 0; i < parameters.size(); i++) {
            String name = parameters.get(i);
            int index = all.indexOf(name);
            if (index < 0) {
                complaint.report(
                        Code.UNKNOWN_PARAMETER,
                        i,
                        "'" + function.name() + "' has no parameter '" + name + "'",
                        Spellings.closest(name, all)
                                .map(c -> "did you mean '" + c + "'?")
                                .or(() -> Optional.of("its parameters are " + String.join(", ", all))));
                sound = false;
            } else if (active.contains(index)) {
                complaint.report(Code.DUPLICATE_NAME, i, "'" + name + "' is named twice", Optional.empty());
                sound = false;
            } else {
                active.add(index);
            }
        }
        return sound ? Optional.of(List.copyOf(active)) : Optional.empty();
    }
}
