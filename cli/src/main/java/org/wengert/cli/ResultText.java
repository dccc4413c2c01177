package org.wengert.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.Map;
import org.wengert.cli.EvalCommand.Format;
import org.wengert.ir.Decimal;

/** The text of the results of one evaluation after another. */
final class ResultText {

    private final Format format;
    private final StringWriter text = new StringWriter();
    private final CsvWriter lines =
            CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.LF).build(text);

    ResultText(Format format) {
        this.format = format;
    }

    /** Adds the results at a point. */
    void add(Map<String, Result> results) throws RequestException {
        try {
            switch (format) {
                case text -> text.append(ResultLayout.of(results));
                case json ->
                    text.append(new Result.Table(results).json().toString()).append('\n');
                case csv -> addLine(FlatResults.of(results));
            }
        } catch (OutOfMemoryError e) {
            throw new RequestException("limit", "the results do not fit into the memory as text", e);
        }
    }

    private void addLine(Map<String, Double> numbers) {
        if (text.getBuffer().isEmpty()) {
            lines.writeRecord(numbers.keySet());
        }
        lines.writeRecord(numbers.values().stream().map(Decimal::shortest).toList());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
