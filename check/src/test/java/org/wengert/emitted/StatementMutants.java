package org.wengert.emitted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Alters one statement after another of the adjoint sweeps of generated Java, in every way of a list: the sign of what is
 * assigned, {@code +} and {@code -}, {@code *} and {@code /} exchanged, a variable replaced by another one in scope or by 1, a
 * number by the next one, {@code +=} by {@code =} and {@code -=}. A 0 has no sign to alter.
 */
final class StatementMutants {

    private static final Pattern METHOD = Pattern.compile("    public static (?:double|void) (gradient|adjoint)\\(.*");
    private static final Pattern DECLARED = Pattern.compile("\\bdouble (\\w+)(?= =|;|,|\\))");
    private static final Pattern STATEMENT = Pattern.compile("( *)((?:double )?[\\w\\[\\]]+) (\\+?=) ([^;]*);(.*)");
    private static final Pattern VARIABLE = Pattern.compile("(?<![\\w.])[\\p{L}_][\\w]*(?![\\w.(])");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d+(?:\\.\\d+)?(?![\\w.])");
    private static final Pattern OPERATOR = Pattern.compile(" ([-+*/]) ");

    /** The check whether something is 0 and what it is then, which no point where a function is smooth can tell from another one. */
    private static final Pattern GUARD = Pattern.compile("\\w+ == 0 \\? 0 : |\\(\\w+ != 0\\) \\? | : 0\\.0");

    private final List<String> lines;
    private final Map<String, String> mutants = new LinkedHashMap<>();

    private StatementMutants(String java) {
        this.lines = java.lines().toList();
    }

    /** The altered texts by what was altered. */
    static Map<String, String> of(String java) {
        StatementMutants mutants = new StatementMutants(java);
        mutants.walk();
        return mutants.mutants;
    }

    private void walk() {
        boolean sweep = false;
        boolean wanted = false;
        Set<String> declared = new LinkedHashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("    public ") || line.startsWith("    private ")) {
                wanted = METHOD.matcher(line).matches() && !line.contains("double[] point");
                sweep = false;
                declared.clear();
            }
            sweep |= line.contains("// Adjoint sweep");
            if (wanted && sweep) {
                statement(i, new ArrayList<>(declared));
            }
            if (wanted) {
                Matcher names = DECLARED.matcher(line);
                while (names.find()) {
                    declared.add(names.group(1));
                }
            }
        }
    }

    private void statement(int at, List<String> declared) {
        Matcher statement = STATEMENT.matcher(lines.get(at));
        if (!statement.matches()) {
            return;
        }
        String target = statement.group(2);
        String operator = statement.group(3);
        String value = statement.group(4);
        Altering altering = (what, newOperator, newValue) -> add(
                at,
                target + " " + operator + " " + value,
                what,
                statement.group(1) + target + " " + newOperator + " " + newValue + ";");
        if (!value.equals("0")) {
            altering.of("the other sign", operator, "-(" + value + ")");
        }
        if (operator.equals("+=")) {
            altering.of("subtracted", "-=", value);
            altering.of("not added to what was there", "=", value);
        }
        Matcher guard = GUARD.matcher(value);
        List<int[]> guards = new ArrayList<>();
        while (guard.find()) {
            guards.add(new int[] {guard.start(), guard.end()});
        }
        replace(
                OPERATOR,
                value,
                guards,
                found -> {
                    String other = "+-*/".charAt("-+/*".indexOf(found.strip())) + "";
                    return List.of(" " + other + " ");
                },
                operator,
                altering);
        replace(VARIABLE, value, guards, found -> others(found, declared), operator, altering);
        replace(
                NUMBER,
                value,
                guards,
                found -> List.of(String.valueOf(Double.parseDouble(found) + 1)),
                operator,
                altering);
    }

    /** 1, and the variable declared before {@code name}. */
    private static List<String> others(String name, List<String> declared) {
        int at = declared.indexOf(name);
        List<String> others = new ArrayList<>(List.of("1.0"));
        if (at >= 0 && declared.size() > 1) {
            others.add(declared.get((at + declared.size() - 1) % declared.size()));
        }
        return others;
    }

    @FunctionalInterface
    private interface Altering {
        void of(String what, String operator, String value);
    }

    @FunctionalInterface
    private interface Replacing {
        List<String> with(String found);
    }

    private static void replace(
            Pattern pattern,
            String value,
            List<int[]> guards,
            Replacing replacing,
            String operator,
            Altering altering) {
        Matcher matcher = pattern.matcher(value);
        while (matcher.find()) {
            int start = matcher.start();
            if (guards.stream().noneMatch(g -> g[0] <= start && start < g[1])) {
                for (String other : replacing.with(matcher.group())) {
                    String altered = value.substring(0, start) + other + value.substring(matcher.end());
                    altering.of(
                            matcher.group().strip() + " at " + start + " becomes " + other.strip(), operator, altered);
                }
            }
        }
    }

    private void add(int at, String statement, String what, String altered) {
        List<String> text = new ArrayList<>(lines);
        text.set(at, altered);
        mutants.put((at + 1) + ": " + statement + ": " + what, String.join("\n", text) + "\n");
    }
}
