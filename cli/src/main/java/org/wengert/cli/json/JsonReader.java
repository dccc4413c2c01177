package org.wengert.cli.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one JSON object, strictly: nothing before or after it, no name twice, no deep nesting. */
public final class JsonReader {

    private static final int DEEPEST = 100;
    private static final int LONGEST_NUMBER = 100_000;

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
            .build();

    /**
     * The object that {@code text} is.
     *
     * @param otherwise what is said of a text that is none
     */
    public Map<String, JsonValue> read(String text, String otherwise) throws JsonException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonException(otherwise, Optional.empty());
            }
            members(parser, members);
            if (parser.nextToken() != null) {
                throw problem(parser, "there is more text after the object", members);
            }
            return members;
        } catch (JsonProcessingException e) {
            long column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
            throw new JsonException(
                    e.getOriginalMessage() + " (column " + column + ")", Optional.ofNullable(members.get("id")));
        } catch (IOException e) {
            throw new IllegalStateException("a string cannot fail to be read", e);
        }
    }

    /** The object that a line of requests is. */
    public Map<String, JsonValue> read(String text) throws JsonException {
        return read(text, "a request is a JSON object, such as {\"expression\":\"x^2\",\"at\":{\"x\":3}}");
    }

    private static JsonException problem(JsonParser parser, String message, Map<String, JsonValue> members) {
        return new JsonException(
                message + " (column " + parser.currentTokenLocation().getColumnNr() + ")",
                Optional.ofNullable(members.get("id")));
    }

    private static void members(JsonParser parser, Map<String, JsonValue> into) throws IOException, JsonException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            boolean twice = into.containsKey(name);
            parser.nextToken();
            JsonValue value = value(parser);
            if (twice) {
                throw problem(parser, "the name \"" + name + "\" is given twice", into);
            }
            into.put(name, value);
        }
    }

    private static JsonValue value(JsonParser parser) throws IOException, JsonException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                members(parser, members);
                yield new JsonValue.Members(members);
            }
            case START_ARRAY -> {
                List<JsonValue> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield new JsonValue.Items(items);
            }
            case VALUE_STRING -> new JsonValue.Text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Numeral(parser.getText());
            default -> new JsonValue.Word(parser.getText());
        };
    }
}
