package org.wengert.formula;

import org.wengert.source.Span;

/** A derivative that no formula says, and what its author can do about it. */
public final class NoFormulaException extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;
    private final String hint;
    private final transient Span span;

    NoFormulaException(String message, String hint, Span span) {
        super(message, null, false, false);
        this.reason = message;
        this.hint = hint;
        this.span = span;
    }

    public String reason() {
        return reason;
    }

    public String hint() {
        return hint;
    }

    /** What cannot be said; none if that is nothing in particular. */
    public Span span() {
        return span == null ? Span.NONE : span;
    }
}
