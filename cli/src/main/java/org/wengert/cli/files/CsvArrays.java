package org.wengert.cli.files;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.wengert.op.Tensor;

/**
 * Reads a matrix from lines of numbers: a row a line, {@code #} begins a comment line, empty lines are passed over, and so is a
 * heading. What separates the numbers is told by the first line of them.
 */
public final class CsvArrays {

    private final Function<String, Optional<Double>> number;
    private final Separator separator;
    private double[] data = new double[16];
    private int count;
    private int rows;
    private int columns;

    private CsvArrays(Function<String, Optional<Double>> number, Separator separator) {
        this.number = number;
        this.separator = separator;
    }

    /**
     * A matrix with at least one number.
     *
     * @param text of which a mark of its byte order is passed over
     * @param number what a field means, if it means a number
     */
    public static Tensor read(BufferedReader text, Function<String, Optional<Double>> number)
            throws IOException, ArrayFileException {
        text.mark(1);
        if (text.read() != '\ufeff') {
            text.reset();
        }
        Heading heading = new Heading(number);
        CsvArrays arrays = new CsvArrays(number, Separator.of(text, heading));
        arrays.read(text, heading);
        if (arrays.count == 0) {
            throw new ArrayFileException("there are no numbers in it; an empty array is typed, as in --at 'A=[]'");
        }
        return new Tensor(new int[] {arrays.rows, arrays.columns}, Arrays.copyOf(arrays.data, arrays.count));
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
                if (!fields.isEmpty() && !(first && heading.is(fields))) {
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
        if (rows > 0 && fields.size() != columns) {
            throw new ArrayFileException(
                    "line " + line + " has " + fields.size() + " fields, those before it " + columns);
        }
        columns = fields.size();
        rows++;
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
