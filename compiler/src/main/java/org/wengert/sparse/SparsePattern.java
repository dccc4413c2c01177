package org.wengert.sparse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.wengert.ir.Size;
import org.wengert.ir.Size.Function2;
import org.wengert.ir.Symbol;

/**
 * Which entries of a matrix there are, as a function of the sizes: rows in order, in each of them columns in order, none twice.
 *
 * @param rows how many rows the matrix has
 * @param columns how many columns
 * @param parts what is in it, in order
 * @param conditions what may not be negative, so that it is so
 */
public record SparsePattern(Size rows, Size columns, List<Part> parts, List<Size> conditions) {

    SparsePattern(Size rows, Size columns, List<Part> parts) {
        this(rows, columns, parts, List.of());
    }

    /** What is wrong with sizes for which a condition does not hold, and that it says. */
    public static String refusal(Size condition) {
        return "which entries there are is known for larger sizes alone: " + condition
                + " has to be 0 or more, and is ";
    }

    /** Rows in order. */
    public sealed interface Part permits Each, Row {}

    /** Some parts for each value of an index. */
    public record Each(Symbol index, Size from, Size to, List<Part> parts) implements Part {}

    /** A row that has entries. */
    public record Row(Size number, List<Run> runs) implements Part {}

    /** Columns that lie side by side. */
    public record Run(Size from, Size count) {}

    /** How many entries there are. */
    public Size count() {
        return count(parts);
    }

    /** How many entries parts have. */
    static Size count(List<? extends Part> parts) {
        return parts.stream().map(SparsePattern::count).reduce(Size.ZERO, Size::plus);
    }

    private static Size count(Part part) {
        if (part instanceof Row row) {
            return row.runs().stream().map(Run::count).reduce(Size.ZERO, Size::plus);
        }
        Each each = (Each) part;
        return before(each, each.to());
    }

    /**
     * How many entries there are in the iterations below {@code end}.
     *
     * @throws Bounds.Unknown if that is no polynomial of the first degree in an iteration
     */
    static Size before(Each each, Size end) {
        Size one = count(each.parts());
        if (!one.contains(each.index())) {
            return one.times(end.minus(each.from()));
        }
        List<Size> coefficients = one.coefficients(each.index())
                .filter(c -> c.size() == 2)
                .orElseThrow(() -> new Bounds.Unknown("how many entries '" + one + "' of them are together"));
        Size twice = sumBelow(end).minus(sumBelow(each.from()));
        return coefficients
                .get(0)
                .times(end.minus(each.from()))
                .plus(coefficients.get(1).times(twice.apply(Function2.QUOTIENT, Size.of(2))));
    }

    /** Twice the sum of the numbers below {@code end}. */
    private static Size sumBelow(Size end) {
        return end.times(end.plus(-1));
    }

    /** The entries at some sizes. */
    public Places at(ToLongFunction<Symbol> sizes) {
        for (Size condition : conditions) {
            long value = condition.evaluate(sizes);
            if (value < 0) {
                throw new IllegalArgumentException(refusal(condition) + value);
            }
        }
        int count = Math.toIntExact(count().evaluate(sizes));
        Filling filling = new Filling(sizes, new int[Math.toIntExact(rows.evaluate(sizes)) + 1], new int[count]);
        parts.forEach(filling::add);
        for (int row = 1; row < filling.rowStarts.length; row++) {
            filling.rowStarts[row] += filling.rowStarts[row - 1];
        }
        return new Places(Math.toIntExact(columns.evaluate(sizes)), filling.rowStarts, filling.columns);
    }

    private static final class Filling {
        private final ToLongFunction<Symbol> sizes;
        private final Map<Symbol, Long> indices = new HashMap<>();
        private final int[] rowStarts;
        private final int[] columns;
        private int next;

        Filling(ToLongFunction<Symbol> sizes, int[] rowStarts, int[] columns) {
            this.sizes = sizes;
            this.rowStarts = rowStarts;
            this.columns = columns;
        }

        private int value(Size size) {
            return Math.toIntExact(size.evaluate(
                    symbol -> Optional.ofNullable(indices.get(symbol)).orElseGet(() -> sizes.applyAsLong(symbol))));
        }

        void add(Part part) {
            if (part instanceof Each each) {
                int to = value(each.to());
                for (long i = value(each.from()); i < to; i++) {
                    indices.put(each.index(), i);
                    each.parts().forEach(this::add);
                }
                indices.remove(each.index());
                return;
            }
            Row row = (Row) part;
            int number = value(row.number());
            for (Run run : row.runs()) {
                int from = value(run.from());
                int count = value(run.count());
                for (int k = 0; k < count; k++) {
                    columns[next++] = from + k;
                }
                rowStarts[number + 1] += count;
            }
        }
    }

    /** What is in it, for people: a line for each kind of row. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        parts.forEach(part -> describe(part, List.of(), lines));
        return lines;
    }

    private static void describe(Part part, List<Each> around, List<String> lines) {
        if (part instanceof Each each) {
            List<Each> more = new ArrayList<>(around);
            more.add(each);
            each.parts().forEach(inner -> describe(inner, more, lines));
            return;
        }
        Row row = (Row) part;
        List<Symbol> indices = around.stream().map(Each::index).toList();
        String columns = row.runs().stream()
                .map(run -> run.count().equals(Size.ONE)
                        ? shown(run.from(), indices)
                        : shown(run.from(), indices) + ":" + shown(run.from().plus(run.count()), indices))
                .collect(Collectors.joining(", "));
        String ranges = around.stream()
                .map(each ->
                        each.index().base() + " in " + shown(each.from(), indices) + ":" + shown(each.to(), indices))
                .collect(Collectors.joining(", "));
        lines.add("row " + shown(row.number(), indices) + ": " + columns + (ranges.isEmpty() ? "" : " for " + ranges));
    }

    private static String shown(Size size, List<Symbol> indices) {
        return IndexNames.shown(size, indices).toString();
    }
}
