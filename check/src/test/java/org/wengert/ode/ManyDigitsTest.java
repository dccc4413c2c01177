package org.wengert.ode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.api.Test;
import org.wengert.Options;
import org.wengert.Wengert;
import org.wengert.runtime.TaylorIntegrator;

/** Solutions, and their tangents, against steps with 30 digits whose series are written by hand. */
class ManyDigitsTest {

    private static final int DIGITS = 30;
    private static final int DEGREE = 24;

    private static final String LORENZ =
            "lorenz(x, y, z, s, r, b) = {\n  return s*(y - x), x*(r - z) - y, x*y - b*z\n}";

    /** Of three constants. */
    interface Lorenz {
        TaylorIntegrator ode20Integrator(double s, double r, double b);
    }

    /** With tangents. */
    interface Tangents {
        TaylorIntegrator tangentOde20Integrator(double s, double r, double b, double[]... directions);
    }

    private static Apfloat number(double value) {
        return new Apfloat(value, DIGITS);
    }

    /** The solution of Lorenz at a time, by steps of 1/64. */
    private static Apfloat[] lorenz(Apfloat r, int time) {
        Apfloat s = number(10);
        Apfloat b = number(8).divide(number(3));
        Apfloat[] state = {number(1), number(1), number(1)};
        Apfloat h = number(1.0 / 64);
        for (int step = 0; step < 64 * time; step++) {
            Apfloat[][] c = new Apfloat[3][DEGREE + 1];
            for (int i = 0; i < 3; i++) {
                c[i][0] = state[i];
            }
            for (int k = 0; k < DEGREE; k++) {
                Apfloat xz = Apfloat.ZERO;
                Apfloat xy = Apfloat.ZERO;
                for (int j = 0; j <= k; j++) {
                    xz = xz.add(c[0][j].multiply(c[2][k - j]));
                    xy = xy.add(c[0][j].multiply(c[1][k - j]));
                }
                Apfloat next = number(k + 1);
                c[0][k + 1] = s.multiply(c[1][k].subtract(c[0][k])).divide(next);
                c[1][k + 1] = r.multiply(c[0][k]).subtract(xz).subtract(c[1][k]).divide(next);
                c[2][k + 1] = xy.subtract(b.multiply(c[2][k])).divide(next);
            }
            for (int i = 0; i < 3; i++) {
                Apfloat sum = Apfloat.ZERO;
                for (int k = DEGREE; k >= 0; k--) {
                    sum = sum.multiply(h).add(c[i][k]);
                }
                state[i] = sum.precision(DIGITS);
            }
        }
        return state;
    }

    @Test
    void followsLorenzAsFarAsDoublesCan() {
        TaylorIntegrator lorenz = Wengert.compile(LORENZ, Options.DEFAULT.derive("ode(20)"))
                .as(Lorenz.class)
                .ode20Integrator(10, 28, 8.0 / 3)
                .start(0, 1, 1, 1);
        lorenz.until(2);
        near(lorenz, 0, lorenz(number(28), 2), 1e-12); // errors grow like exp(0.9*t), and b has one at the start
    }

    @Test
    void differentiatesLorenzByAParameter() {
        TaylorIntegrator lorenz = Wengert.compile(LORENZ, Options.DEFAULT.derive("tangent ode(20)"))
                .as(Tangents.class)
                .tangentOde20Integrator(10, 28, 8.0 / 3, new double[] {0, 0, 0, 0, 1, 0})
                .start(0, 1, 1, 1);
        lorenz.until(1);
        Apfloat step = ApfloatMath.pow(number(10), -10);
        Apfloat[] above = lorenz(number(28).add(step), 1);
        Apfloat[] below = lorenz(number(28).subtract(step), 1);
        UnaryOperator<Apfloat> half = difference -> difference.divide(step.multiply(number(2)));
        Apfloat[] slopes = new Apfloat[3];
        for (int i = 0; i < 3; i++) {
            slopes[i] = half.apply(above[i].subtract(below[i]));
        }
        near(lorenz, 3, slopes, 1e-11);
    }

    private static void near(TaylorIntegrator integrator, int from, Apfloat[] expected, double tolerance) {
        double scale = 0;
        for (Apfloat value : expected) {
            scale = Math.max(scale, Math.abs(value.doubleValue()));
        }
        for (int i = 0; i < expected.length; i++) {
            double error = new Apfloat(integrator.state(from + i), DIGITS)
                    .subtract(expected[i])
                    .doubleValue();
            assertThat(Math.abs(error) / scale).as("state " + (from + i)).isLessThan(tolerance);
        }
    }
}
