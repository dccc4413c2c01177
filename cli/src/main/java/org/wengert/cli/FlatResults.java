package org.wengert.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.wengert.op.Tensor;

/** Results as numbers with names: {@code gradient.x}, {@code hessian.x.y}, {@code gradient.v[0]}, {@code value}. */
final class FlatResults {

    private FlatResults() {}

    /** The numbers of all products in their order. */
    static Map<String, Double> of(Map<String, Result> products) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        products.forEach((name, result) -> add(name, result, numbers));
        return numbers;
    }

    private static void add(String path, Result result, Map<String, Double> numbers) {
        if (result instanceof Result.Scalar scalar) {
            numbers.put(path, scalar.value());
        } else if (result instanceof Result.Array array) {
            Tensor tensor = array.tensor();
            for (int place = 0; place < tensor.data().length; place++) {
                numbers.put(element(path, place, tensor.extents()), tensor.data()[place]);
            }
        } else if (result instanceof Result.Table table) {
            table.entries().forEach((name, entry) -> add(path + "." + name, entry, numbers));
        }
    }

    /** {@code A[0][1]}, the element at a place by rows. */
    static String element(String name, int place, int... extents) {
        return extents.length == 0
                ? name
                : name + "[" + Tensor.index(place, extents).replace(",", "][") + "]";
    }
}
