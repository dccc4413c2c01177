package org.wengert.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The products against loops that write out the order of summation that is promised: bit for bit, and at offsets. */
class MatricesTest {

    private static final long SEED = 20_240_917;
    private static final double GUARD = 12_345.678;
    private static final int[] SMALL = {0, 1, 2, 3, 4, 5, 7, 8, 9, 13};

    /** An array between guards, which no kernel may touch. */
    @SuppressWarnings("ArrayRecordComponent") // a view, never compared
    private record Slice(double[] data, int at, int length) {

        static Slice random(Random random, int length) {
            int at = random.nextInt(4);
            double[] data = new double[at + length + random.nextInt(4)];
            Arrays.fill(data, GUARD);
            for (int i = 0; i < length; i++) {
                data[at + i] = random.nextGaussian();
            }
            return new Slice(data, at, length);
        }

        double get(int i) {
            return data[at + i];
        }

        double[] values() {
            return Arrays.copyOfRange(data, at, at + length);
        }

        void isGuarded() {
            for (int i = 0; i < data.length; i++) {
                assertThat((i >= at && i < at + length) || data[i] == GUARD)
                        .as("nothing is written outside, at " + i)
                        .isTrue();
            }
        }
    }

    /** What one kernel does with sizes, against its reference. */
    @FunctionalInterface
    private interface Sized {
        void check(int m, int n, int k, Random random);
    }

    private static void atManySizes(Sized kernel) {
        Random random = new Random(SEED);
        for (int m : SMALL) {
            for (int n : SMALL) {
                for (int k : SMALL) {
                    kernel.check(m, n, k, random);
                }
            }
        }
        // beyond one block, and one tile more or less
        kernel.check(65, 6, 257, random);
        kernel.check(3, 66, 513, random);
        kernel.check(128, 64, 256, random);
        kernel.check(131, 5, 63, random);
    }

