package org.wengert.runtime;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Colours of columns by which the entries of a matrix can be told from sums over columns of one colour: the fewest that several orders give. */
final class Colouring {

    /** More looks at neighbours than this, and the natural order has to do. */
    private static final long MOST_WORK = 200_000_000;

    private Colouring() {}

    /** Columns of one colour share no row. */
    static int[] ofColumns(SparseIndices pattern) {
        int bound = pattern.largestRow();
        SparseIndices byColumns = pattern.transposed();
        if (bound == pattern.columnCount()) {
            int[] each = new int[bound];
            Arrays.setAll(each, column -> column);
            return each;
        }
        int[] best = greedy(pattern, byColumns);
        Neighbours conflicts = conflicts(pattern, byColumns);
        long work = 0;
        for (int row = 0; row < pattern.rowCount(); row++) {
            work += (long) pattern.count(row) * pattern.count(row);
        }
        for (VertexOrder order : VertexOrder.values()) {
            if (count(best) > bound && work <= MOST_WORK) {
                int[] other = greedy(conflicts, order.of(conflicts));
                best = count(other) < count(best) ? other : best;
            }
        }
        return best;
    }

    /** In the natural order. */
    static int[] greedy(SparseIndices pattern, SparseIndices byColumns) {
        int[] natural = new int[pattern.columnCount()];
        Arrays.setAll(natural, column -> column);
        return greedy(conflicts(pattern, byColumns), natural);
    }

    static int count(int[] colours) {
        return Arrays.stream(colours).max().orElse(-1) + 1;
    }

    /** Which vertices have an edge to one; some may be told twice. */
    interface Neighbours {
        int size();

        void each(int vertex, IntConsumer to);
    }

    /** Columns that share a row. */
    private static Neighbours conflicts(SparseIndices pattern, SparseIndices byColumns) {
        return new Neighbours() {
            @Override
            public int size() {
                return pattern.columnCount();
            }

            @Override
            public void each(int column, IntConsumer to) {
                for (int k = byColumns.starts()[column]; k < byColumns.starts()[column + 1]; k++) {
                    int row = byColumns.indices()[k];
                    for (int l = pattern.starts()[row]; l < pattern.starts()[row + 1]; l++) {
                        if (pattern.indices()[l] != column) {
                            to.accept(pattern.indices()[l]);
                        }
                    }
                }
            }
        };
    }

    /** Each vertex gets the first colour that none of its neighbours has. */
    private static int[] greedy(Neighbours graph, int[] order) {
        int[] colours = new int[graph.size()];
        Arrays.fill(colours, -1);
        int[] forbidden = new int[graph.size() + 1];
        Arrays.fill(forbidden, -1);
        for (int vertex : order) {
            graph.each(vertex, other -> {
                if (colours[other] >= 0) {
                    forbidden[colours[other]] = vertex;
                }
            });
            colours[vertex] = first(forbidden, vertex);
        }
        return colours;
    }

    private static int first(int[] forbidden, int vertex) {
        int colour = 0;
        while (forbidden[colour] == vertex) {
            colour++;
        }
        return colour;
    }

    /** Neighbours have different colours, and no path over four vertices has two alone. */
    static int[] star(SparseIndices symmetric) {
        Neighbours graph = edges(symmetric);
        int n = symmetric.rowCount();
        int[] natural = new int[n];
        Arrays.setAll(natural, vertex -> vertex);
        if (symmetric.largestRow() == n && symmetric.count() == (long) n * n) {
            return natural;
        }
        int[] best = star(symmetric, natural);
        for (VertexOrder order : VertexOrder.values()) {
            int[] other = star(symmetric, order.of(graph));
            best = count(other) < count(best) ? other : best;
        }
        return best;
    }

    private static Neighbours edges(SparseIndices symmetric) {
        return new Neighbours() {
            @Override
            public int size() {
                return symmetric.rowCount();
            }

            @Override
            public void each(int vertex, IntConsumer to) {
                for (int k = symmetric.starts()[vertex]; k < symmetric.starts()[vertex + 1]; k++) {
                    if (symmetric.indices()[k] != vertex) {
                        to.accept(symmetric.indices()[k]);
                    }
                }
            }
        };
    }

    /** Algorithm 4.1 of the article that {@link ColouredMatrix} names: what would leave a path with two colours is forbidden. */
    private static int[] star(SparseIndices g, int[] order) {
        int n = g.rowCount();
        int[] colours = new int[n];
        Arrays.fill(colours, -1);
        int[] forbidden = new int[n + 1];
        Arrays.fill(forbidden, -1);
        for (int v : order) {
            for (int k = g.starts()[v]; k < g.starts()[v + 1]; k++) {
                int w = g.indices()[k];
                if (w != v) {
                    if (colours[w] >= 0) {
                        forbidden[colours[w]] = v;
                    }
                    around(g, colours, forbidden, v, w);
                }
            }
            colours[v] = first(forbidden, v);
        }
        return colours;
    }

    private static void around(SparseIndices g, int[] colours, int[] forbidden, int v, int w) {
        for (int l = g.starts()[w]; l < g.starts()[w + 1]; l++) {
            int x = g.indices()[l];
            if (x == v || x == w || colours[x] < 0 || forbidden[colours[x]] == v) {
                continue;
            }
            if (colours[w] < 0 || !isOnlyButFor(g, colours, x, w)) {
                forbidden[colours[x]] = v;
            }
        }
    }

    /** Whether no neighbour of a vertex but {@code w} has its colour. */
    private static boolean isOnlyButFor(SparseIndices g, int[] colours, int vertex, int w) {
        for (int k = g.starts()[vertex]; k < g.starts()[vertex + 1]; k++) {
            int y = g.indices()[k];
            if (y != w && y != vertex && colours[y] == colours[w]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a column is the only one of its colour in a row. */
    static boolean isOnly(SparseIndices pattern, int[] colours, int row, int column) {
        for (int k = pattern.starts()[row]; k < pattern.starts()[row + 1]; k++) {
            int other = pattern.indices()[k];
            if (other != column && colours[other] == colours[column]) {
                return false;
            }
        }
        return true;
    }
}
