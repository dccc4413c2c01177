package org.wengert.random;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wengert.arrays.ArrayProgram;
import org.wengert.arrays.CountedArrays;
import org.wengert.ir.Symbol;
import org.wengert.product.Product;

/**
 * What derivatives of programs of arrays drawn at random cost is of the order that the mathematics needs: at large sizes a tangent
 * and an adjoint at most 5 times the value, and a Hessian-vector product at most 10 times. Reading and writing an element of an
 * argument counts as an operation of the value, for a derivative has an entry for each.
 */
class RandomArrayCostsTest {

    /** What differentiates inside has a value of another order, and with few states kept iterations are computed again. */
    private static final Pattern DEARER = Pattern.compile("diff|jacobian|hessian|checkpoint");

    private static final long LARGE = 1_000;

    @Test
    void derivativesCostNoHigherOrderThanTheirTheorySays() {
        Seeds seeds = new Seeds(60);
        seeds.check(ArrayGenerator::draw, (program, seed) -> broken(program));
        seeds.report("their derivatives cost what they should");
    }

    /** Shrinking may give two results one name; that is no program. */
    private static Optional<String> broken(RandomProgram program) {
        if (DEARER.matcher(program.text()).find()
                || !ArrayProgram.diagnostics(program.text()).isEmpty()) {
            return Optional.empty();
        }
        try {
            return tooDear(program);
        } catch (ArithmeticException sizesThatItCannotHave) {
            return Optional.empty();
        }
    }

    private static Optional<String> tooDear(RandomProgram program) {
        CountedArrays counted = CountedArrays.of(program.text());
        double value = work(counted, Product.VALUE) + counted.elements(RandomArrayCostsTest::size);
        for (Product product : List.of(Product.TANGENT, Product.ADJOINT, Product.HVP)) {
            double most = product == Product.HVP ? 10 : 5;
            if (counted.has(product) && work(counted, product) > most * value) {
                return Optional.of(product + " costs " + work(counted, product) / value + " times the value: "
                        + counted.count(product).counted().operations() + " for "
                        + counted.count(Product.VALUE).counted().operations());
            }
        }
        return Optional.empty();
    }

    private static long size(Symbol symbol) {
        return LARGE;
    }

    private static double work(CountedArrays counted, Product product) {
        return counted.count(product).counted().operations().work().evaluate(RandomArrayCostsTest::size);
    }
}
