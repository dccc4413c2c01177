package org.wengert.emitted;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wengert.corpora.Formulas.Formula;

/** Holds emitted tests against altered classes, and counts what they see. */
final class EmittedMutation {

    /** Mutants that compute the same numbers, as patterns of what was altered, and why. */
    private static final Map<String, String> EQUIVALENT = Map.of(
            ".* Math\\.signum\\(\\w+\\): \\* at \\d+ becomes /",
            "where a function is smooth a sign is 1 or -1, by which dividing is multiplying",
            "feynman feynman-I\\.6\\.2a, .*: v3Bar at 0 becomes F",
            "F = v4/c and v3Bar = v4*(1/c) for one constant c",
            "hs hs57, \\d+: (double v6Bar|v1Bar \\+= v6Bar|double v5Bar|v1Bar \\+= v5Bar).*",
            "the residual v6 of its first observation is 0.49 - x1 - (0.49 - x1), which is 0");

    /** What was altered at which place of the expression that a line gives. */
    private static final Pattern ALTERED = Pattern.compile("[^:]*: [^=]* [+-]?= (.*): \\S+ at (\\d+) becomes .*");

    /** What is 0 beside an infinite number, and the choice of a number where another one is infinite. */
    private static final Pattern BESIDE_INFINITE =
            Pattern.compile("\\w+ == 0 && !\\(Math\\.abs\\(\\w+\\) <= Double\\.MAX_VALUE\\) \\? 0\\.0");

    private static final Pattern UNLESS_INFINITE =
            Pattern.compile("Math\\.abs\\(\\w+\\) <= Double\\.MAX_VALUE \\? .* : (.*)");

    private int mutants;
    private int stillborn;
    private int equivalent;
    private final List<String> survivors = new ArrayList<>();

    void run(List<Formula> formulas) throws IOException {
        try (MemoryCompiler compiler = new MemoryCompiler()) {
            for (Formula formula : formulas) {
                run(formula, compiler);
            }
        }
    }

    private void run(Formula formula, MemoryCompiler compiler) {
        EmittedSubject subject = EmittedSubject.of(formula, 1);
        Map<String, byte[]> tested = subject.compileClass(compiler);
        Map<String, byte[]> test = subject.compileTest(compiler, tested);
        subject.failure(tested, test).ifPresent(failure -> {
            throw new AssertionError(formula.id() + ": false alarm: " + failure);
        });
        StatementMutants.of(subject.java().text()).forEach((what, altered) -> {
            Optional<Map<String, byte[]>> mutant = subject.compileMutant(compiler, altered);
            if (mutant.isEmpty()) {
                stillborn++;
                return;
            }
            String name = formula.id() + ", " + what;
            if (EQUIVALENT.keySet().stream().anyMatch(name::matches) || isForInfinities(name)) {
                equivalent++;
                return;
            }
            mutants++;
            if (subject.failure(mutant.get(), test).isEmpty()) {
                survivors.add(name);
                System.out.println("survives: " + name);
            }
        });
    }

    /** Whether what was altered is read where something is infinite alone: test points have no such numbers. */
    private static boolean isForInfinities(String name) {
        Matcher altered = ALTERED.matcher(name);
        if (!altered.matches()) {
            return false;
        }
        int at = Integer.parseInt(altered.group(2));
        Matcher zero = BESIDE_INFINITE.matcher(altered.group(1));
        Matcher choice = UNLESS_INFINITE.matcher(altered.group(1));
        return (zero.find() && at >= zero.start() && at < zero.end())
                || (choice.find()
                        && at >= choice.start()
                        && (at < altered.group(1).indexOf('?') || at >= choice.start(1)));
    }

    int mutants() {
        return mutants;
    }

    List<String> survivors() {
        return survivors;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d mutants, %d killed, %d survive: %.2f %%; besides %d that do not compile, %d equivalent",
                mutants,
                mutants - survivors.size(),
                survivors.size(),
                100.0 * (mutants - survivors.size()) / mutants,
                stillborn,
                equivalent);
    }
}
