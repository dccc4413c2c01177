package org.wengert.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.Options;
import org.wengert.Wengert;
import org.wengert.runtime.TaylorIntegrator;
import org.wengert.runtime.TaylorIntegrator.Crossing;

/** Differential equations whose solutions are known, from their text to numbers. */
class SolutionsTest {

    private static final String OSCILLATOR = "f(x, v) = {\n  return v, -x\n}";
    private static final String KEPLER = """
            f(x, y, vx, vy, mu) = {
              r3 = (x^2 + y^2)^-1.5
              return vx, vy, -mu*x*r3, -mu*y*r3
            }
            """;

    /** Compiled once. */
    private static final EquationOf ORBITS = compiled(EquationOf.class, KEPLER, "ode(20)");

    /** Without constants. */
    interface Equation {
        TaylorIntegrator ode20Integrator();
    }

    /** With one constant. */
    interface EquationOf {
        TaylorIntegrator ode20Integrator(double constant);
    }

    /** With an array of them. */
    interface EquationOfArray {
        TaylorIntegrator ode20Integrator(double[] constants);
    }

    /** With tangents. */
    interface Tangents {
        TaylorIntegrator tangentOde20Integrator(double constant, double[]... directions);
    }

    private static <T> T compiled(Class<T> face, String text, String product) {
        return Wengert.compile(text, Options.DEFAULT.derive(product)).as(face);
    }

    private static TaylorIntegrator equation(String text) {
        return compiled(Equation.class, text, "ode(20)").ode20Integrator();
    }

    @Test
    void turnsWithTheOscillatorForwardAndBackward() {
        TaylorIntegrator oscillator = equation(OSCILLATOR).start(0, 1, 0);
        oscillator.until(10);
        assertThat(oscillator.time()).isEqualTo(10);
        assertThat(oscillator.state(0)).isCloseTo(Math.cos(10), within(1e-15));
        assertThat(oscillator.state(1)).isCloseTo(-Math.sin(10), within(1e-15));
        oscillator.until(-10);
        assertThat(oscillator.time()).isEqualTo(-10);
        assertThat(oscillator.state(0)).isCloseTo(Math.cos(10), within(2e-15));
        oscillator.until(-10);
        assertThat(oscillator.state(0)).isCloseTo(Math.cos(10), within(2e-15));
    }

