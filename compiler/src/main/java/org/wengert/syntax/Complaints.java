package org.wengert.syntax;

import static org.wengert.grammar.ExprParser.*;

import java.util.Locale;
import java.util.Map;
import org.wengert.diagnostic.Code;
import org.wengert.op.Catalogue;
import org.wengert.shaded.antlr.Parser;
import org.wengert.shaded.antlr.RecognitionException;
import org.wengert.shaded.antlr.Token;
import org.wengert.shaded.antlr.misc.IntervalSet;
import org.wengert.source.Span;

/** What to say where the parser cannot go on: from the token there, the one before it, and what could have come. */
final class Complaints {

    /** Words with which other languages begin a line that is here an assignment or a definition. */
    private static final Map<String, String> FOREIGN_WORDS = Map.ofEntries(
            Map.entry("let", "a name is given as in 'x = 1', without 'let'"),
            Map.entry("var", "a name is given as in 'x = 1', without 'var'"),
            Map.entry("val", "a name is given as in 'x = 1', without 'val'"),
            Map.entry("const", "a name is given as in 'x = 1', without 'const'"),
            Map.entry("auto", "a name is given as in 'x = 1', without a type"),
            Map.entry("double", "a name is given as in 'x = 1', without a type"),
            Map.entry("float", "a name is given as in 'x = 1', without a type"),
            Map.entry("real", "a name is given as in 'x = 1', without a type"),
            Map.entry("def", "a function is defined as in 'f(x) = x^2', without 'def'"),
            Map.entry("fun", "a function is defined as in 'f(x) = x^2', without 'fun'"),
            Map.entry("fn", "a function is defined as in 'f(x) = x^2', without 'fn'"),
            Map.entry("function", "a function is defined as in 'f(x) = x^2', without 'function'"),
            Map.entry("lambda", "a function is defined as in 'f(x) = x^2'"),
            Map.entry("elif", "write 'else if'"),
            Map.entry("elseif", "write 'else if'"),
            Map.entry("while", "there are no loops whose end is not known before"),
            Map.entry("import", "the built-in functions need no import"),
            Map.entry("from", "the built-in functions need no import"));

    private final SyntaxErrors errors;

    Complaints(SyntaxErrors errors) {
        this.errors = errors;
    }

    /** The parser stopped inside of a line. */
    void about(Parser parser, RecognitionException e) {
        Token found = e.getOffendingToken();
        if (e instanceof BoundedParser.TooDeep) {
            tooDeep(found);
        } else if (parser.getContext().getRuleIndex() == RULE_expression
                && expectedTokens(parser, e).contains(COLON)
                && !Tokens.in(Tokens.BEGIN_OPERAND, found)) {
            noColon(parser, found);
        } else if (parser.getContext().getRuleIndex() == RULE_range) {
            report(
                    Code.MALFORMED_RANGE,
                    found,
                    "'for' needs an index and its range, found " + Tokens.quote(found),
                    "it is written as in 'for i in 0:n'");
        } else if (afterOperand(parser, found)) {
            afterOperand(previous(parser, found), found, parser.getContext().getRuleIndex());
        } else if (found.getType() == ASSIGN && expectsExpression(parser, e)) {
            unexpectedAssign(found);
        } else if (found.getType() == NEWLINE) {
            endOfLine(parser, e, found);
        } else if (parser.getContext().getRuleIndex() == RULE_branch) {
            noBrace(found);
        } else {
            expected(found, expectation(parser, e));
        }
    }

    /** A line or a statement begins with what begins none. */
    void aboutStart(Parser parser) {
        Token found = parser.getCurrentToken();
        boolean inBlock = parser.getContext().getRuleIndex() == RULE_block;
        switch (found.getType()) {
            case RETURN -> topLevel(found, "'return' stands in the body of a function");
            case IF -> topLevel(found, "'if' stands in the body of a function; as an expression write 'c ? a : b'");
            case ELSE ->
                report(Code.UNEXPECTED, found, "'else' has no 'if' before it", "write 'if c { ... } else { ... }'");
            case DERIVE ->
                report(
                        Code.TOP_LEVEL_STATEMENT,
                        found,
                        "'derive' stands in a body",
                        "write it outside of functions, at the top of the file");
            case NEWLINE -> expected(found, inBlock ? "a statement" : "an expression or a definition");
            case LEFT_BRACE ->
                report(
                        Code.UNEXPECTED,
                        found,
                        "'{' belongs to no function and no 'if'",
                        "a function is defined as in 'f(x) = { return x^2 }'");
            default -> strangeStart(found, inBlock);
        }
    }

    private void strangeStart(Token found, boolean inBlock) {
        if (Tokens.in(Tokens.INFIX, found)) {
            report(
                    Code.UNEXPECTED,
                    found,
                    "a line cannot begin with " + Tokens.quote(found),
                    "to go on from the line before, end that with the operator, or put parentheses around both");
        } else {
            expected(found, inBlock ? "a statement" : "an expression or a definition");
        }
    }

    private void topLevel(Token found, String hint) {
        report(Code.TOP_LEVEL_STATEMENT, found, Tokens.quote(found) + " stands outside of a function", hint);
    }

    private void tooDeep(Token found) {
        report(
                Code.LIMIT,
                found,
                "this is nested more than " + BoundedParser.LIMIT + " levels deep",
                "give parts of it names, each on a line of its own");
    }

