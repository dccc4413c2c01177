package org.wengert.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedJavaTest {

    private static final String[] ALL = {"value", "tangent", "adjoint", "gradient", "jacobian", "hessian", "hvp"};

    @TempDir
    Path folder;

    @Test
    void readsLikeTheHandDerivation() {
        assertThat(Generated.method(
                        Generated.of("y*log(x) + sqrt(y*log(x))", "gradient"),
                        "public static double gradient(double x"))
                .isEqualTo("""
                        public static double gradient(double x, double y, double[] gradient) {
                            // Value.
                            double v1 = Math.log(x);
                            double v2 = y * v1;
                            double v3 = Math.sqrt(v2);
                            double f = v2 + v3;

                            // Adjoint sweep, backward.
                            double v2Bar = 1 + 1 / (2 * v3); // f = v2 + v3, fBar = 1:  v2Bar += fBar;  v3 = sqrt(v2), v3Bar = 1:  v2Bar += v3Bar/(2*v3)
                            double yBar = v2Bar * v1; // v2 = y*v1:  yBar += v2Bar*v1
                            double v1Bar = v2Bar * y; // v2 = y*v1:  v1Bar += v2Bar*y
                            double xBar = v1Bar / x; // v1 = log(x):  xBar += v1Bar/x
                            gradient[0] = xBar;
                            gradient[1] = yBar;
                            return f;
                        }
                        """);
    }

    @Test
    void keepsTheAuthorsNamesAndComputesSharedValuesOnce() {
        GeneratedSource source = Generated.of(
                "f(x) = {\n a = x^2\n b = exp(a)\n c = a + b\n d = sqrt(c)\n e = cos(c)\n return d + e\n}", "gradient");
        String gradient = Generated.method(source, "public static double gradient(double x");
        assertThat(gradient).contains("double a = x * x;", "double b = Math.exp(a);", "double e = Math.cos(c);");
        assertThat(gradient.split("Math.exp", -1)).hasSize(2);
        assertThat(gradient.split("x \\* x", -1)).hasSize(2);
        assertThat(gradient).contains("aBar = cBar + cBar * b;").contains("xBar = aBar * (2 * x);");
    }

    @Test
    void aLineOfAnArrayClassSaysWhatItAdds() {
        assertThat(Generated.method(
                        Generated.of("f(x: real[n], a) = sum(x) + sin(a)*a + a*exp(a)", "gradient"),
                        "public double gradient("))
                .contains("""
                            // Value and adjoint sweep, side by side.
                            double v1 = 0;
                            for (int i = 0; i < n; i++) {
                                v1 += x[i];
                                xBar[i] = 1; // v1 = sum(x), v1Bar = 1:  xBar += broadcast(v1Bar)
                            }

                            // Value.
                            double v2 = Math.sin(a);
                            double v3 = v2 * a;
                            double v4 = v1 + v3;
                            double v5 = Math.exp(a);
                            double v6 = a * v5;
                            double f = v4 + v6;

                            // Adjoint sweep, backward.
                            double aBar = v5 + v6; // v6 = a*v5, v6Bar = 1:  aBar += v6Bar*v5;  v5 = exp(a), v5Bar = a:  aBar += v5Bar*v5
                            aBar += v2; // v3 = v2*a, v3Bar = 1:  aBar += v3Bar*v2
                            aBar += a * Math.cos(a); // v2 = sin(a), v2Bar = a:  aBar += v2Bar*cos(a)
                            aBarOut[0] = aBar;
                            return f;
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x, y) = x*sin(y) + sum(x*k for k in 0:3)",
                "f(x, y) = x*sin(y) + sum(x*k for k in 0:300)",
                "f(x, y) = x*sin(y) + dot([x, y], [y, 1])",
                "f(x, y) = {\n s = x\n for i in 0:3 {\n s = sin(s)*y\n }\n return s\n}",
                "f(x, y) = {\n A = [x, y; 1, x]\n return norm(A*[y, 2])\n}"
            })
    void whatANumberIsComputedWithChangesNoSignature(String program) {
        assertThat(signatures(program)).isEqualTo(signatures("f(x, y) = x*sin(y)"));
    }

    private static List<String> signatures(String program) {
        return Generated.of(program, "value", "tangent", "adjoint", "gradient", "jacobian", "hessian", "hvp")
                .text()
                .lines()
                .filter(line -> line.startsWith("    public "))
                .toList();
    }

    @Test
    void adjointsOfStatesGoOnInOneVariable() {
        assertThat(Generated.method(
                        Generated.of(
                                "f(x, n: int) = { s = x\n for i in 0:n { s = s*s + sin(s) }\n return sin(s) }",
                                "gradient"),
                        "public double gradient("))
                .contains("""
                            // Value.
                            double s = x;
                            double[] sKept = workspace[0]; // [Math.max(n, 0)]
                            for (int i = 0; i < n; i++) {
                                double v1 = s * s;
                                double v2 = Math.sin(s);
                                sKept[i] = s;
                                s = v1 + v2;
                            }
                            double f = Math.sin(s);

                            // Adjoint sweep, backward.
                            double sBar = Math.cos(s); // f = sin(s), fBar = 1:  sBar += fBar*cos(s)
                            for (int i = n - 1; i >= 0; i--) {
                                double s_2 = sKept[i];
                                double sBarNext = sBar * Math.cos(s_2); // v2 = sin(s), v2Bar = sBar:  sBarNext += v2Bar*cos(s)
                                sBar = sBarNext + sBar * (2 * s_2); // v1 = s^2, v1Bar = sBar:  sBar += v1Bar*2*s
                            }
                            xBarOut[0] = sBar;
                            return f;
                        """);
    }

    @Test
    void commentsOfStatesSayWhatALineAdds() {
        assertThat(Generated.method(
                        Generated.of(
                                "f(x, n: int) = { s = x\n for i in 0:n { s = s + sin(x*s) }\n return s }", "gradient"),
                        "public double gradient("))
                .contains("sBar += v1Bar * x; // v1 = x*s:  sBar += v1Bar*x\n");
        assertThat(Generated.method(
                        Generated.of(
                                "f(x, n: int) = { s = x\n for i in 0:n { if x > i { s = s + sin(s) } else { s = s*x } }\n return s }",
                                "gradient"),
                        "public double gradient("))
                .contains("// s = s + v2:  sBarNext += sBar;  v2 = sin(s), v2Bar = sBar:  sBarNext += v2Bar*cos(s)\n");
    }

    /** A variable of both branches of a loop is one array for all iterations. */
    @Test
    void branchesKeepAValueOnce() {
        assertThat(Generated.method(
                        Generated.of(
                                "f(x: real[n], a) = {\n s = 0\n for i in 0:n {\n r = exp(a*s)\n"
                                        + " if x[i] > 0 { s = s + r^2 } else { s = r*s }\n }\n return s\n}",
                                "gradient"),
                        "public double gradient("))
                .contains("rKept[i] = r;")
                .doesNotContain("rKept_2");
    }

    @Test
    void commentsNameEveryOperandOfAnOperatorOfMany() {
        String gradient = Generated.method(
                Generated.of("f(p, q, r, s, t) = sqrt(p^2 + q^2 + r^2 + s^2 + t^2)", "gradient"),
                "public static double gradient(double p");
        assertThat(gradient).contains("f = hypot(p, q, r, s, t)", "sBar += fBar*s/f", "tBar += fBar*t/f");
    }

    @Test
    void evaluatesOnlyTheBranchTaken() {
        String gradient = Generated.method(
                Generated.of("x > 0 ? x*log(x) : sin(x)", "gradient"), "public static double gradient(double x");
        assertThat(gradient).contains("if (").contains("} else {");
        assertThat(gradient.indexOf("Math.log")).isGreaterThan(gradient.indexOf("if ("));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y*log(x) + sqrt(y*log(x))",
                "x > 0 ? x*log(x) + y : sin(x*y)",
                "3",
                "x",
                "max(x, y, 0) + min(x, -y) + abs(x) + relu(y) + leaky_relu(x) + step(x) + sign(y)",
                "f(x, y) = {\n if x > y and not (x == 0) {\n a = x\n b = y\n } else {\n a = y\n b = x^3\n }\n return a*b, a/b\n}",
                "g(x) = x^2\nf(x, class) = g(x) + g(class)",
                "Math + Double*double + gradient + point + workspace + System",
                "θ + σ^2*х",
                "inf*x + x^y + 2^x + x^-3 + x^7 + atan2(y, x) + hypot(x, y)",
                "stop_gradient(x)*y + where(x < y, x, y^2)",
                "f(a, b, c, d, e, g, h, i, j, k) = a*b*c*d*e*g*h*i*j*k",
                "f() = 2",
                "-(-x) - -y + 1e-300*x - 0.1",
            })
    void compilesWithoutAWarningAndWithNothingOnTheClassPath(String program) {
        GeneratedSource source = program.contains("return a*b, a/b")
                ? Generated.of(program, "value", "tangent", "adjoint", "jacobian", "hessian")
                : Generated.of(program, ALL);
        assertThat(Generated.javac(folder, List.of(source), "-cp", folder.toString()))
                .isEmpty();
    }

    @Test
    void importsTheRuntimeOnlyWhereAKernelIsNeeded() {
        assertThat(Generated.of("erf(x)", "gradient").text()).contains("import org.wengert.runtime.ErrorFunctions;");
        assertThat(Generated.of("exp(x)", "gradient").text()).doesNotContain("import");
        GeneratedSource kernels = Generated.of("erf(x) + lgamma(x) + digamma(x) + normal_cdf(x) + log2(x)", ALL);
        assertThat(Generated.javac(folder, List.of(kernels))).isEmpty();
    }

    @Test
    void isTheSameInEveryLocale() {
        String program = "0.1*x + 1e-12*y + (x > 0.5 ? x^2.5 : y)";
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            String arabic = Generated.of(program, ALL).text();
            Locale.setDefault(Locale.GERMANY);
            assertThat(Generated.of(program, ALL).text()).isEqualTo(arabic);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void commentsOfTheAuthorCannotBecomeCode() {
        GeneratedSource source =
                Generated.of("# */ System.exit(0); /* \\u002a/ {@link x} <script>\nf(x) = x^2", "value", "gradient");
        assertThat(Generated.javac(folder, List.of(source))).isEmpty();
        assertThat(source.text()).doesNotContain("*/ System").doesNotContain("\\u");
    }

    @Test
    void namesOfFilesCannotBecomeCode() {
        GeneratedSource source = ClassWriter.write(
                new ClassSource("", "x\"; System.exit(0); //", "*/ class Evil {} /*\n\\u000a", "0", List.of()));
        assertThat(source.className()).matches("\\w+");
        assertThat(Generated.javac(folder, List.of(source))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000})
    void longListsStayWithinWhatHotSpotCompiles(int statements) throws IOException {
        StringBuilder program = new StringBuilder("f(x, c) = {\n x0 = x\n");
        for (int i = 1; i <= statements / 2; i++) {
            program.append(" x%d = sin(x%d) + c*x%d\n".formatted(i, i - 1, i - 1));
        }
        program.append(" return x").append(statements / 2).append("\n}\n");
        GeneratedSource source = Generated.of(program.toString(), "value", "gradient", "tangent");
        assertThat(Generated.javac(folder, List.of(source))).isEmpty();
        assertThat(Generated.methodSizes(folder))
                .allSatisfy((method, size) -> assertThat(size).isLessThanOrEqualTo(6_500));
    }

    @Test
    void longBranchesAreCutToo() throws IOException {
        String terms =
                IntStream.range(0, 3_000).mapToObj(i -> "sin(x + " + i + ")*y").collect(Collectors.joining(" + "));
        GeneratedSource source = Generated.of("x > y ? (" + terms + ") : x*y", "value", "gradient");
        assertThat(Generated.javac(folder, List.of(source))).isEmpty();
        assertThat(Generated.methodSizes(folder))
                .allSatisfy((method, size) -> assertThat(size).isLessThanOrEqualTo(6_500));
    }

    @Test
    void longChainsOfConditionsCompile() {
        String chain = IntStream.range(0, 300)
                .mapToObj(i -> "x < " + i + " ? sin(x*" + i + ") : ")
                .collect(Collectors.joining());
        assertThat(Generated.javac(folder, List.of(Generated.of(chain + "x", "value", "gradient"))))
                .isEmpty();
    }

    @Test
    void distinctConstantsDoNotExhaustTheConstantPool() {
        String terms =
                IntStream.range(0, 35_000).mapToObj(i -> (i + 0.5) + "*x").collect(Collectors.joining(" + "));
        assertThat(Generated.javac(folder, List.of(Generated.of(terms, "gradient"))))
                .isEmpty();
    }

    @Test
    void tenThousandParametersCompile() throws IOException {
        String product =
                IntStream.range(0, 10_000).mapToObj(i -> "sin(x" + i + ")").collect(Collectors.joining(" * "));
        GeneratedSource source = Generated.of(product, "gradient");
        assertThat(Generated.javac(folder, List.of(source))).isEmpty();
        assertThat(Generated.methodSizes(folder))
                .allSatisfy((method, size) -> assertThat(size).isLessThanOrEqualTo(6_500));
    }

    @Test
    void twoHundredThousandTermsCompile() {
        String sum = IntStream.range(0, 200_000)
                .mapToObj(i -> i % 2 == 0 ? "x" : "y")
                .collect(Collectors.joining(" + "));
        assertThat(Generated.javac(folder, List.of(Generated.of(sum, "value", "gradient"))))
                .isEmpty();
    }
}
