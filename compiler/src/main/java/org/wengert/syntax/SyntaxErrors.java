package org.wengert.syntax;

import java.util.Optional;
import java.util.TreeMap;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.diagnostic.Severity;
import org.wengert.source.SourceText;
import org.wengert.source.Span;

/** The first error of each line, of the first twenty lines that have one: what follows on a line is mostly its echo. */
final class SyntaxErrors {

    static final int MOST = 20;

    private final SourceText source;
    private final TreeMap<Integer, Diagnostic> errors = new TreeMap<>();
    private final TreeMap<Integer, Diagnostic> warnings = new TreeMap<>();
    private boolean broken;

    SyntaxErrors(SourceText source) {
        this.source = source;
    }

    /** Something that cannot be read: there is no program. */
    void report(Code code, Span span, String message, String hint) {
        broken = true;
        add(code, span, message, Optional.of(hint));
    }

    /** Something that cannot be read, with nothing to advise. */
    void report(Code code, Span span, String message) {
        broken = true;
        add(code, span, message, Optional.empty());
    }

    /** Something that is wrong, but read as it was meant. */
    void reportMended(Code code, Span span, String message, String hint) {
        add(code, span, message, Optional.of(hint));
    }

    /** Whether something could not be read. */
    boolean broken() {
        return broken;
    }

    void flush(Diagnostics diagnostics) {
        warnings.values().stream().limit(MOST).forEach(d -> pass(d, diagnostics));
        errors.values().stream().limit(MOST).forEach(d -> pass(d, diagnostics));
        if (errors.size() > MOST) {
            diagnostics.report(
                    Code.TOO_MANY_ERRORS,
                    errors.lastEntry().getValue().span(),
                    "there are more than " + MOST + " lines with syntax errors; from here on they are not shown");
        }
    }

    private static void pass(Diagnostic diagnostic, Diagnostics diagnostics) {
        diagnostics.report(diagnostic.code(), diagnostic.span(), diagnostic.message(), diagnostic.hint());
    }

    /** Keeps one more than are shown, to know that there are more; memory stays bounded whatever the text. */
    private void add(Code code, Span span, String message, Optional<String> hint) {
        TreeMap<Integer, Diagnostic> kept = code.severity() == Severity.ERROR ? errors : warnings;
        kept.putIfAbsent(source.position(span.start()).line(), new Diagnostic(code, span, message, hint));
        if (kept.size() > MOST + 1) {
            kept.pollLastEntry();
        }
    }
}
