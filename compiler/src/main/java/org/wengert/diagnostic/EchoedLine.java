package org.wengert.diagnostic;

import java.util.Locale;
import org.wengert.source.SourceText;
import org.wengert.source.Span;

/** The line of a diagnostic and the carets below it: tabs kept, the unseen made visible, long lines cut around the place. */
final class EchoedLine {

    /** Characters shown before and after the place where a span starts. */
    private static final int BEFORE = 60;

    private static final int AFTER = 60;

    private final StringBuilder line = new StringBuilder();
    private final StringBuilder carets = new StringBuilder();

    private EchoedLine() {}

    static EchoedLine of(SourceText source, Span span) {
        String text = source.text();
        int start = Math.min(span.start(), text.length());
        int from = begin(text, start);
        int to = end(text, start);
        EchoedLine echoed = new EchoedLine();
        echoed.margin(from == 0 || isLineEnd(text.charAt(from - 1)) ? "  " : "  ...");
        echoed.characters(text, from, start, ' ');
        echoed.mark(text, start, Math.min(Math.max(start, span.end()), to));
        echoed.line.append(EchoedLine.visible(text.substring(Math.min(Math.max(start, span.end()), to), to)));
        echoed.line.append(to == text.length() || isLineEnd(text.charAt(to)) ? "" : "...");
        return echoed;
    }

    String text() {
        return line + "\n" + carets + "\n";
    }

    private void margin(String margin) {
        line.append(margin);
        carets.append(" ".repeat(margin.length()));
    }

    /** One caret, and a tilde for every further column; a place without width, such as a line's end, has a caret too. */
    private void mark(String text, int from, int to) {
        int at = carets.length();
        characters(text, from, to, '~');
        if (carets.length() == at) {
            carets.append('^');
        } else {
            carets.setCharAt(at, '^');
        }
    }

    private void characters(String text, int from, int to, char mark) {
        for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
            String shown = visible(text.codePointAt(i));
            line.append(shown);
            // A tab below a tab keeps the columns wherever the terminal's stops are.
            carets.append(
                    shown.equals("\t") && mark == ' '
                            ? "\t"
                            : String.valueOf(mark).repeat(columns(shown)));
        }
    }

    private static int begin(String text, int place) {
        int from = place;
        while (from > 0 && place - from < BEFORE && !isLineEnd(text.charAt(from - 1))) {
            from--;
        }
        boolean splits = from > 0 && from < text.length() && Character.isLowSurrogate(text.charAt(from));
        return splits && Character.isHighSurrogate(text.charAt(from - 1)) ? from - 1 : from;
    }

    private static int end(String text, int place) {
        int to = place;
        while (to < text.length() && to - place < AFTER && !isLineEnd(text.charAt(to))) {
            to++;
        }
        boolean splits = to > place && to < text.length() && Character.isLowSurrogate(text.charAt(to));
        return splits && Character.isHighSurrogate(text.charAt(to - 1)) ? to + 1 : to;
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    /** A text in which nothing moves the cursor, reorders what is around it, or hides. */
    static String visible(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> shown.append(visible(c)));
        return shown.toString();
    }

    private static String visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL ->
                c == '\t' ? "\t" : c < ' ' ? Character.toString(0x2400 + c) : c == 0x7f ? "\u2421" : code(c);
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> code(c);
            case Character.SPACE_SEPARATOR -> c == ' ' ? " " : code(c);
            default -> Character.toString(c);
        };
    }

    private static String code(int c) {
        return String.format(Locale.ROOT, "<U+%04X>", c);
    }

    private static int columns(String shown) {
        return shown.codePoints().map(EchoedLine::columns).sum();
    }

    /** How many columns terminals give a character: none to a mark, two to the scripts and pictures of East Asia. */
    private static int columns(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = (c >= 0x1100 && c <= 0x115f)
                || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0xffe0 && c <= 0xffe6)
                || (c >= 0x1f300 && c <= 0x1f64f)
                || (c >= 0x1f900 && c <= 0x1f9ff)
                || (c >= 0x20000 && c <= 0x3fffd);
        return wide ? 2 : 1;
    }
}
