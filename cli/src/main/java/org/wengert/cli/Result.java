package org.wengert.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.wengert.cli.json.JsonValue;
import org.wengert.op.Tensor;

/** A number, an array, or results by the name of a parameter or of a result of the function. */
sealed interface Result {

    JsonValue json();

    /** One number. */
    record Scalar(double value) implements Result {
        @Override
        public JsonValue json() {
            return JsonValue.of(value);
        }
    }

    /** An array. */
    record Array(Tensor tensor) implements Result {
        @Override
        public JsonValue json() {
            return JsonValue.of(tensor.extents(), tensor.data());
        }
    }

    /** A number of rank 0, or an array. */
    static Result of(Tensor tensor) {
        return tensor.rank() == 0 ? new Scalar(tensor.value()) : new Array(tensor);
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
