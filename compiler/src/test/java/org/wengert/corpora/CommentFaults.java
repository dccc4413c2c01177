package org.wengert.corpora;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wengert.codegen.GeneratedSource;
import org.wengert.codegen.LineOrigin;

/** What is wrong with the comments of generated Java, found by reading its text. */
final class CommentFaults {

    /** What can be wrong with a comment. */
    enum Fault {
        /** A line computes a derivative, or adds to one, and says nothing. */
        SILENT,
        /** The derivative that the rule gives something to is not the one that the line gives a value. */
        OF_ANOTHER,
        /** The line reads a derivative of which the comment does not speak. */
        OF_OTHER_VALUES,
        /** The comment names what is nowhere in the method, nor in what the author wrote, nor said in a comment of the method. */
        UNKNOWN_NAME,
        /** The comment ends in the middle. */
        CUT,
        /** The rule adds something to what it is computed from: {@code pBar += pBar*v4}. */
        NO_SUM
    }

    /** A statement: the variable or array, what it is given, and the comment. */
    private static final Pattern LINE =
            Pattern.compile("(?:double )?([\\p{L}_][\\p{L}\\p{N}_]*)(?:\\[[^=]*])? ([+-]?)= (.*?);(?: // (.*))?");

    private static final Pattern GOING_ON = Pattern.compile("\\s+(\\?|:|\\|\\|) ");

    /** What is passed on as it is: a name, an element, a number. */
    private static final Pattern PASSED_ON = Pattern.compile(
            "-?(?:[\\p{L}_][\\p{L}\\p{N}_]*(?:\\[[^\\[\\]]*(?:\\[[^\\]]*])?[^\\[\\]]*])?|[\\d.]+(?:E-?\\d+)?)");

    /** Values without a name of their own, which serve the next line, and what crosses between methods. */
    private static final Pattern NAMELESS = Pattern.compile("(t\\d+|unit)(_\\d+)?|a\\d+|workspace|scalars");

    /** A derivative in a right side. */
    private static final Pattern DERIVATIVE = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*?(?:Bar|Dot)[\\p{L}\\p{N}_]*");

    private static final Pattern RULE =
            Pattern.compile("(?:: |,) +([\\p{L}_][\\p{L}\\p{N}_]*) [+-]?= (.*?)(?=;  |:  |, |$)");

    private static final Pattern SUM = Pattern.compile("(.*)Sum(_\\d+)?");

    private static final Pattern COMMENT = Pattern.compile("(.*?) // (.* = .*)");

    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private static final Pattern DEFINED =
            Pattern.compile("(?<=^|;  |:  |, )([\\p{L}_][\\p{L}\\p{N}_]*)(?:\\[[^]]*])? [+-]?= ");

    /** What is not a name: functions, connectives, the constant that densities are made of. */
    private static final Pattern NO_NAME = Pattern.compile(
            "[\\p{L}_][\\p{L}\\p{N}_]*(\\[1])?\\(|\\b(and|or|not|pi|coefficient|for \\w+|if|else|row)\\b");

    private final Map<Fault, List<String>> found = new EnumMap<>(Fault.class);
    /** By derivative the rules of its lines, in the class that is looked at. */
    private final Map<String, Set<String>> rules = new HashMap<>();

    private int lines;

    int lines() {
        return lines;
    }

    List<String> of(Fault fault) {
        return found.getOrDefault(fault, List.of());
    }

    private void add(Fault fault, String where) {
        found.computeIfAbsent(fault, f -> new ArrayList<>()).add(where);
    }

    @Override
    public String toString() {
        return lines + " lines of derivatives"
                + Arrays.stream(Fault.values())
                        .map(fault -> ", " + of(fault).size() + " " + fault)
                        .collect(Collectors.joining());
    }

    void look(GeneratedSource java, String what) {
        List<String> text = statements(java.text().lines().toList());
        lookAtNames(text, what);
        Set<Integer> seen = new HashSet<>();
        rules.clear();
        text.forEach(this::remember);
        for (LineOrigin origin : java.lines()) {
            Matcher line = LINE.matcher(text.get(origin.line() - 1).strip());
            if (origin.derivative() && seen.add(origin.line()) && line.matches()) {
                look(line, what);
            }
        }
    }

    /** The lines, of which those that a statement goes on in are a part of its first one. */
    private static List<String> statements(List<String> lines) {
        List<String> all = new ArrayList<>(lines);
        for (int i = lines.size() - 1; i > 0; i--) {
            if (GOING_ON.matcher(all.get(i)).lookingAt()) {
                all.set(i - 1, all.get(i - 1) + " " + all.get(i).strip());
                all.set(i, "");
            }
        }
        return all;
    }

