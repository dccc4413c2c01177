package org.wengert.codegen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.wengert.ir.Node;
import org.wengert.ssa.Step;
import org.wengert.ssa.WengertList;

/**
 * Decides which variables are locals of one method and which cross between methods; those that cross get a slot of the
 * workspace from their first line to their last one, and then another variable has it.
 */
final class Workspace {

    private static final int DRIVER = 0;

    private final WengertList list;
    private final Map<String, Range> ranges = new LinkedHashMap<>();
    private final Map<String, Integer> slots = new HashMap<>();
    private int position;
    private int size;

    /** Where a variable is mentioned. */
    private static final class Range {
        private final int first;
        private final int chunk;
        private int last;
        private boolean crosses;

        Range(int position, int chunk) {
            this.first = position;
            this.last = position;
            this.chunk = chunk;
        }
    }

    private Workspace(WengertList list) {
        this.list = list;
    }

    /**
     * Places the variables of a list that was cut.
     *
     * @param returned what the driver reads at the end
     */
    static Workspace of(WengertList list, Chunks.Cut cut, Optional<Node> returned) {
        Workspace workspace = new Workspace(list);
        workspace.lines(cut.driver(), DRIVER);
        workspace.position++;
        returned.ifPresent(node -> workspace.mention(node, DRIVER));
        workspace.allocate();
        return workspace;
    }

    /** The length of the array. */
    int size() {
        return size;
    }

    /** The slot of a variable that crosses between methods. */
    Optional<Integer> slot(String name) {
        return Optional.ofNullable(slots.get(name));
    }

    private void lines(List<Chunks.Line> lines, int chunk) {
        lines.forEach(line -> line(line, chunk));
    }

    private void line(Chunks.Line line, int chunk) {
        position++;
        if (line instanceof Chunks.Plain plain) {
            statement(plain.step(), chunk);
        } else if (line instanceof Chunks.Store store) {
            mention(store.node(), chunk);
        } else if (line instanceof Chunks.Call call) {
            lines(call.chunk().lines(), call.chunk().number());
        } else if (line instanceof Chunks.Choice choice) {
            mention(choice.choose().condition(), chunk);
            choice.choose().results().forEach(result -> mention(result, chunk));
            lines(choice.then(), chunk);
            lines(choice.otherwise(), chunk);
        }
    }

    private void statement(Step statement, int chunk) {
        position++;
        if (statement instanceof Step.Define define) {
            variable(define.node(), chunk);
            define.node().operands().forEach(operand -> mention(operand, chunk));
        } else if (statement instanceof Step.Assign assign) {
            variable(assign.variable(), chunk);
            mention(assign.value(), chunk);
        } else if (statement instanceof Step.Choose choose) {
            mention(choose.condition(), chunk);
            choose.results().forEach(result -> variable(result, chunk));
            choose.then().forEach(s -> statement(s, chunk));
            choose.otherwise().forEach(s -> statement(s, chunk));
        }
    }

    private void mention(Node given, int chunk) {
        Node node = list.resolve(given);
        if (list.isInlined(node)) {
            node.operands().forEach(operand -> mention(operand, chunk));
        } else {
            variable(node, chunk);
        }
    }

    private void variable(Node node, int chunk) {
        list.name(node).ifPresent(name -> {
            Range range = ranges.computeIfAbsent(name, n -> new Range(position, chunk));
            range.last = position;
            range.crosses |= range.chunk != chunk;
        });
    }

    private void allocate() {
        PriorityQueue<Integer> free = new PriorityQueue<>();
        PriorityQueue<Map.Entry<Integer, Integer>> busy = new PriorityQueue<>(Map.Entry.comparingByKey());
        List<Map.Entry<String, Range>> crossing = new ArrayList<>(ranges.entrySet());
        crossing.removeIf(e -> !e.getValue().crosses);
        crossing.sort(Comparator.comparingInt(e -> e.getValue().first));
        for (Map.Entry<String, Range> entry : crossing) {
            while (!busy.isEmpty() && busy.element().getKey() < entry.getValue().first) {
                free.add(busy.remove().getValue());
            }
            int slot = free.isEmpty() ? size++ : free.remove();
            slots.put(entry.getKey(), slot);
            busy.add(Map.entry(entry.getValue().last, slot));
        }
    }
}
