package org.wengert.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;

/** Writes records as JSON, their components being fields. */
public final class JsonText {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    public static String of(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /**
     * JSON that can stand in an element of a page: no character in it begins a tag or a comment, or ends a line of a script.
     */
    public static String inPage(Object value) {
        return of(value)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static void write(Object value, JsonGenerator out) throws IOException {
        if (value instanceof Formula formula) {
            write(formula, out);
        } else if (value instanceof Record) {
            out.writeStartObject();
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                out.writeFieldName(component.getName());
                write(read(component, value), out);
            }
            out.writeEndObject();
        } else if (value instanceof Collection<?> all) {
            out.writeStartArray();
            for (Object each : all) {
                write(each, out);
            }
            out.writeEndArray();
        } else if (value instanceof Integer number) {
            out.writeNumber(number);
        } else if (value instanceof Double number) {
            out.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else {
            out.writeString(value.toString());
        }
    }

    /** {@code ["mi", "x"]}, {@code ["msqrt", ["mi", "x"]]}: there are many of them. */
    private static void write(Formula formula, JsonGenerator out) throws IOException {
        out.writeStartArray();
        out.writeString(formula.tag());
        if (formula.children().isEmpty()) {
            out.writeString(formula.text());
        }
        for (Formula child : formula.children()) {
            write(child, out);
        }
        out.writeEndArray();
    }

    private static Object read(RecordComponent component, Object value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("bug: a component that cannot be read", e);
        }
    }
}
