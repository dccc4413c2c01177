package org.wengert.syntax;

import java.util.HashMap;
import java.util.Map;
import org.wengert.diagnostic.Code;
import org.wengert.source.Span;

/**
 * Letters that print alike: Latin a and Cyrillic а, micro µ and Greek μ.
 *
 * <p>Only letters whose shapes coincide in common fonts are here. Letters that a formula may well use side by side on
 * purpose, such as ν and v, ρ and p, α and a, are not.
 */
final class LookAlikes {

    private static final Map<Integer, Integer> LATIN = pairs(
            // Cyrillic
            "аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwӏlАAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХXӀI"
                    // Greek
                    + "οoΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX"
                    // Armenian, Latin extensions
                    + "օoսuɑaɡgıi");

    private LookAlikes() {}

    private static Map<Integer, Integer> pairs(String table) {
        int[] letters = table.codePoints().toArray();
        Map<Integer, Integer> map = new HashMap<>();
        for (int i = 0; i < letters.length; i += 2) {
            map.put(letters[i], letters[i + 1]);
        }
        return map;
    }

    /** The name with every letter as the Latin letter that it looks like, in one font and width. */
    static String skeleton(String name) {
        StringBuilder skeleton = new StringBuilder(name.length());
        Numbers.narrow(name).codePoints().forEach(c -> skeleton.appendCodePoint(LATIN.getOrDefault(c, c)));
        return skeleton.toString();
    }

    static void check(Map<String, Span> names, SyntaxErrors errors) {
        Map<String, String> firstBySkeleton = new HashMap<>();
        names.forEach((name, span) -> {
            String other = firstBySkeleton.putIfAbsent(skeleton(name), name);
            if (other != null) {
                warn(name, other, span, errors);
            }
        });
    }

    private static void warn(String name, String other, Span span, SyntaxErrors errors) {
        int i = 0;
        int k = 0;
        while (i < name.length() && k < other.length() && name.codePointAt(i) == other.codePointAt(k)) {
            k += Character.charCount(other.codePointAt(k));
            i += Character.charCount(name.codePointAt(i));
        }
        String here = i < name.length() ? Invisible.codePoint(name.codePointAt(i)) : "nothing more";
        String there = k < other.length() ? Invisible.codePoint(other.codePointAt(k)) : "nothing more";
        errors.reportMended(
                Code.LOOK_ALIKE_NAMES,
                span,
                "'" + Tokens.brief(name) + "' looks like another name of this file, but is not the same: it has " + here
                        + " where the other has " + there,
                "give one of them another name, or write both alike");
    }
}
