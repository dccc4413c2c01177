package org.wengert.random;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.wengert.check.Check;
import org.wengert.check.CheckReport;
import org.wengert.check.Finding;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.SourceText;

/**
 * The derivatives of programs drawn at random are what differences with 70 digits of their values say. What one mode computes from
 * the others' mistakes, they have in common; differences know nothing of modes.
 */
class RandomTruthTest {

    private static final int POINTS = 3;

    private final AtomicInteger compared = new AtomicInteger();

    @Test
    void derivativesOfRandomProgramsAreThoseOfManyDigits() {
        Seeds seeds = new Seeds(15);
        seeds.check(seed -> Generator.draw(seed, ""), this::broken);
        seeds.report(compared + " numbers");
    }

    private Optional<String> broken(RandomProgram program, long seed) {
        CheckReport report = Check.run(
                Compiler.compile(SourceText.of("f.expr", program.text()), CompilerOptions.named("f"))
                        .function(program.subject())
                        .orElseThrow(),
                POINTS,
                seed);
        compared.addAndGet(report.findings().size());
        return report.findings().stream()
                .filter(finding -> finding.kind() == Finding.Kind.FORMULA && finding.failed())
                .findFirst()
                .map(Finding::toString);
    }
}
