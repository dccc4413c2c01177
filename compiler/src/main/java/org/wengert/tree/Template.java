package org.wengert.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads an expression as Java and C write it, with {@code $0}, {@code #1.0} and the like as names, for which operands are put in. Templates are
 * declared in the code; one that cannot be read is a bug.
 */
final class Template {

    private static final List<List<String>> LEVELS = List.of(
            List.of("||"),
            List.of("&&"),
            List.of("==", "!="),
            List.of("<=", ">=", "<", ">"),
            List.of("+", "-"),
            List.of("*", "/"));

    private final String text;
    private int at;

    private Template(String text) {
        this.text = text;
    }

    static Expression read(String text) {
        Template template = new Template(text);
        Expression expression = template.conditional();
        if (template.at < text.length()) {
            throw template.unreadable();
        }
        return expression;
    }

    private IllegalArgumentException unreadable() {
        return new IllegalArgumentException("bug: the template '" + text + "' cannot be read from character " + at);
    }

    private Expression conditional() {
        Expression condition = binary(0);
        if (!take("?")) {
            return condition;
        }
        Expression then = conditional();
        expect(":");
        return new Expression.Conditional(condition, then, conditional());
    }

    private Expression binary(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        Expression left = binary(level + 1);
        for (Optional<String> symbol = symbol(level); symbol.isPresent(); symbol = symbol(level)) {
            left = new Expression.Binary(symbol.get(), left, binary(level + 1));
        }
        return left;
    }

    private Optional<String> symbol(int level) {
        return LEVELS.get(level).stream().filter(this::take).findFirst();
    }

    private Expression unary() {
        if (take("-")) {
            Expression operand = unary();
            return operand instanceof Expression.Literal literal
                    ? new Expression.Literal("-" + literal.text())
                    : new Expression.Unary("-", operand);
        }
        return take("!") ? new Expression.Unary("!", unary()) : primary();
    }

    private Expression primary() {
        if (take("(")) {
            Expression inside = conditional();
            expect(")");
            return inside;
        }
        String word = word();
        if (Character.isDigit(word.charAt(0))) {
            return new Expression.Literal(word);
        }
        int dot = word.charAt(0) == '#' ? -1 : word.indexOf('.');
        String type = word.substring(0, Math.max(dot, 0));
        String name = word.substring(dot + 1);
        if (take("(")) {
            return new Expression.Call(type, name, arguments());
        }
        return dot < 0 ? new Expression.Name(name) : new Expression.Constant(type, name);
    }

    private List<Expression> arguments() {
        List<Expression> arguments = new ArrayList<>();
        if (!take(")")) {
            do {
                arguments.add(conditional());
            } while (take(","));
            expect(")");
        }
        return arguments;
    }

    /** A name with dots, or a number. */
    private String word() {
        blanks();
        int from = at;
        while (at < text.length() && isWord(text.charAt(at), from)) {
            at++;
        }
        if (from == at) {
            throw unreadable();
        }
        return text.substring(from, at);
    }

    private boolean isWord(char c, int from) {
        boolean inExponent = (c == '-' || c == '+')
                && at > from
                && Character.isDigit(text.charAt(from))
                && (text.startsWith("0x", from) ? "pP" : "eE").indexOf(text.charAt(at - 1)) >= 0;
        return Character.isJavaIdentifierPart(c) || c == '#' || c == '.' || inExponent;
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean take(String symbol) {
        blanks();
        boolean here = text.startsWith(symbol, at);
        at += here ? symbol.length() : 0;
        return here;
    }

    private void expect(String symbol) {
        if (!take(symbol)) {
            throw unreadable();
        }
    }
}
