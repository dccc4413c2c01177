package org.wengert.op;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Operators that have numbers in their names, {@code power[3]}: how texts of graphs and tests find them.
 *
 * @param family what stands before the numbers
 * @param numbers how many there are
 * @param samples for tests and documents
 */
record Members(String family, int numbers, Function<int[], ScalarOperator> member, List<int[]> samples) {

    /** With one number. */
    static Members of(String family, IntFunction<ScalarOperator> member, int... samples) {
        return new Members(
                family,
                1,
                numbers -> member.apply(numbers[0]),
                IntStream.of(samples).mapToObj(n -> new int[] {n}).toList());
    }

    /** With two numbers. */
    static Members ofTwo(String family, Function<int[], ScalarOperator> member, int[]... samples) {
        return new Members(family, 2, member, List.of(samples));
    }

    List<ScalarOperator> sampled() {
        return samples.stream().map(member).toList();
    }
}
