package org.wengert.cli.files;

import java.util.Objects;

/** A file that does not hold the array asked for. */
public final class ArrayFileException extends Exception {

    private static final long serialVersionUID = 1;

    ArrayFileException(String message) {
        super(message);
    }

    ArrayFileException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
