package org.wengert.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.Options;
import org.wengert.Program;
import org.wengert.Wengert;

class DirectionsTest {

    /** Tangents in several directions. */
    public interface Directions {
        void tangents(double[] point, double[][] directions, double[][] tangents);
    }

    private static final double[] POINT = {0.7, -1.3, 2.1};
    private static final double[][] DIRECTIONS = {{1, 0, 0}, {0, 1, 0}, {0.3, -0.0, 1e-300}, {0, 0, 0}};

    @Test
    void computesTheValuesOnceAndInALoopWhatDependsOnTheDirection() {
        GeneratedSource source = Generated.of("f(x, y) = {\n a = exp(x)*y\n return sin(a)\n}", "tangent");
        assertThat(Generated.method(source, "public static void tangents")).isEqualTo("""
                        public static void tangents(double[] point, double[][] directions, double[][] tangents) {
                            double x = point[0];
                            double y = point[1];
                            // Values, once.
                            double v1 = Math.exp(x);
                            double a = v1 * y;
                            double t1 = Math.cos(a);
                            for (int k = 0; k < directions.length; k++) {
                                double[] direction = directions[k];
                                double xDot = direction[0];
                                double yDot = direction[1];
                                double v1Dot = xDot * v1; // v1 = exp(x):  v1Dot = xDot*v1
                                double aDot = v1Dot * y + yDot * v1; // a = v1*y:  aDot = v1Dot*y + yDot*v1
                                double fDot = aDot * t1; // f = sin(a):  fDot = aDot*cos(a)
                                tangents[k][0] = fDot;
                            }
                        }
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x, y, z) = x*y*exp(z)",
                "f(x, y, z) = x > y ? log(x)*z : exp(y)*z",
                "f(x, y, z) = {\n if x > y {\n a = exp(x)*y\n } else {\n a = z\n }\n return a*a, z, y*0\n}",
                "f(k, directions, tangents) = k*directions + sin(tangents)^2",
                "f(x, y, z) = {\n a = x*y\n return diff(a^3 + a*sin(a), a)*z\n}",
                "f(x, y, z) = 2"
            })
    void equalsTangentBitForBit(String program) {
        check(Wengert.compile(program, Options.DEFAULT.derive("tangent", "value")));
    }

    @Test
    void callsTangentWhereAListIsCutIntoMethods() {
        StringBuilder text = new StringBuilder("f(x, y, z) = {\n a0 = x\n");
        for (int i = 1; i <= 300; i++) {
            text.append(" a%d = sin(a%d)*y + z/%d\n".formatted(i, i - 1, i));
        }
        Program program =
                Wengert.compile(text.append(" return a300\n}").toString(), Options.DEFAULT.derive("tangent", "value"));
        assertThat(program.source()).contains("tangents[k][0] = tangent(point, directions[k]);");
        check(program);
    }

    private static void check(Program program) {
        int results = program.results().size();
        double[][] together = new double[DIRECTIONS.length][results];
        program.as(Directions.class).tangents(POINT, DIRECTIONS, together);
        for (int k = 0; k < DIRECTIONS.length; k++) {
            double[] alone = new double[results];
            if (results == 1) {
                alone[0] = program.tangent(POINT, DIRECTIONS[k]);
            } else {
                program.tangent(POINT, DIRECTIONS[k], alone);
            }
            for (int i = 0; i < results; i++) {
                assertThat(Double.doubleToRawLongBits(together[k][i])).isEqualTo(Double.doubleToRawLongBits(alone[i]));
            }
        }
    }
}
