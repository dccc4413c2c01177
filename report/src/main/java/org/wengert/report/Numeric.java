package org.wengert.report;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.WrittenOut;
import org.wengert.ir.Graph;
import org.wengert.product.Product;
import org.wengert.ssa.WengertList;

/**
 * A program of numbers alone: a function of numbers, or one of arrays written out.
 *
 * @param lists of its products, with respect to all inputs
 * @param evaluation of its adjoint at inputs and then cotangents
 * @param possible whether there is such a product, of no more operations than can be written out
 * @param wholes for each value of a program that was written out, the value that it was made of
 */
record Numeric(
        Graph primal,
        Function<Product, WengertList> lists,
        Evaluation evaluation,
        Predicate<Product> possible,
        Map<Integer, Integer> wholes) {

    /** Evaluates an adjoint. */
    interface Evaluation {
        double[] adjoint(double[] point, double[] cotangent);
    }

    static Numeric of(CompiledFunction function) {
        return new Numeric(
                function.primal(),
                product -> function.list(function.request(product)),
                (point, cotangent) -> function.evaluate(function.request(Product.ADJOINT), point, cotangent),
                function.possible()::contains,
                Map.of());
    }

    static Numeric of(WrittenOut written) {
        return new Numeric(
                written.primal(),
                product -> written.list(product),
                (point, cotangent) -> written.evaluate(Product.ADJOINT, point, cotangent),
                written::has,
                written.wholes());
    }

    /** The list of the Hessian times a direction; nothing of several results, or of more than {@code most} values. */
    Optional<WengertList> second(int most) {
        return primal.size() <= most && has(Product.HVP) ? Optional.of(list(Product.HVP)) : Optional.empty();
    }

    boolean has(Product product) {
        return possible.test(product);
    }

    WengertList list(Product product) {
        return lists.apply(product);
    }

    /** The names of values, those of arrays beside those of their elements. */
    Set<String> names() {
        return primal.names().stream()
                .flatMap(name -> Stream.of(name, name.replaceFirst("\\[.*", "")))
                .collect(Collectors.toSet());
    }
}
