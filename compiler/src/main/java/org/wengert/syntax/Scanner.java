package org.wengert.syntax;

import static org.wengert.grammar.ExprLexer.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wengert.diagnostic.Code;
import org.wengert.grammar.ExprLexer;
import org.wengert.shaded.antlr.Token;
import org.wengert.source.SourceText;
import org.wengert.source.Span;

/** From text to tokens of the language: comments are left out, foreign spellings reported and mended. */
final class Scanner {

    private static final Set<String> QUALIFIERS = Set.of(
            "Math",
            "StrictMath",
            "FastMath",
            "math",
            "cmath",
            "np",
            "numpy",
            "jnp",
            "jax",
            "torch",
            "F",
            "tf",
            "sp",
            "sympy",
            "scipy",
            "special",
            "std",
            "linalg",
            "nn");

    private static final Map<Integer, Integer> ELEMENTWISE = Map.of(
            TIMES, ELEMENTWISE_TIMES,
            DIVIDE, ELEMENTWISE_DIVIDE,
            POWER, ELEMENTWISE_POWER,
            PLUS, ELEMENTWISE_PLUS,
            MINUS, ELEMENTWISE_MINUS);

    private final SyntaxErrors errors;
    private final List<Token> raw = new ArrayList<>();
    private final List<Token> out = new ArrayList<>();
    private int at;
    private int openBars;
    private boolean blockCommentsEnd = true;

    private Scanner(SyntaxErrors errors) {
        this.errors = errors;
    }

    /** The last token is EOF. */
    static List<Token> scan(SourceText source, SyntaxErrors errors) {
        Scanner scanner = new Scanner(errors);
        ExprLexer lexer = new ExprLexer(new Utf16Stream(source.name(), source.text()));
        lexer.removeErrorListeners();
        for (Token token = lexer.nextToken(); token.getType() != EOF; token = lexer.nextToken()) {
            scanner.raw.add(token);
        }
        scanner.raw.add(lexer.getToken());
        while (scanner.at < scanner.raw.size()) {
            scanner.token(scanner.raw.get(scanner.at++));
        }
        return scanner.out;
    }

    private void token(Token token) {
        switch (token.getType()) {
            case COMMENT -> Invisible.checkComment(token, errors);
            case NAME -> name(token);
            case NEWLINE -> lineEnd(token);
            case NUMBER, MALFORMED_NUMBER -> number(token);
            case PRIME -> prime(token);
            case SUPERSCRIPT -> superscript(token);
            case FOREIGN, OTHER -> foreign(token);
            default -> out.add(token);
        }
    }

    private void name(Token token) {
        Invisible.checkName(token, errors);
        out.add(token);
    }

    private void lineEnd(Token token) {
        openBars = 0;
        out.add(token);
    }

    /** In {@code 2.*x} and {@code 2.5.*x} the last point belongs to the operator. */
    private void number(Token token) {
        Token sign = raw.get(at);
        Integer elementwise = ELEMENTWISE.get(sign.getType());
        String text = token.getText();
        String digits = text.substring(0, text.length() - 1);
        if (elementwise != null && Tokens.adjacent(token, sign) && text.endsWith(".") && Numbers.isLiteral(digits)) {
            int point = token.getStopIndex();
            out.add(Tokens.placed(token, NUMBER, digits, new Span(token.getStartIndex(), point)));
            Span operator = new Span(point, sign.getStopIndex() + 1);
            raw.set(at, Tokens.placed(sign, elementwise, "." + sign.getText(), operator));
        } else if (token.getType() == NUMBER) {
            out.add(token);
        } else {
            dots(token);
        }
    }

    /** {@code x²} as {@code x^2}. */
    private void superscript(Token token) {
        String digits = Numbers.plainDigits(token.getText());
        mended(token, "'" + Tokens.brief(token.getText()) + "' is a raised exponent", "write '^" + digits + "'");
        out.add(Tokens.standIn(token, POWER, "^"));
        String number = digits.replaceAll("[^0-9]", "");
        if (digits.startsWith("-")) {
            out.add(Tokens.standIn(token, MINUS, "-"));
        }
        out.add(Tokens.standIn(token, NUMBER, number.isEmpty() ? "0" : number));
    }

    /** A lone point, {@code 1.2.3}, or digits of another script. */
    private void dots(Token token) {
        String plain = Numbers.plainDigits(token.getText());
        if (plain.equals(".")) {
            point(token);
        } else if (Numbers.isLiteral(plain)) {
            String message = "'" + Tokens.brief(token.getText()) + "' is not written in the digits 0 to 9";
            mended(token, message, "write '" + Tokens.brief(plain) + "'");
            out.add(Tokens.standIn(token, NUMBER, plain));
        } else {
            String message = "'" + Tokens.brief(token.getText()) + "' is not a number";
            errors.report(
                    Code.MALFORMED_NUMBER, Tokens.span(token), message, "a number has one decimal point, as in 2.5e-3");
            out.add(Tokens.standIn(token, NUMBER, "0"));
        }
    }

    /** {@code Math.exp} as {@code exp}. */
    private void point(Token token) {
        Token next = raw.get(at);
        boolean qualifies = !out.isEmpty()
                && QUALIFIERS.contains(previous().getText())
                && Tokens.adjacent(previous(), token)
                && next.getType() == NAME
                && Tokens.adjacent(token, next);
        if (qualifies) {
            Token qualifier = out.remove(out.size() - 1);
            String name = next.getText();
            String builtIn = Spellings.mend(name).orElse(name);
            raw.set(at, Tokens.standIn(next, NAME, builtIn));
            String message =
                    "'" + qualifier.getText() + "." + Tokens.brief(name) + "': functions have no qualifier here";
            String hint = "write '" + Tokens.brief(builtIn) + "'";
            errors.reportMended(Code.FOREIGN_SPELLING, Tokens.span(qualifier, next), message, hint);
        } else {
            stray(token);
        }
    }

