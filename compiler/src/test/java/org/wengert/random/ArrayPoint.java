package org.wengert.random;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.wengert.arrays.ArrayLaws;
import org.wengert.arrays.ArrayProgram;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;

/** What a function that {@link ArrayGenerator} draws takes. */
record ArrayPoint(List<Tensor> arrays, Map<Symbol, Long> integers) {

    private static final double[] SPECIAL = {0, 0, 0, -0.0, 1, 1, -1, 0.5, 0.25, 1e-300, -1e-9};

    /**
     * A point.
     *
     * @param least what all sizes and the integer are at least
     */
    static ArrayPoint draw(Random random, int least) {
        int n = least + random.nextInt(4);
        int m = least + random.nextInt(4);
        return new ArrayPoint(
                List.of(
                        ArrayLaws.draw(random, n),
                        ArrayLaws.draw(random, m),
                        ArrayLaws.draw(random, n, m),
                        ArrayLaws.draw(random, n, n),
                        ArrayLaws.draw(random, least + random.nextInt(4 - least), n, n),
                        ArrayLaws.draw(random)),
                Map.of(new Symbol("i"), (long) least + random.nextInt(3)));
    }

    /** A point of zeros, ones and other numbers that meet: ties, kinks, singular matrices; no reduction is of nothing. */
    static ArrayPoint drawSpecial(Random random) {
        ArrayPoint point = draw(random, 1);
        point.arrays().forEach(array -> Arrays.setAll(array.data(), k -> SPECIAL[random.nextInt(SPECIAL.length)]));
        return point;
    }

    /** The sizes of the arrays and the integer; none if the program is not for these. */
    Optional<Map<Symbol, Long>> sizes(ArrayProgram program) {
        try {
            return Optional.of(program.sizes(arrays, integers));
        } catch (IllegalArgumentException notForTheseSizes) {
            return Optional.empty();
        }
    }
}
