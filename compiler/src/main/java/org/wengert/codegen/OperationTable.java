package org.wengert.codegen;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wengert.ir.Amount;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Cost;
import org.wengert.op.Operations;
import org.wengert.ssa.OperationCounts.Checkpointed;
import org.wengert.ssa.OperationCounts.Remark;

/**
 * What the methods of a function of arrays cost, as text:
 *
 * <pre>
 * value     4*d*n + n flops
 * gradient  8*d*n + 3*n flops; 1.98, 2.00 times the value
 * </pre>
 */
public final class OperationTable {

    private static final int WIDTH = 110;

    /** The sizes at which methods are compared. */
    private static final List<Integer> SIZES = List.of(10, 100);

    private final List<MethodCount> counts;
    private final Set<Symbol> symbols = new TreeSet<>();

    private OperationTable(List<MethodCount> counts) {
        this.counts = counts;
        for (MethodCount count : counts) {
            Operations operations = count.counted().operations();
            symbols.addAll(operations.flops().symbols());
            symbols.addAll(operations.calls().symbols());
        }
    }

    /** A line for each method, or several where it is long. */
    public static List<String> lines(List<MethodCount> counts) {
        OperationTable table = new OperationTable(counts);
        int width = counts.stream().mapToInt(c -> c.method().length()).max().orElse(0) + 2;
        List<String> lines = new ArrayList<>();
        for (MethodCount count : counts) {
            String method = count.method() + " ".repeat(width - count.method().length());
            lines.addAll(wrapped(method, table.text(count)));
        }
        return lines;
    }

    /** What has to be known to read {@link #lines}, a sentence each. */
    public static List<String> notes(List<MethodCount> counts) {
        return new OperationTable(counts).notes();
    }

    private static List<String> wrapped(String first, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        for (String word : words(text)) {
            if (line.length() > first.length() && line.length() + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(" ".repeat(first.length()));
            }
            line.append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Where a line can end: before a term, and behind a comma, but not in parentheses or among ratios. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 1; i < text.length(); i++) {
            char before = text.charAt(i - 1);
            depth += before == '(' ? 1 : before == ')' ? -1 : 0;
            boolean term = before == ' ' && "+-".indexOf(text.charAt(i)) >= 0;
            boolean item = before == ' ' && i > 1 && ",;".indexOf(text.charAt(i - 2)) >= 0;
            if (depth == 0 && (term || item) && text.lastIndexOf(';', i - 3) < 0) {
                words.add(text.substring(from, i));
                from = i;
            }
        }
        words.add(text.substring(from));
        return words;
    }

    private String text(MethodCount count) {
        Operations operations = count.counted().operations();
        String calls =
                operations.calls().isZero() ? "" : ", " + amount(operations.calls(), "library call", "library calls");
        return amount(operations.flops(), "flop", "flops") + calls + ratio(count);
    }

    private static String amount(Amount amount, String one, String several) {
        String text = amount.toString();
        return text + " " + (text.equals("1") ? one : several);
    }

    private Optional<MethodCount> value() {
        return counts.stream().filter(c -> c.method().equals("value")).findFirst();
    }

    private String ratio(MethodCount count) {
        if (count.method().equals("value") || value().isEmpty()) {
            return "";
        }
        Amount own = count.counted().operations().work();
        Amount value = value().get().counted().operations().work();
        List<String> ratios = new ArrayList<>();
        for (int size : symbols.isEmpty() ? SIZES.subList(0, 1) : SIZES) {
            Optional<Double> work = at(own, size);
            Optional<Double> unit = at(value, size).filter(u -> u > 0);
            ratios.add(
                    work.isPresent() && unit.isPresent()
                            ? String.format(Locale.ROOT, "%.2f", work.get() / unit.get())
                            : "-");
        }
        return ratios.stream().allMatch("-"::equals)
                ? ""
                : "; " + String.join(", ", new LinkedHashSet<>(ratios)) + " times the value";
    }

    /** The number where all sizes are {@code size}; nothing if there is none. */
    private static Optional<Double> at(Amount amount, long size) {
        try {
            return Optional.of(amount.evaluate(symbol -> size));
        } catch (ArithmeticException | IllegalArgumentException noSuchSizes) {
            return Optional.empty();
        }
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        boolean compared = value().isPresent() && counts.size() > 1;
        if (compared) {
            notes.add("Times the value is by work, a library call being " + Cost.FLOPS_PER_CALL + " flops"
                    + (symbols.isEmpty() ? "" : ", where all sizes are " + sizes()) + ".");
        }
        notes.add("A fused multiplication and addition are two flops.");
        if (!symbols.isEmpty()) {
            notes.add("Sizes and integer parameters are taken to be at least 1.");
        }
        if (has(Remark.LEADING_TERMS)) {
            notes.add("Factors, solutions and inverses of matrices count by their leading terms.");
        }
        if (has(Remark.DEARER_BRANCH)) {
            notes.add("Of two branches the dearer one counts"
                    + (has(Remark.LARGER_NUMBER)
                            ? "; the larger of either number, where that one is not the same at all sizes."
                            : "."));
        }
        Set<Checkpointed> checkpointed = counts.stream()
                .flatMap(c -> c.counted().checkpointed().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        checkpointed.forEach(loop -> notes.add(note(loop)));
        return notes;
    }

    private static String sizes() {
        return SIZES.stream().map(String::valueOf).collect(Collectors.joining(", and where all are "));
    }

    private boolean has(Remark remark) {
        return counts.stream().anyMatch(c -> c.counted().remarks().contains(remark));
    }

    private static String note(Checkpointed loop) {
        return loop.text() + " is how many iterations of the loop over "
                + loop.index().base()
                + " are computed again, because " + text(loop.states()) + " of its " + text(loop.count())
                + " states are kept.";
    }

    private static String text(Size size) {
        return Amount.of(size).toString();
    }
}
