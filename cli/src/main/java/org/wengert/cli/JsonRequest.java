package org.wengert.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.wengert.cli.json.JsonValue;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.op.Tensor;
import org.wengert.syntax.Spellings;

/**
 * One line of {@code eval --jsonl}, its types checked.
 *
 * @param program the text; none of a request for what is bound
 * @param isBinding whether it is kept for the requests behind it, and not answered with results
 * @param isCompiled whether what is bound runs as Java, and is not interpreted
 */
record JsonRequest(
        Optional<String> program,
        boolean isExpression,
        boolean isBinding,
        boolean isCompiled,
        Optional<String> function,
        Optional<List<String>> parameters,
        Map<String, Tensor> at,
        List<ProductRequest> derive,
        Map<String, Tensor> direction,
        Map<String, Tensor> cotangent) {

    private static final List<String> NAMES = List.of(
            "id",
            "bind",
            "compile",
            "expression",
            "source",
            "function",
            "parameters",
            "at",
            "derive",
            "direction",
            "cotangent");

    static JsonRequest of(Map<String, JsonValue> members) throws RequestException {
        JsonValue bound = members.get("bind");
        if (bound == null) {
            return of(members, false);
        }
        Optional<String> other = members.keySet().stream()
                .filter(name -> !name.equals("id") && !name.equals("bind"))
                .findFirst();
        if (other.isPresent()) {
            throw malformed(
                    "beside \"bind\" there is \"" + other.get() + "\"",
                    Optional.of("what is bound stands inside: {\"bind\": {\"source\": ..., \"at\": {...}}}"));
        }
        if (!(bound instanceof JsonValue.Members inside)) {
            throw malformed("\"bind\" is not an object", Optional.empty());
        }
        for (String name : List.of("id", "bind")) {
            if (inside.entries().containsKey(name)) {
                throw malformed("\"" + name + "\" stands in \"bind\"", Optional.empty());
            }
        }
        return of(inside.entries(), true);
    }

    private static JsonRequest of(Map<String, JsonValue> members, boolean isBinding) throws RequestException {
        for (String name : members.keySet()) {
            if (!NAMES.contains(name)) {
                throw malformed(
                        "a request has no \"" + name + "\"",
                        Spellings.closest(name, new TreeSet<>(NAMES)).map(c -> "did you mean \"" + c + "\"?"));
            }
        }
        if (members.containsKey("compile") && !isBinding) {
            throw malformed(
                    "\"compile\" stands outside of \"bind\"",
                    Optional.of("compiling takes longer than one evaluation: {\"bind\": {\"compile\": true, ...}}"));
        }
        Optional<String> expression = text(members, "expression");
        Optional<String> source = text(members, "source");
        if (expression.isPresent() && source.isPresent()) {
            throw malformed("a request has one of \"expression\" and \"source\"", Optional.empty());
        }
        return new JsonRequest(
                expression.or(() -> source),
                expression.isPresent(),
                isBinding,
                truth(members, "compile"),
                text(members, "function"),
                parameters(members),
                JsonArrays.read(members, "at"),
                derive(members),
                JsonArrays.read(members, "direction"),
                JsonArrays.read(members, "cotangent"));
    }

    /**
     * This request with the program that is bound: what it says counts, and at what it names; all else is as it was bound.
     *
     * @param bound the last one, if there is one
     */
    JsonRequest with(Optional<JsonRequest> bound) throws RequestException {
        if (program.isPresent()) {
            return this;
        }
        if (isBinding || bound.isEmpty()) {
            throw malformed(
                    "a request has one of \"expression\" and \"source\"",
                    isBinding ? Optional.empty() : Optional.of("or it comes behind one that binds a program"));
        }
        if (parameters.isPresent()) {
            throw malformed("\"parameters\" stands without the expression that it is for", Optional.empty());
        }
        JsonRequest of = bound.get();
        return new JsonRequest(
                of.program,
                of.isExpression,
                false,
                of.isCompiled,
                function.or(() -> of.function),
                of.parameters,
                over(of.at, at),
                derive.isEmpty() ? of.derive : derive,
                over(of.direction, direction),
                over(of.cotangent, cotangent));
    }

    private static Map<String, Tensor> over(Map<String, Tensor> bound, Map<String, Tensor> given) {
        Map<String, Tensor> all = new LinkedHashMap<>(bound);
        all.putAll(given);
        return all;
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

    private static boolean truth(Map<String, JsonValue> members, String name) throws RequestException {
        JsonValue value = members.get(name);
        if (value == null || value.equals(new JsonValue.Word("false"))) {
            return false;
        }
        if (value.equals(new JsonValue.Word("true"))) {
            return true;
        }
        throw malformed("\"" + name + "\" is neither true nor false", Optional.empty());
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
