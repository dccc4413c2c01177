package org.wengert.ir;

/**
 * What a line does to a derivative: {@code bBar += cBar/(2*c)}.
 *
 * @param target the derivative
 * @param value what it is given, or what is added to it or subtracted from it
 */
public record AppliedRule(Phrase target, Sign sign, Phrase value) {

    /** How a value comes to its target. */
    public enum Sign {
        ADDED(" += "),
        SUBTRACTED(" -= "),
        GIVEN(" = "),
        /** The value says what the target is. */
        SAID("");

        private final String text;

        Sign(String text) {
            this.text = text;
        }
    }

    public static AppliedRule added(String target, Phrase value) {
        return new AppliedRule(Phrase.of(target), Sign.ADDED, value);
    }

    public static AppliedRule given(String target, Phrase value) {
        return new AppliedRule(Phrase.of(target), Sign.GIVEN, value);
    }

    /** {@code coefficient 2}. */
    public static AppliedRule coefficient(int k) {
        return new AppliedRule(Phrase.EMPTY, Sign.SAID, Phrase.of("coefficient " + k));
    }

    /** The same about another target. */
    AppliedRule of(String other) {
        return target.is(other) ? this : new AppliedRule(Phrase.of(other), sign, value);
    }

    /** What it adds, as a rule that gives {@code variable} a value. */
    AppliedRule as(String variable) {
        return sign == Sign.SAID ? this : given(variable, value);
    }

    AppliedRule spelled(Phrase.Spelling spelling) {
        Phrase newTarget = target.spelled(spelling);
        Phrase newValue = value.spelled(spelling);
        return newTarget.equals(target) && newValue.equals(value) ? this : new AppliedRule(newTarget, sign, newValue);
    }

    boolean mentions(String name) {
        return target.mentions(name) || value.mentions(name);
    }

    /** Whether the value is computed with this one. */
    boolean reads(String name) {
        return sign != Sign.SAID && value.mentions(name);
    }

    /** Whether a derivative goes on as it is: {@code sBar += sBar}, of {@code s = s + a}. */
    boolean isKept() {
        return sign == Sign.ADDED && target.equals(value);
    }

    @Override
    public String toString() {
        return target + sign.text + value;
    }
}
