package org.wengert.elaborate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wengert.Options;
import org.wengert.Program;
import org.wengert.Wengert;

/** A state of a loop that one branch of a conditional gives stays as it is in the other one. */
class StatesOfBranchesTest {

    private static double value(String body, double x, double y) {
        Program f = Wengert.compile("f(x, y) = {\n" + body + "\n}", Options.DEFAULT.derive("value", "gradient"));
        double java = f.value(new double[] {x, y});
        assertThat((Double) f.evaluate("value", Map.of("x", x, "y", y)).get("f"))
                .isEqualTo(java);
        return java;
    }

    @Test
    void aStateThatOneBranchGivesIsCarried() {
        double s = 3;
        double t = 2;
        for (int i = 0; i < 5; i++) {
            if (s > 20) {
                s = s - 15;
                t = t * 3;
            } else {
                s = s + 7;
            }
        }
        String loop =
                "s = x\nt = y\nfor i in 0:5 {\nif s > 20 {\ns = s - 15\nt = t*3\n} else {\ns = s + 7\n}\n}\nreturn ";
        assertThat(value(loop + "t", 3, 2)).isEqualTo(t);
        assertThat(value(loop + "s", 3, 2)).isEqualTo(s);
    }

    @Test
    void branchesMayGiveDifferentStates() {
        String loop = "s = x\nt = y\nfor i in 0:60 {\nif s < t {\ns = s*1.5\n} else {\nt = t*1.25\n}\n}\nreturn s*t";
        double s = 3;
        double t = 2;
        for (int i = 0; i < 60; i++) {
            if (s < t) {
                s *= 1.5;
            } else {
                t *= 1.25;
            }
        }
        assertThat(value(loop, 3, 2)).isEqualTo(s * t);
    }

    @Test
    void branchesInBranchesToo() {
        String loop =
                "s = x\nt = y\nfor i in 0:9 {\nif s < 10 {\nif t > 4 {\nt = t - 3\n} else {\ns = s + t\n}\n} else if t < 3 {\n"
                        + "s = s/2\n} else {\nt = t + 1\n}\n}\nreturn s + 100*t";
        double s = 3;
        double t = 2;
        for (int i = 0; i < 9; i++) {
            if (s < 10) {
                if (t > 4) {
                    t -= 3;
                } else {
                    s += t;
                }
            } else if (t < 3) {
                s /= 2;
            } else {
                t += 1;
            }
        }
        assertThat(value(loop, 3, 2)).isEqualTo(s + 100 * t);
    }

    @Test
    void ifWithoutElseGivesStates() {
        String loop = "s = x\nfor i in 0:10 {\nif s > y {\ns = s/2\n}\n}\nreturn s";
        assertThat(value(loop, 100, 7)).isEqualTo(6.25);
    }

    @Test
    void theGradientIsThatOfThePathTaken() {
        Program f = Wengert.compile(
                "f(x, y) = {\ns = x\nt = y\nfor i in 0:4 {\nif i < 2 {\ns = s*y\n} else {\nt = t*s\n}\n}\nreturn t\n}",
                Options.DEFAULT.derive("gradient"));
        double[] gradient = new double[2];
        // y * (x*y^2)^2
        assertThat(f.gradient(new double[] {3, 2}, gradient)).isEqualTo(2 * 144);
        assertThat(gradient).containsExactly(2 * 144 * 2 / 3.0, 5 * 144);
    }
}
