package org.wengert.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColouredMatrixTest {

    /** Some matrix, and how often it was asked for a product. */
    private static final class Matrix {
        private final double[][] elements;
        private int asked;

        Matrix(double[][] elements) {
            this.elements = elements;
        }

        void times(double[] direction, double[] product) {
            asked++;
            for (int i = 0; i < elements.length; i++) {
                product[i] = 0;
                for (int j = 0; j < direction.length; j++) {
                    if (elements[i][j] != 0) {
                        product[i] += elements[i][j] * direction[j];
                    }
                }
            }
        }

        void transposedTimes(double[] direction, double[] product) {
            asked++;
            for (int j = 0; j < product.length; j++) {
                product[j] = 0;
                for (int i = 0; i < elements.length; i++) {
                    if (elements[i][j] != 0) {
                        product[j] += elements[i][j] * direction[i];
                    }
                }
            }
        }

        void reach(double[] direction, double[] product) {
            for (int i = 0; i < elements.length; i++) {
                product[i] = 0;
                for (int j = 0; j < direction.length; j++) {
                    product[i] += elements[i][j] != 0 ? direction[j] : 0;
                }
            }
        }
    }

    private static Matrix drawn(Random random, int rows, int columns, double density) {
        double[][] elements = new double[rows][columns];
        for (double[] row : elements) {
            for (int j = 0; j < columns; j++) {
                row[j] = random.nextDouble() < density ? random.nextInt(1000) + 1 : 0;
            }
        }
        return new Matrix(elements);
    }

    private static double[][] dense(ColouredMatrix matrix, double[] entries, int rows, int columns) {
        int[] starts = new int[rows + 1];
        int[] places = new int[matrix.count()];
        matrix.pattern(starts, places);
        double[][] dense = new double[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                assertThat(k == starts[row] || places[k] > places[k - 1]).isTrue();
                dense[row][places[k]] = entries[k];
            }
        }
        return dense;
    }

    private static void take(ColouredMatrix matrix, Matrix from, double[] entries) {
        for (int colour = 0; colour < matrix.products(); colour++) {
            if (matrix.isByRows()) {
                from.transposedTimes(matrix.direction(colour), matrix.product());
            } else {
                from.times(matrix.direction(colour), matrix.product());
            }
            matrix.take(colour, entries);
        }
    }

    @Test
    void givesTheEntriesThatThereAre() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            int rows = random.nextInt(12);
            int columns = random.nextInt(12);
            Matrix drawn = drawn(random, rows, columns, random.nextDouble());
            ColouredMatrix matrix = ColouredMatrix.of(rows, columns, drawn::reach);
            double[] entries = new double[matrix.count()];
            take(matrix, drawn, entries);
            assertThat(dense(matrix, entries, rows, columns)).isDeepEqualTo(drawn.elements);
            assertThat(entries).doesNotContain(0);
            assertThat(drawn.asked).isEqualTo(Math.max(1, matrix.colours()));
        }
    }

    @Test
    void givesTheLowerTriangleOfASymmetricMatrix() {
        Random random = new Random(2);
        for (int round = 0; round < 300; round++) {
            int n = random.nextInt(14);
            Matrix drawn = drawn(random, n, n, random.nextDouble() / 2);
            double[][] lower = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    drawn.elements[j][i] = drawn.elements[i][j];
                    lower[i][j] = drawn.elements[i][j];
                }
            }
            ColouredMatrix matrix = ColouredMatrix.lowerTriangle(n, drawn::reach);
            double[] entries = new double[matrix.count()];
            take(matrix, drawn, entries);
            assertThat(dense(matrix, entries, n, n)).isDeepEqualTo(lower);
        }
    }

    @Test
    void rowsAreColouredWhereThatTakesLess() {
        double[][] elements = new double[9][8];
        for (int i = 0; i < 8; i++) {
            elements[i][i] = i + 1;
            elements[8][i] = 10 * i + 10;
        }
        Matrix arrow = new Matrix(elements);
        ColouredMatrix matrix = ColouredMatrix.of(9, 8, arrow::reach);
        assertThat(matrix.isByRows()).isTrue();
        assertThat(matrix.colours()).isEqualTo(2);
        double[] entries = new double[matrix.count()];
        take(matrix, arrow, entries);
        assertThat(dense(matrix, entries, 9, 8)).isDeepEqualTo(elements);
    }

    @Test
    void allFormsSayTheSame() {
        Random random = new Random(3);
        for (int round = 0; round < 50; round++) {
            int rows = random.nextInt(9);
            int columns = random.nextInt(9);
            ColouredMatrix matrix = ColouredMatrix.of(rows, columns, drawn(random, rows, columns, 0.4)::reach);
            int count = matrix.count();
            int[] ofRows = new int[count];
            int[] ofColumns = new int[count];
            matrix.triplets(ofRows, ofColumns);
            int[] starts = new int[columns + 1];
            int[] sorted = new int[count];
            int[] order = new int[count];
            matrix.byColumns(starts, sorted, order);
            assertThat(starts[columns]).isEqualTo(count);
            for (int column = 0; column < columns; column++) {
                for (int k = starts[column]; k < starts[column + 1]; k++) {
                    assertThat(ofColumns[order[k]]).isEqualTo(column);
                    assertThat(ofRows[order[k]]).isEqualTo(sorted[k]);
                    assertThat(k == starts[column] || sorted[k] > sorted[k - 1]).isTrue();
                }
            }
        }
    }

    /** A band of three, as a product. */
    private static void band(double[] direction, double[] product) {
        int n = direction.length;
        for (int i = 0; i < n; i++) {
            product[i] = (i > 0 ? direction[i - 1] : 0) + direction[i] + (i + 1 < n ? direction[i + 1] : 0);
        }
    }

    @Test
    void findsALongBandByFewDirections() {
        int[] asked = new int[1];
        int n = 100_000;
        ColouredMatrix matrix = ColouredMatrix.of(n, n, (direction, product) -> {
            asked[0]++;
            band(direction, product);
        });
        assertThat(matrix.count()).isEqualTo(3 * n - 2);
        assertThat(matrix.colours()).isEqualTo(3);
        assertThat(asked[0]).isLessThan(120);
    }

    /**
     * Columns: a band of three needs three. Star colourings: a path has 3 colours from four vertices on, a cycle of five has 4 and one of six 3, the
     * neighbours of one vertex have 2 with it, and all vertices that are neighbours of each other as many as there are (G. Fertin, A. Raspaud and B. Reed,
     * Star coloring of graphs, Journal of Graph Theory 47 (2004)).
     */
    @ParameterizedTest
    @CsvSource({"path, 4, 3", "path, 30, 3", "cycle, 5, 4", "cycle, 6, 3", "star, 9, 2", "complete, 7, 7"})
    void hasThePublishedNumbersOfStarColours(String graph, int n, int colours) {
        double[][] elements = new double[n][n];
        for (int i = 0; i < n; i++) {
            elements[i][i] = 1;
            for (int j = 0; j < n; j++) {
                boolean edge = switch (graph) {
                    case "path" -> Math.abs(i - j) == 1;
                    case "cycle" -> Math.abs(i - j) == 1 || Math.abs(i - j) == n - 1;
                    case "star" -> i != j && (i == n - 1 || j == n - 1);
                    default -> i != j;
                };
                elements[i][j] = edge || i == j ? 1 : 0;
            }
        }
        assertThat(ColouredMatrix.lowerTriangle(n, new Matrix(elements)::reach).colours())
                .isEqualTo(colours);
    }

    /** No column order can do with less than the longest row has; of a star of five points in a grid nine are known to be enough. */
    @Test
    void needsFewColoursForAGrid() {
        int m = 12;
        double[][] elements = new double[m * m][m * m];
        for (int i = 0; i < m * m; i++) {
            for (int j = 0; j < m * m; j++) {
                int distance = Math.abs(i / m - j / m) + Math.abs(i % m - j % m);
                elements[i][j] = distance <= 1 ? 1 : 0;
            }
        }
        assertThat(ColouredMatrix.of(m * m, m * m, new Matrix(elements)::reach).colours())
                .isBetween(5, 7);
        assertThat(ColouredMatrix.lowerTriangle(m * m, new Matrix(elements)::reach)
                        .colours())
                .isBetween(4, 7);
    }
}
