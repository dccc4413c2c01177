package org.wengert.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.wengert.cli.json.JsonValue;
import org.wengert.op.Tensor;

/** Reads objects of numbers and of nested arrays of numbers. */
final class JsonArrays {

    private final String where;

    private JsonArrays(String where) {
        this.where = where;
    }

    /** The member {@code name} of a request; nothing if it is not there. */
    static Map<String, Tensor> read(Map<String, JsonValue> members, String name) throws RequestException {
        JsonValue value = members.get(name);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof JsonValue.Members entries)) {
            throw JsonRequest.malformed("\"" + name + "\" is not an object of numbers and arrays", Optional.empty());
        }
        return new JsonArrays("\"" + name + "\": ").read(entries.entries());
    }

    /** An object that is a file of its own. */
    static Map<String, Tensor> readAll(Map<String, JsonValue> members) throws RequestException {
        return new JsonArrays("").read(members);
    }

    private Map<String, Tensor> read(Map<String, JsonValue> entries) throws RequestException {
        Map<String, Tensor> read = new LinkedHashMap<>();
        for (Map.Entry<String, JsonValue> entry : entries.entrySet()) {
            ArrayBuilder builder = new ArrayBuilder(where, entry.getKey());
            add(entry.getValue(), builder);
            read.put(entry.getKey(), builder.build());
        }
        return read;
    }

    private void add(JsonValue value, ArrayBuilder builder) throws RequestException {
        if (value instanceof JsonValue.Items items) {
            builder.open();
            for (JsonValue item : items.items()) {
                add(item, builder);
            }
            builder.close();
            return;
        }
        Optional<Double> number = number(value);
        if (number.isEmpty()) {
            throw malformed(builder, "not a number", "a number, or \"NaN\", \"Infinity\", \"-Infinity\"");
        }
        if (value instanceof JsonValue.Numeral && number.get().isInfinite()) {
            throw malformed(builder, "beyond the largest double", "infinity is the string \"Infinity\"");
        }
        builder.number(number.get());
    }

    private static Optional<Double> number(JsonValue value) {
        if (value instanceof JsonValue.Numeral number) {
            return Optional.of(Double.parseDouble(number.literal()));
        }
        return switch (value instanceof JsonValue.Text text ? text.value() : "") {
            case "NaN" -> Optional.of(Double.NaN);
            case "Infinity" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-Infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> Optional.empty();
        };
    }

    private RequestException malformed(ArrayBuilder builder, String what, String hint) {
        return JsonRequest.malformed(where + "the value of \"" + builder.place() + "\" is " + what, Optional.of(hint));
    }
}
