package org.wengert;

import java.util.List;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.diagnostic.TextLayout;
import org.wengert.source.SourceText;

/** Says what is wrong with a program; the message shows every error with its line and a caret. */
public final class InvalidProgramException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final transient List<Diagnostic> diagnostics;

    InvalidProgramException(SourceText source, List<Diagnostic> diagnostics) {
        super(TextLayout.render(source, diagnostics));
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** Errors and warnings in the order of the text. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