    private static boolean afterOperand(Parser parser, Token found) {
        return found.getTokenIndex() > 0
                && Tokens.in(Tokens.END_OPERAND, previous(parser, found))
                && parser.getContext().getRuleIndex() != RULE_derive
                && parser.getContext().getRuleIndex() != RULE_request;
    }

    private void afterOperand(Token previous, Token found, int rule) {
        if (Tokens.in(Tokens.BEGIN_OPERAND, found)) {
            juxtaposed(previous, found);
        } else if (found.getType() == ASSIGN) {
            unexpectedAssign(found);
        } else if (found.getType() == COMMA) {
            report(
                    Code.UNEXPECTED,
                    found,
                    "',' stands between no arguments",
                    "a decimal point is written '.', as in 1.5");
        } else if (rule == RULE_expression && found.getType() == RIGHT_PAREN) {
            expected(found, "':' of the conditional");
        } else {
            expected(
                    found,
                    rule == RULE_branch || rule == RULE_condition ? "'{'" : "an operator or the end of the line");
        }
    }

    /** Two operands side by side: a word of another language, a product without its sign, or two lines on one. */
    private void juxtaposed(Token previous, Token found) {
        String word = previous.getText().toLowerCase(Locale.ROOT);
        String foreign = FOREIGN_WORDS.get(word);
        if (foreign != null && previous.getType() == NAME) {
            report(
                    Code.FOREIGN_SPELLING,
                    previous,
                    "'" + previous.getText() + "' is not a word of the language",
                    foreign);
            return;
        }
        Span span = Tokens.span(previous, found);
        String message = "an operator is missing between " + Tokens.quote(previous) + " and " + Tokens.quote(found);
        errors.report(Code.MISSING_OPERATOR, span, message, missingOperator(previous, found));
    }

    private static String missingOperator(Token previous, Token found) {
        boolean number = previous.getType() == NUMBER && found.getType() == NAME && Tokens.adjacent(previous, found);
        String right = found.getText();
        if (number && previous.getText().equals("0") && right.matches("[xXbB][0-9a-fA-F_]+")) {
            return "numbers are decimal";
        }
        if (number && right.matches("_[0-9_]+")) {
            return "digits are written without '_' between them";
        }
        if (number && right.matches("[fFdDlL]")) {
            return "a number has no suffix; for a product write '*'";
        }
        if (previous.getType() == NAME
                && found.getType() != LEFT_PAREN
                && Catalogue.builtIn(previous.getText()).isPresent()) {
            int operands =
                    Catalogue.builtIn(previous.getText()).get().operandTypes().size();
            return "a call is written '" + previous.getText() + "(" + Tokens.brief(right)
                    + (operands == 1 ? "" : ", ...") + ")'";
        }
        if (found.getType() == LEFT_PAREN) {
            return "a product is written '" + Tokens.brief(previous.getText()) + "*(...)'";
        }
        return "a product is written '" + Tokens.brief(previous.getText()) + "*" + Tokens.brief(right) + "'";
    }

    private void unexpectedAssign(Token found) {
        report(
                Code.MISPLACED_ASSIGNMENT,
                found,
                "'=' gives a name its value, which an expression cannot",
                "'==' compares");
    }

    private void noBrace(Token found) {
        report(
                Code.UNEXPECTED,
                found,
                "expected '{', found " + Tokens.quote(found),
                "the branches of an 'if' stand in braces");
    }

    private void noColon(Parser parser, Token found) {
        Token at = found.getType() == NEWLINE ? previous(parser, found) : found;
        String message = "expected ':' and the other branch, found " + Tokens.quote(found);
        report(Code.UNEXPECTED, at, message, "a conditional has two branches: 'c ? a : b'");
    }

    private void endOfLine(Parser parser, RecognitionException e, Token found) {
        Token previous = previous(parser, found);
        String message = "expected " + expectation(parser, e) + " after " + Tokens.quote(previous) + ", found "
                + Tokens.quote(found);
        errors.report(Code.UNEXPECTED, Tokens.span(previous), message);
    }

    private void expected(Token found, String expected) {
        String message = "expected " + expected + ", found " + Tokens.quote(found);
        if (Tokens.in(Tokens.RESERVED, found)) {
            report(
                    Code.UNEXPECTED,
                    found,
                    message,
                    "'" + found.getText() + "' is a word of the language and cannot be a name");
        } else {
            errors.report(Code.UNEXPECTED, Tokens.span(found), message);
        }
    }

    private static String expectation(Parser parser, RecognitionException e) {
        if (expectsExpression(parser, e)) {
            return "an expression";
        }
        return switch (parser.getContext().getRuleIndex()) {
            case RULE_derive -> expectedTokens(parser, e).contains(COLON) ? "':'" : "a name";
            case RULE_request -> "a parameter, ',' or ')'";
            case RULE_subject -> "a parameter";
            case RULE_block -> "'{'";
            case RULE_argument -> "a type";
            default -> "the end of the line";
        };
    }

    private static boolean expectsExpression(Parser parser, RecognitionException e) {
        return expectedTokens(parser, e).contains(NUMBER) && parser.getContext().getRuleIndex() != RULE_subject;
    }

    private static IntervalSet expectedTokens(Parser parser, RecognitionException e) {
        IntervalSet expected = e.getExpectedTokens();
        return expected == null ? parser.getExpectedTokens() : expected;
    }

    private static Token previous(Parser parser, Token token) {
        return parser.getInputStream().get(Math.max(0, token.getTokenIndex() - 1));
    }

    private void report(Code code, Token at, String message, String hint) {
        errors.report(code, Tokens.span(at), message, hint);
    }
}
