package org.wengert.corpora;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An object of a corpus; a number is a double, and {@code null} is NaN. */
record Json(Map<String, Object> fields) {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** The lines of the corpus {@code name}. */
    static List<Json> corpus(String name) {
        List<Json> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Json.class.getResourceAsStream(name + ".jsonl")), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                try (JsonParser parser = FACTORY.createParser(line)) {
                    parser.nextToken();
                    lines.add((Json) value(parser));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, value(parser));
                }
                yield new Json(fields);
            }
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield items;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Double.parseDouble(parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NULL -> Double.NaN;
            default -> parser.getText();
        };
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    /** Whether {@code field} is there and false. */
    boolean denies(String field) {
        return Boolean.FALSE.equals(fields.get(field));
    }

    Object get(String field) {
        return Objects.requireNonNull(fields.get(field), field);
    }

    String text(String field) {
        return (String) get(field);
    }

    Json object(String field) {
        return (Json) get(field);
    }

    List<Json> objects(String field) {
        return ((List<?>) get(field)).stream().map(o -> (Json) o).toList();
    }

    List<String> texts(String field) {
        return ((List<?>) get(field)).stream().map(o -> (String) o).toList();
    }

    /** A number, or numbers in rows, as one row. */
    double[] numbers(String field) {
        List<Double> all = new ArrayList<>();
        flatten(get(field), all);
        return all.stream().mapToDouble(d -> d).toArray();
    }

    private static void flatten(Object value, List<Double> into) {
        if (value instanceof List<?> items) {
            items.forEach(item -> flatten(item, into));
        } else {
            into.add((Double) value);
        }
    }
}
