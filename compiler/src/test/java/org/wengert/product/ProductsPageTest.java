package org.wengert.product;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wengert.Options;
import org.wengert.Page;
import org.wengert.Wengert;

/** {@code docs/products.md} is made from the declarations, and from what is generated of four small functions. */
class ProductsPageTest {

    private static final String HEAD = """
            # Products

            Written by a test from the declarations (`mvn verify -Dwengert.update=true`). A product is what can be derived of a function:
            `derive f: gradient`, or `gradient(x, y)` with respect to some parameters only. The *active* parameters are those; all are, if
            none is named.

            Below, m results and n active parameters. What a product gives is in the order of the outputs: the arguments of generated
            methods, the entries of `check`, the results of `eval`, which shows the last of them by name. The last axis is the fastest one.

            | product | what it is | takes besides the point | gives | of |
            | --- | --- | --- | --- | --- |
            """;

    private static final String METHODS = """

            ## The methods

            The value, or the tangent, of the first result is returned if it is a number. All others go to arrays that the caller
            gives; of functions of arrays each has one, and that of a number has one element and a name that ends in `Out`.

            A function that takes and gives numbers alone has static methods, whatever it computes with: loops, arrays and other functions. The
            form over `point` takes the parameters as one array in their order. With at most eight parameters there is a form with each by name too,
            unless the product is a matrix that is computed column by column.

            A function of arrays, or with integer parameters, has methods of an instance, `new Loss(n, d)`. The constructor takes the sizes and the
            integer parameters, in the order in which the definition first mentions them. Beside the form by name there is a **flat form**, if two
            parameters or more are active: `point` has all active parameters one behind the other, matrices by rows, and so have directions,
            gradients and the like. The other parameters go by name behind it. The fields `W_OFFSET` and so on say where each parameter
            begins, and `POINT_LENGTH` how long that is. A flat form of the value takes the `point` that is asked for, as in `value(W, b)`, or that of
            the derivatives, if these agree on what is active. It copies, so that one array may be read and written; nothing is allocated.

            """;

    private static final List<String> KINDS = List.of(
            "Of numbers, one result",
            "Of numbers, several results",
            "Of arrays, one number",
            "Of arrays, several results or an array");

    private static final List<String> PROGRAMS = List.of(
            "f(x, y) = x*sin(y)",
            "f(x, y) = {\n  r = x*y\n  s = sin(y)\n  return r, s\n}",
            "f(v: real[n], s) = s*sum(sin(v))",
            "f(v: real[n], s) = {\n  r = s*sin(v)\n  t = s*s\n  return r, t\n}");

    private static final Pattern METHOD =
            Pattern.compile("public (?:static )?(?:double|void|int|TaylorIntegrator) \\w+\\([^)]*\\)");

    private static String takes(Product product) {
        return switch (product.takes()) {
            case NOTHING -> "nothing";
            case DIRECTION -> "a direction: a tangent for each active parameter";
            case COTANGENT -> "a cotangent for each result";
        };
    }

    private static String gives(Product product, boolean oneNumber) {
        return product.gives(oneNumber).stream()
                .map(block -> "`" + block.name() + "` ["
                        + String.join(
                                ", ", block.byAxis("m", "n", block.isSparse() ? "entries" : "" + block.coefficients()))
                        + "]")
                .collect(Collectors.joining(", "));
    }

    private static String row(Product product) {
        String several = gives(product, false);
        String one = gives(product, true);
        return "| `" + product.id() + "` | " + product.summary() + " | " + takes(product) + " | "
                + (several.equals(one) ? one : several + "; of one number " + one) + " | "
                + of(product) + " |\n";
    }

    private static String of(Product product) {
        if (product.isOde()) {
            return "[results that are slopes](ode.md)";
        }
        return product.isOfOneNumber() ? "one number" : "any function";
    }

    private static String methods(int kind, Product product) {
        String source = Wengert.compile(PROGRAMS.get(kind), Options.DEFAULT.derive(product.id()))
                .source();
        return METHOD.matcher(source.replaceAll("\\s+", " "))
                .results()
                .map(match -> match.group().replace("public ", "").replace("( ", "("))
                .filter(method -> method.contains(" " + product.method()))
                .collect(Collectors.joining("\n"));
    }

    /** Of those with a degree, one. */
    private static Stream<Product> all() {
        return Stream.of(
                        Product.ALL,
                        List.of(Product.taylor(4), Product.ode(20), Product.tangentOde(20)),
                        Product.SPARSE)
                .flatMap(List::stream);
    }

    private static boolean has(int kind, Product product) {
        boolean isSlope = kind != 2; // there is a number, and the state would be an array
        return product.isOde() ? isSlope : kind % 2 == 0 || !product.isOfOneNumber();
    }

    @Test
    void thePageIsMadeFromTheDeclarations() {
        StringBuilder page = new StringBuilder(HEAD);
        all().forEach(product -> page.append(row(product)));
        page.append(METHODS);
        for (int kind = 0; kind < KINDS.size(); kind++) {
            page.append("### ").append(KINDS.get(kind)).append("\n\n```\n// ");
            page.append(PROGRAMS.get(kind).replaceAll("\n *", "; ").replace("{;", "{"))
                    .append("\n");
            int current = kind;
            all().filter(product -> has(current, product))
                    .forEach(product -> page.append(methods(current, product)).append("\n"));
            page.append("```\n\n");
        }
        Page.assertIs("products.md", page.toString().stripTrailing() + "\n");
    }
}
