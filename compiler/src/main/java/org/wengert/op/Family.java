package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Operators with a number, most of them a function and its derivatives. The first ones are declared once. */
final class Family {

    private static final int LARGEST_SHARED = 3;

    private final IntFunction<ScalarOperator> declare;
    private final List<ScalarOperator> shared;

    Family(IntFunction<ScalarOperator> declare) {
        this.declare = declare;
        this.shared = IntStream.rangeClosed(0, LARGEST_SHARED).mapToObj(declare).toList();
    }

    ScalarOperator get(int n) {
        return n <= LARGEST_SHARED ? shared.get(n) : declare.apply(n);
    }

    /**
     * A function of one argument with its number, whose derivative is the next member.
     *
     * @param called whether the function itself is a built-in, which has no number in its name
     * @param method of the runtime, which takes the number first
     * @param members the family
     */
    static ScalarOperator.Builder member(
            String family,
            int n,
            boolean called,
            String summary,
            String formula,
            String method,
            DoubleUnaryOperator kernel,
            IntFunction<ScalarOperator> members) {
        boolean builtIn = called && n == 0;
        String name = family + "[" + n + "]";
        ScalarOperator.Builder b = function(
                        builtIn ? family : name,
                        n == 0 ? summary : "derivative number " + n + " of " + family,
                        n == 0 ? formula : name + "(x)",
                        kernel)
                .java(JavaForm.of(method + "(" + n + ", $0)"))
                .rule(
                        "#*" + family + "[" + (n + 1) + "](x)",
                        (g, x, y) -> Partial.times(g.apply(members.apply(n + 1), x.get(0))));
        return builtIn ? b : b.internal();
    }
}
