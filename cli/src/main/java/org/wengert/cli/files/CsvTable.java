package org.wengert.cli.files;

import java.util.List;

/**
 * Numbers in columns with names.
 *
 * @param columns their names, as they are written
 * @param lines for each row the line of the file that it begins on
 * @param numbers by rows
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record CsvTable(List<String> columns, List<Long> lines, double[] numbers) {

    /** A number. */
    public double at(int row, int column) {
        return numbers[row * columns.size() + column];
    }
}
