package org.wengert.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.wengert.samples.generated.Detached;

class DetachedValuesTest {

    @Test
    void aFactorThatIsDetachedIsAConstantToTheDerivative() {
        double[] slope = new double[1];
        assertThat(Detached.cube.gradient(3, slope)).isEqualTo(27);
        assertThat(slope[0]).isEqualTo(9);
    }

    @Test
    void roundingLetsTheDerivativeThrough() {
        double[] slope = new double[1];
        for (double x = -2.7; x < 3; x += 0.4) {
            assertThat(Detached.rounded.gradient(x, slope)).isCloseTo(Math.floor(x + 0.5), within(1e-15));
            assertThat(slope[0]).isEqualTo(1);
        }
    }

    /** dL/dV = r*tanh(U*x)', and U is held. */
    @Test
    void theLayerThatIsHeldHasNoGradientAndTheOtherOneItsOwn() {
        double[] u = {1, -1, 0.5, 2};
        double[] v = {1, -1};
        double[] uBar = {1, 1, 1, 1};
        double[] vBar = new double[2];
        new Detached.heldLoss(2, 2, 1).gradient(u, v, new double[] {0.5, 0.25}, new double[] {1}, uBar, vBar);
        double first = Math.tanh(0.25);
        double second = Math.tanh(0.75);
        double r = first - second - 1;
        assertThat(uBar).containsOnly(0);
        assertThat(vBar).containsExactly(new double[] {r * first, r * second}, within(1e-15));
    }

    /** The target is 1 + 0.5*2.5 and the estimate 2.5: the gradient is -(2.25 - 2.5) times the earlier state. */
    @Test
    void theTargetOfATemporalDifferenceDoesNotMove() {
        double[] wBar = new double[2];
        double error = new Detached.temporalDifference(2)
                .gradient(new double[] {0.5, 1}, new double[] {1, 2}, new double[] {3, 1}, 1, 0.5, wBar);
        assertThat(error).isEqualTo(0.03125);
        assertThat(wBar).containsExactly(0.25, 0.5);
    }

    @Test
    void bothLayersArePrinted() {
        assertThat(Printed.by(() -> DetachedValues.main(new String[0])))
                .contains(
                        "layer that is held [0.0, 0.0, 0.0, 0.0]", "temporal difference 0.03125, gradient [0.25, 0.5]");
    }
}
