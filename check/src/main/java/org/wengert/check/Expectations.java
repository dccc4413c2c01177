package org.wengert.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.wengert.codegen.TestPoint.Expected;

/**
 * What is known of a function at a point, as numbers with tolerances that can grow: values by result, first derivatives by
 * direction and result, second ones by result and two directions.
 */
final class Expectations {

    /** What is lost of a value, and of differences over the steps of {@link HighPrecision}. */
    private static final BigDecimal VALUE_LOST = new BigDecimal("1e-67");

    private static final BigDecimal FIRST_LOST = new BigDecimal("1e-47");
    private static final BigDecimal SECOND_LOST = new BigDecimal("1e-39");

    private final double[] values;
    private final double[][] first;
    private final double[][][] second;
    private final double[] valueTolerances;
    private final double[][] firstTolerances;
    private final double[][][] secondTolerances;

    /**
     * All of them with a tolerance of {@code floor}.
     *
     * @param second empty where none are known
     */
    Expectations(double[] values, double[][] first, double[][][] second, double floor) {
        this.values = values;
        this.first = first;
        this.second = second;
        clear(floor);
        this.valueTolerances = new double[values.length];
        this.firstTolerances = new double[first.length][values.length];
        this.secondTolerances = new double[second.length][first.length][first.length];
        for (int j = 0; j < values.length; j++) {
            value(j, floor);
            for (int d = 0; d < first.length; d++) {
                first(d, j, floor);
                for (int e = 0; e < first.length && second.length > 0; e++) {
                    second(j, d, e, floor);
                }
            }
        }
    }

    /** What differences leave of a derivative of 0 is 0. */
    private void clear(double floor) {
        for (double[] row : first) {
            clear(row, floor);
        }
        for (double[][] matrix : second) {
            for (double[] row : matrix) {
                clear(row, floor);
            }
        }
    }

    private static void clear(double[] numbers, double floor) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Math.abs(numbers[i]) <= floor ? 0 : numbers[i];
        }
    }

    void value(int j, double tolerance) {
        valueTolerances[j] = Math.max(valueTolerances[j], tolerance);
    }

    void first(int d, int j, double tolerance) {
        firstTolerances[d][j] = Math.max(firstTolerances[d][j], tolerance);
    }

    void second(int j, int d, int e, double tolerance) {
        secondTolerances[j][d][e] = Math.max(secondTolerances[j][d][e], tolerance);
        secondTolerances[j][e][d] = secondTolerances[j][d][e];
    }

    /** Allows what 70 digits do not tell where numbers up to {@code largest} cancel: {@code 1 - erf(16)} is 0 in them. */
    void lost(BigDecimal largest) {
        for (int j = 0; j < values.length; j++) {
            value(j, of(largest, VALUE_LOST));
            for (int d = 0; d < first.length; d++) {
                first(d, j, of(largest, FIRST_LOST));
                for (int e = 0; e < first.length && second.length > 0; e++) {
                    second(j, d, e, of(largest, SECOND_LOST));
                }
            }
        }
    }

    private static double of(BigDecimal largest, BigDecimal lost) {
        return largest.multiply(lost, HighPrecision.DIGITS).doubleValue();
    }

    /** Allows every number an error of so much of its own size. */
    void relative(double slack) {
        for (int j = 0; j < values.length; j++) {
            value(j, slack * Math.abs(values[j]));
            for (int d = 0; d < first.length; d++) {
                first(d, j, slack * Math.abs(first[d][j]));
                for (int e = 0; e < first.length && second.length > 0; e++) {
                    second(j, d, e, slack * Math.abs(second[j][d][e]));
                }
            }
        }
    }

    /** Whether each tolerance is small beside the largest number of its kind, so that a test says something. */
    boolean isSharp(double most) {
        return isSharp(List.of(values), List.of(valueTolerances), most)
                && isSharp(List.of(first), List.of(firstTolerances), most)
                && IntStream.range(0, second.length)
                        .allMatch(j -> isSharp(List.of(second[j]), List.of(secondTolerances[j]), most));
    }

    private static boolean isSharp(List<double[]> numbers, List<double[]> tolerances, double most) {
        double largest = largest(numbers);
        return largest(tolerances) <= most * largest || largest == 0;
    }

    private static double largest(List<double[]> numbers) {
        return numbers.stream()
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    /** The largest tolerance of a derivative. */
    double largestTolerance() {
        double largest = largest(List.of(firstTolerances));
        for (double[][] matrix : secondTolerances) {
            largest = Math.max(largest, largest(List.of(matrix)));
        }
        return largest;
    }

    List<Expected> values() {
        return expected(values, valueTolerances);
    }

    List<List<Expected>> first() {
        return expected(first, firstTolerances);
    }

    List<List<List<Expected>>> second() {
        List<List<List<Expected>>> all = new ArrayList<>();
        for (int j = 0; j < second.length; j++) {
            all.add(expected(second[j], secondTolerances[j]));
        }
        return all;
    }

    private static List<List<Expected>> expected(double[][] numbers, double[][] tolerances) {
        List<List<Expected>> all = new ArrayList<>();
        for (int d = 0; d < numbers.length; d++) {
            all.add(expected(numbers[d], tolerances[d]));
        }
        return all;
    }

    private static List<Expected> expected(double[] numbers, double[] tolerances) {
        List<Expected> all = new ArrayList<>();
        for (int j = 0; j < numbers.length; j++) {
            all.add(new Expected(numbers[j], written(tolerances[j])));
        }
        return all;
    }

    /** With two digits, rounded up. */
    static double written(double tolerance) {
        return new BigDecimal(tolerance)
                .round(new MathContext(2, RoundingMode.UP))
                .doubleValue();
    }
}
