package org.wengert.maven;

import java.util.Objects;

/** Nothing was generated, for a reason that lies in the programs or in what was asked for. */
final class FailedGenerationException extends Exception {

    private static final long serialVersionUID = 1;

    FailedGenerationException(String message) {
        super(message);
    }

    FailedGenerationException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
