package org.wengert.source;

import java.io.Reader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The text of one program with the name that messages give it, and the lines it is made of. */
public final class SourceText {

    private final String name;
    private final String text;
    private final int[] lineStarts;

    private SourceText(String name, String text) {
        this.name = name;
        this.text = text;
        this.lineStarts = IntStream.concat(
                        IntStream.of(0), IntStream.rangeClosed(1, text.length()).filter(i -> endsLine(text, i - 1)))
                .toArray();
    }

    /** Whether a line ends after the character at {@code i}: LF, CR LF or CR. */
    private static boolean endsLine(String text, int i) {
        char c = text.charAt(i);
        return c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
    }

    /** A program that is in memory already. */
    public static SourceText of(String name, String text) {
        return new SourceText(name, text);
    }

    /** The text of a file in UTF-8, under the path as it is given here. */
    public static SourceText read(Path file) throws UnreadableSourceException {
        return SourceReader.read(file);
    }

    /** The text of a stream of characters, to its end; the reader is left open. */
    public static SourceText read(String name, Reader reader) throws UnreadableSourceException {
        return SourceReader.read(name, reader);
    }

    /** The text of bytes in UTF-8. */
    public static SourceText decode(String name, byte[] bytes) throws UnreadableSourceException {
        return SourceReader.decode(name, bytes);
    }

    /** The name shown in messages: a path as the user gave it, or {@code <expression>}. */
    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    public String text(Span span) {
        return text.substring(span.start(), span.end());
    }

    /** Line and column, both from 1, of an offset; columns count code points. */
    public Position position(int offset) {
        int line = line(offset);
        return new Position(line + 1, text.codePointCount(lineStarts[line], offset) + 1);
    }

    /** The line that holds {@code offset}, without its line end. */
    public String lineAt(int offset) {
        int line = line(offset);
        int end = line + 1 < lineStarts.length ? lineStarts[line + 1] : text.length();
        while (end > lineStarts[line] && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(lineStarts[line], end);
    }

    private int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found : -found - 2;
    }
}
