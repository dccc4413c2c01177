package org.wengert.diagnostic;

import java.util.List;
import java.util.Locale;
import org.wengert.source.Position;
import org.wengert.source.SourceText;
import org.wengert.source.Span;

/**
 * Lays diagnostics out for a terminal.
 *
 * <pre>
 * loss.expr:3:9: error: expected an expression, found ')' [unexpected]
 *   y = x*()
 *          ^
 *   hint: ...
 * </pre>
 */
public final class TextLayout {

    private TextLayout() {}

    /** A diagnostic of a text with the line it is in; lines end with {@code \n}, the last one too. */
    public static String render(SourceText source, Diagnostic diagnostic) {
        Span span = diagnostic.span();
        if (span.equals(Span.NONE)) {
            return render(source.name(), diagnostic);
        }
        Position position = source.position(span.start());
        String place = source.name() + ":" + position.line() + ":" + position.column();
        return head(place, diagnostic) + echo(source, span) + hint(diagnostic);
    }

    /** The line of a place, and a caret below it. */
    public static String echo(SourceText source, Span span) {
        return EchoedLine.of(source, span).text();
    }

    /** A diagnostic of a file as a whole. */
    public static String render(String name, Diagnostic diagnostic) {
        return head(name, diagnostic) + hint(diagnostic);
    }

    /** All of them, and how many there are; empty for none. */
    public static String render(SourceText source, List<Diagnostic> diagnostics) {
        StringBuilder text = new StringBuilder();
        diagnostics.forEach(d -> text.append(render(source, d)));
        return diagnostics.isEmpty()
                ? ""
                : text.append(summary(diagnostics)).append('\n').toString();
    }

    /** {@code 2 errors, 1 warning}. */
    public static String summary(List<Diagnostic> diagnostics) {
        long errors = count(diagnostics, Severity.ERROR);
        long warnings = count(diagnostics, Severity.WARNING);
        if (errors == 0 && warnings == 0) {
            return "no errors";
        }
        if (warnings == 0 || errors == 0) {
            return errors == 0 ? plural(warnings, "warning") : plural(errors, "error");
        }
        return plural(errors, "error") + ", " + plural(warnings, "warning");
    }

    private static long count(List<Diagnostic> diagnostics, Severity severity) {
        return diagnostics.stream().filter(d -> d.code().severity() == severity).count();
    }

    private static String plural(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String head(String place, Diagnostic diagnostic) {
        String severity = diagnostic.code().severity().name().toLowerCase(Locale.ROOT);
        return EchoedLine.visible(place + ": " + severity + ": " + diagnostic.message()) + " ["
                + diagnostic.code().id() + "]\n";
    }

    private static String hint(Diagnostic diagnostic) {
        return diagnostic
                .hint()
                .map(h -> "  hint: " + EchoedLine.visible(h) + "\n")
                .orElse("");
    }
}
