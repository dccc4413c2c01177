package org.wengert.sparse;

import org.wengert.source.Span;

/** That it cannot be said which entries of a matrix there are before it is called: with what is in the way, and where. */
public final class NoPatternException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What helps. */
    public static final String HINT =
            "write each element as an expression of elements at places that indices say, or ask for the products with a direction";

    private final transient Span span;

    NoPatternException(String message, Span span) {
        super(message, null, false, false);
        this.span = span;
    }

    /** Where the author wrote it. */
    public Span span() {
        return span;
    }
}
