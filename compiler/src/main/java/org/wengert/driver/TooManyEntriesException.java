package org.wengert.driver;

/** Says that a matrix of derivatives is too large to be computed whole. */
public final class TooManyEntriesException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TooManyEntriesException(String message) {
        super(message);
    }
}
