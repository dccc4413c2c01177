package org.wengert.check;

import java.util.ArrayList;
import java.util.List;
import org.wengert.product.Block;
import org.wengert.product.Product;

/** Names the outputs of a product: {@code gradient[x]}, {@code hessian[x][y]}, {@code jacobian[r][x]}. */
final class Entries {

    private final List<String> parameters;
    private final List<String> results;

    Entries(List<String> parameters, List<String> results) {
        this.parameters = parameters;
        this.results = results;
    }

    List<String> of(Product product) {
        List<String> names = new ArrayList<>();
        List<Block> blocks = product.gives(false);
        for (Block block : blocks) {
            boolean main = block == blocks.get(blocks.size() - 1);
            String what = block.order() == 0 ? "value" : "gradient";
            List<String> entries = List.of(main ? product.id() : product.id() + ": " + what);
            for (List<String> axis : block.names(results, parameters)) {
                entries = entries.stream()
                        .flatMap(entry -> axis.stream().map(name -> entry + "[" + name + "]"))
                        .toList();
            }
            names.addAll(entries);
        }
        return names;
    }
}
