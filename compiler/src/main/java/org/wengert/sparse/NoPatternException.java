package org.wengert.sparse;

import org.wengert.differentiate.NotDerivedException;
import org.wengert.source.Span;

/** That it cannot be said which entries of a matrix there are before it is called: with what is in the way, and where. */
public final class NoPatternException extends NotDerivedException {

    private static final long serialVersionUID = 1;

    NoPatternException(String message, Span span) {
        super(
                message,
                span,
                "write each element as an expression of elements at places that indices say, or ask for the products with a direction");
    }
}
