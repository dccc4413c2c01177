package org.wengert.elaborate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wengert.Options;
import org.wengert.Program;
import org.wengert.Wengert;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.op.Operations;
import org.wengert.product.Product;
import org.wengert.source.SourceText;

/** {@code taylor(e, x, d)} in programs: what it gives, what it costs, and what is said where it cannot be. */
class TaylorTest {

    private static Compilation compile(String text) {
        return Compiler.compile(SourceText.of("f.expr", text), CompilerOptions.named("f"));
    }

    private static double coefficient(Map<String, Object> found, String name) {
        return (double) Objects.requireNonNull(found.get(name));
    }

    /** The elements of the only result. */
    private static double[] numbers(String text, Map<String, ?> point) {
        Object result = Wengert.compile(text)
                .evaluate("value", point)
                .values()
                .iterator()
                .next();
        return (double[]) result;
    }

    @ParameterizedTest
    @CsvSource({
        "'taylor(exp(x), x, 4)',                0,  '1 1 0.5 0.16666666666666666 0.041666666666666664'",
        "'taylor(sin(x), x, 4)',                0,  '0 1 0 -0.16666666666666666 0'",
        "'taylor(x^3, x, 4)',                   0,  '0 0 0 1 0'",
        "'taylor(x^3, x, 4)',                   2,  '8 12 6 1 0'",
        "'taylor(1/(1 - x), x, 4)',             0,  '1 1 1 1 1'",
        "'taylor(sqrt(1 + x), x, 3)',           0,  '1 0.5 -0.125 0.0625'",
        "'taylor(x^2.5, x, 2)',                 0,  '0 0 0'",
        "'taylor(5, x, 2) + 0*x',               1,  '5 0 0'",
        "'taylor(x > 0 ? x^2 : -x, x, 2)',      0,  '0 -1 0'",
        "'taylor(abs(x), x, 2)',                0,  '0 0 0'",
        "'taylor(abs(x), x, 2)',                -3, '3 -1 0'",
        "'taylor(abs(x*sin(x)), x, 4)',         0,  '0 0 1 0 -0.16666666666666666'",
        "'taylor(max(x^3, 2*x^3), x, 3)',       0,  '0 0 0 2'",
        "'taylor(min(x*sin(x), -x^2), x, 2)',   0,  '0 0 -1'",
    })
    void givesNormalisedCoefficients(String program, double x, String expected) {
        double[] coefficients = numbers(program, Map.of("x", x));
        double[] right = List.of(expected.split(" ")).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(coefficients).containsExactly(right, within(1e-15));
    }

