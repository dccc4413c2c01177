package org.wengert.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wengert.corpora.Formulas;
import org.wengert.corpora.Formulas.Formula;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.SourceText;

/**
 * Checks the corpora's formulas, at special points too, and demands that nothing is found. Not part of a build:
 * {@code -Dtest=FalseAlarmCheck}; {@code -Dwengert.check.seed=7} for other points, {@code -Dwengert.check.points=20} for more.
 */
class FalseAlarmCheck {

    private static final int POINTS = Integer.getInteger("wengert.check.points", 2);
    private static final long SEED = Long.getLong("wengert.check.seed", 1);

    @Test
    void nothingIsFoundInTheCorpora() {
        List<String> alarms = new ArrayList<>();
        long compared = 0;
        long start = System.nanoTime();
        for (String corpus : List.of("adversarial", "feynman", "globalopt", "hs")) {
            for (Formula formula : Formulas.of(corpus)) {
                CheckReport report = check(formula);
                compared += report.findings().size();
                report.findings().stream().filter(Finding::failed).limit(2).forEach(f -> {
                    alarms.add(formula.id() + ": " + formula.text() + ": " + f);
                    System.out.println(alarms.get(alarms.size() - 1));
                });
            }
            System.out.printf(
                    "%s: %d numbers, %d alarms, %d s%n",
                    corpus, compared, alarms.size(), (System.nanoTime() - start) / 1_000_000_000);
        }
        assertThat(alarms).isEmpty();
    }

    private static CheckReport check(Formula formula) {
        Compilation compilation = Compiler.compile(
                SourceText.of("f", formula.text()), CompilerOptions.named("f").withParameters(formula.variables()));
        return Check.run(compilation.functions().get(0), POINTS, SEED);
    }
}
