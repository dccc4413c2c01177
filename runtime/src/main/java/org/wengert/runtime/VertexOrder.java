package org.wengert.runtime;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Orders of the vertices of a graph in which greedy colouring is known to need few colours. */
enum VertexOrder {
    /** By the number of neighbours. */
    LARGEST_FIRST,
    /** Last is the vertex with the fewest neighbours, before it the one with the fewest among those that are left, and so on. */
    SMALLEST_LAST,
    /** Next is always a vertex with the most neighbours among those that are there already. */
    INCIDENCE_DEGREE;

    int[] of(Colouring.Neighbours graph) {
        int[] degrees = degrees(graph);
        return switch (this) {
            case LARGEST_FIRST -> largestFirst(degrees);
            case SMALLEST_LAST -> reversed(taken(graph, degrees, -1));
            case INCIDENCE_DEGREE -> taken(graph, new int[graph.size()], 1);
        };
    }

    private static int[] degrees(Colouring.Neighbours graph) {
        int[] degrees = new int[graph.size()];
        int[] seen = new int[graph.size()];
        Arrays.fill(seen, -1);
        for (int vertex = 0; vertex < degrees.length; vertex++) {
            int v = vertex;
            graph.each(v, once(seen, v, other -> degrees[v]++));
        }
        return degrees;
    }

    /** A neighbour that is told twice is passed on once. */
    private static IntConsumer once(int[] seen, int vertex, IntConsumer to) {
        return other -> {
            if (seen[other] != vertex) {
                seen[other] = vertex;
                to.accept(other);
            }
        };
    }

    private static int[] largestFirst(int[] degrees) {
        int largest = Arrays.stream(degrees).max().orElse(0);
        int[] starts = new int[largest + 2];
        for (int degree : degrees) {
            starts[largest - degree + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] order = new int[degrees.length];
        for (int vertex = 0; vertex < degrees.length; vertex++) {
            order[starts[largest - degrees[vertex]]++] = vertex;
        }
        return order;
    }

    private static int[] reversed(int[] order) {
        int[] reversed = new int[order.length];
        Arrays.setAll(reversed, k -> order[order.length - 1 - k]);
        return reversed;
    }

    /**
     * Vertices as they are taken: always one with the largest key, if {@code step} is 1, or the smallest, if it is -1; the keys of its neighbours
     * grow by {@code step}.
     */
    private static int[] taken(Colouring.Neighbours graph, int[] keys, int step) {
        int n = keys.length;
        Buckets buckets = new Buckets(keys);
        int[] order = new int[n];
        int[] seen = new int[n];
        Arrays.fill(seen, -1);
        for (int k = 0; k < n; k++) {
            int v = step > 0 ? buckets.takeLargest() : buckets.takeSmallest();
            order[k] = v;
            graph.each(v, once(seen, v, other -> buckets.move(other, step)));
        }
        return order;
    }

    /** Vertices by their keys, each a list that is linked in both directions. */
    private static final class Buckets {
        private final int[] keys;
        private final int[] heads;
        private final int[] next;
        private final int[] before;
        private final boolean[] gone;
        private int smallest;
        private int largest;

        Buckets(int[] keys) {
            this.keys = keys;
            this.heads = new int[keys.length + 1];
            this.next = new int[keys.length];
            this.before = new int[keys.length];
            this.gone = new boolean[keys.length];
            Arrays.fill(heads, -1);
            for (int vertex = keys.length - 1; vertex >= 0; vertex--) {
                add(vertex);
            }
            this.largest = keys.length;
        }

        private void add(int vertex) {
            int key = keys[vertex];
            next[vertex] = heads[key];
            before[vertex] = -1;
            if (heads[key] >= 0) {
                before[heads[key]] = vertex;
            }
            heads[key] = vertex;
            smallest = Math.min(smallest, key);
            largest = Math.max(largest, key);
        }

        private void remove(int vertex) {
            if (before[vertex] >= 0) {
                next[before[vertex]] = next[vertex];
            } else {
                heads[keys[vertex]] = next[vertex];
            }
            if (next[vertex] >= 0) {
                before[next[vertex]] = before[vertex];
            }
        }

        int takeSmallest() {
            while (heads[smallest] < 0) {
                smallest++;
            }
            return take(heads[smallest]);
        }

        int takeLargest() {
            while (heads[largest] < 0) {
                largest--;
            }
            return take(heads[largest]);
        }

        private int take(int vertex) {
            remove(vertex);
            gone[vertex] = true;
            return vertex;
        }

        void move(int vertex, int step) {
            if (!gone[vertex]) {
                remove(vertex);
                keys[vertex] += step;
                add(vertex);
            }
        }
    }
}
