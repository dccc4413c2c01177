package org.wengert.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wengert.ir.Decimal;
import org.wengert.op.Tensor;

/**
 * An array as people read it: a literal of the language with its columns aligned, one that is long without its middle.
 *
 * <pre>
 * [1,    2.5;
 *  -3,   4]
 * </pre>
 */
final class ArrayText {

    /** Of more elements along an axis the middle is left out. */
    private static final int MOST = 20;

    private static final int FIRST = 6;
    private static final int LAST = 3;

    private ArrayText() {}

    /**
     * A part of an array that fits on a page.
     *
     * @param index of the part, {@code  [0,2,:,:]}; empty for the whole
     */
    record Part(String index, List<String> lines) {}

    /** The lines of a vector or matrix; of arrays of more axes, those of its matrices. */
    static List<Part> of(Tensor array) {
        int rank = array.rank();
        if (rank <= 2 || array.data().length == 0) {
            return List.of(new Part("", whole(array)));
        }
        int[] outer = Arrays.copyOf(array.extents(), rank - 2);
        int[] inner = Arrays.copyOfRange(array.extents(), rank - 2, rank);
        int size = Tensor.count(inner);
        List<Part> parts = new ArrayList<>();
        for (int k : shown(Tensor.count(outer))) {
            if (k < 0) {
                parts.add(new Part(" ...", List.of("")));
            } else {
                double[] data = Arrays.copyOfRange(array.data(), k * size, (k + 1) * size);
                parts.add(new Part(" [" + Tensor.index(k, outer) + ",:,:]", whole(new Tensor(inner, data))));
            }
        }
        return parts;
    }

    /** Which positions are shown, -1 for those left out. */
    private static int[] shown(int count) {
        return count <= MOST
                ? IntStream.range(0, count).toArray()
                : IntStream.concat(
                                IntStream.concat(IntStream.range(0, FIRST), IntStream.of(-1)),
                                IntStream.range(count - LAST, count))
                        .toArray();
    }

    private static List<String> whole(Tensor array) {
        if (array.data().length == 0) {
            return List.of("[]" + (array.rank() == 1 ? "" : "   # " + by(array.extents())));
        }
        int rows = array.rank() == 1 ? 1 : array.extent(0);
        int columns = array.extent(array.rank() - 1);
        List<List<String>> cells = new ArrayList<>();
        for (int row : shown(rows)) {
            List<String> line = new ArrayList<>();
            for (int column : row < 0 ? new int[0] : shown(columns)) {
                line.add(column < 0 ? "..." : Decimal.shortest(array.data()[row * columns + column]));
            }
            cells.add(row < 0 ? List.of("...") : line);
        }
        String size = rows > MOST || columns > MOST ? "   # " + by(array.extents()) : "";
        if (rows == 1) {
            String row = "[" + String.join(", ", cells.get(0)) + "]";
            return List.of((array.rank() == 1 ? row : "[" + row + "]") + size);
        }
        return lines(cells, size);
    }

    private static String by(int[] extents) {
        return Arrays.stream(extents).mapToObj(Integer::toString).collect(Collectors.joining(" by "))
                + (extents.length == 1 ? " elements" : "");
    }

    private static List<String> lines(List<List<String>> cells, String size) {
        int columns = cells.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : cells) {
            for (int i = 0; i < row.size() && !isLeftOut(row); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < cells.size(); row++) {
            StringBuilder line = new StringBuilder(row == 0 ? "[" : " ");
            List<String> cell = cells.get(row);
            boolean last = row == cells.size() - 1;
            for (int i = 0; i < cell.size(); i++) {
                boolean end = i == cell.size() - 1;
                String separator = !end ? "," : last ? "]" + size : isLeftOut(cell) ? "" : ";";
                line.append(cell.get(i)).append(separator);
                line.append(end ? "" : " ".repeat(widths[i] - cell.get(i).length() + 1));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static boolean isLeftOut(List<String> row) {
        return row.size() == 1 && row.get(0).equals("...");
    }
}
