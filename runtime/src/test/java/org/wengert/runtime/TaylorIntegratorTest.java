package org.wengert.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps with coefficients that are written by hand, and what is said where there are none. */
class TaylorIntegratorTest {

    /** Of x' = rate*x. */
    private static TaylorIntegrator growth(int degree, double rate) {
        return new TaylorIntegrator(1, 0, degree, (t, x, c) -> {
            c[0] = x[0];
            for (int k = 1; k <= degree; k++) {
                c[k] = rate * c[k - 1] / k;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8, 12, 20, 30, 60})
    void growsWithAnyDegree(int degree) {
        double tolerance = Math.max(1e-15, Math.pow(10, -2 * degree));
        TaylorIntegrator growth = growth(degree, 1).tolerance(tolerance).start(0, 1);
        growth.until(3);
        assertThat(growth.state(0)).isCloseTo(Math.exp(3), within(1e3 * tolerance));
    }

    @Test
    void takesSmallStepsWithDegreeOne() {
        TaylorIntegrator growth = growth(1, 1).tolerance(1e-4).start(0, 1);
        growth.until(1);
        assertThat(growth.state(0)).isCloseTo(Math.E, within(1e-3));
    }

    @Test
    void goesWhereItIsAlready() {
        TaylorIntegrator growth = growth(20, 1).start(2, 5);
        growth.until(2);
        assertThat(growth.steps()).isZero();
        double[] state = new double[1];
        growth.at(2, state);
        assertThat(state[0]).isEqualTo(5);
    }

    @Test
    void addsTimeWithoutLoss() {
        TaylorIntegrator clock = new TaylorIntegrator(1, 0, 2, (t, x, c) -> {
            c[0] = x[0];
            c[1] = Math.cos(1000 * t);
            c[2] = -500 * Math.sin(1000 * t);
        });
        clock.tolerance(1e-6).start(0, 1);
        clock.until(10);
        assertThat(clock.time()).isEqualTo(10);
        assertThat(clock.state(0)).isCloseTo(1 + Math.sin(10_000) / 1000, within(1e-4));
    }

    @Test
    void refusesWhatIsNoEquation() {
        assertThatThrownBy(() -> growth(0, 1)).hasMessage("states 1, events 0, degree 0: at least 1, 0 and 1");
        assertThatThrownBy(() -> growth(20, 1).tolerance(0)).hasMessage("a tolerance is between 0 and 1, this is 0.0");
        assertThatThrownBy(() -> growth(20, 1).tolerance(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> growth(20, 1).until(1)).hasMessage("it has not been started");
        assertThatThrownBy(() -> growth(20, 1).start(0, 1, 2)).hasMessage("there are 1 states, these are 2");
        assertThatThrownBy(() -> growth(20, 1).start(Double.NaN, 1))
                .hasMessage("it begins at a finite time, this is NaN");
        assertThatThrownBy(() -> growth(20, 1).start(0, 1).until(Double.POSITIVE_INFINITY))
                .hasMessage("it ends at a finite time, this is Infinity");
        assertThatThrownBy(() -> TaylorIntegrator.ofTangents(1, 3, (t, x, d, c, e) -> {}))
                .hasMessage("a direction is missing");
    }

    @Test
    void stopsAtWhatIsNoNumber() {
        TaylorIntegrator growth = growth(20, 1).start(0, Double.NaN);
        assertThatThrownBy(() -> growth.until(1))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("the slope of state 0 is NaN at t = 0.0, states [NaN]");
        TaylorIntegrator large = growth(20, 1e30).start(0, 1);
        assertThatThrownBy(() -> large.until(1)).isInstanceOf(ArithmeticException.class);
        assertThat(large.state(0)).isPositive();
    }
}
