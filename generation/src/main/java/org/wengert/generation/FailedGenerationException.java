package org.wengert.generation;

import java.util.Objects;

/** Nothing was generated, for a reason that lies in the programs or in what was asked for. */
public final class FailedGenerationException extends Exception {

    private static final long serialVersionUID = 1;

    public FailedGenerationException(String message) {
        super(message);
    }

    public FailedGenerationException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
