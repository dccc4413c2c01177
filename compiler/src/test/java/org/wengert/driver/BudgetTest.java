package org.wengert.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.source.SourceText;

/** A program that would take minutes is refused with a word on what has grown. */
class BudgetTest {

    private static Compilation compile(String program) {
        return Compiler.compile(SourceText.of("f.expr", program), CompilerOptions.named("f"));
    }

    private static void refuses(String program, String message) {
        assertThat(compile(program).diagnostics()).extracting(Diagnostic::code).contains(Code.LIMIT);
        assertThat(compile(program).diagnostics())
                .anySatisfy(d -> assertThat(d.message()).contains(message));
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
        assertThat(compile(loop.replace("COUNT", "3")).java().text()).contains("times the value");
        assertThat(compile(loop.replace("COUNT", "1")).java().text()).contains("times the value");
    }

    @Test
    void arraysThatNoArrayHolds() {
        refuses("f(x) = zeros(100000, 100000)*x", "this array has 10000000000 elements");
        refuses("f(x) = sum([x for i in 0:3000000000])", "this array has 3000000000 elements");
    }

    /** The comment of a sum's line names what contributes to it: of each line, not all of it. */
    @Test
    void longSumsOfArrays() {
        String sum = "f(x: real[n], k: int) = x[0]" + repeat(1_500, " + sin($*x[k])");
        assertThat(compile(sum).java().text().length()).isLessThan(2_500_000);
    }
}
