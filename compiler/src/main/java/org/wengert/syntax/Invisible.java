package org.wengert.syntax;

import static org.wengert.grammar.ExprLexer.NEWLINE;

import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.wengert.diagnostic.Code;
import org.wengert.shaded.antlr.Token;
import org.wengert.source.Span;

/** Characters that a reader does not see, and that could make a text mean something else than it shows. */
final class Invisible {

    private static final String HINT = "delete it; an editor can show invisible characters";

    private Invisible() {}

    static boolean is(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.FORMAT,
                    Character.CONTROL,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    /** Reports one; what stands in for it, if anything, is a line end. Spaces and joiners are read as if absent. */
    static Optional<Token> report(Token token, SyntaxErrors errors) {
        int codePoint = token.getText().codePointAt(0);
        Span span = Tokens.span(token);
        switch (Character.getType(codePoint)) {
            case Character.FORMAT -> mended(errors, span, codePoint, HINT);
            case Character.SPACE_SEPARATOR -> mended(errors, span, codePoint, "put a plain space");
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> {
                mended(errors, span, codePoint, "end the line as other lines end");
                return Optional.of(Tokens.standIn(token, NEWLINE, "\n"));
            }
            default ->
                errors.report(
                        Code.INVISIBLE_CHARACTER,
                        span,
                        "the character " + codePoint(codePoint) + " has no meaning here",
                        HINT);
        }
        return Optional.empty();
    }

    /** A name may hold letters and marks that show nothing, such as a Hangul filler or a variation selector. */
    static void checkName(Token name, SyntaxErrors errors) {
        reportFirst(name, errors, Invisible::isBlankLetter);
    }

    /** A comment may hold anything but what reorders or hides the text around it. */
    static void checkComment(Token comment, SyntaxErrors errors) {
        reportFirst(comment, errors, c -> isReordering(c) || (Character.isISOControl(c) && c != '\t'));
    }

    private static void reportFirst(Token token, SyntaxErrors errors, IntPredicate hidden) {
        String text = token.getText();
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int codePoint = text.codePointAt(i);
            if (codePoint >= ' ' && codePoint < 0x7f) {
                continue;
            }
            if (hidden.test(codePoint)) {
                int start = token.getStartIndex() + i;
                mended(errors, new Span(start, start + Character.charCount(codePoint)), codePoint, HINT);
                return;
            }
        }
    }

    private static void mended(SyntaxErrors errors, Span span, int codePoint, String hint) {
        errors.reportMended(Code.INVISIBLE_CHARACTER, span, "invisible character " + codePoint(codePoint), hint);
    }

    /** {@code U+00A0 (no-break space)}. */
    static String codePoint(int codePoint) {
        String name = Character.getName(codePoint);
        String number = String.format(Locale.ROOT, "U+%04X", codePoint);
        return name == null ? number : number + " (" + name.toLowerCase(Locale.ROOT) + ")";
    }

    private static boolean isBlankLetter(int c) {
        return c == 0x34f
                || c == 0x115f
                || c == 0x1160
                || c == 0x17b4
                || c == 0x17b5
                || (c >= 0x180b && c <= 0x180f)
                || c == 0x3164
                || c == 0xffa0
                || (c >= 0xfe00 && c <= 0xfe0f)
                || (c >= 0xe0100 && c <= 0xe01ef);
    }

    private static boolean isReordering(int c) {
        return c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    }
}
