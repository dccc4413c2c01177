package org.wengert.cli.files;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.wengert.op.Tensor;

/**
 * Reads a matrix from comma-separated values: a row a line, {@code #} begins a comment line, empty lines are passed over. A first
 * line without a number in it is a heading and is passed over too.
 */
public final class CsvArrays {

    private final Function<String, Optional<Double>> number;
    private double[] data = new double[16];
    private int count;
    private int rows;
    private int columns;

    private CsvArrays(Function<String, Optional<Double>> number) {
        this.number = number;
    }

    /**
     * A matrix; {@code []} where there are no rows.
     *
     * @param text of which a mark of its byte order is passed over
     * @param number what a field means, if it means a number
     */
    public static Tensor read(BufferedReader text, Function<String, Optional<Double>> number)
            throws IOException, ArrayFileException {
        CsvArrays arrays = new CsvArrays(number);
        text.mark(1);
        if (text.read() != '\ufeff') {
            text.reset();
        }
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .commentStrategy(CommentStrategy.SKIP)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)) {
            boolean first = true;
            for (CsvRecord record : records) {
                if (!first || !arrays.isHeading(record)) {
                    arrays.add(record);
                }
                first = false;
            }
        } catch (CsvParseException e) {
            throw new ArrayFileException(String.valueOf(e.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        double[] all = Arrays.copyOf(arrays.data, arrays.count);
        return arrays.rows == 0
                ? new Tensor(new int[] {0}, all)
                : new Tensor(new int[] {arrays.rows, arrays.columns}, all);
    }

    private boolean isHeading(CsvRecord record) {
        return record.getFields().stream()
                .allMatch(field -> number.apply(field.strip()).isEmpty());
    }

    private void add(CsvRecord record) throws ArrayFileException {
        if (rows > 0 && record.getFieldCount() != columns) {
            throw new ArrayFileException("line " + record.getStartingLineNumber() + " has " + record.getFieldCount()
                    + " fields, those before it " + columns);
        }
        columns = record.getFieldCount();
        rows++;
        for (String field : record.getFields()) {
            Optional<Double> value = number.apply(field.strip());
            if (value.isEmpty()) {
                throw new ArrayFileException(
                        "line " + record.getStartingLineNumber() + ": '" + field.strip() + "' is not a number");
            }
            if (count == data.length) {
                data = Arrays.copyOf(data, 2 * count);
            }
            data[count++] = value.get();
        }
    }
}
