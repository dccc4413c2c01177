package org.wengert.emitted;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wengert.corpora.Formulas;
import org.wengert.corpora.Formulas.Formula;
import org.wengert.driver.CompilerOption;
import org.wengert.driver.CompilerOptions;

/**
 * Emits tests of the corpora's formulas, with other points each time, and demands that none fails. Not part of a build:
 * {@code -Dtest=EmittedFalseAlarmCheck}; {@code -Dwengert.emitted.runs=500 -Dwengert.emitted.seed=7} for fewer,
 * other runs, {@code -Dwengert.emitted.longest=60} for short formulas alone.
 */
class EmittedFalseAlarmCheck {

    private static final int RUNS = Integer.getInteger("wengert.emitted.runs", 10_000);
    private static final long SEED = Long.getLong("wengert.emitted.seed", 1000);

    /** Formulas with more characters are left out: emitting a test takes as long as its formula is. */
    private static final int LONGEST = Integer.getInteger("wengert.emitted.longest", Integer.MAX_VALUE);

    /** So many are compiled at once. */
    private static final int BATCH = 50;

    private static final int SECOND_ORDER = 4;

    private final List<Formula> formulas = new ArrayList<>();
    private final List<String> alarms = new ArrayList<>();
    private int untested;

    @Test
    void emittedTestsOfRightClassesDoNotFail() throws Exception {
        for (String corpus : List.of("feynman", "globalopt", "hs", "adversarial")) {
            Formulas.of(corpus).stream()
                    .filter(f -> f.text().length() <= LONGEST)
                    .forEach(formulas::add);
        }
        long start = System.nanoTime();
        for (int from = 0; from < RUNS; from += BATCH) {
            int to = Math.min(RUNS, from + BATCH);
            batch(from, to);
            System.out.printf(
                    "%d runs of %d formulas, %d untested, %d alarms, %d s%n",
                    to, formulas.size(), untested, alarms.size(), (System.nanoTime() - start) / 1_000_000_000);
        }
        assertThat(alarms).isEmpty();
        assertThat(untested).isLessThan(RUNS / 20);
    }

    private void batch(int from, int to) throws Exception {
        Map<String, EmittedSubject> subjects = new LinkedHashMap<>();
        Map<String, String> sources = new HashMap<>();
        for (int run = from; run < to; run++) {
            Formula formula = formulas.get(run % formulas.size());
            long seed = SEED + run;
            CompilerOptions options = CompilerOptions.named("F")
                    .withParameters(formula.variables())
                    .with(CompilerOption.PACKAGE, "p" + run);
            EmittedSubject subject = EmittedSubject.of(formula.text(), options, seed, products(run, formula));
            if (subject.warnings() > 0) {
                untested++;
            } else {
                subjects.put(formula.id() + ", seed " + seed, subject);
                sources.putAll(subject.sources());
            }
        }
        try (MemoryCompiler compiler = new MemoryCompiler()) {
            Map<String, byte[]> classes =
                    compiler.compile(sources, Map.of()).orElseThrow(() -> new AssertionError(compiler.errors()));
            subjects.forEach(
                    (name, subject) -> subject.failure(classes, Map.of()).ifPresent(failure -> {
                        alarms.add(name + ": " + failure);
                        System.out.println("alarm: " + name + ": " + failure);
                    }));
        }
    }

    private static String[] products(int run, Formula formula) {
        return run % SECOND_ORDER == 0 && formula.variables().size() <= SECOND_ORDER
                ? new String[] {"value", "tangent", "adjoint", "gradient", "hessian", "hvp"}
                : new String[0];
    }
}
