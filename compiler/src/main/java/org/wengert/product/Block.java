package org.wengert.product;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Some outputs of a product: the function's values, or its derivatives of one order. Of derivatives a product gives all
 * entries, or a sum over an axis that its direction or cotangent weighs; that axis is missing here.
 */
public final class Block {

    /** What outputs are counted by. */
    public enum Axis {
        /** The results. */
        RESULTS,
        /** The parameters that vary. */
        ACTIVE,
        /** The states of a differential equation, whose slopes the first results are, then the results that are left. */
        STATES,
        /** The coefficients of a Taylor series, from 0 on. */
        COEFFICIENTS,
        /** The entries of a matrix that are there, by rows. */
        ENTRIES
    }

    /** What there is by name of entries of a matrix. */
    public static final List<String> SPARSE = List.of("rows", "columns", "entries");

    private final String name;
    private final int order;
    private final List<Axis> axes;
    private final String each;
    private final String all;
    private final String suffix;
    private final @Nullable Block ofOneNumber;
    private final int coefficients;

    private Block(
            String name,
            int order,
            List<Axis> axes,
            String each,
            String all,
            String suffix,
            @Nullable Block ofOneNumber,
            int coefficients) {
        this.name = name;
        this.order = order;
        this.axes = List.copyOf(axes);
        this.each = each;
        this.all = all;
        this.suffix = suffix;
        this.ofOneNumber = ofOneNumber;
        this.coefficients = coefficients;
    }

    /** The results themselves. */
    static Block values() {
        return new Block("results", 0, List.of(Axis.RESULTS), "the value of", "results", "", null, 0);
    }

    /** Derivatives. */
    public static Block derivatives(String name, int order, Axis... axes) {
        return new Block(name, order, List.of(axes), "", name, "", null, 0);
    }

    /** What one of them is, before a name; what a variable is called that holds it, behind a name. */
    Block each(String words, String afterName) {
        return new Block(name, order, axes, words, all, afterName, ofOneNumber, coefficients);
    }

    /** What they are together; of those that are no matrix, as it stands before the names of what they belong to: {@code adjoints of}. */
    Block together(String words) {
        return new Block(name, order, axes, each, words, suffix, ofOneNumber, coefficients);
    }

    /** So many coefficients of a series, or entries. */
    Block coefficients(int count) {
        return new Block(name, order, axes, each, all, suffix, ofOneNumber, count);
    }

    /** Of a function whose result is one number it is {@code other}, which has no axis of results. */
    Block ofOneNumber(Block other) {
        return new Block(name, order, axes, each, all, suffix, other, coefficients);
    }

    /** This one as it is of a function. */
    Block of(boolean oneNumber) {
        return oneNumber ? Optional.ofNullable(ofOneNumber).orElse(this) : this;
    }

    /** As an argument that receives all of it. */
    public String name() {
        return name;
    }

    /** How many times it is derived; values are of order 0. */
    public int order() {
        return order;
    }

    /** What it is counted by, the outermost first. */
    public List<Axis> axes() {
        return axes;
    }

    /** How many of its axes are parameters. */
    public int directions() {
        return Collections.frequency(axes, Axis.ACTIVE);
    }

    /** Whether it has an entry, or a row, or a matrix for each result. */
    public boolean isByResult() {
        return axes.contains(Axis.RESULTS) || axes.contains(Axis.STATES);
    }

    /** Whether it has more axes than one, or one of coefficients or entries, so that arrays of it are one array. */
    public boolean isMatrix() {
        return axes.size() > 1 || axes.contains(Axis.COEFFICIENTS) || isSparse();
    }

    /** Whether it has the entries of a matrix that are there. */
    public boolean isSparse() {
        return axes.contains(Axis.ENTRIES);
    }

    /** What one of it is, before the name of the result or parameter: {@code the tangent of}. */
    public String each() {
        return each;
    }

    /** What all of it is; unless it is a matrix, as it stands before the names of results or parameters: {@code adjoints of}. */
    public String all() {
        return all;
    }

    /** What follows a result's or parameter's name in that of a variable that holds one of it: {@code Bar}. */
    public String suffix() {
        return suffix;
    }

    /** How many outputs a function of {@code m} results and {@code n} active parameters has in it. */
    public int count(int m, int n) {
        return byAxis(m, n, coefficients).stream().reduce(1, Math::multiplyExact);
    }

    /** For each axis what belongs to its kind; that of entries is one of coefficients. */
    public <T> List<T> byAxis(T ofResults, T ofActive, T ofCoefficients) {
        return axes.stream()
                .map(axis -> switch (axis) {
                    case RESULTS, STATES -> ofResults; // a state has the shape of its slope
                    case ACTIVE -> ofActive;
                    case COEFFICIENTS, ENTRIES -> ofCoefficients;
                })
                .toList();
    }

    /** How many coefficients of a series there are in it, or entries of a matrix; 0 if there are none, or if a call decides. */
    public int coefficients() {
        return coefficients;
    }

    /**
     * What it is counted by: for each axis the results, the active parameters, or the coefficients.
     *
     * @param coefficient what stands for a coefficient by its number
     */
    public <T> List<List<T>> along(List<T> results, List<T> active, IntFunction<T> coefficient) {
        return byAxis(
                results,
                active,
                IntStream.range(0, coefficients).mapToObj(coefficient).toList());
    }

    /** The same by name, coefficients being {@code c0} and so on. */
    public List<List<String>> names(List<String> results, List<String> active) {
        return along(axes.contains(Axis.STATES) ? states(results, active) : results, active, k -> "c" + k);
    }

    /** The names of states, and of the results that are no slope of one. */
    private static List<String> states(List<String> results, List<String> active) {
        int states = Math.min(results.size(), active.size());
        return Stream.concat(active.subList(0, states).stream(), results.subList(states, results.size()).stream())
                .toList();
    }
}
