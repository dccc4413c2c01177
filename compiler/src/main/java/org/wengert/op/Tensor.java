package org.wengert.op;

import java.util.Arrays;

/**
 * An array of numbers when a program is interpreted; conditions are 1 and 0.
 *
 * @param extents outermost first
 * @param data by rows
 */
@SuppressWarnings("ArrayRecordComponent") // a value on its way, never compared
public record Tensor(int[] extents, double[] data) {

    public static Tensor scalar(double value) {
        return new Tensor(new int[0], new double[] {value});
    }

    public static Tensor zeros(int... extents) {
        return new Tensor(extents, new double[count(extents)]);
    }

    /**
     * The number of elements.
     *
     * @throws ArithmeticException if there are more than an array can have
     */
    public static int count(int... extents) {
        try {
            return Arrays.stream(extents).reduce(1, Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw (ArithmeticException) new ArithmeticException("an array of " + Arrays.toString(extents)
                            + " has more than " + Integer.MAX_VALUE + " elements")
                    .initCause(e);
        }
    }

    /**
     * A size as the extent of an array.
     *
     * @throws ArithmeticException if no array is so long
     */
    public static int fitting(long size) {
        if (size > Integer.MAX_VALUE) {
            throw new ArithmeticException(
                    "an array of " + size + " elements is asked for, and one has at most " + Integer.MAX_VALUE);
        }
        return (int) size;
    }

    /** The indices of the element at a position, one for each axis. */
    public static String index(int position, int... extents) {
        String[] index = new String[extents.length];
        int rest = position;
        for (int axis = extents.length - 1; axis >= 0; axis--) {
            index[axis] = Integer.toString(rest % extents[axis]);
            rest /= extents[axis];
        }
        return String.join(",", index);
    }

    public int rank() {
        return extents.length;
    }

    public int extent(int axis) {
        return extents[axis];
    }

    /** Adds another array of this shape. */
    public void add(Tensor term) {
        for (int k = 0; k < data.length; k++) {
            data[k] += term.data[k];
        }
    }

    /** Another array, which lies so many times {@code direction} away. */
    public Tensor moved(double by, Tensor direction) {
        double[] elements = data.clone();
        for (int k = 0; k < elements.length; k++) {
            elements[k] += by * direction.data[k];
        }
        return new Tensor(extents, elements);
    }

    /** The only element. */
    public double value() {
        return data[0];
    }

    /** How far apart neighbours along an axis lie. */
    int stride(int axis) {
        return count(Arrays.copyOfRange(extents, axis + 1, extents.length));
    }
}
