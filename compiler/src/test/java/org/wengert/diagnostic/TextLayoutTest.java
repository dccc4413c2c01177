package org.wengert.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wengert.source.SourceText;
import org.wengert.source.Span;

class TextLayoutTest {

    private static String render(String text, int start, int end) {
        Diagnostic diagnostic = new Diagnostic(Code.UNEXPECTED, new Span(start, end), "wrong", Optional.of("mend"));
        return TextLayout.render(SourceText.of("f.expr", text), diagnostic);
    }

    private static String echo(String text, int start, int end) {
        return render(text, start, end)
                .lines()
                .skip(1)
                .limit(2)
                .reduce((a, b) -> a + "\n" + b)
                .orElseThrow();
    }

    @Test
    void showsTheLineWithCaretsAndTheHint() {
        assertThat(render("a\nb = alpha + 2\nc", 6, 11)).isEqualTo("""
                        f.expr:2:5: error: wrong [unexpected]
                          b = alpha + 2
                              ^~~~~
                          hint: mend
                        """);
    }

    @Test
    void aPlaceWithoutWidthHasACaret() {
        assertThat(echo("x +", 3, 3)).isEqualTo("  x +\n     ^");
        assertThat(echo("x\ny", 0, 3))
                .as("a span over lines is marked in its first")
                .isEqualTo("  x\n  ^");
    }

    @Test
    void keepsTabsBelowTabs() {
        assertThat(echo("\tx\ty", 3, 4)).isEqualTo("  \tx\ty\n  \t \t^");
    }

    @Test
    void countsWideCharactersTwiceAndMarksNotAtAll() {
        assertThat(echo("# 速度 x", 5, 6)).isEqualTo("  # 速度 x\n         ^");
        assertThat(echo("x\u0302*y", 3, 4)).isEqualTo("  x\u0302*y\n    ^");
        assertThat(echo("𝑥 + y", 5, 6)).isEqualTo("  𝑥 + y\n      ^");
    }

    @Test
    void cutsLongLinesAroundTheCaret() {
        String line = "a".repeat(1000) + "!" + "b".repeat(1000);
        assertThat(echo(line, 1000, 1001))
                .isEqualTo("  ..." + "a".repeat(60) + "!" + "b".repeat(59) + "...\n" + " ".repeat(65) + "^");
    }

    @Test
    void makesVisibleWhatIsNot() {
        assertThat(echo("x\u001b[31m\u202ey", 0, 1)).isEqualTo("  x␛[31m<U+202E>y\n  ^");
        assertThat(echo("\u200bx", 1, 2)).isEqualTo("  <U+200B>x\n          ^");
    }

    @Test
    void aDiagnosticOfAFileHasNoLine() {
        Diagnostics diagnostics = new Diagnostics();
        assertThat(diagnostics.read(Path.of("none.expr"))).isEmpty();
        assertThat(TextLayout.render("none.expr", diagnostics.toList().get(0)))
                .isEqualTo("none.expr: error: there is no file 'none.expr' [unreadable-file]\n");
    }

    @Test
    void countsErrorsAndWarnings() {
        Diagnostic error = new Diagnostic(Code.UNEXPECTED, Span.NONE, "", Optional.empty());
        Diagnostic warning = new Diagnostic(Code.NUMBER_UNDERFLOW, Span.NONE, "", Optional.empty());
        assertThat(TextLayout.summary(List.of(error, warning, error))).isEqualTo("2 errors, 1 warning");
        assertThat(TextLayout.summary(List.of(error))).isEqualTo("1 error");
        assertThat(TextLayout.summary(List.of(warning, warning))).isEqualTo("2 warnings");
        assertThat(TextLayout.summary(List.of())).isEqualTo("no errors");
        assertThat(TextLayout.render(SourceText.of("f", "x"), List.of(warning)))
                .isEqualTo("f: warning:  [number-underflow]\n1 warning\n");
    }
}
