package org.wengert.benchmarks.derivatives;

import java.util.Arrays;

/** Numbers that fill [0, 1) evenly, the same everywhere: {@code u(k) = ((7919k + 12345) mod 65536)/65536}. */
final class Uniform {

    private Uniform() {}

    static double at(int k) {
        return Math.floorMod(7919L * k + 12345, 65536) / 65536.0;
    }

    /** The numbers {@code scale*u(first + i) + shift}. */
    static double[] fill(int count, int first, double scale, double shift) {
        double[] numbers = new double[count];
        Arrays.setAll(numbers, i -> scale * at(first + i) + shift);
        return numbers;
    }
}
