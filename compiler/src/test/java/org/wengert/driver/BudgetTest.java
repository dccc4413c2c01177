package org.wengert.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wengert.codegen.LineOrigin;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.explain.Explanation;
import org.wengert.product.Product;
import org.wengert.source.SourceText;
import org.wengert.ssa.WengertList;

/** A program that would take minutes is refused with a word on what has grown. */
class BudgetTest {

    private static Compilation compile(String program) {
        return Compiler.compile(SourceText.of("f.expr", program), CompilerOptions.named("f"));
    }

    private static void refuses(String program, String message) {
        List<Diagnostic> diagnostics = compile(program).diagnostics();
        assertThat(diagnostics).extracting(Diagnostic::code).contains(Code.LIMIT);
        assertThat(diagnostics).anySatisfy(d -> assertThat(d.message()).contains(message));
    }

    private static String repeat(int count, String text) {
        return IntStream.range(0, count)
                .mapToObj(i -> text.replace("$", "" + i))
                .collect(Collectors.joining());
    }

    @Test
    void casesOfAnIf() {
        refuses(
                "f(x) = {\n if x > 0 { y = x }\n" + repeat(3_000, " else if x > -$ { y = $*x }\n")
                        + " else { y = 0 }\n return y\n}",
                "this is one of 3001 cases of an if, which has at most 3000");
    }

    @Test
    void loopsInLoops() {
        refuses(
                "f(x) = {\n s = x\n" + repeat(101, "for k$ in 0:1 {\n") + " s = s*sin(s)\n" + "}\n".repeat(101)
                        + " return s\n}",
                "there are more than 100 loops around this");
    }

    @Test
    void arraysWithMoreElementsThanCanBeCounted() {
        refuses("f(x: real[4000000000,4000000000]) = x .^ 2", "more than 9223372036854775807 elements");
    }

    @Test
    void callsThatAreWrittenOut() {
        String chain = "f0(x) = sin(x)\n"
                + IntStream.range(0, 17)
                        .mapToObj(i -> "f" + (i + 1) + "(x) = f" + i + "(f" + i + "(x))\n")
                        .collect(Collectors.joining());
        refuses(chain, "more than is derived, its calls written out");
    }

    /** What is computed again is counted by a formula, and not by computing it again. */
    @Test
    void checkpointsOfLongLoops() {
        String loop = "f(x) = {\n s = x\n for k in 0:100000000 checkpoint(COUNT) { s = sin(s) }\n return s\n}";
        assertThat(compile(loop.replace("COUNT", "3")).java().text()).contains("The ratio is to the value");
        assertThat(compile(loop.replace("COUNT", "1")).java().text()).contains("The ratio is to the value");
    }

    @Test
    void arraysThatNoArrayHolds() {
        refuses("f(x) = zeros(100000, 100000)*x", "this array has 10000000000 elements");
        refuses("f(x) = sum([x for i in 0:3000000000])", "this array has 3000000000 elements");
    }

    /** What is refused is what is to be derived, before it is. */
    @Test
    void derivativesOfDerivatives() {
        refuses(
                "f(x) = diff(" + repeat(70_000, "sin($*x) + ") + "x, x)",
                "operations when its calls and derivatives are written out");
    }

    @Test
    void secondDerivativesOfManyResults() {
        String names = IntStream.range(0, 80).mapToObj(i -> "x" + i).collect(Collectors.joining(", "));
        String results = IntStream.range(0, 80).mapToObj(i -> "x0*x" + i).collect(Collectors.joining(", "));
        String program = "f(" + names + ") = {\n return " + results + "\n}\nderive f: ";
        refuses(program + "hessian", "the Hessians of the 80 results of 'f' have 512000 entries");
        assertThat(compile(program + "jacobian, hessian(x0, x1)").succeeded()).isTrue();
    }

    /** A line names the values that it adds, and not those that its sum has had. */
    @Test
    void sumsOfOneValue() {
        List<LineOrigin> lines =
                compile("f(x) = sum([" + repeat(3_000, "x, ") + "x])").java().lines();
        assertThat(lines).hasSizeGreaterThan(3_000);
        assertThat(lines.stream().mapToInt(line -> line.primal().size()).sum()).isLessThan(2 * lines.size());
    }

    /** The tangent of a chain is a product of as many factors, and each is looked at a number of times that does not grow. */
    @Test
    @Timeout(60)
    void chainsOfFunctions() {
        String chain = "f(x) = {\n a0 = x\n"
                + IntStream.range(0, 20_000)
                        .mapToObj(i -> " a" + (i + 1) + " = sin(a" + i + "*" + i + ".5)\n")
                        .collect(Collectors.joining())
                + " return a20000\n}";
        CompiledFunction function = compile(chain).functions().get(0);
        WengertList value = list(function, Product.VALUE);
        assertThat(Explanation.of(value, list(function, Product.TANGENT), list(function, Product.ADJOINT), 80))
                .contains("a20000 = sin(");
    }

    private static WengertList list(CompiledFunction function, Product product) {
        return function.schedule(function.request(product)).named();
    }

    /** What loops in loops need is asked for at each of them, of all within. */
    @Test
    @Timeout(60)
    void sumsOfSums() {
        String sum = "x[0]";
        for (int i = 0; i < 40; i++) {
            sum = "sum([" + sum + "*i" + i + " for i" + i + " in 0:2])";
        }
        assertThat(compile("f(x: real[n]) = " + sum).java().text()).contains("gradient");
    }

    /** What a derivative does not read costs it nothing, and neither does the text of a call each of its arguments. */
    @Test
    @Timeout(60)
    void manyDerivativesAndArguments() {
        String lines = IntStream.range(0, 3_000)
                .mapToObj(i -> " a" + (i + 1) + " = a" + i + " + diff(sin(x*" + i + "), x)\n")
                .collect(Collectors.joining());
        assertThat(compile("f(x) = {\n a0 = x\n" + lines + " return a3000\n}").succeeded())
                .isTrue();
        assertThat(compile("f(x) = max(" + repeat(20_000, "x*$, ") + "x)").succeeded())
                .isTrue();
    }

    /** The comment of a sum's line names what contributes to it: of each line, not all of it. */
    @Test
    void longSumsOfArrays() {
        String sum = "f(x: real[n], k: int) = x[0]" + repeat(1_500, " + sin($*x[k])");
        assertThat(compile(sum).java().text().length()).isLessThan(2_500_000);
    }
}
