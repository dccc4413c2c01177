package org.wengert.elaborate;

import org.wengert.source.Span;

/** How much a program may grow when its calls and derivatives are written out, so that a short file cannot fill the memory. */
final class Budget {

    private static final long LARGEST_PROGRAM = 2_000_000;

    private long spent;

    /** Says that a function is too large. */
    static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Span span;

        Exceeded(Span span) {
            super("too large", null, false, false);
            this.span = span;
        }

        Span span() {
            return span;
        }
    }

    void spend(long nodes, Span span) {
        spent += nodes;
        if (spent > LARGEST_PROGRAM) {
            throw new Exceeded(span);
        }
    }

    /** Whether what follows is not to be looked at any more. */
    boolean isExceeded() {
        return spent > LARGEST_PROGRAM;
    }

    static String message() {
        return "the program has more than " + LARGEST_PROGRAM
                + " operations when its calls and derivatives are written out";
    }
}
