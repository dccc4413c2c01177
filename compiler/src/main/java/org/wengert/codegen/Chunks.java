package org.wengert.codegen;

import java.util.ArrayList;
import java.util.List;
import org.wengert.ir.Node;
import org.wengert.ssa.Step;

/**
 * Cuts a long list into methods that HotSpot compiles: consecutive chunks, called by a driver; where one conditional is too
 * long, its bodies are cut too and called from the branch.
 */
final class Chunks {

    private static final int MOST_CALLS = 100;
    private static final int CALL = 24;
    private static final int LARGEST_CHOICE = ByteEstimate.LARGEST_METHOD / 2;

    /** A line of a method. */
    sealed interface Line {}

    /** A statement that stays whole. */
    record Plain(Step step) implements Line {}

    /** {@code target = node}, an output that is written to the caller's array. */
    record Store(String target, Node node) implements Line {}

    /** A call of another method. */
    record Call(Chunk chunk) implements Line {}

    /** A conditional in whose bodies there are calls. */
    record Choice(Step.Choose choose, List<Line> then, List<Line> otherwise, long length) implements Line {}

    /** A method. */
    record Chunk(int number, List<Line> lines) {}

    private final ByteEstimate estimate;
    private final List<Chunk> chunks = new ArrayList<>();

    private Chunks(ByteEstimate estimate) {
        this.estimate = estimate;
    }

    /** The chunks in the order in which they run, then those that call others, and the lines that call them all. */
    record Cut(List<Chunk> chunks, List<Line> driver) {}

    static Cut cut(List<Line> lines, ByteEstimate estimate) {
        Chunks chunks = new Chunks(estimate);
        List<Line> driver = chunks.split(lines);
        return new Cut(chunks.chunks, driver);
    }

    /** Calls of chunks that together are {@code lines}. */
    private List<Line> split(List<Line> lines) {
        List<Line> calls = new ArrayList<>();
        List<Line> current = new ArrayList<>();
        long size = 0;
        for (Line whole : lines) {
            Line line = shorten(whole);
            long length = length(line);
            if (size + length > ByteEstimate.LARGEST_METHOD && !current.isEmpty()) {
                calls.add(call(current));
                current = new ArrayList<>();
                size = 0;
            }
            current.add(line);
            size += length;
        }
        if (!current.isEmpty()) {
            calls.add(call(current));
        }
        return calls.size() <= MOST_CALLS ? calls : group(calls);
    }

    private List<Line> group(List<Line> calls) {
        List<Line> groups = new ArrayList<>();
        for (int from = 0; from < calls.size(); from += MOST_CALLS) {
            groups.add(call(calls.subList(from, Math.min(from + MOST_CALLS, calls.size()))));
        }
        return groups.size() <= MOST_CALLS ? groups : group(groups);
    }

    private Line call(List<Line> lines) {
        Chunk chunk = new Chunk(chunks.size() + 1, List.copyOf(lines));
        chunks.add(chunk);
        return new Call(chunk);
    }

    /** A long conditional with its bodies shortened first, so that an arm of many goes into a method with its neighbours. */
    private Line shorten(Line line) {
        if (line instanceof Plain plain
                && plain.step() instanceof Step.Choose choose
                && length(line) > LARGEST_CHOICE) {
            return choice(choose, shorten(choose.then()), shorten(choose.otherwise()));
        }
        return line;
    }

    private List<Line> shorten(List<Step> body) {
        return plain(body).stream().map(this::shorten).toList();
    }

    /** Calls what is too long, the longer body first. */
    private Choice choice(Step.Choose choose, List<Line> then, List<Line> otherwise) {
        long first = length(then);
        long second = length(otherwise);
        long length = estimate.use(choose.condition()) + CALL + first + second;
        if (length <= LARGEST_CHOICE || Math.max(first, second) <= CALL) {
            return new Choice(choose, then, otherwise, length);
        }
        return first > second ? choice(choose, split(then), otherwise) : choice(choose, then, split(otherwise));
    }

    private long length(List<Line> lines) {
        return lines.stream().mapToLong(this::length).sum();
    }

    static List<Line> plain(List<Step> statements) {
        return statements.stream().map(s -> (Line) new Plain(s)).toList();
    }

    private long length(Line line) {
        if (line instanceof Plain plain) {
            return estimate.of(plain.step());
        } else if (line instanceof Store store) {
            return estimate.use(store.node()) + CALL;
        } else if (line instanceof Choice choice) {
            return choice.length();
        }
        return CALL;
    }
}
