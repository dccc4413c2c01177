package org.wengert.codegen;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.wengert.ir.Node;
import org.wengert.op.JavaForm;
import org.wengert.op.ScalarOperator;
import org.wengert.ssa.Step;
import org.wengert.ssa.WengertList;

/**
 * How many bytes of bytecode a statement takes at most. HotSpot never compiles a method of more than 8,000 bytes, and says
 * nothing; so methods are kept well below, by an estimate that is checked against class files in the tests.
 */
final class ByteEstimate {

    /** No generated method is estimated to be longer. */
    static final int LARGEST_METHOD = 6_000;

    /** A load or store: a wide local takes 4 bytes, an element of an array up to 6 with its index. */
    private static final int ACCESS = 6;

    private static final int BRANCH = 14;

    private static final int MOST_OPERANDS = 9;

    private final WengertList list;
    private final NaNTrap trap;
    private final Map<String, Measure> measures = new HashMap<>();

    /** Of conditionals, so that one in another is not measured again for each around it. */
    private final IdentityHashMap<Step, Long> known = new IdentityHashMap<>();

    ByteEstimate(WengertList list, NaNTrap trap) {
        this.list = list;
        this.trap = trap;
    }

    long of(List<Step> statements) {
        return statements.stream().mapToLong(this::of).sum();
    }

    long of(Step statement) {
        if (statement instanceof Step.Define define) {
            return application(define.node()) + 2 * ACCESS + trap.bytes(define.node(), ACCESS);
        }
        if (statement instanceof Step.Assign assign) {
            return use(assign.value()) + ACCESS;
        }
        return choose((Step.Choose) statement);
    }

    private long choose(Step.Choose choose) {
        Long before = known.get(choose);
        if (before != null) {
            return before;
        }
        long bytes = use(choose.condition()) + BRANCH + of(choose.then()) + of(choose.otherwise());
        known.put(choose, bytes);
        return bytes;
    }

    /** What reading {@code node} takes. */
    long use(Node node) {
        return list.isInlined(node) && node.operator().isPresent() ? application(node) : ACCESS;
    }

    private long application(Node node) {
        JavaForm form = ((ScalarOperator) node.operator().orElseThrow()).java().orElseThrow();
        Measure measure = measures.computeIfAbsent(form.template(), Measure::of);
        long bytes = measure.operations();
        for (int i = 0; i < node.operands().size(); i++) {
            bytes += use(node.operand(i)) * measure.occurrences().get(i);
        }
        return bytes;
    }

    /** What is the same wherever a template stands. */
    private record Measure(long operations, List<Long> occurrences) {
        static Measure of(String template) {
            return new Measure(
                    ByteEstimate.operations(template),
                    IntStream.range(0, MOST_OPERANDS)
                            .mapToObj(i -> ByteEstimate.occurrences(template, i))
                            .toList());
        }
    }

    private static long occurrences(String template, int operand) {
        long count = 0;
        for (int at = template.indexOf("$" + operand); at >= 0; at = template.indexOf("$" + operand, at + 1)) {
            count++;
        }
        return count;
    }

    /** 3 bytes a call, 1 an arithmetic operation, 3 a literal, {@link #BRANCH} a comparison. */
    private static long operations(String template) {
        long bytes = 0;
        for (int i = 0; i < template.length(); i++) {
            bytes += switch (template.charAt(i)) {
                case '(' -> 3;
                case '+', '-', '*', '/' -> 1;
                case '<', '>', '=', '!', '?', '&', '|' -> BRANCH;
                case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> 3;
                default -> 0;
            };
        }
        return bytes;
    }
}
