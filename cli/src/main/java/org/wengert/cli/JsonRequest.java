package org.wengert.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.wengert.cli.json.JsonValue;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.op.Tensor;
import org.wengert.syntax.Spellings;

/** One line of {@code eval --jsonl}, its types checked. */
record JsonRequest(
        String program,
        boolean isExpression,
        Optional<String> function,
        Optional<List<String>> parameters,
        Map<String, Tensor> at,
        List<ProductRequest> derive,
        Map<String, Tensor> direction,
        Map<String, Tensor> cotangent) {

    private static final List<String> NAMES =
            List.of("id", "expression", "source", "function", "parameters", "at", "derive", "direction", "cotangent");

    static JsonRequest of(Map<String, JsonValue> members) throws RequestException {
        for (String name : members.keySet()) {
            if (!NAMES.contains(name)) {
                throw malformed(
                        "a request has no \"" + name + "\"",
                        Spellings.closest(name, new TreeSet<>(NAMES)).map(c -> "did you mean \"" + c + "\"?"));
            }
        }
        Optional<String> expression = text(members, "expression");
        Optional<String> source = text(members, "source");
        if (expression.isPresent() == source.isPresent()) {
            throw malformed("a request has one of \"expression\" and \"source\"", Optional.empty());
        }
        return new JsonRequest(
                expression.or(() -> source).orElse(""),
                expression.isPresent(),
                text(members, "function"),
                parameters(members),
                JsonArrays.read(members, "at"),
                derive(members),
                JsonArrays.read(members, "direction"),
                JsonArrays.read(members, "cotangent"));
    }

    static RequestException malformed(String message, Optional<String> hint) {
        return new RequestException("malformed-request", message, hint);
    }

    private static Optional<String> text(Map<String, JsonValue> members, String name) throws RequestException {
        JsonValue value = members.get(name);
        return value == null ? Optional.empty() : Optional.of(text(value, "\"" + name + "\" is not a string"));
    }

    private static String text(JsonValue value, String complaint) throws RequestException {
        if (value instanceof JsonValue.Text text) {
            return text.value();
        }
        throw malformed(complaint, Optional.empty());
    }

    private static Optional<List<String>> texts(Map<String, JsonValue> members, String name) throws RequestException {
        JsonValue value = members.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof JsonValue.Items items)) {
            throw malformed("\"" + name + "\" is not an array of strings", Optional.empty());
        }
        List<String> texts = new ArrayList<>();
        for (JsonValue item : items.items()) {
            texts.add(text(item, "\"" + name + "\" is not an array of strings"));
        }
        return Optional.of(List.copyOf(texts));
    }

    private static Optional<List<String>> parameters(Map<String, JsonValue> members) throws RequestException {
        Optional<List<String>> names = texts(members, "parameters");
        for (String name : names.orElse(List.of())) {
            ProgramArguments.checkName(name);
        }
        if (names.isPresent()
                && names.get().stream().distinct().count() < names.get().size()) {
            throw new RequestException("duplicate-name", "\"parameters\" names a parameter twice");
        }
        return names;
    }

    private static List<ProductRequest> derive(Map<String, JsonValue> members) throws RequestException {
        List<ProductRequest> products = new ArrayList<>();
        for (String item : texts(members, "derive").orElse(List.of())) {
            products.add(Derive.item(item.strip()));
        }
        return products;
    }
}
