package org.wengert.diagnostic;

import java.util.Locale;

/** The catalogue: every diagnostic of the compiler, the one place where a new one is added. */
public enum Code {
    UNKNOWN_NAME(Severity.ERROR, "A name that is neither a parameter, a local, a function, a built-in nor a constant."),
    WRONG_ARITY(Severity.ERROR, "A function is called with a number of arguments that it does not take."),
    TYPE_MISMATCH(Severity.ERROR, "A condition stands where a real number is expected, or the other way round."),
    DUPLICATE_NAME(Severity.ERROR, "A name is given twice in one scope."),
    MISSING_RESULT(Severity.ERROR, "A function that returns nothing."),
    RECURSION(Severity.ERROR, "A function that calls itself, directly or through others."),
    DEFINED_LATER(Severity.ERROR, "A function is called before its definition."),
    UNKNOWN_PRODUCT(Severity.ERROR, "A derivative product that does not exist."),
    UNKNOWN_PARAMETER(Severity.ERROR, "A derivative is asked for with respect to something that is not a parameter."),
    NOT_SCALAR(Severity.ERROR, "A product that needs one result is asked for a function of several."),
    NOT_DIFFERENTIABLE(Severity.ERROR, "A derivative is asked for of an operator that has none."),
    DIVISION_BY_ZERO(Severity.ERROR, "A division by a literal zero."),
    LIMIT(
            Severity.ERROR,
            "The program is right, but larger or deeper than this compiler takes; the message says what would be needed.");

    private final Severity severity;
    private final String summary;

    Code(Severity severity, String summary) {
        this.severity = severity;
        this.summary = summary;
    }

    /** The code as printed and as `--message-format json` gives it, such as {@code unknown-name}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Severity severity() {
        return severity;
    }

    /** When it is reported, in a sentence. */
    public String summary() {
        return summary;
    }
}
