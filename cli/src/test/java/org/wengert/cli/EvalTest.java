package org.wengert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvalTest {

    private static final String MAIN_EXAMPLE = "y*log(x)+sqrt(y*log(x))";

    @TempDir
    private Path folder = Path.of("");

    private static Run eval(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "eval";
        System.arraycopy(args, 0, all, 1, args.length);
        return Run.of(all);
    }

    @Test
    void endsWhenItsTimeIsUp() {
        String loop = "f(x, n: int) = {\n s = x\n for k in 0:n { s = sin(s) }\n return s\n}";
        Run run = Run.of("eval", "-e", loop, "--at", "x=1,n=1000000000", "--derive", "value", "--limit", "1");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("evaluating this takes more than 1 second [limit]");
        assertThat(Run.of("eval", "-e", loop, "--at", "x=1,n=10", "--limit", "1")
                        .exit())
                .isZero();
        assertThat(Run.of("eval", "-e", "x", "--at", "x=1", "--limit", "0.5").err())
                .contains("'0.5' is not a number of whole seconds");
        String request = """
                {"source":"f(x, n: int) = sum(sin(x*k) for k in 0:n)","at":{"x":1,"n":1000000000}}
                {"expression":"x","at":{"x":3},"derive":["value"]}
                """;
        assertThat(Run.withInput(request, "eval", "--jsonl", "--limit", "1").out())
                .contains("\"limit\"")
                .endsWith("{\"value\":3}\n");
    }

    @Test
    void laysOutValueGradientAndHessian() {
        Run run = eval("-e", MAIN_EXAMPLE, "--at", "x=2,y=3", "--derive", "value,gradient,hessian");
        assertThat(run).isEqualTo(new Run(0, """
                        value      3.521468428280719
                        gradient
                          x        2.0201012595319114
                          y        0.9334849949934259
                        hessian    x                    y
                          x        -1.197637506737654   0.5866835432553186
                          y        0.5866835432553186   -0.04005630240558009
                        """, ""));
    }

    /** What a build generates is what is shown, unless something else is asked for. */
    @Test
    void followsTheDeriveClauses() {
        String program = "g(x, y) = x*y^2\nh(x) = g(x, 2)\nderive g: gradient(y), hessian(x), hessian(y), hvp\n";
        assertThat(eval("-e", program, "--at", "x=2,y=3", "--format", "json").out())
                .isEqualTo("{\"value\":18,\"gradient\":{\"y\":12},\"hessian(x)\":{\"x\":{\"x\":0}},"
                        + "\"hessian(y)\":{\"y\":{\"y\":4}}}\n");
        assertThat(eval("-e", program, "--at", "x=2,y=3", "--direction", "y=1", "--format", "json")
                        .out())
                .contains("\"hvp\":{\"x\":6,\"y\":4}");
        assertThat(eval("-e", program, "--at", "x=2", "--function", "h").out())
                .isEqualTo("value      8\ngradient\n  x        4\n");
        assertThat(eval("-e", program, "--at", "x=2,y=3", "--derive", "hvp").err())
                .isEqualTo(
                        "wengert: error: 'hvp' needs a direction [missing-direction]\n  hint: give one with --direction x=1\n");
        assertThat(eval("-e", "x*y", "--at", "x=2,y=3", "--derive", "gradient(x),gradient(y),gradient")
                        .out())
                .isEqualTo("""
                        gradient(x)
                          x             3
                        gradient(y)
                          y             2
                        gradient(x,y)
                          x             3
                          y             2
                        """);
        assertThat(eval("-e", "x*y", "--at", "x=2,y=3", "--derive", "gradient,gradient(x,y)")
                        .err())
                .contains("'gradient' is asked for twice [duplicate-product]");
    }

    @Test
    void writesJson() {
        assertThat(eval("-e", "x^2*y", "--at", "x=2", "--at", "y=-3", "--derive", "hessian", "--format", "json")
                        .out())
                .isEqualTo("{\"hessian\":{\"x\":{\"x\":-6,\"y\":4},\"y\":{\"x\":4,\"y\":0}}}\n");
    }

    @Test
    void givesTheJacobianOfSeveralResults() {
        assertThat(eval("-e", "f(x, y) = {\n  a = x*y\n  return a, x + y\n}", "--at", "x=2,y=3")
                        .out())
                .isEqualTo("""
                        value
                          a        6
                          f2       5
                        jacobian   x   y
                          a        3   2
                          f2       1   1
                        """);
    }

    @Test
    void takesDirectionsAndCotangents() {
        assertThat(eval(
                                "-e",
                                "x^2*y",
                                "--at",
                                "x=2,y=3",
                                "--derive",
                                "tangent,hvp,adjoint(x)",
                                "--direction",
                                "x=1,y=0",
                                "--cotangent",
                                "f=2",
                                "--format",
                                "json")
                        .out())
                .isEqualTo("{\"tangent\":12,\"hvp\":{\"x\":6,\"y\":4},\"adjoint\":{\"x\":24}}\n");
    }

    @Test
    void letsAParameterShadowAConstant() {
        assertThat(eval("-e", "e^2", "--params", "e,gamma", "--at", "e=3,gamma=1e-3", "--format", "json")
                        .out())
                .isEqualTo("{\"value\":9,\"gradient\":{\"e\":6,\"gamma\":0}}\n");
    }

    @Test
    void takesAndGivesNumbersThatAreNotFinite() {
        assertThat(eval("-e", "x+y", "--at", "x=-inf,y=1", "--derive", "value").out())
                .isEqualTo("value   -inf\n");
        assertThat(eval("-e", "x+y", "--at", "x=nan,y=1", "--derive", "value", "--format", "json")
                        .out())
                .isEqualTo("{\"value\":\"NaN\"}\n");
    }

    @Test
    void readsAProgramFromStandardInputAndFromAFile() throws IOException {
        assertThat(Run.withInput("g(x) = 2*x\nf(x) = g(x)^2\n", "eval", "-", "--at", "x=3", "--derive", "value")
                        .out())
                .isEqualTo("value   36\n");
        Path file = Files.writeString(folder.resolve("two.expr"), "g(x) = 2*x\nf(x) = g(x)^2\n");
        assertThat(eval(file.toString(), "--at", "x=3", "--derive", "value", "--function", "g")
                        .out())
                .isEqualTo("value   6\n");
    }

    @Test
    void showsTheLineOfAnErrorInTheProgram() {
        Run run = eval("-e", "sqrt(x) + sine(y)", "--at", "x=1,y=2");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("<expression>:1:11: error: ")
                .contains("sqrt(x) + sine(y)\n            ^")
                .contains("did you mean 'sin'?");
    }

    @Test
    void writesErrorsAsJsonLines() {
        Run run = eval("-e", "sqrt(x) + sine(y)", "--message-format", "json");
        assertThat(run.err())
                .startsWith("{\"file\":\"<expression>\",\"line\":1,\"column\":11,\"endLine\":1,\"endColumn\":")
                .contains("\"severity\":\"error\",\"code\":\"")
                .endsWith("}\n");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void saysWhatIsMissingOrUnknown() {
        assertThat(eval("-e", "x*y", "--at", "x=1")).isEqualTo(new Run(2, "", """
                        wengert: error: no value for y [missing-value]
                          hint: 'f' is a function of x, y
                        """));
        assertThat(eval("-e", "alpha*y", "--at", "alpa=1,y=2")).isEqualTo(new Run(2, "", """
                        wengert: error: 'f' has no parameter 'alpa' [unknown-parameter]
                          hint: did you mean 'alpha'?
                        """));
        assertThat(eval("-e", "x", "--at", "x=1,5"))
                .isEqualTo(new Run(
                        2, "", "wengert: error: --at takes name=number or name=array, not '5' [malformed-value]\n"));
        assertThat(eval("-e", "x", "--at", "x=1", "--derive", "hesian")).isEqualTo(new Run(2, "", """
                        wengert: error: no derivative product 'hesian' [unknown-product]
                          hint: did you mean 'hessian'?
                        """));
        assertThat(eval("-e", "x", "--at", "x=1", "--function", "g").err()).isEqualTo("""
                        wengert: error: no function 'g' in the program [unknown-function]
                          hint: it defines f
                        """);
        assertThat(eval("-e", "x", "--at", "x=1", "--derive", "tangent").exit()).isEqualTo(2);
        assertThat(eval().exit()).isEqualTo(2);
        assertThat(eval("no-such-file.expr"))
                .isEqualTo(new Run(
                        2, "", "no-such-file.expr: error: there is no file 'no-such-file.expr' [unreadable-file]\n"));
    }

    @Test
    void stopsAtTheFirstStatementThatMakesNaN() {
        assertThat(eval("-e", "sqrt(x*y - 3) + log(y)", "--at", "x=1,y=2", "--trap", "nan"))
                .isEqualTo(new Run(1, "", """
                        <expression>:1:1: error: 'sqrt(x*y - 3)' makes NaN: v3 = sqrt(v2) [not-a-number]
                          sqrt(x*y - 3) + log(y)
                          ^~~~~~~~~~~~~
                          hint: v2 = -1.0
                        """));
        assertThat(eval("-e", "g(x: real[n]) = sum(log(2*x))", "--at", "x=[1,-2]", "--trap", "nan")
                        .err())
                .isEqualTo("""
                        <expression>:1:21: error: 'log(2*x)' makes NaN: v2 = log(v1) [not-a-number]
                          g(x: real[n]) = sum(log(2*x))
                                              ^~~~~~~~
                          hint: v1 at element 1 = -4.0
                        """);
        assertThat(eval("-e", "y + (x - y)/(x - y)*y", "--at", "x=1,y=1", "--trap", "nan")
                        .err())
                .as("parentheses around operands belong to what is quoted")
                .startsWith("<expression>:1:5: error: '(x - y)/(x - y)' makes NaN");
        assertThat(eval("-e", "x^2/x", "--at", "x=0", "--trap", "nan").exit()).isEqualTo(1);
        assertThat(eval("-e", "x*y", "--at", "x=nan,y=2", "--trap", "nan").exit())
                .as("what is given is not made")
                .isZero();
        assertThat(eval("-e", "sqrt(x)", "--at", "x=4", "--trap", "nan").out()).startsWith("value");
    }

    private static final String QUADRATIC = "q(x: real[n], A: real[n,n], k: int) = k*dot(x, A*x)";

    @Test
    void laysOutArraysAsTheLanguageWritesThem() {
        assertThat(eval("-e", QUADRATIC, "--at", "x=[1, -2.5], A=[1,2;3,4], k=2"))
                .isEqualTo(new Run(0, """
                        value      27
                        gradient
                          x        [-21, -30]
                          A        [2,  -5;
                                    -5, 12.5]
                        """, ""));
        assertThat(eval("-e", QUADRATIC, "--at", "x=[1,-2.5],A=[[1,2],[3,4]],k=2", "--derive", "hessian")
                        .out())
                .startsWith("""
                        hessian x
                          x             [4,  10;
                                         10, 16]
                          A [0,:,:]     [4,  -5;
                                         -5, 0]
                          A [1,:,:]     [0, 2;
                                         2, -10]
                        hessian A
                          x [0,:,:]     [4,  0;
                                         -5, 2]
                          x [1,:,:]     [-5, 2;
                                         0,  -10]
                        """);
    }

    /** What is shown can be given again. */
    @Test
    void writesAMatrixOfOneRowAsOne() {
        String f = "f(A: real[n,m]) = A";
        assertThat(eval("-e", f, "--at", "A=[[1,2]]").out()).isEqualTo("value   [[1, 2]]\n");
        assertThat(eval("-e", f, "--at", "A=[1;2]").out()).isEqualTo("value   [1;\n         2]\n");
    }

    @Test
    void leavesOutTheMiddleOfLongArraysInTextAlone() {
        String ones = "x=[" + "1,".repeat(99) + "2]";
        assertThat(eval("-e", "f(x: real[n]) = 2*x", "--at", ones).out())
                .isEqualTo("value   [2, 2, 2, 2, 2, 2, ..., 2, 2, 4]   # 100 elements\n");
        assertThat(eval("-e", "f(x: real[n]) = [x[i] for i in 0:n, j in 0:2]", "--at", ones)
                        .out())
                .contains("1, 1;\n         ...\n         1, 1;\n")
                .endsWith(" 2, 2]   # 100 by 2\n");
        assertThat(eval("-e", "f(x: real[n]) = 2*x", "--at", ones, "--format", "json")
                        .out())
                .isEqualTo("{\"value\":[" + "2,".repeat(99) + "4]}\n");
    }

    @Test
    void takesDirectionsAndCotangentsThatAreArrays() {
        assertThat(eval(
                                "-e",
                                "f(A: real[n,m], x: real[m]) = A*x",
                                "--at",
                                "A=[1,2,3;4,5,6],x=[7,8,9]",
                                "--derive",
                                "value,tangent,adjoint(x)",
                                "--direction",
                                "x=[1,0,0]",
                                "--cotangent",
                                "f=[1,-1]",
                                "--format",
                                "json")
                        .out())
                .isEqualTo("{\"value\":[50,122],\"tangent\":[1,4],\"adjoint\":{\"x\":[-3,-3,-3]}}\n");
    }

    @Test
    void secondDerivativesOfSeveralResultsAreTables() {
        String program = "f(x: real[n], c) = {\n y = c*x .^ 2\n return y, c*c\n}";
        assertThat(eval("-e", program, "--at", "x=[1,2],c=3", "--derive", "hessian")
                        .out())
                .isEqualTo("""
                        hessian y x
                          x [0,:,:]    [6, 0;
                                        0, 0]
                          x [1,:,:]    [0, 0;
                                        0, 6]
                          c            [2, 0;
                                        0, 4]
                        hessian y c
                          x            [2, 0;
                                        0, 4]
                          c            [0, 0]
                        hessian f2 x
                          x            [0, 0;
                                        0, 0]
                          c            [0, 0]
                        hessian f2 c
                          x            [0, 0]
                          c            2
                        """);
    }

    @Test
    void saysWhatIsWrongWithArrays() {
        String f = "f(A: real[n,m], x: real[m], k: int) = k*sum(A*x)";
        assertThat(eval("-e", f, "--at", "A=[1,2;3,4],x=[1,2,3],k=1"))
                .isEqualTo(
                        new Run(2, "", "wengert: error: size m: A has 2 columns, x has 3 elements [size-mismatch]\n"));
        assertThat(eval("-e", f, "--at", "A=[1,2;3],x=[1],k=1").err())
                .isEqualTo("wengert: error: --at: A[1] has 1 element, those before it 2 [ragged-array]\n");
        assertThat(eval("-e", f, "--at", "A=[1,[2]],x=[1],k=1").err())
                .isEqualTo("wengert: error: --at: A[1] is an array, those before it are numbers [ragged-array]\n");
        assertThat(eval("-e", f, "--at", "A=[1,two],x=[1],k=1").err())
                .isEqualTo("wengert: error: --at: A[1]: 'two' is not a number [malformed-value]\n");
        assertThat(eval("-e", f, "--at", "A=[1,2,x=[1],k=1").err())
                .isEqualTo("wengert: error: --at: A[2]: 'x=' is not a number [malformed-value]\n");
        assertThat(eval("-e", f, "--at", "A=[1;2]],x=[1],k=1").err())
                .isEqualTo(
                        "wengert: error: --at: A: expected nothing more after the array, found '],x=[1],k=1' [malformed-value]\n");
        assertThat(eval("-e", f, "--at", "A=3,x=[1],k=1").err())
                .isEqualTo("wengert: error: A is [n,m], and is given a number [size-mismatch]\n");
        assertThat(eval("-e", f, "--at", "A=[],x=[1],k=2.5").err())
                .isEqualTo("wengert: error: k is an integer of 32 bits, and is given 2.5 [not-an-integer]\n");
        assertThat(eval("-e", f, "--at", "A=[],x=[1]").err()).isEqualTo("""
                        wengert: error: no value for k [missing-value]
                          hint: 'f' is a function of A, x, k
                        """);
        assertThat(eval("-e", "f(x: real[n]) = x", "--at", "x=[1,2]", "--derive", "hvp")
                        .err())
                .startsWith("wengert: error: 'hvp' needs one number as the result, 'f' has an array [not-scalar]\n");
        assertThat(eval("-e", "f(x: real[n]) = x", "--at", "x=[1,2]", "--derive", "adjoint", "--cotangent", "f=1")
                        .err())
                .isEqualTo("wengert: error: the cotangent of f is a number, f is [2] [size-mismatch]\n");
        assertThat(eval("-e", "x^2", "--at", "x=[1,2]").err())
                .isEqualTo("wengert: error: x is a number, and is given [2] [size-mismatch]\n");
        assertThat(eval("-e", "f(x: real[n]) = x[3]", "--at", "x=[1,2]").err())
                .isEqualTo("wengert: error: x[3]: x is [n] = [2]: index 3 is not in 0:2 [size-mismatch]\n");
    }
}
