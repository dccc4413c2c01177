package org.wengert.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wengert.arrays.ArrayLaws;
import org.wengert.driver.CompiledFunction;
import org.wengert.formula.FormulaLaw;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;

/** Formulas of derivatives of programs drawn at random have their values. */
class RandomFormulasTest {

    private final AtomicIntegerArray counts = new AtomicIntegerArray(3);

    @Test
    void ofNumbersTheyHaveTheValuesOfTheDerivatives() {
        Seeds seeds = new Seeds(40);
        seeds.check(seed -> Generator.draw(seed, ""), (program, seed) -> broken(program, seed, 0));
        report(seeds);
    }

    @Test
    void ofArraysTheyHaveTheValuesOfTheDerivatives() {
        Seeds seeds = new Seeds(30);
        seeds.check(ArrayGenerator::draw, (program, seed) -> broken(program, seed, 2));
        report(seeds);
    }

    private void report(Seeds seeds) {
        seeds.report(counts + " compared, no numbers, without a formula");
        assertThat(counts.get(0)).isGreaterThan(20).isGreaterThan(5 * counts.get(1));
    }

    private Optional<String> broken(RandomProgram program, long seed, int size) {
        Random random = new Random(seed);
        CompiledFunction function;
        try {
            function = FormulaLaw.compile(program.text());
        } catch (IllegalArgumentException e) {
            return Optional.of(Shrinking.DOES_NOT_COMPILE + ": " + e.getMessage());
        }
        ArrayPoint arrays = ArrayPoint.draw(random, size);
        List<Tensor> x = size == 0
                ? IntStream.range(0, function.parameters().size())
                        .mapToObj(i -> ArrayLaws.draw(random))
                        .toList()
                : arrays.arrays();
        Map<Symbol, Long> integers = size == 0 ? Map.of() : arrays.integers();
        try {
            FormulaLaw law = new FormulaLaw(function, x, integers);
            Optional<String> broken = law.broken();
            IntStream.range(0, 3).forEach(k -> counts.addAndGet(k, law.counts().get(k)));
            return broken;
        } catch (IllegalArgumentException notForTheseSizes) {
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of("throws " + e);
        }
    }
}
