package org.wengert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wengert.driver.CompilerOption;
import org.wengert.driver.CompilerOptions;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.driver.InvalidOptionException;

/**
 * What {@link Wengert#compile(String, Options)} can be told. Immutable: each method gives changed options.
 *
 * <pre>{@code
 * Wengert.compile("a*x^2 + b", Options.DEFAULT.parameters("x", "a", "b").derive("gradient(x)", "hessian(x)"))
 * }</pre>
 */
public final class Options {

    /** All products of the last function of the program. */
    public static final Options DEFAULT = new Options(CompilerOptions.named("Program", "f"));

    private final CompilerOptions told;

    private Options(CompilerOptions told) {
        this.told = told;
    }

    /** Only these products: {@code "gradient"}, or with respect to some parameters, {@code "gradient(x, y)"}. */
    public Options derive(String... products) {
        return new Options(told.with(
                CompilerOption.DERIVE,
                Arrays.stream(Given.texts("products", products))
                        .map(Options::request)
                        .toList()));
    }

    /** The parameters of a bare expression in their order; otherwise its free names in natural alphabetical order. */
    public Options parameters(String... names) {
        return new Options(told.withParameters(List.of(Given.texts("names", names))));
    }

    /** The function of the program to be loaded; otherwise its last one. */
    public Options function(String name) {
        return new Options(told.only(Given.notNull("name", name)));
    }

    /**
     * An option of {@code docs/options.md} by its name.
     *
     * @throws IllegalArgumentException if there is none of that name, or it cannot have that value
     */
    public Options with(String option, String value) {
        CompilerOption<?> named = CompilerOption.readBy(CompilerOption.Reader.JAVA).stream()
                .filter(o -> o.name().equals(Given.notNull("option", option)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no option '" + option + "'"));
        try {
            return new Options(told.parsed(named, Given.notNull("value", value)));
        } catch (InvalidOptionException e) {
            throw new IllegalArgumentException(
                    option + ": " + e.getMessage()
                            + e.hint().map(hint -> "; " + hint).orElse(""),
                    e);
        }
    }

    /**
     * How Jacobians are computed: {@code "forward"}, by columns; {@code "reverse"}, by rows; or, as they are without this,
     * {@code "counted"}, whichever of the two takes less work.
     *
     * @throws IllegalArgumentException if it is none of the three
     */
    public Options jacobian(String mode) {
        return with(CompilerOption.JACOBIAN.name(), Given.notNull("mode", mode));
    }

    /**
     * Calls throw an {@link ArithmeticException} at the first statement that makes NaN of numbers that are none; its message names
     * line and column of the program, the expression, and what it was given.
     */
    public Options trapNaN() {
        return with(CompilerOption.TRAP.name(), "nan");
    }

    CompilerOptions told() {
        return told;
    }

    List<ProductRequest> derive() {
        return told.get(CompilerOption.DERIVE);
    }

    Optional<String> function() {
        return told.only();
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
