package org.wengert.emitted;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wengert.corpora.Formulas.Formula;

/** Holds emitted tests against altered classes, and counts what they see. */
final class EmittedMutation {

    /** Mutants that compute the same numbers, as patterns of what was altered, and why. */
    private static final Map<String, String> EQUIVALENT = Map.of(
            ".* Math\\.signum\\(\\w+\\): \\* at \\d+ becomes /",
            "where a function is smooth a sign is 1 or -1, by which dividing is multiplying",
            "feynman feynman-I\\.6\\.2a, .*: v3Bar at 0 becomes F",
            "F = v4/c and v3Bar = v4*(1/c) for one constant c");

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
            if (EQUIVALENT.keySet().stream().anyMatch(name::matches)) {
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
