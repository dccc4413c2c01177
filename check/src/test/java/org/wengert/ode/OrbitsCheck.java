package org.wengert.ode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.AdaptiveStepsizeIntegrator;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.hipparchus.ode.nonstiff.GraggBulirschStoerIntegrator;
import org.junit.jupiter.api.Test;
import org.wengert.Options;
import org.wengert.Wengert;
import org.wengert.runtime.TaylorIntegrator;

/**
 * Orbits over 10,000 periods by Taylor series, and by the integrators of Hipparchus: the error of the energy, and the time. A command of its own, {@code
 * -Dtest=OrbitsCheck}; {@code docs/ode.md} has what it printed.
 */
class OrbitsCheck {

    private static final int PERIODS = Integer.getInteger("wengert.ode.periods", 10_000);

    private static final String KEPLER = """
            kepler(x, y, vx, vy, mu) = {
              r3 = (x^2 + y^2)^-1.5
              return vx, vy, -mu*x*r3, -mu*y*r3
            }
            """;

    private static final String SOLAR = """
            solar(q: real[6,3], v: real[6,3], m: real[6]) = {
              d = [q[max(i,j)] - q[min(i,j)] for i in 0:6, j in 0:6]
              g = [i == j ? 0*d[i,j] : dot(d[i,j], d[i,j])^-1.5*d[i,j] for i in 0:6, j in 0:6]
              return v, [sum((j > i ? m[j] : -m[j])*g[i,j] for j in 0:6) for i in 0:6]
            }
            """;

    private static final double G = 2.95912208286e-4;

    /** Hairer, Lubich and Wanner, Geometric Numerical Integration, section I.2.4: Sun, Jupiter, Saturn, Uranus, Neptune, Pluto. */
    private static final double[] MASSES = {
        G * 1.00000597682,
        G * 0.000954786104043,
        G * 0.000285583733151,
        G * 0.0000437273164546,
        G * 0.0000517759138449,
        G / 1.3e8
    };

    private static final double[] PLANETS = {
        0,
        0,
        0,
        -3.5023653,
        -3.8169847,
        -1.5507963,
        9.0755314,
        -3.0458353,
        -1.6483708,
        8.3101420,
        -16.2901086,
        -7.2521278,
        11.4707666,
        -25.7294829,
        -10.8169456,
        -15.5387357,
        -25.2225594,
        -3.1902382,
        0,
        0,
        0,
        0.00565429,
        -0.00412490,
        -0.00190589,
        0.00168318,
        0.00483525,
        0.00192462,
        0.00354178,
        0.00137102,
        0.00055029,
        0.00288930,
        0.00114527,
        0.00039677,
        0.00276725,
        -0.00170702,
        -0.00136504
    };

    private static final double JUPITER = 4332.6; // days of a period

    /** Of numbers. */
    interface Kepler {
        TaylorIntegrator ode20Integrator(double mu);
    }

    /** Of arrays. */
    interface Solar {
        TaylorIntegrator ode20Integrator(double[] masses);
    }

    @Test
    void orbitOfKepler() {
        double e = 0.5;
        double[] start = {1 - e, 0, 0, Math.sqrt((1 + e) / (1 - e))};
        TaylorIntegrator taylor = Wengert.compile(KEPLER, Options.DEFAULT.derive("ode(20)"))
                .as(Kepler.class)
                .ode20Integrator(1);
        OrdinaryDifferentialEquation equation = new OrdinaryDifferentialEquation() {
            @Override
            public int getDimension() {
                return 4;
            }

            @Override
            public double[] computeDerivatives(double t, double[] x) {
                double r2 = x[0] * x[0] + x[1] * x[1];
                double r3 = r2 * Math.sqrt(r2);
                return new double[] {x[2], x[3], -x[0] / r3, -x[1] / r3};
            }
        };
        compare("Kepler, e = 0.5", taylor, equation, start, 2 * Math.PI, OrbitsCheck::energyOfKepler);
    }

    private static double energyOfKepler(double[] x) {
        return 0.5 * (x[2] * x[2] + x[3] * x[3]) - 1 / Math.hypot(x[0], x[1]);
    }

    @Test
    void outerSolarSystem() {
        TaylorIntegrator taylor = Wengert.compile(SOLAR, Options.DEFAULT.derive("ode(20)"))
                .at(Map.of())
                .as(Solar.class)
                .ode20Integrator(MASSES);
        OrdinaryDifferentialEquation equation = new OrdinaryDifferentialEquation() {
            @Override
            public int getDimension() {
                return 36;
            }

            @Override
            public double[] computeDerivatives(double t, double[] x) {
                return slopesOfPlanets(x);
            }
        };
        compare("outer solar system", taylor, equation, atRest(PLANETS), JUPITER, OrbitsCheck::energyOfPlanets);
    }

