package org.wengert.differentiate;

import org.wengert.source.Span;

/** That there is no such product of a program: with what is in the way, where it is, and what helps. */
public class NotDerivedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Span span;
    private final String hint;

    protected NotDerivedException(String message, Span span, String hint) {
        super(message, null, false, false);
        this.span = span;
        this.hint = hint;
    }

    /** Where the author wrote it. */
    public Span span() {
        return span;
    }

    /** What helps. */
    public String hint() {
        return hint;
    }
}
