package org.wengert.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads numbers and {@code x=2,y=-1e-3} as they are typed. */
final class Numbers {

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private Numbers() {}

    /** The nearest double; {@code inf}, {@code infinity} and {@code nan} in whatever case; empty for what is no number. */
    static Optional<Double> parse(String text) {
        if (DECIMAL.matcher(text).matches()) {
            return Optional.of(Double.parseDouble(text));
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
            case "nan" -> Optional.of(Double.NaN);
            default -> Optional.empty();
        };
    }

    /** All assignments of {@code lists} together; {@code option} is what a complaint calls them. */
    static Map<String, Double> assignments(String option, Iterable<String> lists) throws RequestException {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String list : lists) {
            for (String assignment : list.split(",", -1)) {
                assign(option, assignment, values);
            }
        }
        return values;
    }

    private static void assign(String option, String assignment, Map<String, Double> values) throws RequestException {
        int equals = assignment.indexOf('=');
        String name = assignment.substring(0, Math.max(0, equals)).strip();
        if (name.isEmpty()) {
            throw new RequestException(
                    "malformed-value", option + " takes name=number, not '" + assignment.strip() + "'");
        }
        String text = assignment.substring(equals + 1).strip();
        Optional<Double> value = parse(text);
        if (value.isEmpty()) {
            throw new RequestException(
                    "malformed-value", option + ": '" + text + "' is not a number, in '" + assignment.strip() + "'");
        }
        if (values.putIfAbsent(name, value.get()) != null) {
            throw new RequestException("duplicate-name", option + " gives '" + name + "' twice");
        }
    }
}
