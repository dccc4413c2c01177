package org.wengert.source;

/**
 * A stretch of a {@link SourceText}, as UTF-16 offsets.
 *
 * @param start the first character
 * @param end one past the last character, at least {@code start}
 */
public record Span(int start, int end) {

    /** The span of what nobody wrote, such as a derivative. */
    public static final Span NONE = new Span(0, 0);

    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a span: " + start + ".." + end);
        }
    }

    /** The smallest span that covers this one and {@code other}. */
    public Span to(Span other) {
        return new Span(Math.min(start, other.start), Math.max(end, other.end));
    }
}
