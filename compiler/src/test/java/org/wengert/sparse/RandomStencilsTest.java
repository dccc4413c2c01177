package org.wengert.sparse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wengert.ir.Symbol;

/**
 * Stencils drawn at random, with borders, conditions, remainders and arrays on the way: their entries, in Java too and in every form, are
 * those of the whole matrix. {@code -Dwengert.random.programs=300} draws more of them, {@code -Dwengert.random.seed=7} others.
 */
class RandomStencilsTest {

    private int held;
    private int refused;

    @Test
    void theirEntriesAreThoseOfTheWholeMatrix() {
        int usual = 3;
        int count = Integer.getInteger("wengert.random.programs", usual);
        long first = Long.getLong("wengert.random.seed", 1);
        for (long seed = first; seed < first + count; seed++) {
            check(new Stencils(new Random(seed)).program(), seed);
        }
        if (count != usual) {
            System.out.printf("%d stencils from seed %d: %d held, %d refused%n", count, first, held, refused);
        }
        assertThat(held).isGreaterThan(refused);
    }

    private void check(String program, long seed) {
        List<String> complaints = Held.complaints(program);
        if (!complaints.isEmpty()) {
            assertThat(complaints).as("seed %s: %s", seed, program).allMatch(c -> c.contains("is derived:"));
            refused++;
            return;
        }
        Held stencil = Held.of(program);
        for (int n = 5; n < 8; n++) {
            Map<Symbol, Long> sizes = Held.sizes("n", n);
            try {
                try {
                    stencil.pattern(sizes);
                } catch (IllegalArgumentException tooSmall) {
                    assertThat(tooSmall).hasMessageContaining("for larger sizes alone");
                    continue;
                }
                stencil.holds(stencil.draw(sizes, new Random(seed)), sizes);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", n = " + n + ":\n" + program, e);
            }
        }
        held++;
    }

    /** Draws programs. */
    private static final class Stencils {
        private final Random random;
        private final boolean wraps;
        private final boolean hasMore;

        Stencils(Random random) {
            this.random = random;
            this.wraps = random.nextInt(3) == 0;
            this.hasMore = random.nextBoolean();
        }

        String program() {
            String parameters = hasMore ? "x: real[n], y: real[n], a" : "x: real[n]";
            String header = "f(" + parameters + ") = {\n";
            if (random.nextInt(4) == 0) {
                return steps(header);
            }
            if (random.nextBoolean()) {
                String range = wraps ? "0:n" : "2:n-2";
                String more = random.nextBoolean() ? " + sum(" + term(1, "x") + " for i in " + range + ")" : "";
                return header + "  return sum(" + term(2, "x") + " for i in " + range + ")" + more
                        + "\n}\nderive f: sparse hessian";
            }
            boolean twice = random.nextInt(3) == 0;
            if (twice) {
                return header + "  w = [" + term(1, "x") + " for i in " + (wraps ? "0:n" : "2:n-2") + "]\n  return ["
                        + (wraps ? "w[(i+1) % n]*w[i] - w[(i+n-1) % n]" : "w[i+1]*w[i]") + " for i in "
                        + (wraps ? "0:n" : "0:n-5") + "]\n}\nderive f: sparse jacobian";
            }
            return header + "  return [" + term(2, "x") + " for i in " + (wraps ? "0:n" : "2:n-2")
                    + "]\n}\nderive f: sparse jacobian";
        }

        /** A stencil that is applied again and again, which is no template. */
        private String steps(String header) {
            String term = term(1, "x");
            String inside = wraps ? term : "(i > 1 ? (i + 2 < n ? " + term + " : x[i]) : x[0])";
            boolean sum = random.nextBoolean();
            return header + "  for t in 0:2 {\n    x = [0.5*x[i] + 0.1*" + inside + " for i in 0:n]\n  }\n  return "
                    + (sum ? "sum(x .^ 2)" : "x") + "\n}\nderive f: sparse " + (sum ? "hessian" : "jacobian");
        }

        private String term(int depth, String array) {
            if (depth == 0) {
                return read(array);
            }
            String a = term(depth - 1, array);
            String b = term(depth - 1, hasMore && random.nextBoolean() ? "y" : array);
            return switch (random.nextInt(9)) {
                case 0 -> "(" + a + ")^3";
                case 1 -> "(" + a + ")*(" + b + ")";
                case 2 -> "sin(" + a + " - " + b + ")";
                case 3 -> "exp(0.5*(" + a + "))";
                case 4 -> "(i > " + (2 + random.nextInt(2)) + " ? " + a + " : " + b + ")";
                case 5 -> "(" + read(array) + " > 0.1 ? " + a + " : " + b + ")";
                case 6 -> "(100*(" + a + " - (" + b + ")^2)^2)";
                case 7 -> "(i + 3 < n ? (" + a + ")^2 : " + b + ")";
                default -> "(" + a + " - " + b + (hasMore ? "*a" : "") + ")";
            };
        }

        private String read(String array) {
            int shift = random.nextInt(3);
            if (wraps) {
                return array
                        + List.of("[i]", "[(i+" + shift + ") % n]", "[(i+n-1) % n]")
                                .get(random.nextInt(3));
            }
            return array
                    + List.of("[i]", "[i+" + shift + "]", "[i-" + shift + "]", "[0]")
                            .get(random.nextInt(4));
        }
    }
}
