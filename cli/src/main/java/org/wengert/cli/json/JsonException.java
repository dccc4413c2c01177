package org.wengert.cli.json;

import java.util.Objects;
import java.util.Optional;

/** A text that is not the JSON asked for. */
public final class JsonException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Optional<JsonValue> id;

    JsonException(String message, Optional<JsonValue> id) {
        super(message);
        this.id = id;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** The value of the member {@code id}, if it was read before the error. */
    public Optional<JsonValue> id() {
        return id;
    }
}
