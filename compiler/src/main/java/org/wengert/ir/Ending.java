package org.wengert.ir;

import java.util.List;

/** What is put behind a name for a value that belongs to another one: {@code sBarNext} is what {@code sBar} becomes in an iteration. */
public enum Ending {
    /** What a state becomes. */
    NEXT("Next"),
    /** A value of all iterations of a loop. */
    KEPT("Kept"),
    /** A state where iterations are computed again. */
    NOW("Now"),
    /** A result beside the value that it is. */
    OUT("Out"),
    /** What a loop adds to a derivative. */
    SUM("Sum"),
    /** What a conditional adds to a derivative. */
    BRANCH("Branch");

    private static final List<Ending> APART = List.of(NEXT, KEPT, NOW, OUT);

    /** Behind the name of a value, of its adjoint. */
    private static final String ADJOINT = "Bar";

    private final String text;

    Ending(String text) {
        this.text = text;
    }

    /** {@code aKept} of {@code a}, and {@code aKept[1]} of {@code a[1]}. */
    public String on(String name) {
        return ElementNames.with(name, text);
    }

    /** Whether it is behind a name, or behind that of an element's array. */
    public boolean isOf(String name) {
        return array(name).endsWith(text);
    }

    /** The name without it, if it is there. */
    public String without(String name) {
        int end = array(name).length();
        return isOf(name) ? name.substring(0, end - text.length()) + name.substring(end) : name;
    }

    private static String array(String name) {
        int bracket = name.indexOf('[');
        return bracket < 0 ? name : name.substring(0, bracket);
    }

    /** {@code a} of {@code a_2}: without the number that tells it from others of its name. */
    public static String unnumbered(String name) {
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) >= '0' && name.charAt(end - 1) <= '9') {
            end--;
        }
        return end < name.length() && end > 0 && name.charAt(end - 1) == '_' ? name.substring(0, end - 1) : name;
    }

    /** The name of the value, or of its array, without what tells it from others of that name: {@code sBar} of {@code sBarNext_2}. */
    public static String plain(String name) {
        String rest = array(name);
        String before;
        do {
            before = rest;
            rest = unnumbered(rest);
            for (Ending ending : APART) {
                rest = ending.without(rest);
            }
        } while (!rest.equals(before));
        return rest;
    }

    /** Whether two names differ by what tells a value from others of its name. */
    public static boolean isNumbered(String name, String other) {
        return plain(name).equals(plain(other));
    }

    /** Whether two names differ by what a region gives, too. */
    public static boolean isPart(String name, String other) {
        return whole(plain(name)).equals(whole(plain(other)));
    }

    /** Whether this is the name of an adjoint, or of what a loop or a conditional adds to one. */
    public static boolean isAdjoint(String name) {
        return whole(array(name)).endsWith(ADJOINT);
    }

    private static String whole(String part) {
        return SUM.isOf(part) ? SUM.without(part) : BRANCH.without(part);
    }
}
