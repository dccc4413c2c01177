package org.wengert.cli.json;

import java.util.List;
import java.util.Map;
import org.wengert.ir.Decimal;

/** A JSON value; its text form is one line of JSON. */
public sealed interface JsonValue {

    /** Entries in the order of the text. */
    record Members(Map<String, JsonValue> entries) implements JsonValue {
        @Override
        public String toString() {
            return JsonText.of(this);
        }
    }

    /** An array. */
    record Items(List<JsonValue> items) implements JsonValue {
        @Override
        public String toString() {
            return JsonText.of(this);
        }
    }

    /**
     * Numbers in nested arrays.
     *
     * @param extents outermost first
     * @param data by rows
     */
    @SuppressWarnings("ArrayRecordComponent") // a value on its way out, never compared
    record Numbers(int[] extents, double[] data) implements JsonValue {
        @Override
        public String toString() {
            return JsonText.of(this);
        }
    }

    /** A string. */
    record Text(String value) implements JsonValue {
        @Override
        public String toString() {
            return JsonText.of(this);
        }
    }

    /** A number with the digits it was written with, so that one that is echoed loses none. */
    record Numeral(String literal) implements JsonValue {
        @Override
        public String toString() {
            return literal;
        }
    }

    /** {@code true}, {@code false} or {@code null}. */
    record Word(String word) implements JsonValue {
        @Override
        public String toString() {
            return word;
        }
    }

    JsonValue NULL = new Word("null");

    static JsonValue of(String text) {
        return new Text(text);
    }

    static JsonValue of(long number) {
        return new Numeral(Long.toString(number));
    }

    /** Doubles in nested arrays, each as if it were alone. */
    static JsonValue of(int[] extents, double[] data) {
        return new Numbers(extents, data);
    }

    /** A double that reads back as the same bits; one that is not finite is the string NaN, Infinity or -Infinity. */
    static JsonValue of(double number) {
        return Double.isFinite(number) ? new Numeral(Decimal.shortest(number)) : new Text(Double.toString(number));
    }
}
