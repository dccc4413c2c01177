package org.wengert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wengert.driver.CompilerOptions.NaNs;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.product.JacobianMode;

/**
 * What {@link Wengert#compile(String, Options)} can be told. Immutable: each method gives changed options.
 *
 * <pre>{@code
 * Wengert.compile("a*x^2 + b", Options.DEFAULT.parameters("x", "a", "b").derive("gradient(x)", "hessian(x)"))
 * }</pre>
 */
public final class Options {

    /** All products of the last function of the program. */
    public static final Options DEFAULT =
            new Options(List.of(), Optional.empty(), Optional.empty(), JacobianMode.COUNTED, NaNs.PASS);

    private final List<ProductRequest> derive;
    private final Optional<List<String>> parameters;
    private final Optional<String> function;
    private final JacobianMode jacobians;
    private final NaNs nans;

    private Options(
            List<ProductRequest> derive,
            Optional<List<String>> parameters,
            Optional<String> function,
            JacobianMode jacobians,
            NaNs nans) {
        this.derive = List.copyOf(derive);
        this.parameters = parameters;
        this.function = function;
        this.jacobians = jacobians;
        this.nans = nans;
    }

    /** Only these products: {@code "gradient"}, or with respect to some parameters, {@code "gradient(x, y)"}. */
    public Options derive(String... products) {
        return new Options(
                Arrays.stream(Given.texts("products", products))
                        .map(Options::request)
                        .toList(),
                parameters,
                function,
                jacobians,
                nans);
    }

    /** The parameters of a bare expression in their order; otherwise its free names in natural alphabetical order. */
    public Options parameters(String... names) {
        return new Options(derive, Optional.of(List.of(Given.texts("names", names))), function, jacobians, nans);
    }

    /** The function of the program to be loaded; otherwise its last one. */
    public Options function(String name) {
        return new Options(derive, parameters, Optional.of(Given.notNull("name", name)), jacobians, nans);
    }

    /**
     * How Jacobians are computed: {@code "forward"}, by columns; {@code "reverse"}, by rows; or, as they are without this,
     * {@code "counted"}, whichever of the two takes less work.
     *
     * @throws IllegalArgumentException if it is none of the three
     */
    public Options jacobian(String mode) {
        JacobianMode chosen = JacobianMode.named(Given.notNull("mode", mode))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Jacobians are " + String.join(", ", JacobianMode.ids()) + ", and not '" + mode + "'"));
        return new Options(derive, parameters, function, chosen, nans);
    }

    /**
     * Calls throw an {@link ArithmeticException} at the first statement that makes NaN of numbers that are none; its message names
     * line and column of the program, the expression, and what it was given. For functions of numbers alone.
     */
    public Options trapNaN() {
        return new Options(derive, parameters, function, jacobians, NaNs.TRAPPED);
    }

    NaNs nans() {
        return nans;
    }

    JacobianMode jacobians() {
        return jacobians;
    }

    List<ProductRequest> derive() {
        return derive;
    }

    Optional<List<String>> parameters() {
        return parameters;
    }

    Optional<String> function() {
        return function;
    }

    static ProductRequest request(String text) {
        int open = text.indexOf('(');
        if (open < 0 || !text.endsWith(")")) {
            return new ProductRequest(text.strip(), List.of());
        }
        List<String> names = new ArrayList<>();
        for (String name : text.substring(open + 1, text.length() - 1).split(",", -1)) {
            names.add(name.strip());
        }
        return new ProductRequest(text.substring(0, open).strip(), names);
    }
}
