package org.wengert.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wengert.cli.files.CsvTable;
import org.wengert.op.Tensor;

/**
 * Points in the rows of a table. A column is a number, {@code x}, or an element of an array, {@code v[0]} or {@code A[0][1]}; all elements of
 * an array are there, in any order.
 */
final class PointTable {

    private static final Pattern COLUMN =
            Pattern.compile("([^\\[\\]]+?)\\s*((?:\\[\\s*\\d{1,9}\\s*(?:,\\s*\\d{1,9}\\s*)*\\])*)");
    private static final Pattern INDEX = Pattern.compile("\\d+");

    private final String file;
    private final CsvTable table;
    private final Map<String, Columns> parameters = new LinkedHashMap<>();

    /**
     * A parameter.
     *
     * @param columns of its elements by rows
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    private record Columns(int[] extents, int[] columns) {}

    /** A column, and which element it is. */
    private record Element(int column, List<Integer> indices) {}

    PointTable(String file, CsvTable table) throws RequestException {
        this.file = file;
        this.table = table;
        Map<String, List<Element>> elements = new LinkedHashMap<>();
        for (int i = 0; i < table.columns().size(); i++) {
            String column = table.columns().get(i);
            Matcher match = COLUMN.matcher(column);
            if (!match.matches()) {
                throw malformed(
                        "column " + (i + 1) + " is called '" + column + "'",
                        "a parameter, x, or an element, v[0] or A[0][1]");
            }
            List<Integer> indices = INDEX.matcher(match.group(2))
                    .results()
                    .map(index -> Integer.parseInt(index.group()))
                    .toList();
            elements.computeIfAbsent(match.group(1).strip(), name -> new ArrayList<>())
                    .add(new Element(i, indices));
        }
        for (Map.Entry<String, List<Element>> entry : elements.entrySet()) {
            parameters.put(entry.getKey(), columns(entry.getKey(), entry.getValue()));
        }
    }

    private RequestException malformed(String what, String hint) {
        return new RequestException("malformed-file", "'" + file + "': " + what, Optional.of(hint));
    }

    private Columns columns(String name, List<Element> elements) throws RequestException {
        int rank = elements.get(0).indices().size();
        int[] extents = new int[rank];
        for (Element element : elements) {
            if (element.indices().size() != rank) {
                throw malformed(
                        "'" + table.columns().get(elements.get(0).column()) + "' and '"
                                + table.columns().get(element.column()) + "' are columns",
                        "all columns of a parameter have as many indices");
            }
            for (int axis = 0; axis < rank; axis++) {
                extents[axis] = Math.max(extents[axis], element.indices().get(axis) + 1);
            }
        }
        long count = 1;
        for (int extent : extents) {
            count = Math.min(elements.size() + 1L, count * extent);
        }
        // Of an array with more elements than columns one of the first so many is missing.
        int[] columns = new int[(int) count];
        Arrays.fill(columns, -1);
        for (Element element : elements) {
            int place = place(element.indices(), extents);
            if (place >= columns.length) {
                continue;
            }
            if (columns[place] >= 0) {
                throw malformed(
                        "there are two columns '" + table.columns().get(element.column()) + "'", "each is there once");
            }
            columns[place] = element.column();
        }
        for (int place = 0; place < columns.length; place++) {
            if (columns[place] < 0) {
                throw malformed(
                        "the column " + FlatResults.element(name, place, extents) + " is missing",
                        "an array has a column for each element");
            }
        }
        return new Columns(extents, columns);
    }

    /** By rows; where that is beyond all columns, the largest number. */
    private static int place(List<Integer> indices, int[] extents) {
        long place = 0;
        for (int axis = 0; axis < extents.length; axis++) {
            place = Math.min(Integer.MAX_VALUE, place * extents[axis] + indices.get(axis));
        }
        return (int) place;
    }

    int rows() {
        return table.lines().size();
    }

    /** What messages call a row. */
    String place(int row) {
        return "'" + file + "', line " + table.lines().get(row);
    }

    /** The names of the parameters that it gives. */
    Set<String> names() {
        return parameters.keySet();
    }

    /** The point of a row. */
    Map<String, Tensor> point(int row) {
        Map<String, Tensor> point = new LinkedHashMap<>();
        parameters.forEach((name, columns) -> point.put(
                name,
                new Tensor(
                        columns.extents().clone(),
                        Arrays.stream(columns.columns())
                                .mapToDouble(column -> table.at(row, column))
                                .toArray())));
        return point;
    }
}
