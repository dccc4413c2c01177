package org.wengert.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.source.Span;

/** Collects what there is to say about one program, so that a run reports every error and not only the first. */
public final class Diagnostics {

    private final List<Diagnostic> collected = new ArrayList<>();

    public void report(Code code, Span span, String message) {
        collected.add(new Diagnostic(code, span, message, Optional.empty()));
    }

    public void report(Code code, Span span, String message, String hint) {
        collected.add(new Diagnostic(code, span, message, Optional.of(hint)));
    }

    public void report(Code code, Span span, String message, Optional<String> hint) {
        collected.add(new Diagnostic(code, span, message, hint));
    }

    public boolean hasErrors() {
        return collected.stream().anyMatch(d -> d.code().severity() == Severity.ERROR);
    }

    /** All of them in the order of the source. */
    public List<Diagnostic> toList() {
        return collected.stream()
                .sorted((a, b) -> Integer.compare(a.span().start(), b.span().start()))
                .toList();
    }
}
