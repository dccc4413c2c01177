package org.wengert.tree;

/** How tightly an expression binds, in Java and in C alike, loosest first. */
public enum Binding {
    CONDITIONAL,
    OR,
    AND,
    EQUALITY,
    RELATIONAL,
    ADDITIVE,
    MULTIPLICATIVE,
    UNARY,
    PRIMARY;

    /** Whether an expression that binds so may stand, without parentheses, where {@code place} binds. */
    public boolean fits(Binding place) {
        return compareTo(place) >= 0;
    }

    /** Whether it binds more tightly than {@code place}. */
    public boolean isTighterThan(Binding place) {
        return compareTo(place) > 0;
    }

    /** Of an operator between two operands, such as {@code *}. */
    static Binding of(String symbol) {
        return switch (symbol) {
            case "||" -> OR;
            case "&&" -> AND;
            case "==", "!=" -> EQUALITY;
            case "<", "<=", ">", ">=" -> RELATIONAL;
            case "+", "-" -> ADDITIVE;
            case "*", "/" -> MULTIPLICATIVE;
            default -> throw new IllegalArgumentException("bug: no operator " + symbol);
        };
    }
}
