package org.wengert.op;

import java.util.ArrayList;
import java.util.List;
import org.wengert.ir.Node;

/**
 * What is added to a sum, or subtracted.
 *
 * @param sign 1 or -1
 */
record SumTerm(Node value, int sign) {

    private static final int MOST = 8;

    /** Whether there are few terms; a long sum is one after all the way to its first term, which is not gone. */
    static boolean add(Node node, int sign, List<SumTerm> terms) {
        return add(node, sign, terms, MOST);
    }

    private static boolean add(Node node, int sign, List<SumTerm> terms, int depth) {
        if (Match.is(node, Arithmetic.ADD) || Match.is(node, Arithmetic.SUBTRACT)) {
            return depth > 0
                    && add(node.operand(0), sign, terms, depth - 1)
                    && add(node.operand(1), Match.is(node, Arithmetic.ADD) ? sign : -sign, terms, depth - 1);
        }
        terms.add(new SumTerm(node, sign));
        return terms.size() <= MOST;
    }

    static List<SumTerm> without(List<SumTerm> terms, List<SumTerm> used) {
        List<SumTerm> rest = new ArrayList<>(terms);
        used.forEach(rest::remove);
        return rest;
    }

    static Node sum(Algebra g, List<SumTerm> terms) {
        Node first = terms.get(0).value();
        Node sum = terms.get(0).sign() < 0 ? g.negate(first) : first;
        for (SumTerm term : terms.subList(1, terms.size())) {
            sum = term.sign() < 0 ? g.subtract(sum, term.value()) : g.add(sum, term.value());
        }
        return sum;
    }

    /** Whether this is 1 with that sign. */
    boolean isOne(int sign) {
        return value.isConstant((double) sign * this.sign);
    }

    /** Whether this is the node, or its opposite, with that sign. */
    boolean is(Node node, int sign) {
        return this.sign == sign ? value.equals(node) : Match.opposite(value, node);
    }
}
