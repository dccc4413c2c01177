package org.wengert.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wengert.ir.Size;
import org.wengert.ssa.Buffer;
import org.wengert.ssa.Step;
import org.wengert.ssa.WengertList;

/**
 * The arrays of a workspace. One serves all storage of its size that is not in use at the same time, of all methods; one whose size
 * depends on the index of a loop grows.
 */
final class Slots {

    private final List<Optional<Size>> sizes = new ArrayList<>();
    private final Set<Integer> owned = new HashSet<>();

    /** The size of each array; none of those that grow. */
    List<Optional<Size>> sizes() {
        return sizes;
    }

    /** An array that nothing else has. */
    int own(Size size) {
        sizes.add(Optional.of(size));
        owned.add(sizes.size() - 1);
        return sizes.size() - 1;
    }

    /** An array for each storage of {@code list}'s own. */
    Map<Buffer, Integer> assign(WengertList list) {
        Map<Buffer, Integer> slots = new HashMap<>();
        assign(list.steps(), list, true, new HashSet<>(), slots);
        return slots;
    }

    /** Whether all storage of a list is opened once in a call, and each has an array of its own. */
    boolean shareNothing(WengertList list, Map<Buffer, Integer> slots) {
        long opened = list.steps().stream().filter(Step.Open.class::isInstance).count();
        return opened == slots.size() && new HashSet<>(slots.values()).size() == slots.size();
    }

    private void assign(
            List<Step> steps, WengertList list, boolean whole, Set<Integer> around, Map<Buffer, Integer> slots) {
        Map<Integer, List<Buffer>> endingAt = new HashMap<>();
        ends(steps, list, whole)
                .forEach((buffer, end) ->
                        endingAt.computeIfAbsent(end, e -> new ArrayList<>()).add(buffer));
        Set<Integer> used = new HashSet<>(around);
        Set<Buffer> opened = new HashSet<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step instanceof Step.Open open) {
                Optional<Size> size = list.isFixed(open.buffer().size())
                        ? Optional.of(open.buffer().size())
                        : Optional.empty();
                int slot = free(size, used);
                used.add(slot);
                opened.add(open.buffer());
                slots.put(open.buffer(), slot);
            } else if (step instanceof Step.Loop loop) {
                assign(loop.body(), list, false, used, slots);
            } else if (step instanceof Step.Choose choose) {
                assign(choose.then(), list, false, used, slots);
                assign(choose.otherwise(), list, false, used, slots);
            }
            for (Buffer ended : endingAt.getOrDefault(i, List.of())) {
                if (opened.contains(ended)) {
                    used.remove(slots.get(ended));
                }
            }
        }
    }

    /** For storage the last of the steps that mentions it; what is exchanged lives as long as the other. */
    private static Map<Buffer, Integer> ends(List<Step> steps, WengertList list, boolean whole) {
        Map<Buffer, Integer> ends = new HashMap<>();
        Map<Buffer, Buffer> exchanged = new HashMap<>();
        StepWriter writer = StepWriter.ofNothing(list);
        for (int i = 0; i < steps.size(); i++) {
            for (Buffer buffer : writer.mentioned(List.of(steps.get(i)), List.of())) {
                ends.put(buffer, i);
            }
            collectSwaps(steps.get(i), exchanged);
        }
        if (whole) {
            writer.mentioned(List.of(), list.graph().results()).forEach(buffer -> ends.put(buffer, steps.size()));
        }
        exchanged.forEach((a, b) -> {
            int end = Math.max(ends.getOrDefault(a, -1), ends.getOrDefault(b, -1));
            ends.put(a, end);
            ends.put(b, end);
        });
        return ends;
    }

    private static void collectSwaps(Step step, Map<Buffer, Buffer> exchanged) {
        if (step instanceof Step.Swap swap) {
            exchanged.put(swap.a(), swap.b());
        } else if (step instanceof Step.Loop loop) {
            loop.body().forEach(inside -> collectSwaps(inside, exchanged));
        } else if (step instanceof Step.Choose choose) {
            choose.then().forEach(inside -> collectSwaps(inside, exchanged));
            choose.otherwise().forEach(inside -> collectSwaps(inside, exchanged));
        }
    }

    private int free(Optional<Size> size, Set<Integer> used) {
        for (int slot = 0; slot < sizes.size(); slot++) {
            if (!used.contains(slot) && !owned.contains(slot) && sizes.get(slot).equals(size)) {
                return slot;
            }
        }
        sizes.add(size);
        return sizes.size() - 1;
    }
}
