package org.wengert.cli;

import java.util.Objects;
import java.util.Optional;
import org.wengert.driver.InvalidOptionException;

/** A wish that cannot be met, for a reason that lies in the wish and not in the program. */
final class RequestException extends Exception {

    private static final long serialVersionUID = 1;

    private final String code;
    private final String hint;

    RequestException(String code, String message) {
        this(code, message, Optional.empty());
    }

    RequestException(String code, String message, Optional<String> hint) {
        super(message);
        this.code = code;
        this.hint = hint.orElse("");
    }

    RequestException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.hint = "";
    }

    RequestException(InvalidOptionException cause) {
        super(cause.getMessage(), cause);
        this.code = cause.code();
        this.hint = cause.hint().orElse("");
    }

    String code() {
        return code;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    Optional<String> hint() {
        return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
    }

    /** Message and hint in one line. */
    String whole() {
        return getMessage() + hint().map(h -> "; " + h).orElse("");
    }
}
