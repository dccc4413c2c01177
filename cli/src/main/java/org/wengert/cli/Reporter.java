package org.wengert.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wengert.cli.json.JsonValue;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.diagnostic.TextLayout;
import org.wengert.source.Position;
import org.wengert.source.SourceText;
import org.wengert.source.Span;
import org.wengert.source.UnreadableSourceException;

/** Says on standard error what is wrong, for people or as JSON lines. */
final class Reporter {

    /** How diagnostics are written. */
    enum Format {
        text,
        json
    }

    private final Console console;
    private final Format format;

    Reporter(Console console, Format format) {
        this.console = console;
        this.format = format;
    }

    void report(SourceText source, List<Diagnostic> diagnostics) {
        if (format == Format.text) {
            console.err().print(TextLayout.render(source, diagnostics));
        } else {
            diagnostics.forEach(d -> console.err().print(json(source, d) + "\n"));
        }
    }

    /** A file without a text; the exit code that this means. */
    int unreadable(String file, UnreadableSourceException unreadable) {
        Code code = switch (unreadable.reason()) {
            case NOT_READABLE -> Code.UNREADABLE_FILE;
            case TOO_LARGE -> Code.LIMIT;
            case BINARY -> Code.BINARY_FILE;
            case NOT_UTF8 -> Code.NOT_UTF8;
        };
        failure(file, code.id(), unreadable.getMessage(), "");
        return unreadable.reason() == UnreadableSourceException.Reason.NOT_READABLE
                ? Exit.WRONG_USAGE
                : Exit.PROGRAM_IN_ERROR;
    }

    /** What is wrong with a wish, or with a file as a whole. */
    void failure(String place, String code, String message, String hint) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("file", JsonValue.of(place));
        place(members, JsonValue.NULL, JsonValue.NULL, JsonValue.NULL, JsonValue.NULL);
        failure(place, members, code, message, "", hint);
    }

    /** What went wrong in a program that is none in error. */
    void failure(SourceText source, Span span, String code, String message, String hint) {
        Position start = source.position(span.start());
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("file", JsonValue.of(source.name()));
        place(members, source, span);
        String place = source.name() + ":" + start.line() + ":" + start.column();
        failure(place, members, code, message, TextLayout.echo(source, span), hint);
    }

    private void failure(
            String place, Map<String, JsonValue> members, String code, String message, String echo, String hint) {
        if (format == Format.text) {
            console.err().print(place + ": error: " + message + " [" + code + "]\n" + echo);
            console.err().print(hint.isEmpty() ? "" : "  hint: " + hint + "\n");
        } else {
            members.put("severity", JsonValue.of("error"));
            members.put("code", JsonValue.of(code));
            members.put("message", JsonValue.of(message));
            members.put("hint", hint.isEmpty() ? JsonValue.NULL : JsonValue.of(hint));
            console.err().print(new JsonValue.Members(members) + "\n");
        }
    }

    private static JsonValue json(SourceText source, Diagnostic diagnostic) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("file", JsonValue.of(source.name()));
        Span span = diagnostic.span();
        if (span.equals(Span.NONE)) {
            place(members, JsonValue.NULL, JsonValue.NULL, JsonValue.NULL, JsonValue.NULL);
        } else {
            place(members, source, span);
        }
        members.put("severity", JsonValue.of(diagnostic.code().severity().name().toLowerCase(Locale.ROOT)));
        members.put("code", JsonValue.of(diagnostic.code().id()));
        members.put("message", JsonValue.of(diagnostic.message()));
        members.put("hint", diagnostic.hint().map(JsonValue::of).orElse(JsonValue.NULL));
        return new JsonValue.Members(members);
    }

    private static void place(Map<String, JsonValue> members, SourceText source, Span span) {
        Position start = source.position(span.start());
        Position end = source.position(span.end());
        place(
                members,
                JsonValue.of(start.line()),
                JsonValue.of(start.column()),
                JsonValue.of(end.line()),
                JsonValue.of(end.column()));
    }

    private static void place(
            Map<String, JsonValue> members, JsonValue line, JsonValue column, JsonValue endLine, JsonValue endColumn) {
        members.put("line", line);
        members.put("column", column);
        members.put("endLine", endLine);
        members.put("endColumn", endColumn);
    }
}
