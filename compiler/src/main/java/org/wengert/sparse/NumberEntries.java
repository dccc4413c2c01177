package org.wengert.sparse;

import java.util.ArrayList;
import java.util.List;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Size;
import org.wengert.rewrite.Pipelines;

/** The entries of matrices of numbers that were derived one by one: those that are not 0 whatever the numbers are. */
public final class NumberEntries {

    private final Graph all;
    private final int columns;
    private final List<Node> outputs = new ArrayList<>();
    private final List<SparsePattern.Part> rows = new ArrayList<>();

    private NumberEntries(Graph derivatives, int columns) {
        this.all = Pipelines.run(Pipelines.SPLICED, derivatives);
        this.columns = columns;
    }

    /**
     * Of a Jacobian.
     *
     * @param derivatives gives the results and then all entries by rows
     */
    public static SparseMatrix.Entries jacobian(Graph derivatives, int results, int columns) {
        NumberEntries entries = new NumberEntries(derivatives, columns);
        entries.outputs.addAll(entries.all.results().subList(0, results));
        for (int row = 0; row < results; row++) {
            entries.row(row, results + row * columns, columns);
        }
        return entries.entries(results);
    }

    /**
     * Of the lower triangle of a Hessian.
     *
     * @param derivatives gives the result, the gradient and then all entries by rows
     */
    public static SparseMatrix.Entries hessian(Graph derivatives, int columns) {
        NumberEntries entries = new NumberEntries(derivatives, columns);
        for (int row = 0; row < columns; row++) {
            entries.row(row, 1 + columns + row * columns, row + 1);
        }
        return entries.entries(columns);
    }

    private void row(int number, int first, int count) {
        List<SparsePattern.Run> runs = new ArrayList<>();
        for (int column = 0; column < count; column++) {
            Node entry = all.results().get(first + column);
            if (!SparseMatrix.isZero(entry)) {
                outputs.add(entry);
                runs.add(new SparsePattern.Run(Size.of(column), Size.ONE));
            }
        }
        if (!runs.isEmpty()) {
            rows.add(new SparsePattern.Row(Size.of(number), runs));
        }
    }

    private SparseMatrix.Entries entries(int count) {
        return new SparseMatrix.Entries(all.with(outputs), new SparsePattern(Size.of(count), Size.of(columns), rows));
    }
}
