package org.wengert.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.wengert.cli.json.JsonValue;

/** A number, or results by the name of a parameter or of a result of the function. */
sealed interface Result {

    JsonValue json();

    /** One number. */
    record Scalar(double value) implements Result {
        @Override
        public JsonValue json() {
            return JsonValue.of(value);
        }
    }

    /** Several. */
    record Table(Map<String, Result> entries) implements Result {
        @Override
        public JsonValue json() {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            entries.forEach((name, result) -> members.put(name, result.json()));
            return new JsonValue.Members(members);
        }
    }
}
