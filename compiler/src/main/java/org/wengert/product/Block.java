package org.wengert.product;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
        ACTIVE
    }

    private final String name;
    private final int order;
    private final List<Axis> axes;
    private final String each;
    private final String all;
    private final String suffix;
    private final @Nullable Block ofOneNumber;

    private Block(
            String name,
            int order,
            List<Axis> axes,
            String each,
            String all,
            String suffix,
            @Nullable Block ofOneNumber) {
        this.name = name;
        this.order = order;
        this.axes = List.copyOf(axes);
        this.each = each;
        this.all = all;
        this.suffix = suffix;
        this.ofOneNumber = ofOneNumber;
    }

    /** The results themselves. */
    static Block values() {
        return new Block("results", 0, List.of(Axis.RESULTS), "the value of", "# results", "", null);
    }

    /** Derivatives. */
    public static Block derivatives(String name, int order, Axis... axes) {
        return new Block(name, order, List.of(axes), "", "# " + name, "", null);
    }

    /** What one of them is, before a name; what a variable is called that holds it, behind a name. */
    Block each(String words, String afterName) {
        return new Block(name, order, axes, words, all, afterName, ofOneNumber);
    }

    /** What they are together, with # for their count: {@code # partial derivatives}. */
    Block together(String words) {
        return new Block(name, order, axes, each, words, suffix, ofOneNumber);
    }

    /** Of a function whose result is one number it is {@code other}, which has no axis of results. */
    Block ofOneNumber(Block other) {
        return new Block(name, order, axes, each, all, suffix, other);
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
        return axes.contains(Axis.RESULTS);
    }

    /** Whether it has more axes than one, so that arrays of it are one matrix. */
    public boolean isMatrix() {
        return axes.size() > 1;
    }

    /** What one of it is, before the name of the result or parameter: {@code the tangent of}. */
    public String each() {
        return each;
    }

    /** What all of it is, with how many there are: {@code 3 x 2 first derivatives}. */
    public String all(String count) {
        return count.isEmpty() ? all.replace("# ", "") : all.replace("#", count);
    }

    /** What follows a result's or parameter's name in that of a variable that holds one of it: {@code Bar}. */
    public String suffix() {
        return suffix;
    }

    /** How many outputs a function of {@code m} results and {@code n} active parameters has in it. */
    public int count(int m, int n) {
        return axes.stream().map(axis -> axis == Axis.RESULTS ? m : n).reduce(1, Math::multiplyExact);
    }

    /** What it is counted by: for each axis the results or the active parameters. */
    public <T> List<List<T>> along(List<T> results, List<T> active) {
        return axes.stream()
                .map(axis -> axis == Axis.RESULTS ? results : active)
                .toList();
    }
}
