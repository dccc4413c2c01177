package org.wengert.driver;

import java.util.List;
import org.wengert.codegen.FunctionSource;
import org.wengert.product.Derivative;
import org.wengert.product.Product;

/** What the generator is given. */
public final class Sources {

    private Sources() {}

    /** A product of all parameters before it is written as loops. */
    public static Derivative derived(CompiledFunction function, Product product) {
        return function.derived(function.request(product));
    }

    /** For a product of all parameters. */
    public static FunctionSource of(CompiledFunction function, Product product) {
        return function.toSource(List.of(function.request(product)));
    }
}
