package org.wengert.driver;

import java.util.List;
import org.wengert.codegen.FunctionSource;
import org.wengert.product.Product;

/** What the generator is given. */
public final class Sources {

    private Sources() {}

    /** For a product of all parameters. */
    public static FunctionSource of(CompiledFunction function, Product product) {
        return function.toSource(List.of(function.request(product)));
    }
}
