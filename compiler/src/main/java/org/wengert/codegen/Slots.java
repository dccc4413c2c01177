package org.wengert.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wengert.ir.Size;
import org.wengert.ssa.ArrayProgram;
import org.wengert.ssa.Buffer;
import org.wengert.ssa.Step;

/**
 * The arrays of a workspace. Those of the same size serve several methods, and the bodies of several loops one after the
 * other; one whose size depends on the index of a loop grows.
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

    /** An array for each storage of {@code program}'s own. */
    Map<Buffer, Integer> assign(ArrayProgram program) {
        Map<Buffer, Integer> slots = new HashMap<>();
        assign(program.steps(), program, new HashSet<>(), slots);
        return slots;
    }

    private void assign(List<Step> steps, ArrayProgram program, Set<Integer> around, Map<Buffer, Integer> slots) {
        Set<Integer> used = new HashSet<>(around);
        // Storage that a later step opens may not be that of a body before it: results of the body may lie there.
        for (Step step : steps) {
            if (step instanceof Step.Open open) {
                Optional<Size> size = program.isFixed(open.buffer().size())
                        ? Optional.of(open.buffer().size())
                        : Optional.empty();
                int slot = free(size, used);
                used.add(slot);
                slots.put(open.buffer(), slot);
            }
        }
        for (Step step : steps) {
            if (step instanceof Step.Loop loop) {
                assign(loop.body(), program, used, slots);
            } else if (step instanceof Step.Choose choose) {
                assign(choose.then(), program, used, slots);
                assign(choose.otherwise(), program, used, slots);
            }
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
