package org.wengert.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.wengert.driver.Arguments;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.WrittenOut;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Origin;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;
import org.wengert.rewrite.Unrolling;

/**
 * Finds sizes at which a function of arrays can be read element by element: those of the point that is asked for, and for what it
 * leaves open 2 and 3, or else 1 and 4, so that the sizes of one array differ.
 */
final class Sizes {

    /** A list of more lines is read in part only. */
    private static final int SCREEN = 48;

    /** In the order in which they are tried. */
    private static final List<Long> TRIED = List.of(2L, 3L, 1L, 4L, 0L);

    private static final int MOST_CANDIDATES = 700;

    private static final int MOST_WRITTEN = 30;

    private final CompiledFunction function;
    private final Map<String, Tensor> point;

    private Sizes(CompiledFunction function, Map<String, Tensor> point) {
        this.function = function;
        this.point = point;
    }

    /**
     * A function of arrays written out.
     *
     * @param written absent if it cannot be written out
     * @param sizes those that it is written out at, with arrays of zeros
     * @param reason why it cannot be written out
     */
    record Found(Optional<WrittenOut> written, Optional<Arguments> sizes, String reason) {

        /** {@code d = 3, n = 2}. */
        String text(CompiledFunction function) {
            return sizes.map(all -> function.source().symbols().stream()
                            .map(symbol -> symbol.name() + " = " + all.sizes().get(symbol))
                            .collect(Collectors.joining(", ")))
                    .orElse("");
        }
    }

    /**
     * The function written out.
     *
     * @param point values for some of its parameters
     */
    static Found of(CompiledFunction function, Map<String, Tensor> point) {
        return new Sizes(function, point).find();
    }

    private Found find() {
        Map<Symbol, Long> known = known();
        List<Arguments> fitting = candidates(known).stream()
                .map(sizes -> Arguments.zeros(function.source(), sizes))
                .flatMap(Optional::stream)
                .filter(this::fits)
                .sorted(Comparator.comparingInt(this::awkwardness))
                .limit(MOST_WRITTEN)
                .toList();
        if (fitting.isEmpty()) {
            return new Found(
                    Optional.empty(),
                    Optional.empty(),
                    "no small sizes were found with which it can be called"
                            + (point.isEmpty() ? "" : " at this point"));
        }
        List<Candidate> candidates = new ArrayList<>();
        String reason = "";
        for (Arguments sizes : fitting) {
            try {
                Graph numbers =
                        Unrolling.forReading(function.primal(), sizes.sizes()).numbers();
                candidates.add(new Candidate(
                        sizes, Origin.count(numbers) - numbers.inputs().size(), awkwardness(sizes)));
            } catch (Unrolling.NotWrittenException e) {
                reason = reason.isEmpty() ? String.valueOf(e.getMessage()) : reason;
            }
        }
        candidates.sort(Candidate.ORDER);
        for (Candidate candidate : candidates) {
            try {
                WrittenOut written = WrittenOut.of(function, candidate.sizes().sizes());
                return new Found(Optional.of(written), Optional.of(candidate.sizes()), "");
            } catch (Unrolling.NotWrittenException e) {
                reason = reason.isEmpty() ? String.valueOf(e.getMessage()) : reason;
            }
        }
        return new Found(Optional.empty(), Optional.empty(), reason);
    }

    /** Sizes at which the function has so many values. */
    private record Candidate(Arguments sizes, int values, int awkwardness) {

        /** What fits a screen before what does not; then what shows more. */
        static final Comparator<Candidate> ORDER = Comparator.<Candidate>comparingInt(
                        c -> c.values() > SCREEN ? c.values() : 0)
                .thenComparingInt(Candidate::awkwardness)
                .thenComparing(Comparator.comparingInt(Candidate::values).reversed());
    }

    /** Whether the given arrays have these sizes. */
    private boolean fits(Arguments sizes) {
        for (int i = 0; i < function.parameters().size(); i++) {
            Tensor given = point.get(function.parameters().get(i));
            if (given != null
                    && !Arrays.equals(given.extents(), sizes.arrays().get(i).extents())) {
                return false;
            }
        }
        return true;
    }

    /** What the given arrays and integers say. */
    private Map<Symbol, Long> known() {
        Map<Symbol, Long> known = new HashMap<>();
        for (String name : function.integers()) {
            Optional.ofNullable(point.get(name)).ifPresent(k -> known.put(new Symbol(name), (long) k.value()));
        }
        List<Node> inputs = function.primal().inputs();
        for (int i = 0; i < inputs.size(); i++) {
            Tensor given = point.get(function.parameters().get(i));
            List<Size> sizes = inputs.get(i).type().shape().sizes();
            for (int axis = 0; given != null && axis < Math.min(given.rank(), sizes.size()); axis++) {
                long extent = given.extent(axis);
                sizes.get(axis).symbol().ifPresent(symbol -> known.putIfAbsent(symbol, extent));
            }
        }
        return known;
    }

    private List<Map<Symbol, Long>> candidates(Map<Symbol, Long> known) {
        List<Symbol> open = function.source().symbols().stream()
                .filter(symbol -> !known.containsKey(symbol))
                .toList();
        if (Math.pow(TRIED.size(), open.size()) > MOST_CANDIDATES) {
            return drawn(known, open);
        }
        List<Map<Symbol, Long>> all = List.of(known);
        for (Symbol symbol : open) {
            List<Map<Symbol, Long>> more = new ArrayList<>();
            all.forEach(some -> TRIED.forEach(size -> more.add(with(some, symbol, size))));
            all = more;
        }
        return all;
    }

    private static Map<Symbol, Long> with(Map<Symbol, Long> some, Symbol symbol, long size) {
        Map<Symbol, Long> more = new HashMap<>(some);
        more.put(symbol, size);
        return more;
    }

    private static List<Map<Symbol, Long>> drawn(Map<Symbol, Long> known, List<Symbol> open) {
        SplittableRandom random = new SplittableRandom(1);
        List<Map<Symbol, Long>> all = new ArrayList<>();
        for (int draw = 0; draw < MOST_CANDIDATES; draw++) {
            Map<Symbol, Long> sizes = new HashMap<>(known);
            int some = draw < MOST_CANDIDATES / 2 ? 2 : TRIED.size();
            open.forEach(symbol -> sizes.put(symbol, TRIED.get(random.nextInt(some))));
            all.add(sizes);
        }
        return all;
    }

    /** How little sizes show: less of those that hide what an array is, and that two of an array's are equal. */
    private int awkwardness(Arguments sizes) {
        int awkward = 0;
        for (long size : sizes.sizes().values()) {
            awkward += 10 * Math.max(0, TRIED.indexOf(size) - 1) + (size > 4 ? 10 : 0);
        }
        List<Node> inputs = function.primal().inputs();
        for (int i = 0; i < inputs.size(); i++) {
            Set<Size> named = new HashSet<>(inputs.get(i).type().shape().sizes());
            Set<Long> extents = new HashSet<>();
            for (int extent : sizes.arrays().get(i).extents()) {
                extents.add((long) extent);
            }
            awkward += 3 * Math.max(0, named.size() - extents.size());
        }
        return awkward;
    }
}
