package org.wengert.cli;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.wengert.op.Tensor;

/** Makes an array from brackets and numbers as they are read: {@code [[1,2],[3,4]]} is a matrix of two rows. */
final class ArrayBuilder {

    private static final int DEEPEST = 100;

    private final String where;
    private final String name;
    private final DoubleStream.Builder data = DoubleStream.builder();

    /** How many things there are so far in each bracket that is open. */
    private final int[] counts = new int[DEEPEST];

    /** How many there are in every bracket of a depth; -1 until one is closed. */
    private final int[] extents = new int[DEEPEST];

    private int depth;
    private int rank = -1;

    /**
     * @param where what complaints begin with
     * @param name what they call the array
     */
    ArrayBuilder(String where, String name) {
        this.where = where;
        this.name = name;
        Arrays.fill(extents, -1);
    }

    void number(double value) throws RequestException {
        if (rank >= 0 && depth != rank) {
            throw ragged(place() + " is a number, those before it are arrays");
        }
        rank = depth;
        count();
        data.add(value);
    }

    void open() throws RequestException {
        if (depth == rank) {
            throw ragged(place() + " is an array, those before it are numbers");
        }
        if (depth == DEEPEST) {
            throw ragged(name + " has more than " + DEEPEST + " axes");
        }
        count();
        counts[depth++] = 0;
    }

    void close() throws RequestException {
        int axis = depth - 1;
        int count = counts[axis];
        if (extents[axis] >= 0 && extents[axis] != count) {
            throw ragged(around() + " has " + elements(count) + ", those before it " + extents[axis]);
        }
        extents[axis] = count;
        depth = axis;
        rank = count == 0 && rank < 0 ? axis + 1 : rank;
    }

    Tensor build() {
        return new Tensor(
                Arrays.copyOf(extents, Math.max(0, rank)), data.build().toArray());
    }

    private void count() {
        if (depth > 0) {
            counts[depth - 1]++;
        }
    }

    /** {@code A[1][2]}, what is read next. */
    String place() {
        StringBuilder place = new StringBuilder(around());
        return depth == 0
                ? name
                : place.append('[').append(counts[depth - 1]).append(']').toString();
    }

    /** The innermost bracket that is open. */
    private String around() {
        StringBuilder place = new StringBuilder(name);
        for (int i = 0; i < depth - 1; i++) {
            place.append('[').append(counts[i] - 1).append(']');
        }
        return place.toString();
    }

    private static String elements(int count) {
        return count + (count == 1 ? " element" : " elements");
    }

    private RequestException ragged(String message) {
        return new RequestException("ragged-array", where + message);
    }
}
