package org.wengert.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.arrays.ArrayLaws;
import org.wengert.arrays.ArrayProgram;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;

/** The derivatives of programs of arrays drawn at random agree with each other. */
class RandomArrayProgramsTest {

    private int compared;
    private int skipped;
    private int undecided;

    @Test
    void derivativesOfRandomProgramsOfArraysAgreeWithEachOther() {
        Seeds seeds = new Seeds(100);
        seeds.check(ArrayGenerator::draw, this::broken);
        seeds.report(compared + " comparisons, " + skipped + " skipped");
        assertThat(skipped).as("skipped of " + compared).isLessThan(compared / 10);
    }

    /** Where choices tie and slopes are infinite behind them, both modes have the same number, in both orders. */
    @Test
    void modesAgreeWhereArraysHoldZerosAndTies() {
        Seeds seeds = new Seeds(100);
        seeds.check(ArrayGenerator::drawMasked, (program, seed) -> broken(program, seed, this::lawsOfSpecialPoints));
        seeds.report(compared + " comparisons at special points, " + skipped + " without a number, " + undecided
                + " of 0 and NaN");
        assertThat(skipped).as("skipped of " + compared).isLessThan(compared / 10);
        assertThat(undecided).as("0 and NaN of " + compared).isLessThanOrEqualTo(1 + compared / 500);
    }

    /** Masks of sums, of number and array, of what bodies inside of bodies read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "min(1 ./ dot(zeros(n), sum(B, 1)) .^ 2, 4) - x",
                "{ a = where(x > 0.3*i, x, zeros(n))  return min(1 ./ dot(a, a) .^ 2, 4) ./ (1.5 + x .^ 2) }",
                "{ if (1 >= t) { a = min(1 ./ (jacobian(y, x)*x) .^ 2, 4) } else { a = y }"
                        + " b = min(1 ./ abs(jacobian(a, x)*x), 9)  return [x for j in 0:n]*[b for j in 0:n] }",
                "{ if (1 >= t) { a = x } else { a = atan2(x, 2 + cos(x)) } b = (1 > t ? t : 1)"
                        + "  for k in 0:K checkpoint(2) { b = b + max(log(abs(b*min(a))), -5) } return b }",
                "{ a = log(2 + t)*zeros(n)  b = (1 > t ? x*x' : x*a')  return max(log(abs(sum(b*a))), -5)*x }",
                "{ if (dot(x, x) > 2) { a = sqrt(1 + x .^ 2) } else { a = x }"
                        + " b = min(1 ./ max(a) .^ 2, 4)  return x, b }",
                "{ if (1 > t) { a = t } else { e = x  a = 1 } h = 1  if (1 < a) { g = x  b = h } else { c = t "
                        + " for k in 0:i checkpoint(2) { c = 0.7*tanh(c) } b = diff(c, t) }"
                        + " d = min(1 ./ abs(hessian((b < b ? b : h), t)), 9)  return d, x }"
            })
    void modesAgreeWhereTheyOnceDidNot(String body) {
        ArrayProgram program =
                ArrayProgram.of("f(x: real[n], y: real[m], A: real[n,m], B: real[n,n], U: real[K,n,n], t, i: int) = "
                        + body.replace("  ", "\n").replaceAll("([{}]) ", "$1\n"));
        for (long seed : LongStream.concat(LongStream.range(0, 20), LongStream.of(8015792, 8205779))
                .toArray()) {
            assertThat(lawsOfSpecialPoints(program, new Random(seed))).isEmpty();
        }
    }

    private Optional<String> broken(RandomProgram program, long seed) {
        return broken(program, seed, this::laws);
    }

    private static Optional<String> broken(
            RandomProgram program, long seed, BiFunction<ArrayProgram, Random, Optional<String>> laws) {
        ArrayProgram compiled;
        try {
            compiled = ArrayProgram.of(program.text());
        } catch (IllegalArgumentException e) {
            return Optional.of(Shrinking.DOES_NOT_COMPILE + ": " + e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of(thrown(e));
        }
        try {
            return laws.apply(compiled, new Random(seed));
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of(thrown(e));
        }
    }

    private static String thrown(Throwable e) {
        return "throws " + e + " " + Arrays.stream(e.getStackTrace()).limit(6).toList();
    }

    /** The laws at random sizes, which may be 0. What the generated Java computes belongs here too, when there is any. */
    private Optional<String> laws(ArrayProgram f, Random random) {
        return laws(f, random, ArrayPoint.draw(random, 0), ArrayLaws::broken);
    }

    private Optional<String> lawsOfSpecialPoints(ArrayProgram f, Random random) {
        return laws(f, random, ArrayPoint.drawSpecial(random), ArrayLaws::brokenAtSpecialPoint);
    }

    /** What a program at its arguments is held to. */
    private interface Law {
        List<String> broken(ArrayLaws laws, ArrayProgram program, List<Tensor> x);
    }

    private Optional<String> laws(ArrayProgram f, Random random, ArrayPoint point, Law law) {
        Optional<Map<Symbol, Long>> sizes = point.sizes(f);
        if (sizes.isEmpty()) {
            return Optional.empty();
        }
        ArrayLaws laws = new ArrayLaws(sizes.get(), random);
        List<String> broken = law.broken(laws, f, point.arrays());
        synchronized (this) {
            compared += laws.compared();
            skipped += laws.skipped();
            undecided += laws.undecided();
        }
        return broken.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join("\n", broken) + "\nwith " + sizes.get() + " at "
                        + point.arrays().stream()
                                .map(a -> Arrays.toString(a.data()))
                                .toList());
    }
}
