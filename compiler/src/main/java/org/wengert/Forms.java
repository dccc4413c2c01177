package org.wengert;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.product.Derivative;
import org.wengert.product.Product;

/** How long the arrays are that the methods of a function of numbers take. */
final class Forms {

    private final Map<String, Derivative> methods;

    /**
     * Forms of some methods.
     *
     * @param methods by name what they compute
     */
    Forms(Map<String, Derivative> methods) {
        this.methods = Map.copyOf(methods);
    }

    /** The form of the method that has the product's name alone. */
    Form of(Product product) {
        return Optional.ofNullable(methods.get(product.id()))
                .map(d -> new Form(d.parameters(), d.active().size(), d.results()))
                .orElseThrow(() -> new UnsupportedOperationException("'" + product.id() + "' " + why(product)));
    }

    private String why(Product product) {
        List<String> several = methods.entrySet().stream()
                .filter(method -> method.getValue().product() == product)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return several.isEmpty()
                ? "was not generated: ask for it with the option derive, and see whether this program has one or several"
                        + " results"
                : "was asked for in several ways, " + String.join(", ", several)
                        + ": call these through an interface, as(...)";
    }

    /**
     * The arrays of a product, each looked at before it is passed on.
     *
     * @param n parameters
     * @param a parameters that it is with respect to
     * @param m results
     */
    record Form(int n, int a, int m) {

        double[] point(double[] point) {
            return Given.numbers("point", point, n);
        }

        /** A number for each parameter that it is with respect to. */
        double[] active(String name, double[] array) {
            return Given.numbers(name, array, a);
        }

        double[] results(String name, double[] array) {
            return Given.numbers(name, array, m);
        }

        double[] jacobian(double[] jacobian) {
            return Given.numbers("jacobian", jacobian, (long) m * a);
        }

        double[] hessian(double[] hessian) {
            return Given.numbers("hessian", hessian, (long) m * a * a);
        }
    }
}
