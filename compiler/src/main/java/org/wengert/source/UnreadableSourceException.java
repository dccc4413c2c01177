package org.wengert.source;

import java.util.Objects;

/** A file that gives no program text, with what to tell its owner. */
public final class UnreadableSourceException extends Exception {

    private static final long serialVersionUID = 1;

    private final Reason reason;

    UnreadableSourceException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    UnreadableSourceException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What is wrong, in one line. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** Why there is no text. */
    public enum Reason {
        NOT_READABLE,
        TOO_LARGE,
        BINARY,
        NOT_UTF8
    }
}
