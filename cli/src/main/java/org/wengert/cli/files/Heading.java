package org.wengert.cli.files;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Tells a line of names from one of numbers. A line of what looks like a number that was not typed well, or of marks for numbers
 * that are missing, is none: passing it over would lose a row.
 */
final class Heading {

    private static final Pattern LIKE_A_NUMBER = Pattern.compile("[-+.,]*\\d.*", Pattern.DOTALL);
    private static final Set<String> MISSING = Set.of("na", "n/a", "#n/a", "#na", "null", "none", "nil", "missing");

    private final Function<String, Optional<Double>> number;

    Heading(Function<String, Optional<Double>> number) {
        this.number = number;
    }

    boolean is(List<String> fields) {
        return fields.stream().noneMatch(this::isLikeANumber) && fields.stream().anyMatch(Heading::isName);
    }

    private boolean isLikeANumber(String field) {
        return LIKE_A_NUMBER.matcher(field).matches() || number.apply(field).isPresent();
    }

    private static boolean isName(String field) {
        return field.codePoints().anyMatch(Character::isLetter) && !isMissing(field);
    }

    /** Whether programs write {@code field} where a number is not known. */
    static boolean isMissing(String field) {
        return MISSING.contains(field.toLowerCase(Locale.ROOT));
    }
}
