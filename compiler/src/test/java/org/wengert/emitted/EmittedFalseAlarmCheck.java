package org.wengert.emitted;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wengert.corpora.Formulas;
import org.wengert.corpora.Formulas.Formula;

/**
 * Emits tests of the corpora's formulas, with other points each time, and demands that none fails. Not part of a build:
 * {@code -Dtest=EmittedFalseAlarmCheck -Dwengert.emitted.runs=10000}.
 */
class EmittedFalseAlarmCheck {

    private static final int RUNS = Integer.getInteger("wengert.emitted.runs", 10_000);
    private static final int SECOND_ORDER = 4;

    /** Emitting a test takes as long as its formula is. */
    private static final int LONGEST = 100;

    @Test
    void emittedTestsOfRightClassesDoNotFail() throws Exception {
        List<Formula> formulas = new ArrayList<>();
        for (String corpus : List.of("feynman", "globalopt", "hs", "adversarial")) {
            Formulas.of(corpus).stream()
                    .filter(f -> f.text().length() <= LONGEST)
                    .forEach(formulas::add);
        }
        List<String> alarms = new ArrayList<>();
        int untested = 0;
        long start = System.nanoTime();
        for (int run = 0; run < RUNS; run++) {
            Formula formula = formulas.get(run % formulas.size());
            long seed = 1000L + run;
            String[] products = run % SECOND_ORDER == 0 && formula.variables().size() <= 4
                    ? new String[] {"value", "tangent", "adjoint", "gradient", "hessian", "hvp"}
                    : new String[0];
            EmittedSubject subject = EmittedSubject.of(formula, seed, products);
            if (subject.warnings() > 0) {
                untested++;
                continue;
            }
            try (MemoryCompiler compiler = new MemoryCompiler()) {
                Map<String, byte[]> tested = subject.compileClass(compiler);
                subject.failure(tested, subject.compileTest(compiler, tested)).ifPresent(failure -> {
                    alarms.add(formula.id() + ", seed " + seed + ": " + failure);
                    System.out.println("alarm: " + alarms.get(alarms.size() - 1));
                });
            }
            if ((run + 1) % 500 == 0) {
                System.out.printf(
                        "%d runs of %d formulas, %d untested, %d alarms, %d s%n",
                        run + 1, formulas.size(), untested, alarms.size(), (System.nanoTime() - start) / 1_000_000_000);
            }
        }
        assertThat(alarms).isEmpty();
        assertThat(untested).isLessThan(RUNS / 20);
    }
}
