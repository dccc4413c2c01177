package org.wengert.sparse;

import org.wengert.differentiate.NotDerivedException;
import org.wengert.source.Span;

/** That it cannot be said which entries of a matrix there are before it is called: with what is in the way, and where. */
public final class NoPatternException extends NotDerivedException {

    private static final long serialVersionUID = 1;

    private static final String BY_INDICES =
            "write each element as an expression of elements at places that indices say, or ask for the products with a direction";

    private final boolean lasting;

    NoPatternException(String message, Span span) {
        this(message, span, BY_INDICES, false);
    }

    private NoPatternException(String message, Span span, String hint, boolean lasting) {
        super(message, span, hint);
        this.lasting = lasting;
    }

    /** Whether nothing is found when the sizes are known either. */
    public boolean isLasting() {
        return lasting;
    }

    /** That there are more cases than are looked at. */
    static final class TooManyCases extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient NoPatternException refusal;

        TooManyCases(String message, Span span) {
            super(message, null, false, false);
            refusal = new NoPatternException(message, span);
        }

        /** What users are told. */
        NoPatternException refusal() {
            return refusal;
        }
    }

    /** That an array is not made element by element. */
    static NoPatternException whole(String why, Span span) {
        return new NoPatternException(why + ", so that its entries are not known one by one", span);
    }

    /** That a question about integers has no answer that could be found. */
    static NoPatternException unknown(String what, Span span) {
        return new NoPatternException("which entries there are cannot be told: " + what + " is not known", span);
    }

    /** That the numbers of an index or a place are beyond those that are counted with. */
    static NoPatternException tooLarge(Span span) {
        return new NoPatternException(
                "an integer of it, a size, an index or a place in the matrix, is beyond 2^63 - 1 = " + Long.MAX_VALUE,
                span,
                "make the constants in sizes and indices smaller",
                true);
    }
}