    private static void refuses(String text, Code code, String message, String hint) {
        assertThat(compile(text).diagnostics()).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo(code);
            assertThat(d.message()).contains(message);
            assertThat(d.hint().orElseThrow()).contains(hint);
        });
    }

    @Test
    void theDegreeIsANumberThatIsKnown() {
        String known = "is an integer that is known when compiling";
        refuses("taylor(sin(x), x, n)", Code.NOT_AN_INTEGER, known + ", n is known in a call", "taylor(e, x, 4)");
        refuses("f(x, k: int) = taylor(sin(x), x, k + 1)", Code.NOT_AN_INTEGER, known, "taylor(e, x, 4)");
        refuses("taylor(sin(x), x, 2.5)", Code.NOT_AN_INTEGER, "expected an integer", "literals");
        refuses("taylor(sin(x), x, -1)", Code.LIMIT, "is 0 to 1000, this is -1", "the last one");
        refuses("taylor(sin(x), x, 1001)", Code.LIMIT, "is 0 to 1000, this is 1001", "the last one");
    }

    @Test
    void theVariableIsTheNameOfANumber() {
        refuses(
                "taylor(sin(x), 2*x, 3)",
                Code.UNKNOWN_PARAMETER,
                "the second argument of taylor is the name of a parameter or of a local",
                "taylor(x^2, x, 2) is [x^2, 2*x, 1]");
        refuses(
                "f(v: real[n]) = taylor(sum(v), v, 3)",
                Code.SHAPE_MISMATCH,
                "taylor is with respect to a number",
                "x + t*v");
    }

    @Test
    void whatGrowsIsSaid() {
        String chain = IntStream.range(0, 300).mapToObj(i -> "tanh(x + ").collect(Collectors.joining());
        refuses(
                "taylor(" + chain + "x" + ")".repeat(300) + ", x, 60)",
                Code.LIMIT,
                "the coefficients up to degree 60 of an expression of 602 operations are more than 200000 operations",
                "grow with the square of the degree");
    }

    /** By nested diff these are 31,491. */
    @Test
    void costsTheSquareOfTheDegree() {
        assertThat(operations("taylor(exp(sin(x)*x)/(1 + x^2), x, 10)")).isEqualTo(203);
        assertThat(operations("taylor(exp(sin(x)*x)/(1 + x^2), x, 20)")).isEqualTo(603);
    }

    /** A square is half a product, and a sine is made with its cosine: only the last coefficient of that, of 20 operations, is not there yet. */
    @Test
    void sharesWhatRecurrencesHaveAlike() {
        assertThat(operations("taylor((x + sin(x))^2, x, 10)"))
                .isLessThan(operations("taylor((x + sin(x))*(x - sin(x)), x, 10)"));
        assertThat(operations("taylor(sin(exp(x)) + cos(exp(x)), x, 10)"))
                .isEqualTo(operations("taylor(sin(exp(x)), x, 10)") + 11 + 20);
    }

    private static long operations(String text) {
        Compilation compilation = compile(text);
        Operations counted = compilation
                .operations(compilation.functions().get(0), List.of(Product.VALUE))
                .get(0)
                .counted()
                .operations();
        return counted.flops().plus(counted.calls()).numerator().constant().orElseThrow();
    }

    private static double value(String text, double... point) {
        return Wengert.compile(text).value(point);
    }

    @Test
    void itsDerivativesAreOrdinaryOnes() {
        String series = "taylor(exp(sin(x)*y), x, 3)[3]";
        double[] point = {0.7, 1.3};
        assertThat(value("f(x, y) = diff(" + series + ", x)", point))
                .isCloseTo(value("f(x, y) = 4*taylor(exp(sin(x)*y), x, 4)[4]", point), within(1e-14));
        Program program = Wengert.compile("f(x, y) = " + series);
        double[] gradient = new double[2];
        program.gradient(point, gradient);
        assertThat(gradient[1])
                .isCloseTo(value("f(x, y) = taylor(exp(sin(x)*y)*sin(x), x, 3)[3]", point), within(1e-14));
    }

    @Test
    void goesThroughLoopsBranchesAndArrays() {
        String program = """
                f(x, v: real[n]) = {
                  s = x
                  for i in 0:n {
                    s = s*sin(v[i]*x) + (x > 0 ? s : -s)
                  }
                  return taylor(s*norm(x*v)/sum(exp(x*v[i]) for i in 0:n), x, 3)
                }
                """;
        double[] found = numbers(program, Map.of("x", 0.5, "v", new double[] {1, 2, 3}));
        String nested = program.replace("taylor(", "diff(diff(diff(").replace(", x, 3)", ", x), x), x)");
        Object third = Wengert.compile(nested)
                .evaluate("value", Map.of("x", 0.5, "v", new double[] {1, 2, 3}))
                .values()
                .iterator()
                .next();
        assertThat(6 * found[3]).isCloseTo((double) third, within(1e-11));
    }

    @Test
    void ofAnArrayHasAnAxisMore() {
        assertThat(Wengert.compile("f(x, v: real[n]) = taylor(exp(x*v), x, 2)")
                        .evaluate("value", Map.of("x", 0.0, "v", new double[] {1, 2}))
                        .values()
                        .iterator()
                        .next())
                .isEqualTo(new double[][] {{1, 1}, {1, 2}, {0.5, 2}});
    }

    @Test
    void ofASolutionIsThatOfTheEquation() {
        Map<String, ?> point = Map.of("x", 0.5, "A", new double[][] {{1, 2}, {3, 5}}, "b", new double[] {1, 2});
        Object solution = Wengert.compile("f(x, A: real[n,n], b: real[n]) = taylor((A + x*A') \\ b, x, 2)")
                .evaluate("value", point)
                .values()
                .iterator()
                .next();
        double[][] right = {
            {-0.18181818181818182, 0.36363636363636365},
            {0.628099173553719, -0.5289256198347108},
            {-0.8474830954169797, 0.637114951164538}
        };
        for (int k = 0; k < 3; k++) {
            assertThat(((double[][]) solution)[k]).containsExactly(right[k], within(1e-14));
        }
    }

    private static String derive(String product) {
        return "f(x, y) = x*exp(y)\nderive f: " + product;
    }

    @Test
    void theProductHasADegree() {
        String hint = "taylor(4) has the coefficients 0 to 4, and taylor(4, x) those in x alone";
        refuses(derive("taylor"), Code.UNKNOWN_PRODUCT, "taylor is asked for with a degree", hint);
        refuses(derive("taylor(x)"), Code.UNKNOWN_PRODUCT, "taylor is asked for with a degree", hint);
        refuses(derive("taylor(0)"), Code.LIMIT, "is an integer from 1 to 1000, this is 0", hint);
        refuses(derive("taylor(2.5)"), Code.LIMIT, "is an integer from 1 to 1000, this is 2.5", hint);
        refuses(derive("taylor(100000)"), Code.LIMIT, "is an integer from 1 to 1000, this is 100000", hint);
        refuses(derive("taylor(-2, x)"), Code.LIMIT, "is an integer from 1 to 1000, this is -2", hint);
        refuses(derive("taylor(2, z)"), Code.UNKNOWN_PARAMETER, "'f' has no parameter 'z'", "its parameters are x, y");
        refuses(derive("taylr(2)"), Code.UNKNOWN_PRODUCT, "no derivative product 'taylr'", "taylor");
        refuses(derive("gradient(2)"), Code.UNKNOWN_PARAMETER, "'f' has no parameter '2'", "its parameters are x, y");
    }

    @Test
    void aProductOfTooManyOperationsIsRefused() {
        String chain = IntStream.range(0, 300).mapToObj(i -> "tanh(x + ").collect(Collectors.joining());
        String program = "f(x) = " + chain + "x" + ")".repeat(300);
        assertThat(compile(program + "\nderive f: taylor(60)").diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly(
                        "of 'f' taylor(60) takes more than 200000 operations, which grow with the square of the"
                                + " degree: ask for a lower degree");
    }

    @Test
    void theProductGivesTheCoefficientsAlongADirection() {
        Program program = Wengert.compile("f(x, y) = exp(sin(x)*y)");
        Map<String, Object> found = program.evaluate("taylor(4)", Map.of("x", 1, "y", 2), Map.of("x", 1, "y", 0.5));
        double[] right =
                numbers("f(x, y, t) = taylor(exp(sin(x + t)*(y + 0.5*t)), t, 4)", Map.of("x", 1, "y", 2, "t", 0));
        assertThat(found.keySet()).containsExactly("c0", "c1", "c2", "c3", "c4");
        for (int k = 0; k <= 4; k++) {
            assertThat(coefficient(found, "c" + k)).isCloseTo(right[k], within(1e-14));
        }
    }

    @Test
    void ofSeveralResultsAndOfArraysTheyAreByDegree() {
        Program program = Wengert.compile("f(x, v: real[n]) = {\n r = exp(x*v)\n s = x^2\n return r, s\n}");
        Map<String, Object> found =
                program.evaluate("taylor(2, x)", Map.of("x", 0.0, "v", new double[] {1, 2}), Map.of("x", 1));
        assertThat(found.keySet()).containsExactly("c0", "c1", "c2");
        assertThat(Objects.toString(found.get("c2"))).startsWith("{r=");
        assertThat((double[]) ((Map<?, ?>) Objects.requireNonNull(found.get("c2"))).get("r"))
                .containsExactly(0.5, 2);
        assertThat(((Map<?, ?>) Objects.requireNonNull(found.get("c2"))).get("s"))
                .isEqualTo(1.0);
    }

    /** A method of generated Java, by its name. */
    public interface WithSeries {
        void taylor3(double x, double y, double xDot, double yDot, double[] taylor);
    }

    @Test
    void generatedClassesHaveAMethodForIt() {
        Program program = Wengert.compile("f(x, y) = x*exp(y)", Options.DEFAULT.derive("value", "taylor(3)"));
        double[] taylor = new double[4];
        program.as(WithSeries.class).taylor3(2, 0, 1, 1, taylor);
        assertThat(taylor).containsExactly(new double[] {2, 3, 2, 2.0 / 6 + 0.5}, within(1e-15));
        assertThat(program.source())
                .contains("double v1_3 = ", "Taylor coefficients up to degree 3 along a direction of");
    }

    /** Whatever it computes with. */
    @Test
    void eachCoefficientSaysOfWhichValueItIs() {
        String java = Wengert.compile("""
                        f(x: real[n], y) = {
                          s = y
                          for i in 0:n {
                            s = sin(s*x[i]) + y
                          }
                          return s > 0 ? s*exp(y) : s
                        }
                        """, Options.DEFAULT.derive("taylor(2)")).source();
        List<String> coefficients = java.lines()
                .map(String::strip)
                .filter(line -> line.matches("(double )?\\w+_[12](Next)? \\+?= .*[(*+/].*"))
                .toList();
        assertThat(coefficients)
                .hasSize(8)
                .allSatisfy(line -> assertThat(line).matches(".*; // .* = .*:  coefficient [12]"))
                .contains("double v2_2 = s_1 * v1_1 + s_2 * v1; // v2 = s*v1:  coefficient 2");
    }

    @Test
    void aFunctionOfNumbersWithALoopHasAStaticMethod() {
        Program program = Wengert.compile(
                "f(x) = {\n s = x\n for i in 0:3 { s = s*sin(s + i) }\n return s\n}",
                Options.DEFAULT.derive("value", "taylor(3)"));
        assertThat(program.source()).contains("static void taylor3(double x, double xDot, double[] taylor)");
        double[] right = numbers(
                "f(x) = {\n s = x\n for i in 0:3 { s = s*sin(s + i) }\n return taylor(s, x, 3)\n}", Map.of("x", 0.7));
        Map<String, Object> found = program.evaluate("taylor(3)", Map.of("x", 0.7), Map.of("x", 1));
        for (int k = 0; k <= 3; k++) {
            assertThat(coefficient(found, "c" + k)).isCloseTo(right[k], within(1e-14));
        }
    }
}
