package org.wengert.corpora;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wengert.op.Tensor;

/**
 * A program at a point with the numbers that are right there.
 *
 * @param kind of what goes wrong at such points
 * @param program an expression, or functions of which the last one counts
 * @param at by parameter, an integer being a number
 * @param want by derivative: nothing in front for the value, a parameter for the gradient, two for the Hessian
 */
record Case(String id, String kind, String program, Map<String, Tensor> at, Map<List<String>, Tensor> want) {

    /** The cases of the file {@code name}. */
    static Stream<Case> all(String name) {
        return Json.corpus(name).stream().map(Case::of);
    }

    private static Case of(Json row) {
        Map<String, Object> want = object(row.fields().get("want"));
        Map<List<String>, Tensor> numbers = new LinkedHashMap<>();
        if (want.containsKey("value")) {
            numbers.put(List.of(), tensor(want.get("value")));
        }
        object(want.get("gradient")).forEach((x, entry) -> numbers.put(List.of(x), tensor(entry)));
        object(want.get("hessian"))
                .forEach((x, line) -> object(line).forEach((y, entry) -> numbers.put(List.of(x, y), tensor(entry))));
        Map<String, Tensor> at = new LinkedHashMap<>();
        object(row.fields().get("at")).forEach((x, number) -> at.put(x, tensor(number)));
        return new Case(row.text("id"), row.text("kind"), row.text("program"), at, numbers);
    }

    private static Map<String, Object> object(@Nullable Object json) {
        return json instanceof Json object ? object.fields() : Map.of();
    }

    private static Tensor tensor(@Nullable Object json) {
        List<Integer> extents = new ArrayList<>();
        for (@Nullable Object part = json; part instanceof List<?> list; part = list.isEmpty() ? "" : list.get(0)) {
            extents.add(list.size());
        }
        return new Tensor(
                extents.stream().mapToInt(Integer::intValue).toArray(),
                flat(json).mapToDouble(Case::number).toArray());
    }

    private static Stream<?> flat(@Nullable Object json) {
        return json instanceof List<?> list
                ? list.stream().flatMap(Case::flat)
                : Stream.of(Objects.requireNonNull(json));
    }

    private static double number(Object json) {
        return json instanceof Double number
                ? number
                : json.equals("nan") ? Double.NaN : Double.parseDouble(json.toString());
    }

    @Override
    public String toString() {
        return id + ": " + program.replace("\n", "; ") + " at " + at.keySet();
    }
}
