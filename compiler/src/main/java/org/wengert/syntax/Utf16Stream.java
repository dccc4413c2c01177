package org.wengert.syntax;

import org.wengert.shaded.antlr.CharStream;
import org.wengert.shaded.antlr.IntStream;
import org.wengert.shaded.antlr.misc.Interval;

/** A text as ANTLR reads it: code points, at UTF-16 offsets, so that the offsets of tokens are those of spans. */
final class Utf16Stream implements CharStream {

    private final String name;
    private final String text;
    private int at;

    Utf16Stream(String name, String text) {
        this.name = name;
        this.text = text;
    }

    @Override
    public void consume() {
        if (at >= text.length()) {
            throw new IllegalStateException("consume at the end of the text");
        }
        at += Character.charCount(text.codePointAt(at));
    }

    @Override
    public int LA(int i) {
        if (i == 1) { // nearly every call
            return at < text.length() ? text.codePointAt(at) : IntStream.EOF;
        }
        int offset = at;
        for (int k = 1; k < i && offset < text.length(); k++) {
            offset += Character.charCount(text.codePointAt(offset));
        }
        for (int k = 0; k > i && offset > 0; k--) {
            offset -= Character.charCount(text.codePointBefore(offset));
        }
        return offset < text.length() && i != 0 ? text.codePointAt(offset) : IntStream.EOF;
    }

    @Override
    public int mark() {
        return -1;
    }

    @Override
    public void release(int marker) {}

    @Override
    public int index() {
        return at;
    }

    @Override
    public void seek(int index) {
        at = index;
    }

    @Override
    public int size() {
        return text.length();
    }

    @Override
    public String getSourceName() {
        return name;
    }

    @Override
    public String getText(Interval interval) {
        return text.substring(interval.a, Math.min(interval.b + 1, text.length()));
    }
}
