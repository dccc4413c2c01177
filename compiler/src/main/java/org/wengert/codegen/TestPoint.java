package org.wengert.codegen;

import java.util.List;

/**
 * What a function and its derivatives are at one point, known without the code that is to be tested. Numbers of arrays stand by
 * rows, those of several arrays one behind the other.
 *
 * @param name what messages call the point: {@code x = 2, y = 3}
 * @param sizes what the class of a function of arrays is made for
 * @param parameters how many numbers each parameter has
 * @param results how many numbers each result has
 * @param numbers the point itself
 * @param cotangent some cotangent of the results
 * @param directions the directions in which derivatives are known
 * @param values by element of the results
 * @param first the derivatives of the results, by direction and element of the results
 * @param second the second derivatives, by element of the results and two directions; empty where none are needed
 * @param rounding how far the two sides of a law may be from each other beside a billionth of their terms
 */
public record TestPoint(
        String name,
        List<Integer> sizes,
        List<Integer> parameters,
        List<Integer> results,
        List<Double> numbers,
        List<Double> cotangent,
        List<List<Double>> directions,
        List<Expected> values,
        List<List<Expected>> first,
        List<List<List<Expected>>> second,
        double rounding) {

    /** A number and how far from it what is computed may be. */
    public record Expected(double value, double tolerance) {}
}
