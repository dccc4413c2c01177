package org.wengert.cli.json;

import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/** Writes JSON on one line. */
final class JsonText {

    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    static String of(JsonValue value) {
        JsonText text = new JsonText();
        text.write(value);
        return text.out.toString();
    }

    private void write(JsonValue value) {
        if (value instanceof JsonValue.Members members) {
            writeMembers(members);
        } else if (value instanceof JsonValue.Items items) {
            writeItems(items);
        } else if (value instanceof JsonValue.Numbers numbers) {
            writeNumbers(numbers, 0, 0);
        } else if (value instanceof JsonValue.Text text) {
            quote(text.value());
        } else {
            out.append(value);
        }
    }

    private void writeMembers(JsonValue.Members members) {
        out.append('{');
        String separator = "";
        for (Map.Entry<String, JsonValue> entry : members.entries().entrySet()) {
            out.append(separator);
            quote(entry.getKey());
            out.append(':');
            write(entry.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void writeItems(JsonValue.Items items) {
        out.append('[');
        Iterator<JsonValue> each = items.items().iterator();
        while (each.hasNext()) {
            write(each.next());
            out.append(each.hasNext() ? "," : "");
        }
        out.append(']');
    }

    /** Writes what begins at {@code from} from an axis on; gives where it ends. */
    private int writeNumbers(JsonValue.Numbers numbers, int axis, int from) {
        if (axis == numbers.extents().length) {
            write(JsonValue.of(numbers.data()[from]));
            return from + 1;
        }
        out.append('[');
        int at = from;
        for (int i = 0; i < numbers.extents()[axis]; i++) {
            out.append(i == 0 ? "" : ",");
            at = writeNumbers(numbers, axis + 1, at);
        }
        out.append(']');
        return at;
    }

    private void quote(String text) {
        out.append('"');
        text.codePoints().forEach(this::character);
        out.append('"');
    }

    /** Half a surrogate pair has no UTF-8, and the separators U+2028 and U+2029 end lines for some readers. */
    private void character(int c) {
        boolean half = Character.getType(c) == Character.SURROGATE;
        if (c == '"' || c == '\\') {
            out.append('\\').append((char) c);
        } else if (c == '\n') {
            out.append("\\n");
        } else if (c < ' ' || c == 0x7f || c == 0x2028 || c == 0x2029 || half) {
            out.append(String.format(Locale.ROOT, "\\u%04x", c));
        } else {
            out.appendCodePoint(c);
        }
    }
}
