package org.wengert;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wengert.op.Tensor;

/** Numbers and nested arrays of {@code double}, {@code double[][]} for a matrix, and arrays by rows. */
final class NestedArrays {

    private NestedArrays() {}

    /**
     * A number or nested arrays as one array.
     *
     * @param name what complaints call it
     */
    static Tensor tensor(String name, Object value) {
        if (value instanceof Number number) {
            return Tensor.scalar(number.doubleValue());
        }
        List<Integer> extents = new ArrayList<>();
        Object first = value;
        while (first instanceof Object[] rows) {
            extents.add(rows.length);
            if (rows.length == 0) {
                return Tensor.zeros(ints(extents));
            }
            first = Given.notNull(name + "[0]", rows[0]);
        }
        if (!(first instanceof double[] last)) {
            throw new IllegalArgumentException(name + " is a number, a double[], a double[][] and so on, not a "
                    + value.getClass().getSimpleName());
        }
        extents.add(last.length);
        Tensor tensor = Tensor.zeros(ints(extents));
        fill(name, value, tensor, 0, 0);
        return tensor;
    }

    private static int[] ints(List<Integer> extents) {
        return extents.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Gives where it ended. */
    private static int fill(String name, Object value, Tensor into, int axis, int from) {
        int length = Array.getLength(value);
        if (length != into.extent(axis)) {
            throw new IllegalArgumentException(name + " has arrays of different lengths, " + into.extent(axis) + " and "
                    + length + ", along axis " + axis);
        }
        if (value instanceof double[] numbers) {
            System.arraycopy(numbers, 0, into.data(), from, length);
            return from + length;
        }
        int at = from;
        Object[] rows = (Object[]) value;
        for (int i = 0; i < rows.length; i++) {
            at = fill(name, Given.notNull("a row of " + name, rows[i]), into, axis + 1, at);
        }
        return at;
    }

    /** A {@code Double}, or nested arrays. */
    static Object of(Tensor tensor) {
        return tensor.rank() == 0 ? (Object) tensor.value() : part(tensor, 0, 0);
    }

    private static Object part(Tensor tensor, int axis, int from) {
        if (axis == tensor.rank() - 1) {
            return Arrays.copyOfRange(tensor.data(), from, from + tensor.extent(axis));
        }
        int[] inner = Arrays.copyOfRange(tensor.extents(), axis + 1, tensor.rank());
        int size = Tensor.count(inner);
        int[] extents = Arrays.copyOfRange(tensor.extents(), axis, tensor.rank());
        Object[] rows = (Object[]) Array.newInstance(double.class, extents);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = part(tensor, axis + 1, from + i * size);
        }
        return rows;
    }
}
