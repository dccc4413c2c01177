package org.wengert.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.product.Product;
import org.wengert.syntax.Spellings;

/** Reads {@code value,gradient(x,y),hessian}. */
public final class DeriveList {

    private DeriveList() {}

    public static List<ProductRequest> parse(String text) throws InvalidOptionException {
        List<ProductRequest> products = new ArrayList<>();
        for (String item : split(text)) {
            products.add(item(item.strip()));
        }
        return products;
    }

    /** At the commas outside of parentheses. */
    private static List<String> split(String text) {
        List<String> items = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                items.add(text.substring(from, i));
                from = i + 1;
            }
        }
        items.add(text.substring(from));
        return items;
    }

    /** One product, such as {@code gradient(x,y)}. */
    public static ProductRequest item(String item) throws InvalidOptionException {
        int open = item.indexOf('(');
        String product = (open < 0 ? item : item.substring(0, open)).strip();
        if (!Product.isName(product)) {
            throw new InvalidOptionException(
                    "unknown-product",
                    product.isEmpty()
                            ? "a product is missing in '" + item + "'"
                            : "no derivative product '" + product + "'",
                    Spellings.closest(product, Product.ids())
                            .map(c -> "did you mean '" + c + "'?")
                            .or(() -> Optional.of("products are " + String.join(", ", Product.ids()))));
        }
        return new ProductRequest(product, open < 0 ? List.of() : names(item, item.substring(open)));
    }

    private static List<String> names(String item, String parenthesized) throws InvalidOptionException {
        List<String> names = new ArrayList<>();
        boolean closed = parenthesized.endsWith(")") && parenthesized.length() > 2;
        String inside = closed ? parenthesized.substring(1, parenthesized.length() - 1) : "(";
        for (String name : inside.split(",", -1)) {
            if (name.isBlank() || name.contains("(") || name.contains(")")) {
                throw new InvalidOptionException(
                        "malformed-derive",
                        "'" + item + "' is not a product with names, such as gradient(x, y)",
                        Optional.empty());
            }
            names.add(name.strip());
        }
        return names;
    }
}
