package org.wengert.syntax;

import static org.wengert.grammar.ExprLexer.*;

import java.util.Map;
import java.util.Optional;
import org.wengert.shaded.antlr.Token;

/**
 * An operator as other languages, typesetting or keyboards write it.
 *
 * @param type the token that it means, or {@link Token#INVALID_TYPE} where that cannot be told
 * @param text the spelling here
 * @param hint the mend
 */
record ForeignSpelling(int type, String text, String hint) {

    private static final Map<String, ForeignSpelling> TABLE = Map.ofEntries(
            entry("**", POWER, "^", "a power is written '^'"),
            entry("&&", AND, "and", "write 'and'"),
            entry("&", AND, "and", "write 'and'"),
            entry("∧", AND, "and", "write 'and'"),
            entry("||", OR, "or", "write 'or'"),
            entry("∨", OR, "or", "write 'or'"),
            entry("!", NOT, "not", "write 'not'"),
            entry("¬", NOT, "not", "write 'not'"),
            entry("~", NOT, "not", "write 'not'"),
            entry("===", EQUAL, "==", "equality is written '=='"),
            entry("!==", NOT_EQUAL, "!=", "inequality is written '!='"),
            entry("<>", NOT_EQUAL, "!=", "inequality is written '!='"),
            entry("≠", NOT_EQUAL, "!=", "inequality is written '!='"),
            entry("=<", LESS_EQUAL, "<=", "write '<='"),
            entry("≤", LESS_EQUAL, "<=", "write '<='"),
            entry("⩽", LESS_EQUAL, "<=", "write '<='"),
            entry("=>", GREATER_EQUAL, ">=", "write '>='"),
            entry("≥", GREATER_EQUAL, ">=", "write '>='"),
            entry("⩾", GREATER_EQUAL, ">=", "write '>='"),
            entry(":=", ASSIGN, "=", "a name is given with '='"),
            entry("≔", ASSIGN, "=", "a name is given with '='"),
            entry("@", TIMES, "*", "a product is written '*'"),
            entry("×", TIMES, "*", "a product is written '*'"),
            entry("·", TIMES, "*", "a product is written '*'"),
            entry("⋅", TIMES, "*", "a product is written '*'"),
            entry("∙", TIMES, "*", "a product is written '*'"),
            entry("•", TIMES, "*", "a product is written '*'"),
            entry("∗", TIMES, "*", "a product is written '*'"),
            entry("✕", TIMES, "*", "a product is written '*'"),
            entry("÷", DIVIDE, "/", "a quotient is written '/'"),
            entry("∕", DIVIDE, "/", "a quotient is written '/'"),
            entry("⁄", DIVIDE, "/", "a quotient is written '/'"),
            entry("−", MINUS, "-", "write the hyphen-minus of the keyboard, '-'"),
            entry("–", MINUS, "-", "write the hyphen-minus of the keyboard, '-'"),
            entry("—", MINUS, "-", "write the hyphen-minus of the keyboard, '-'"),
            entry("‐", MINUS, "-", "write the hyphen-minus of the keyboard, '-'"),
            entry("‑", MINUS, "-", "write the hyphen-minus of the keyboard, '-'"),
            entry("‒", MINUS, "-", "write the hyphen-minus of the keyboard, '-'"),
            entry("∞", NAME, "inf", "infinity is the constant 'inf'"),
            unclear("+=", "a name is given once: give the new value a new name, as in 'b = a + 1'"),
            unclear("-=", "a name is given once: give the new value a new name, as in 'b = a - 1'"),
            unclear("*=", "a name is given once: give the new value a new name, as in 'b = a*2'"),
            unclear("/=", "a name is given once: give the new value a new name, as in 'b = a/2'"),
            unclear("^=", "a name is given once: give the new value a new name, as in 'b = a^2'"),
            unclear(".", "a decimal point stands between digits; names have no parts"),
            unclear("\\", "a quotient is written '/'; LaTeX is not read"),
            unclear("$", "a formula stands by itself, without '$' around it"),
            unclear("\"", "there are no strings in formulas"),
            unclear("'", "there are no strings and no primes in formulas; a derivative is asked for with 'derive'"),
            unclear("`", "there are no strings in formulas"),
            unclear("“", "there are no strings in formulas"),
            unclear("”", "there are no strings in formulas"),
            unclear("‘", "there are no strings in formulas"),
            unclear("’", "there are no strings in formulas"),
            unclear("′", "a derivative is asked for with 'derive', and a name has no prime"),
            unclear("∂", "a derivative is asked for with 'derive f: gradient(x)'"),
            unclear("∇", "a derivative is asked for with 'derive f: gradient(x)'"),
            unclear("∑", "write the sum out term by term"),
            unclear("∏", "write the product out factor by factor"),
            unclear("∫", "there is no integral: write its closed form"),
            unclear("°", "angles are in radians: write x*pi/180"));

    private static Map.Entry<String, ForeignSpelling> entry(String foreign, int type, String text, String hint) {
        return Map.entry(foreign, new ForeignSpelling(type, text, hint));
    }

    private static Map.Entry<String, ForeignSpelling> unclear(String foreign, String hint) {
        return Map.entry(foreign, new ForeignSpelling(Token.INVALID_TYPE, "", hint));
    }

    static Optional<ForeignSpelling> of(String text) {
        return Optional.ofNullable(TABLE.get(text));
    }

    /** Whether it is told what is meant, so that reading can go on as if it had been written. */
    boolean isClear() {
        return type != Token.INVALID_TYPE;
    }
}
