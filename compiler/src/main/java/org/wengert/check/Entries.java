package org.wengert.check;

import java.util.ArrayList;
import java.util.List;
import org.wengert.differentiate.Product;

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
        String id = product.id();
        switch (product) {
            case VALUE -> names.addAll(indexed("value", results));
            case TANGENT -> names.addAll(indexed(id, results));
            case ADJOINT, GRADIENT -> {
                names.addAll(indexed(id + ": value", results));
                names.addAll(indexed(id, parameters));
            }
            case HVP -> names.addAll(indexed(id, parameters));
            case JACOBIAN -> {
                names.addAll(indexed(id + ": value", results));
                results.forEach(r -> names.addAll(indexed(id + "[" + r + "]", parameters)));
            }
            case HESSIAN -> {
                names.addAll(indexed(id + ": value", results));
                results.forEach(r -> names.addAll(indexed(id + ": gradient[" + r + "]", parameters)));
                results.forEach(
                        r -> parameters.forEach(x -> names.addAll(indexed(id + "[" + r + "][" + x + "]", parameters))));
            }
        }
        return names;
    }

    private static List<String> indexed(String head, List<String> names) {
        return names.stream().map(n -> head + "[" + n + "]").toList();
    }
}