    private void foreign(Token token) {
        String text = token.getText();
        switch (text) {
            case "//" -> foreignComment(token, "a comment begins with '#'; a quotient rounded down is floor(a/b)");
            case "/*" -> blockComment(token);
            case "|", "‖", "∣" -> bar(token, 1);
            case "√" -> root(token);
            default ->
                ForeignSpelling.of(text)
                        .filter(ForeignSpelling::isClear)
                        .ifPresentOrElse(meant -> spelling(token, meant), () -> unclear(token));
        }
    }

    private void spelling(Token token, ForeignSpelling meant) {
        if (meant.type() == OR && (openBars > 0 || !endsOperand())) {
            bar(token, token.getText().length());
            return;
        }
        mended(token, "'" + token.getText() + "' is not an operator here", meant.hint());
        out.add(Tokens.standIn(token, meant.type(), meant.text()));
    }

    private void unclear(Token token) {
        String text = token.getText();
        String narrow = Numbers.narrow(text);
        if (!narrow.equals(text) && !narrow.isBlank()) {
            wide(token, narrow);
        } else if (Invisible.is(text.codePointAt(0))) {
            Invisible.report(token, errors).ifPresent(out::add);
        } else {
            stray(token);
        }
    }

    /** A full-width operator as its plain form. */
    private void wide(Token token, String narrow) {
        String message = "'" + token.getText() + "' is the wide form "
                + Invisible.codePoint(token.getText().codePointAt(0));
        ExprLexer lexer = new ExprLexer(new Utf16Stream("", narrow));
        lexer.removeErrorListeners();
        int type = lexer.nextToken().getType();
        if (ForeignSpelling.of(narrow).isPresent() || type == OTHER || type == COMMENT || narrow.length() > 1) {
            stray(token);
        } else {
            mended(token, message, "write '" + narrow + "'");
            out.add(Tokens.standIn(token, type, narrow));
        }
    }

    /** One report for a run of characters that mean nothing. */
    private void stray(Token token) {
        Token last = token;
        while (isStray(raw.get(at)) && Tokens.adjacent(last, raw.get(at))) {
            last = raw.get(at++);
        }
        String message = token == last
                ? "'" + token.getText() + "' has no meaning in a formula"
                : "these characters have no meaning in a formula";
        String hint = ForeignSpelling.of(token.getText())
                .map(ForeignSpelling::hint)
                .orElse("names are made of letters, digits and '_'");
        errors.report(Code.STRAY_CHARACTER, Tokens.span(token, last), message, hint);
    }

    private static boolean isStray(Token token) {
        return token.getType() == OTHER
                && !Invisible.is(token.getText().codePointAt(0))
                && ForeignSpelling.of(token.getText()).map(s -> !s.isClear()).orElse(true);
    }

    /** {@code |x|} as {@code abs(x)}. */
    private void bar(Token token, int count) {
        boolean encloses = openBars > 0 || !endsOperand();
        mended(
                token,
                "'" + token.getText()
                        + (encloses ? "' does not enclose an absolute value here" : "' is not an operator here"),
                encloses ? "write abs(x)" : "write 'or'");
        for (int i = 0; i < count; i++) {
            if (openBars > 0 && endsOperand()) {
                openBars--;
                out.add(Tokens.standIn(token, RIGHT_PAREN, ")"));
            } else if (!endsOperand()) {
                openBars++;
                out.add(Tokens.standIn(token, NAME, "abs"));
                out.add(Tokens.standIn(token, LEFT_PAREN, "("));
            } else {
                out.add(Tokens.standIn(token, OR, "or"));
            }
        }
    }

    /** A transpose, or a quotation mark. */
    private void prime(Token token) {
        if (endsOperand() && Tokens.adjacent(previous(), token)) {
            out.add(token);
        } else {
            stray(token);
        }
    }

    /** {@code √x} and {@code √(x)} as {@code sqrt(x)}. */
    private void root(Token token) {
        mended(token, "'√' is not a function here", "write sqrt(x)");
        Token next = raw.get(at);
        boolean simple = next.getType() == NAME || next.getType() == NUMBER;
        if (simple) {
            at++;
            out.add(Tokens.standIn(token, NAME, "sqrt"));
            out.add(Tokens.standIn(token, LEFT_PAREN, "("));
            out.add(next);
            out.add(Tokens.standIn(next, RIGHT_PAREN, ")"));
        } else {
            out.add(Tokens.standIn(token, NAME, "sqrt"));
        }
    }

    private void foreignComment(Token token, String hint) {
        mended(token, "'" + token.getText() + "' does not begin a comment", hint);
        while (raw.get(at).getType() != NEWLINE && raw.get(at).getType() != EOF) {
            at++;
        }
    }

    /** Goes on after the end of the comment, or after its line if it has no end, which is looked up once. */
    private void blockComment(Token token) {
        String hint = "a comment begins with '#' and ends with its line";
        for (int i = at; blockCommentsEnd && i + 1 < raw.size(); i++) {
            if (raw.get(i).getText().endsWith("*") && raw.get(i + 1).getText().startsWith("/")) {
                mended(token, "'/*' does not begin a comment", hint);
                at = i + 2;
                return;
            }
        }
        blockCommentsEnd = false;
        foreignComment(token, hint);
    }

    private void mended(Token token, String message, String hint) {
        errors.reportMended(Code.FOREIGN_SPELLING, Tokens.span(token), message, hint);
    }

    private boolean endsOperand() {
        return !out.isEmpty() && Tokens.in(Tokens.END_OPERAND, previous());
    }

    private Token previous() {
        return out.get(out.size() - 1);
    }
}