    @Test
    void knowsTheSolutionWithinAStep() {
        TaylorIntegrator oscillator = equation(OSCILLATOR).start(0, 1, 0);
        oscillator.until(20);
        double[] state = new double[2];
        for (int k = 0; k <= 100; k++) {
            double t = oscillator.lastTime() + (oscillator.time() - oscillator.lastTime()) * k / 100;
            oscillator.at(t, state);
            assertThat(state[0]).isCloseTo(Math.cos(t), within(4e-15));
            assertThat(state[1]).isCloseTo(-Math.sin(t), within(4e-15));
        }
        assertThatThrownBy(() -> oscillator.at(0, state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the last step went from");
    }

    @ParameterizedTest
    @CsvSource({
        "'f(x, t) = 2*t*x',                     -1, 2.718281828459045, 2,   54.598150033144236",
        "'f(x) = 1 + x^2',                      0,  0,                 1.5, 14.101419947171719",
        "'f(x) = x*(1 - x)',                    0,  0.5,               3,   0.9525741268224334",
        "'f(x, t) = cos(t)*x',                  0,  1,                 7,   1.9289708044108763",
        "'f(x, t) = 1/(1 + t^8)',               0,  0,                 1,   0.9246517057755380",
        "'f(x, t) = t^30',                      0,  0,                 1,   0.03225806451612903",
        "'f(x, t) = abs(t)',                    -1, 0,                 1,   1",
        "'f(x, t) = t > 0.3 ? 1 : 0',           -1, 0,                 1,   0.7",
        "'f(x, t) = t > 0.3 ? sqrt(t) : x - x', 0,  0,                 1,   0.5571221551656334",
        "'f(x) = 0',                            0,  4,                 9,   4",
        "'f(x) = 3',                            0,  4,                 9,   31"
    })
    void findsSolutionsOfOneState(String text, double from, double start, double to, double end) {
        TaylorIntegrator equation = equation(text).start(from, start);
        equation.until(to);
        assertThat(equation.state(0)).isCloseTo(end, within(5e-14 * Math.abs(end)));
    }

    @Test
    void comesBackAfterAnOrbit() {
        TaylorIntegrator orbit = ORBITS.ode20Integrator(1);
        orbit.start(0, 0.5, 0, 0, Math.sqrt(3));
        orbit.until(2 * Math.PI);
        assertThat(orbit.state(0)).isCloseTo(0.5, within(1e-14));
        assertThat(orbit.state(1)).isCloseTo(0, within(5e-14));
        assertThat(orbit.steps()).isLessThan(45);
    }

    @Test
    void keepsTheEnergyOfManyOrbits() {
        TaylorIntegrator orbit = ORBITS.ode20Integrator(1);
        orbit.start(0, 0.5, 0, 0, Math.sqrt(3));
        orbit.until(2 * Math.PI * 1000);
        double kinetic = 0.5 * (Math.pow(orbit.state(2), 2) + Math.pow(orbit.state(3), 2));
        double energy = kinetic - 1 / Math.hypot(orbit.state(0), orbit.state(1));
        assertThat(energy).isCloseTo(-0.5, within(1e-14)); // of 35,000 steps, each with an error of rounding
    }

    @Test
    void isAsExactAsTheToleranceAsks() {
        TaylorIntegrator orbit = ORBITS.ode20Integrator(1);
        double before = 1;
        for (double tolerance = 1e-3; tolerance > 1e-14; tolerance *= 1e-3) {
            orbit.tolerance(tolerance).start(0, 0.5, 0, 0, Math.sqrt(3));
            orbit.until(2 * Math.PI);
            double error = Math.hypot(orbit.state(0) - 0.5, orbit.state(1));
            assertThat(error).isLessThan(0.1 * before).isLessThan(2000 * tolerance);
            before = error;
        }
    }

    @Test
    void goesThroughTheLayersOfTheOscillatorOfVanDerPol() {
        TaylorIntegrator oscillator = compiled(
                        EquationOf.class, "f(x, v, mu) = {\n  return v, mu*(1 - x^2)*v - x\n}", "ode(20)")
                .ode20Integrator(100)
                .start(0, 2, 0);
        oscillator.until(200);
        double[] there = oscillator.state();
        TaylorIntegrator other = oscillator.tolerance(1e-13).start(0, 2, 0);
        other.until(200);
        assertThat(other.state(0)).isCloseTo(there[0], within(1e-9));
    }

    @Test
    void bouncesUntilTheBallLies() {
        TaylorIntegrator ball = compiled(EquationOf.class, "f(h, v, g) = {\n  return v, -g, h\n}", "ode(20, h, v)")
                .ode20Integrator(1)
                .crossing(0, Crossing.FALLING)
                .start(0, 1, 0);
        double time = Math.sqrt(2);
        for (int bounce = 0; bounce < 50; bounce++) {
            assertThat(ball.untilEvent(100)).isZero();
            assertThat(ball.time()).isCloseTo(time, within(1e-14));
            ball.change(0, -0.5 * ball.state(1));
            time += 2 * Math.sqrt(2) * Math.pow(0.5, bounce + 1);
        }
    }

    @Test
    void meetsEveryCrossingOfASection() {
        TaylorIntegrator oscillator = compiled(Equation.class, "f(x, v) = {\n  return v, -x, x\n}", "ode(20, x, v)")
                .ode20Integrator()
                .start(0, 1, 0);
        for (int k = 0; k < 100; k++) {
            assertThat(oscillator.untilEvent(1000)).isZero();
            assertThat(oscillator.time()).isCloseTo((k + 0.5) * Math.PI, within(1e-13));
        }
        oscillator.crossing(0, Crossing.RISING);
        for (int k = 0; k < 100; k++) {
            assertThat(oscillator.untilEvent(1000)).isZero();
            assertThat(oscillator.time()).isCloseTo((101.5 + 2 * k) * Math.PI, within(1e-12));
        }
        assertThat(oscillator.untilEvent(oscillator.time() + 1)).isEqualTo(-1);
    }

    @Test
    void meetsSeveralEventsInTheirOrderAndAtOnce() {
        TaylorIntegrator clock = compiled(
                        Equation.class, "f(x) = {\n  return 1, x - 2, x - 1, (x - 2)*(x - 3)\n}", "ode(20, x)")
                .ode20Integrator()
                .start(0, 0);
        StringBuilder met = new StringBuilder();
        for (int e = clock.untilEvent(10); e >= 0; e = clock.untilEvent(10)) {
            met.append(e)
                    .append('@')
                    .append(Math.rint(1e9 * clock.time()) / 1e9)
                    .append(' ');
        }
        assertThat(met.toString()).isEqualTo("1@1.0 0@2.0 2@2.0 2@3.0 ");
        assertThat(clock.time()).isEqualTo(10);
    }

    @Test
    void differentiatesByTheStartAndByParameters() {
        TaylorIntegrator oscillator = compiled(
                        Tangents.class, "f(x, v, w) = {\n  return v, -w^2*x\n}", "tangent ode(20)")
                .tangentOde20Integrator(2, new double[] {1, 0, 0}, new double[] {0, 1, 0}, new double[] {0, 0, 1});
        for (int twice = 0; twice < 2; twice++) {
            oscillator.start(0, 1, 0);
            oscillator.until(3);
            double[] expected = {
                Math.cos(6),
                -2 * Math.sin(6),
                Math.cos(6),
                -2 * Math.sin(6),
                Math.sin(6) / 2,
                Math.cos(6),
                -3 * Math.sin(6),
                -Math.sin(6) - 6 * Math.cos(6)
            };
            for (int i = 0; i < expected.length; i++) {
                assertThat(oscillator.state(i)).isCloseTo(expected[i], within(2e-14));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"real[3]", "real[n]"})
    void integratesArrays(String shape) {
        String text = "f(x: " + shape + ", v: " + shape + ", w: " + shape + ") = {\n  return v, -w.^2 .* x\n}";
        var program = Wengert.compile(text, Options.DEFAULT.derive("ode(20)"));
        double[] w = {1, 2, 3};
        TaylorIntegrator springs = program.sizes().isEmpty()
                ? program.at(Map.of()).as(EquationOfArray.class).ode20Integrator(w)
                : program.at(Map.of("n", 3)).as(EquationOfArray.class).ode20Integrator(w);
        springs.start(0, 1, 1, 1, 0, 0, 0).until(2);
        for (int i = 0; i < 3; i++) {
            assertThat(springs.state(i)).isCloseTo(Math.cos(2 * w[i]), within(1e-14));
        }
    }

    @Test
    void knowsAuthorsNamesFromItsOwn() {
        for (String name :
                List.of("TaylorIntegrator", "System", "state", "point", "ode", "org", "directions", "Math")) {
            TaylorIntegrator growth = compiled(EquationOf.class, "f(x, " + name + ") = " + name + "*x", "ode(20)")
                    .ode20Integrator(2)
                    .start(0, 1);
            growth.until(1);
            assertThat(growth.state(0)).isCloseTo(Math.exp(2), within(1e-14));
            TaylorIntegrator tangent = compiled(
                            Tangents.class, "f(x, " + name + ") = " + name + "*x", "tangent ode(20)")
                    .tangentOde20Integrator(2, new double[] {0, 1})
                    .start(0, 1);
            tangent.until(1);
            assertThat(tangent.state(1)).isCloseTo(Math.exp(2), within(1e-14));
        }
    }

    @Test
    void stopsWhereTheSolutionEnds() {
        TaylorIntegrator equation = equation("f(x) = x^2").start(0, 1);
        assertThatThrownBy(() -> equation.until(2))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("at t = 0.99999999");
        assertThat(equation.time()).isCloseTo(1, within(1e-10));
        TaylorIntegrator root = equation("f(x) = -1/x").start(0, 1);
        assertThatThrownBy(() -> root.until(1)).isInstanceOf(ArithmeticException.class);
        assertThat(root.time()).isCloseTo(0.5, within(1e-10));
        TaylorIntegrator none = equation("f(x) = sqrt(x)").start(0, -1);
        assertThatThrownBy(() -> none.until(1))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("the slope of state 0 is NaN at t = 0.0, states [-1.0]");
    }

    @Test
    void allocatesNothingWhileItSteps() {
        TaylorIntegrator orbit = ORBITS.ode20Integrator(1);
        orbit.start(0, 0.5, 0, 0, Math.sqrt(3));
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        orbit.until(100);
        long before = threads.getCurrentThreadAllocatedBytes();
        orbit.until(1000);
        long once = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(once).isLessThan(10_000);
    }

    @Test
    void agreesWithTheDefectOfItsSeries() {
        String[] texts = {
            "f(x, y, t) = {\n  return y*sin(t) + exp(-x), atan2(x, 2 + y^2)\n}",
            "f(x, y, t) = {\n  return tanh(x*y) - sigmoid(t), hypot(x, 1 + y)\n}",
            "f(x, y, t) = {\n  s = 0\n  for k in 1:4 { s = s + sin(k*x)/k }\n  return s, x > 0 ? log(1 + x^2) : y\n}",
            "f(x, y, t) = {\n  return lgamma(3 + x^2), erf(y)*cbrt(2 + t)\n}"
        };
        for (String text : texts) {
            var program = Wengert.compile(text, Options.DEFAULT.derive("ode(12)", "value"));
            double[] c = new double[26];
            program.as(Series.class).ode12(0.3, -0.4, 0.2, c);
            double s = 0.01;
            double[] there = new double[2];
            program.value(new double[] {at(c, 0, s, false), at(c, 1, s, false), 0.2 + s}, there);
            assertThat(at(c, 0, s, true)).as(text).isCloseTo(there[0], within(1e-14));
            assertThat(at(c, 1, s, true)).as(text).isCloseTo(there[1], within(1e-14));
        }
    }

    /** The coefficients of two states. */
    interface Series {
        void ode12(double x, double y, double t, double[] ode);
    }

    private static double at(double[] c, int state, double s, boolean slope) {
        double sum = 0;
        for (int k = 12; k >= (slope ? 1 : 0); k--) {
            sum = sum * s + (slope ? k : 1) * c[2 * k + state];
        }
        return sum;
    }
}
