package org.wengert.cli.files;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.wengert.op.Tensor;

/**
 * Reads lines of numbers, as a matrix or as a table with named columns: a row a line, {@code #} begins a comment line, empty lines are passed over, and so is a
 * heading. What separates the numbers is told by the first line of them.
 */
public final class CsvArrays {

    private final Function<String, Optional<Double>> number;
    private final Separator separator;
    private double[] data = new double[16];
    private int count;
    private int columns;
    private List<String> names = List.of();
    private final List<Long> lines = new ArrayList<>();

    private CsvArrays(Function<String, Optional<Double>> number, BufferedReader text)
            throws IOException, ArrayFileException {
        this.number = number;
        text.mark(1);
        if (text.read() != '\ufeff') {
            text.reset();
        }
        Heading heading = new Heading(number);
        this.separator = Separator.of(text, heading);
        read(text, heading);
    }

    /**
     * A matrix with at least one number.
     *
     * @param text of which a mark of its byte order is passed over
     * @param number what a field means, if it means a number
     */
    public static Tensor read(BufferedReader text, Function<String, Optional<Double>> number)
            throws IOException, ArrayFileException {
        CsvArrays arrays = new CsvArrays(number, text);
        if (arrays.count == 0) {
            throw new ArrayFileException("there are no numbers in it; an empty array is typed, as in --at 'A=[]'");
        }
        return new Tensor(new int[] {arrays.lines.size(), arrays.columns}, arrays.numbers());
    }

    /**
     * A table with at least one row; without names, if the first line has none.
     *
     * @param text of which a mark of its byte order is passed over
     * @param number what a field means, if it means a number
     */
    public static CsvTable readTable(BufferedReader text, Function<String, Optional<Double>> number)
            throws IOException, ArrayFileException {
        CsvArrays arrays = new CsvArrays(number, text);
        if (arrays.count == 0) {
            throw new ArrayFileException("there are no rows in it");
        }
        if (!arrays.names.isEmpty() && arrays.names.size() != arrays.columns) {
            throw new ArrayFileException("line " + arrays.lines.get(0) + " has " + arrays.columns
                    + " fields, the first line names " + arrays.names.size());
        }
        return new CsvTable(arrays.names, List.copyOf(arrays.lines), arrays.numbers());
    }

    private double[] numbers() {
        return Arrays.copyOf(data, count);
    }

    private void read(BufferedReader text, Heading heading) throws IOException, ArrayFileException {
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(separator.character())
                .commentStrategy(CommentStrategy.SKIP)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)) {
            boolean first = true;
            for (CsvRecord record : records) {
                List<String> fields = separator.fields(record.getFields());
                if (first && heading.is(fields)) {
                    names = fields;
                } else if (!fields.isEmpty()) {
                    add(fields, record.getStartingLineNumber());
                }
                first &= fields.isEmpty();
            }
        } catch (CsvParseException e) {
            throw new ArrayFileException(String.valueOf(e.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void add(List<String> fields, long line) throws ArrayFileException {
        if (!lines.isEmpty() && fields.size() != columns) {
            throw new ArrayFileException(
                    "line " + line + " has " + fields.size() + " fields, those before it " + columns);
        }
        columns = fields.size();
        lines.add(line);
        for (String field : fields) {
            Optional<Double> value = number.apply(field);
            if (value.isEmpty()) {
                throw new ArrayFileException("line " + line + ": " + complaint(field));
            }
            if (count == data.length) {
                data = Arrays.copyOf(data, 2 * count);
            }
            data[count++] = value.get();
        }
    }

    private String complaint(String field) {
        if (field.isEmpty()) {
            return "a field is empty; a number that is not known is written nan";
        }
        String hint = Heading.isMissing(field)
                ? "; a number that is not known is written nan"
                : separator.hint(field, number);
        return "'" + field + "' is not a number" + hint;
    }
}
