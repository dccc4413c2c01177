package org.wengert.syntax;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.wengert.diagnostic.Code;
import org.wengert.shaded.antlr.Token;
import org.wengert.source.Span;

/** Literals: their values, and the digits of other scripts. */
final class Numbers {

    private static final Pattern DIGITS = Pattern.compile("[0-9]++(\\.[0-9]*+)?|\\.[0-9]++");

    private Numbers() {}

    /** The literal with the nearest double; one that is too large for a double is an error, too small a warning. */
    static Syntax.Literal literal(Token token, SyntaxErrors errors) {
        String text = token.getText();
        double value = Double.parseDouble(text);
        Span span = Tokens.span(token);
        if (Double.isInfinite(value)) {
            String message = "'" + Tokens.brief(text) + "' is larger than the largest double, 1.7976931348623157e308";
            errors.report(Code.NUMBER_OVERFLOW, span, message, "write 'inf' if infinity is meant");
        } else if (value == 0 && hasNonzeroDigit(text)) {
            String message =
                    "'" + Tokens.brief(text) + "' is smaller than the smallest double, 4.9e-324, and is read as 0";
            errors.reportMended(Code.NUMBER_UNDERFLOW, span, message, "write '0' if zero is meant, or rescale");
        }
        return new Syntax.Literal(value, text, span);
    }

    private static boolean hasNonzeroDigit(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '1' && c <= '9') {
                return true;
            }
            if (c == 'e' || c == 'E') {
                return false;
            }
        }
        return false;
    }

    static boolean isLiteral(String digits) {
        return DIGITS.matcher(digits).matches();
    }

    /** Every decimal digit as one of 0 to 9, and raised signs and digits as plain ones. */
    static String plainDigits(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        narrow(text).codePoints().forEach(c -> {
            int digit = Character.digit(c, 10);
            plain.appendCodePoint(digit >= 0 ? '0' + digit : c == 0x2212 ? '-' : c);
        });
        return plain.toString();
    }

    /** Without the width, height and font of characters. */
    static String narrow(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }
}