    /** What the author wrote, and each public method with the private ones that are called by it alone. */
    private void lookAtNames(List<String> text, String what) {
        Set<String> everywhere = new HashSet<>();
        List<List<String>> methods = new ArrayList<>();
        methods.add(new ArrayList<>());
        boolean quoted = false;
        for (String line : text) {
            boolean prose = line.strip().startsWith("*");
            quoted |= line.contains("<pre>{@code ");
            if (prose && quoted) {
                everywhere.addAll(words(line));
            } else if (!prose) {
                if (line.strip().startsWith("public ")) {
                    methods.add(new ArrayList<>());
                }
                methods.get(methods.size() - 1).add(line);
            }
            quoted &= !line.contains("</pre>");
        }
        everywhere.addAll(
                methods.get(0).stream().flatMap(line -> words(line).stream()).toList());
        methods.forEach(method -> lookAtNames(method, everywhere, what));
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    private void lookAtNames(List<String> method, Set<String> everywhere, String what) {
        Set<String> known = new HashSet<>(everywhere);
        List<String> comments = new ArrayList<>();
        for (String line : method) {
            Matcher comment = COMMENT.matcher(line);
            if (comment.matches()) {
                comments.add(comment.group(2));
                DEFINED.matcher(comment.group(2)).results().forEach(defined -> known.add(defined.group(1)));
            }
            known.addAll(words(comment.matches() ? comment.group(1) : line));
        }
        for (String comment : comments) {
            words(NO_NAME.matcher(comment).replaceAll(" ")).stream()
                    .filter(name -> !known.contains(name) && !known.contains(tangent(name)))
                    .findFirst()
                    .ifPresent(name -> add(Fault.UNKNOWN_NAME, what + ": " + name + " in " + comment));
        }
    }

    /** What the tangent of a value is called: a comment that speaks of that speaks of the value. */
    private static String tangent(String name) {
        return name.replaceFirst("(.*?)(Sum|Branch|Kept)?$", "$1Dot$2");
    }

    private void look(Matcher line, String what) {
        lines++;
        String target = line.group(1);
        String value = line.group(3);
        String why = line.group(4);
        String where = what + ": " + line.group();
        if (NAMELESS.matcher(target).matches()) {
            return;
        }
        if (why == null) {
            boolean adds = !line.group(2).isEmpty() && !SUM.matcher(value).matches();
            if (adds || !PASSED_ON.matcher(value).matches()) {
                add(Fault.SILENT, where);
            }
            return;
        }
        List<String> parts = List.of(why.split(";  "));
        if (!gives(parts.get(parts.size() - 1), target)) {
            add(Fault.OF_ANOTHER, where);
        }
        if (why.endsWith("...")) {
            add(Fault.CUT, where);
        }
        if (parts.stream().anyMatch(CommentFaults::addsToItself)) {
            add(Fault.NO_SUM, where);
        }
        Set<String> spoken = words(why).stream().map(CommentFaults::plain).collect(Collectors.toSet());
        boolean unspoken = DERIVATIVE
                .matcher(value)
                .results()
                .map(word -> plain(word.group()))
                .anyMatch(word -> !spoken.contains(word) && !word.equals(plain(target)) && !isWrittenOut(word, why));
        if (unspoken) {
            add(Fault.OF_OTHER_VALUES, where);
        }
    }

    private void remember(String line) {
        RULE.matcher(line)
                .results()
                .forEach(rule -> rules.computeIfAbsent(plain(rule.group(1)), d -> new HashSet<>())
                        .add(rule.group(2)));
    }

    /**
     * Whether the comment has, instead of a derivative, all that it is, {@code v8Bar/k} of {@code v7Bar}, or another one of which another
     * comment says that it is this one: that is said once in a method.
     */
    private boolean isWrittenOut(String derivative, String why) {
        return rules.getOrDefault(derivative, Set.of()).stream().anyMatch(why::contains)
                || words(why).stream().anyMatch(word -> leadsTo(plain(word), derivative, 3));
    }

    private boolean leadsTo(String name, String derivative, int steps) {
        return steps > 0
                && rules.getOrDefault(name, Set.of()).stream()
                        .flatMap(rule -> words(rule).stream())
                        .map(CommentFaults::plain)
                        .anyMatch(word -> word.equals(derivative) || leadsTo(word, derivative, steps - 1));
    }

    /** Whether {@code v1 = log(x):  xBar += v1Bar/x} gives {@code xBar_2} something. */
    private static boolean gives(String contribution, String target) {
        int rule = contribution.lastIndexOf(":  ");
        String named = contribution.substring(rule + 1).strip().replaceAll(" [+-]?= .*", "");
        return rule >= 0 && plain(named).equals(plain(target));
    }

    /** Whether a rule is {@code pBar += pBar*v4}, whose left side is not the first term of the sum. */
    private static boolean addsToItself(String contribution) {
        String rule =
                contribution.substring(contribution.lastIndexOf(":  ") + 1).strip();
        int sign = rule.indexOf(" += ") + rule.indexOf(" -= ") + 1;
        return sign > 0
                && words(rule.substring(sign + 4)).contains(rule.substring(0, sign))
                && !rule.substring(sign + 4).equals(rule.substring(0, sign));
    }

    /** A name without what tells it from others like it. */
    private static String plain(String name) {
        return name.replaceAll("\\[.*", "").replaceAll("(_\\d+|Next|Out|Kept|Now|Sum|Branch)+$", "");
    }
}
