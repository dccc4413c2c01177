package org.wengert.ir;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes polynomials for people: {@code 2*n^2*m + n - 1}. */
final class AmountText implements Size.Writer<String> {

    static final AmountText INSTANCE = new AmountText();

    private AmountText() {}

    @Override
    public String number(long value) {
        return Long.toString(value);
    }

    @Override
    public String symbol(Symbol symbol) {
        return symbol.name();
    }

    @Override
    public String sum(String a, String b) {
        return b.startsWith("-") ? a + " - " + b.substring(1) : a + " + " + b;
    }

    @Override
    public String multiple(long coefficient, String a) {
        return coefficient == 1 ? a : coefficient == -1 ? "-" + a : coefficient + "*" + a;
    }

    @Override
    public String product(String a, String b) {
        Matcher power = Pattern.compile("(|.*[*-])" + Pattern.quote(b) + "(?:\\^(\\d+))?")
                .matcher(a);
        if (power.matches()) {
            int exponent = power.group(2) == null ? 1 : Integer.parseInt(power.group(2));
            return power.group(1) + b + "^" + (exponent + 1);
        }
        return a + "*" + b;
    }

    @Override
    public String apply(Size.Function2 function, String a, String b) {
        return switch (function) {
            case QUOTIENT -> "((" + a + ")/(" + b + "))";
            case REMAINDER -> "((" + a + ") % (" + b + "))";
            case MIN, MAX -> function.id() + "(" + a + ", " + b + ")";
        };
    }
}
