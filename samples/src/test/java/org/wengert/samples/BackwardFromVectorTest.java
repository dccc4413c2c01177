package org.wengert.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wengert.samples.generated.VectorAdjoint;

class BackwardFromVectorTest {

    /** At (1, 2, 0) the rows of J are (2, 1, 0), (0, 4, 1) and (1, 0, 1). */
    @Test
    void theAdjointIsTheTransposedMatrixTimesTheCotangent() {
        assertThat(Printed.by(() -> BackwardFromVector.main(new String[0])).lines())
                .containsExactly("e(x)    [2.0, 4.0, 1.0]", "adjoint [-4.0, 3.0, 8.0]", "J'*v    [-4.0, 3.0, 8.0]");
    }

    @Test
    void soItIsAnywhere() {
        Random random = new Random(31);
        for (int i = 0; i < 20; i++) {
            double[] x = Start.normal(random, 3, 1);
            double[] v = Start.normal(random, 3, 10);
            double[] adjoint = new double[3];
            double[] product = new double[3];
            new VectorAdjoint.e().adjoint(x, v, new double[3], adjoint);
            new VectorAdjoint.product().value(x, v, product);
            assertThat(adjoint).containsExactly(product, within(1e-12));
        }
    }
}