    /** Places and velocities beside those of the centre of mass, which is at rest then. */
    private static double[] atRest(double[] planets) {
        double[] rest = planets.clone();
        double mass = 0;
        for (double m : MASSES) {
            mass += m;
        }
        for (int k = 0; k < 6; k++) {
            int first = k < 3 ? k : 15 + k; // of a place, or of a velocity
            double centre = 0;
            for (int i = 0; i < 6; i++) {
                centre += MASSES[i] / mass * planets[first + 3 * i];
            }
            for (int i = 0; i < 6; i++) {
                rest[first + 3 * i] -= centre;
            }
        }
        return rest;
    }

    private static double[] slopesOfPlanets(double[] x) {
        double[] slopes = new double[36];
        System.arraycopy(x, 18, slopes, 0, 18);
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < i; j++) {
                double dx = x[3 * j] - x[3 * i];
                double dy = x[3 * j + 1] - x[3 * i + 1];
                double dz = x[3 * j + 2] - x[3 * i + 2];
                double r2 = dx * dx + dy * dy + dz * dz;
                double r3 = 1 / (r2 * Math.sqrt(r2));
                double[] d = {dx * r3, dy * r3, dz * r3};
                for (int k = 0; k < 3; k++) {
                    slopes[18 + 3 * i + k] += MASSES[j] * d[k];
                    slopes[18 + 3 * j + k] -= MASSES[i] * d[k];
                }
            }
        }
        return slopes;
    }

    private static double energyOfPlanets(double[] x) {
        double energy = 0;
        for (int i = 0; i < 6; i++) {
            double v2 = 0;
            for (int k = 0; k < 3; k++) {
                v2 += x[18 + 3 * i + k] * x[18 + 3 * i + k];
            }
            energy += 0.5 * MASSES[i] * v2;
            for (int j = 0; j < i; j++) {
                double r2 = 0;
                for (int k = 0; k < 3; k++) {
                    r2 += Math.pow(x[3 * i + k] - x[3 * j + k], 2);
                }
                energy -= MASSES[i] * MASSES[j] / Math.sqrt(r2);
            }
        }
        return energy;
    }

    private static void compare(
            String what,
            TaylorIntegrator taylor,
            OrdinaryDifferentialEquation equation,
            double[] start,
            double period,
            ToDoubleFunction<double[]> energy) {
        line("%s, %d periods", what, PERIODS);
        taylor.start(0, start).until(period * Math.min(100, PERIODS)); // warm-up
        double before = energy.applyAsDouble(start);
        taylor.start(0, start);
        double worst = 0;
        for (int periods = 10; periods <= PERIODS; periods *= 10) {
            long steps = taylor.steps();
            long time = System.nanoTime();
            taylor.start(0, start).until(period * periods);
            double seconds = (System.nanoTime() - time) / 1e9;
            worst = Math.abs(energy.applyAsDouble(taylor.state()) / before - 1);
            line(
                    "Taylor, degree 20      %6d periods %8d steps %8.2f s   energy %.1e",
                    periods, taylor.steps() - steps, seconds, worst);
        }
        assertThat(worst).isLessThan(1e-12);
        for (double tolerance : new double[] {1e-13, 1e-15}) {
            hipparchus(
                    new DormandPrince853Integrator(0, period, tolerance, tolerance),
                    tolerance,
                    equation,
                    start,
                    period,
                    energy);
        }
        // With 3e-15 the first orbit is not through after 100 million slopes.
        hipparchus(new GraggBulirschStoerIntegrator(0, period, 1, 1), 1e-13, equation, start, period, energy);
    }

    private static void hipparchus(
            AdaptiveStepsizeIntegrator integrator,
            double tolerance,
            OrdinaryDifferentialEquation equation,
            double[] start,
            double period,
            ToDoubleFunction<double[]> energy) {
        double size = 0;
        for (double x : start) {
            size = Math.max(size, Math.abs(x));
        }
        integrator.setStepSizeControl(0, period, tolerance * size, tolerance);
        integrator.setMaxEvaluations(100_000_000);
        integrator.integrate(equation, new ODEState(0, start), period * Math.min(10, PERIODS)); // warm-up
        long time = System.nanoTime();
        String said;
        try {
            double[] end = integrator
                    .integrate(equation, new ODEState(0, start), period * PERIODS)
                    .getPrimaryState();
            double error = Math.abs(energy.applyAsDouble(end) / energy.applyAsDouble(start) - 1);
            said = String.format(Locale.ROOT, "energy %.1e", error);
        } catch (org.hipparchus.exception.MathRuntimeException e) {
            said = String.valueOf(e.getMessage());
        }
        double seconds = (System.nanoTime() - time) / 1e9;
        line(
                "%-22s %.0e %6d periods %10d slopes %6.2f s   %s",
                integrator.getClass().getSimpleName().replace("Integrator", ""),
                tolerance,
                PERIODS,
                integrator.getEvaluations(),
                seconds,
                said);
    }

    @SuppressWarnings("SystemOut")
    private static void line(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