    @ParameterizedTest
    @EnumSource(Transposed.class)
    void multiplyIsOneChainForEachEntry(Transposed transposed) {
        atManySizes((m, n, k, random) -> {
            Slice a = Slice.random(random, m * k);
            Slice b = Slice.random(random, k * n);
            Slice y = Slice.random(random, m * n);
            double[] set = new double[m * n];
            double[] added = y.values();
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    for (int l = 0; l < k; l++) {
                        double ail = a.get(transposed.left() ? l * m + i : i * k + l);
                        double blj = b.get(transposed.right() ? j * k + l : l * n + j);
                        set[i * n + j] = Math.fma(ail, blj, set[i * n + j]);
                        added[i * n + j] = Math.fma(ail, blj, added[i * n + j]);
                    }
                }
            }
            Matrices.addMultiply(transposed, m, n, k, a.data(), a.at(), b.data(), b.at(), y.data(), y.at());
            assertThat(y.values()).containsExactly(added);
            Matrices.multiply(transposed, m, n, k, a.data(), a.at(), b.data(), b.at(), y.data(), y.at());
            assertThat(y.values()).containsExactly(set);
            y.isGuarded();
        });
    }

    @Test
    void dotIsFourChains() {
        for (int n = 0; n < 40; n++) {
            Random random = new Random(SEED + n);
            Slice a = Slice.random(random, n);
            Slice b = Slice.random(random, n);
            assertThat(Matrices.dot(n, a.data(), a.at(), b.data(), b.at())).isEqualTo(dot(n, a, 0, b));
        }
    }

    private static double dot(int n, Slice a, int from, Slice b) {
        double[] chains = new double[4];
        for (int i = 0; i < n; i++) {
            chains[i % 4] = Math.fma(a.get(from + i), b.get(i), chains[i % 4]);
        }
        return (chains[0] + chains[1]) + (chains[2] + chains[3]);
    }

    @Test
    void timesVectorIsADotProductForEachRow() {
        atManySizes((m, n, k, random) -> {
            Slice a = Slice.random(random, m * n);
            Slice x = Slice.random(random, n);
            Slice y = Slice.random(random, m);
            double[] before = y.values();
            double[] set =
                    IntStream.range(0, m).mapToDouble(i -> dot(n, a, i * n, x)).toArray();
            double[] added =
                    IntStream.range(0, m).mapToDouble(i -> before[i] + set[i]).toArray();
            Matrices.addTimesVector(m, n, a.data(), a.at(), x.data(), x.at(), y.data(), y.at());
            assertThat(y.values()).containsExactly(added);
            Matrices.timesVector(m, n, a.data(), a.at(), x.data(), x.at(), y.data(), y.at());
            assertThat(y.values()).containsExactly(set);
            y.isGuarded();
        });
    }

    @Test
    void transposedTimesVectorIsOneChainForEachColumn() {
        atManySizes((m, n, k, random) -> {
            Slice a = Slice.random(random, m * n);
            Slice x = Slice.random(random, m);
            Slice y = Slice.random(random, n);
            double[] set = new double[n];
            double[] added = y.values();
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    set[j] = Math.fma(a.get(i * n + j), x.get(i), set[j]);
                    added[j] = Math.fma(a.get(i * n + j), x.get(i), added[j]);
                }
            }
            Matrices.addTransposedTimesVector(m, n, a.data(), a.at(), x.data(), x.at(), y.data(), y.at());
            assertThat(y.values()).containsExactly(added);
            Matrices.transposedTimesVector(m, n, a.data(), a.at(), x.data(), x.at(), y.data(), y.at());
            assertThat(y.values()).containsExactly(set);
            y.isGuarded();
        });
    }

    @Test
    void outerIsOneProductForEachEntry() {
        atManySizes((m, n, k, random) -> {
            Slice a = Slice.random(random, m);
            Slice b = Slice.random(random, n);
            Slice y = Slice.random(random, m * n);
            double[] before = y.values();
            double[] set = IntStream.range(0, m * n)
                    .mapToDouble(e -> a.get(e / n) * b.get(e % n))
                    .toArray();
            double[] added = IntStream.range(0, m * n)
                    .mapToDouble(e -> Math.fma(a.get(e / n), b.get(e % n), before[e]))
                    .toArray();
            Matrices.addOuter(m, n, a.data(), a.at(), b.data(), b.at(), y.data(), y.at());
            assertThat(y.values()).containsExactly(added);
            Matrices.outer(m, n, a.data(), a.at(), b.data(), b.at(), y.data(), y.at());
            assertThat(y.values()).containsExactly(set);
            y.isGuarded();
        });
    }

    /** A tolerance of k*eps for sums of k products of numbers near one, because the two round differently. */
    @Test
    void addingIsSettingAndAddingUpToRounding() {
        int n = 37;
        Random random = new Random(SEED);
        Slice a = Slice.random(random, n * n);
        Slice b = Slice.random(random, n * n);
        Slice y = Slice.random(random, n * n);
        double[] expected = y.values();
        double[] product = new double[n * n];
        Matrices.multiply(Transposed.NEITHER, n, n, n, a.data(), a.at(), b.data(), b.at(), product, 0);
        Matrices.addMultiply(Transposed.NEITHER, n, n, n, a.data(), a.at(), b.data(), b.at(), y.data(), y.at());
        for (int i = 0; i < n * n; i++) {
            assertThat(y.get(i)).isCloseTo(expected[i] + product[i], within(n * 0x1p-50));
        }
    }

    static Stream<Double> specials() {
        return Stream.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @MethodSource("specials")
    void aZeroHidesNoNanAndNoInfinity(double special) {
        for (int n = 1; n < 12; n++) {
            double[] zeros = new double[n * n];
            double[] y = new double[n * n];
            for (int at = 0; at < n * n; at++) {
                double[] a = new double[n * n];
                a[at] = special;
                for (Transposed transposed : Transposed.values()) {
                    Matrices.multiply(transposed, n, n, n, a, 0, zeros, 0, y, 0);
                    assertThat(Arrays.stream(y).filter(Double::isNaN).count()).isEqualTo(n);
                    Matrices.multiply(transposed, n, n, n, zeros, 0, a, 0, y, 0);
                    assertThat(Arrays.stream(y).filter(Double::isNaN).count()).isEqualTo(n);
                }
                Matrices.timesVector(n, n, a, 0, zeros, 0, y, 0);
                assertThat(y[at / n]).isNaN();
                Matrices.transposedTimesVector(n, n, a, 0, zeros, 0, y, 0);
                assertThat(y[at % n]).isNaN();
                assertThat(Matrices.dot(n * n, a, 0, zeros, 0)).isNaN();
                Matrices.outer(1, n * n, zeros, 0, a, 0, y, 0);
                assertThat(y[at]).isNaN();
            }
        }
    }

    @Test
    void aSliceOutsideItsArrayIsRefusedBeforeAnythingIsWritten() {
        double[] four = {1, 2, 3, 4};
        double[] y = {7, 7, 7, 7};
        assertThatThrownBy(() -> Matrices.multiply(Transposed.NEITHER, 2, 2, 2, four, 1, four, 0, y, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Matrices.multiply(Transposed.NEITHER, 2, 2, 3, four, 0, four, 0, y, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Matrices.multiply(Transposed.NEITHER, 1 << 16, 1 << 16, 0, four, 0, four, 0, y, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Matrices.multiply(Transposed.NEITHER, -2, -2, 0, four, 0, four, 0, y, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Matrices.transposedTimesVector(2, 2, four, 0, four, 3, y, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Matrices.outer(2, 2, four, 0, four, -1, y, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Matrices.dot(3, four, 2, four, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(y).containsExactly(7, 7, 7, 7);
    }
}
