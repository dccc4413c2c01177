package org.wengert.diagnostic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.source.SourceText;
import org.wengert.source.Span;
import org.wengert.source.UnreadableSourceException;

/** Collects what there is to say about one program, so that a run reports every error and not only the first. */
public final class Diagnostics {

    private final List<Diagnostic> collected = new ArrayList<>();

    /** Nothing yet. */
    public Diagnostics() {}

    public void report(Code code, Span span, String message) {
        collected.add(new Diagnostic(code, span, message, Optional.empty()));
    }

    public void report(Code code, Span span, String message, String hint) {
        collected.add(new Diagnostic(code, span, message, Optional.of(hint)));
    }

    public void report(Code code, Span span, String message, Optional<String> hint) {
        collected.add(new Diagnostic(code, span, message, hint));
    }

    /** The text of a file; one that cannot be read becomes a diagnostic without a place. */
    public Optional<SourceText> read(Path file) {
        try {
            return Optional.of(SourceText.read(file));
        } catch (UnreadableSourceException e) {
            report(e);
            return Optional.empty();
        }
    }

    /** Why there is no text, as a diagnostic without a place. */
    public void report(UnreadableSourceException unreadable) {
        Code code = switch (unreadable.reason()) {
            case NOT_READABLE -> Code.UNREADABLE_FILE;
            case TOO_LARGE -> Code.LIMIT;
            case BINARY -> Code.BINARY_FILE;
            case NOT_UTF8 -> Code.NOT_UTF8;
        };
        report(code, Span.NONE, unreadable.getMessage());
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
