package org.wengert.driver;

import java.util.Objects;
import java.util.Optional;

/** A text that an option cannot have: no list of products, or none of the words that it can be. */
public final class InvalidOptionException extends Exception {

    private static final long serialVersionUID = 1;

    private final String code;
    private final String hint;

    InvalidOptionException(String code, String message, Optional<String> hint) {
        super(message);
        this.code = code;
        this.hint = hint.orElse("");
    }

    /** What names this kind of mistake, as the codes of diagnostics do. */
    public String code() {
        return code;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** How to mend it, where that can be told. */
    public Optional<String> hint() {
        return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
    }
}
