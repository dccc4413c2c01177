package org.wengert.sparse;

import java.util.List;
import java.util.Map;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;

/** Rows of a matrix with how their entries are computed. */
sealed interface Rows {

    /** The rows as a pattern. */
    SparsePattern.Part pattern();

    /** Whether they say what the elements are, without computing what is computed elsewhere too, or a sum that others need. */
    boolean sayTheirValue();

    static List<SparsePattern.Part> patterns(List<Rows> rows) {
        return rows.stream()
                .map(Rows::pattern)
                .filter(part -> !SparsePattern.count(List.of(part)).equals(Size.ZERO))
                .toList();
    }

    /** Some rows for each value of an index. */
    record Each(Symbol index, Size from, Size to, List<Rows> rows) implements Rows {
        @Override
        public SparsePattern.Each pattern() {
            return new SparsePattern.Each(index, from, to, patterns(rows));
        }

        @Override
        public boolean sayTheirValue() {
            return rows.stream().allMatch(Rows::sayTheirValue);
        }
    }

    /**
     * One row.
     *
     * @param entry what an entry is, before what it is by: {@code d f[i] / d }
     * @param derivatives of the element by what it reads
     * @param reads for each input of that, what it is: elements of a parameter
     * @param externals for other inputs, what they are in the program
     * @param runs the entries, in order
     * @param sayTheirValue whether nothing is computed for it that other rows need too
     */
    record Leaf(
            String entry,
            Size number,
            Graph derivatives,
            Map<Box, Node> reads,
            Map<Node, Node> externals,
            List<Run> runs,
            boolean sayTheirValue)
            implements Rows {
        @Override
        public SparsePattern.Row pattern() {
            return new SparsePattern.Row(
                    number,
                    runs.stream()
                            .map(run -> new SparsePattern.Run(run.column(), run.count()))
                            .toList());
        }
    }

    /**
     * Entries side by side.
     *
     * @param by what of the parameters they are by, for people
     * @param count how many there are: the first ones of the box
     * @param terms what adds up to them
     */
    record Run(Box box, String by, Size column, Size count, List<Term> terms) {
        boolean isOne() {
            return box.isElement();
        }
    }

    /** A derivative, by the elements of a box in that of the run. */
    record Term(Box box, Node derivative) {}
}
