package org.wengert.codegen;

import java.util.function.Function;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;

/** Writes integer expressions as Java. */
final class IntegerExpressions {

    private IntegerExpressions() {}

    /** An expression in which sums stand without parentheses. */
    static String of(Size size, Function<Symbol, String> names) {
        return size.write(new Plain(names));
    }

    /** The same as a factor, or behind a minus sign. */
    static String atom(Size size, Function<Symbol, String> names) {
        String text = of(size, names);
        return text.codePoints().allMatch(Character::isJavaIdentifierPart) ? text : "(" + text + ")";
    }

    /** The same with an exception where a sum or a product is no {@code int}. */
    static String exact(Size size, Function<Symbol, String> names) {
        return size.write(new Exact(names));
    }

    private abstract static class Writer implements Size.Writer {
        private final Function<Symbol, String> names;

        Writer(Function<Symbol, String> names) {
            this.names = names;
        }

        @Override
        public String symbol(Symbol symbol) {
            return names.apply(symbol);
        }

        @Override
        public String apply(Size.Function2 function, String a, String b) {
            return switch (function) {
                case QUOTIENT -> "((" + a + ") / (" + b + "))";
                case REMAINDER -> "Math.floorMod(" + a + ", " + b + ")";
                case MIN -> "Math.min(" + a + ", " + b + ")";
                case MAX -> "Math.max(" + a + ", " + b + ")";
            };
        }
    }

    private static final class Plain extends Writer {
        Plain(Function<Symbol, String> names) {
            super(names);
        }

        @Override
        public String sum(String a, String b) {
            if (b.startsWith("-")) {
                return a + " - " + b.substring(1);
            }
            boolean opposite = a.startsWith("-") && !a.contains(" + ") && !a.contains(" - ");
            return opposite ? b + " - " + a.substring(1) : a + " + " + b;
        }

        @Override
        public String product(String a, String b) {
            return a.equals("1") ? b : a.equals("-1") ? "-" + b : a + " * " + b;
        }
    }

    private static final class Exact extends Writer {
        Exact(Function<Symbol, String> names) {
            super(names);
        }

        @Override
        public String sum(String a, String b) {
            return "Math.addExact(" + a + ", " + b + ")";
        }

        @Override
        public String product(String a, String b) {
            return a.equals("1") ? b : "Math.multiplyExact(" + a + ", " + b + ")";
        }
    }
}
