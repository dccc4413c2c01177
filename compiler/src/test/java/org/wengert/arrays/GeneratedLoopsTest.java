package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wengert.Options;
import org.wengert.Wengert;

/** What the loops of generated gradients do, and what they leave out. */
class GeneratedLoopsTest {

    /** The body of the gradient, but for checks and comments. */
    private static String gradient(String program) {
        String source = GeneratedArrays.of(program).source();
        return source.substring(source.indexOf("    public double gradient("))
                .lines()
                .skip(1)
                .takeWhile(line -> !line.contains("return"))
                .filter(line -> !line.contains("check(") && !line.contains("distinct(") && !line.matches(" *(//.*)?"))
                .map(line -> line.replaceFirst("^ {8}", "").replaceFirst(" *//.*", ""))
                .reduce("", (a, b) -> a + b + "\n");
    }

    /** Otherwise each of the n iterations would clear an array for what the inner loop adds, and add all of it to another one. */
    @Test
    void addWhatLoopsInThemSumUpWhereItLies() {
        assertThat(gradient("f(x: real[n]) = sum(x[i]*sum(x[j] for j in 0:i) for i in 0:n)"))
                .isEqualTo("""
                        double f = 0;
                        double[] xBarSum = workspace[0];
                        Arrays.fill(xBarSum, 0, n, 0);
                        double[] xBarSum_2 = workspace[1];
                        for (int i = 0; i < n; i++) {
                            double v1 = x[i];
                            double v3 = 0;
                            for (int j = 0; j < i; j++) {
                                double v2 = x[j];
                                xBarSum[j] += v1;
                                v3 += v2;
                            }
                            double v4 = v1 * v3;
                            f += v4;
                            xBarSum_2[i] = v3;
                        }
                        for (int k = 0; k < n; k++) {
                            xBar[k] = xBarSum[k] + xBarSum_2[k];
                        }
                        """);
    }

    /** Otherwise each element would have n zeros added to the array that its branch does not read. */
    @Test
    void addNothingForABranchThatDoesNotReadAnArray() {
        assertThat(gradient("f(x: real[n], y: real[n]) = sum((i > j ? x[j] : y[i])^2 for i in 0:n, j in 0:n)"))
                .isEqualTo("""
                        double f = 0;
                        Arrays.fill(xBar, 0, n, 0);
                        Arrays.fill(yBar, 0, n, 0);
                        for (int i = 0; i < n; i++) {
                            double v5 = 0;
                            for (int j = 0; j < n; j++) {
                                boolean t1 = i > j;
                                double v3;
                                if (t1) {
                                    v3 = x[j];
                                } else {
                                    v3 = y[i];
                                }
                                double v4 = v3 * v3;
                                double v3Bar = 2 * v3;
                                if (t1) {
                                    xBar[j] += v3Bar;
                                } else {
                                    yBar[i] += v3Bar;
                                }
                                v5 += v4;
                            }
                            f += v5;
                        }
                        """);
    }

    @Test
    void takeARowOfAJacobianAtATimeIfThereAreFewerOfThem() {
        assertThat(jacobian("f(x: real[3]) = [sum(x), prod(x)]")).contains("by rows");
        assertThat(jacobian("f(x: real[n]) = [sum(x), prod(x)]")).contains("by rows");
        assertThat(jacobian("f(x: real[3]) = exp(x)")).contains("by columns");
        assertThat(jacobian("f(x: real[2], y: real[5]) = x[0]*concat(y, y, y)")).contains("by columns");
    }

    private static String jacobian(String program) {
        return GeneratedArrays.of(program)
                .source()
                .lines()
                .filter(line -> line.contains("jacobian is computed"))
                .findFirst()
                .orElseThrow();
    }

    /** The adjoint of a state that each iteration hands on counts everywhere: no mask makes an array in each iteration. */
    @Test
    void aRootInABranchOfALoopCostsWhatTheLoopDoes() {
        String source = Wengert.compile("""
                        f(x: real[n], y) = {
                          s = y
                          for i in 0:n {
                            if x[i] > 0 {
                              w = sqrt(s*x[i])
                            } else {
                              w = 0
                            }
                            s = s - w
                          }
                          return s
                        }
                        """, Options.DEFAULT.derive("value", "gradient"))
                .source();
        assertThat(source).contains("value     4*n flops").contains("gradient  13*n flops");
    }
}
