package org.wengert.ssa;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wengert.ir.Amount;
import org.wengert.ir.Amount.Range;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Access;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Cost;
import org.wengert.op.Operations;
import org.wengert.op.ScalarOperator;
import org.wengert.op.Terms;

/** Counts the operations of a program over arrays as a function of the sizes: those of each step, times how often it is taken. */
public final class OperationCounts {

    /** Steps that arrange storage. */
    private static final Set<Class<? extends Step>> FREE =
            Set.of(Step.BeginSum.class, Step.Open.class, Step.Clear.class, Step.Swap.class, Step.Restore.class);

    private final Schedule schedule;
    private final Map<Symbol, Step.Start> schedules = new HashMap<>();
    private final List<Range> around = new ArrayList<>();
    private final List<Again> again = new ArrayList<>();
    private final Set<Remark> remarks = EnumSet.noneOf(Remark.class);
    private final Set<Checkpointed> checkpointed = new LinkedHashSet<>();

    /** What there is to say of a count. */
    public enum Remark {
        /** Of two branches the dearer one is counted. */
        DEARER_BRANCH,
        /** Which of two branches is the dearer one is different at different sizes: the larger of either number is counted. */
        LARGER_NUMBER,
        /** Systems of linear equations count by the leading terms of what solving them takes. */
        LEADING_TERMS
    }

    /**
     * A loop of which not all states are kept.
     *
     * @param index of the loop
     * @param count of its iterations
     * @param states that are kept at most
     */
    public record Checkpointed(Symbol index, Size count, Size states) {
        /** How the number of iterations that are computed again is written. */
        public String text() {
            return IterationsAgain.number(count, states).toString();
        }
    }

    /**
     * The count of a program.
     *
     * @param operations where all sizes and integer parameters are at least 1
     */
    public record Counted(Operations operations, Set<Remark> remarks, Set<Checkpointed> checkpointed) {}

    /** Iterations that the loop around computes again, with what one of them costs. */
    private record Again(Step.Start start, Step.Loop loop, Operations each) {}

    private OperationCounts(Schedule schedule) {
        this.schedule = schedule;
    }

    /**
     * Counts.
     *
     * @throws ArithmeticException if the numbers or their expressions are too large
     */
    static Counted of(Schedule schedule) {
        OperationCounts counts = new OperationCounts(schedule);
        Operations operations = counts.block(schedule.steps());
        for (Node result : schedule.graph().results()) {
            if (result.type().isScalar()) {
                operations = operations.plus(counts.use(result));
            }
        }
        return new Counted(operations, Set.copyOf(counts.remarks), counts.checkpointed);
    }

    /** The count of a list without sizes and integers. */
    static Cost cost(Schedule schedule) {
        Operations operations = of(schedule).operations();
        return new Cost(number(operations.flops()), number(operations.calls()));
    }

    private static long number(Amount amount) {
        return (long) amount.evaluate(symbol -> {
            throw new IllegalStateException("bug: " + symbol + " among numbers");
        });
    }

    private Operations block(List<Step> steps) {
        Operations sum = Operations.NONE;
        for (Step step : steps) {
            sum = sum.plus(step(step));
        }
        return sum;
    }

    private Operations step(Step step) {
        if (step instanceof Step.Define define) {
            return application(define.node());
        }
        if (step instanceof Step.Begin begin) {
            return use(begin.value());
        }
        if (step instanceof Step.Assign assign) {
            return use(assign.value());
        }
        if (step instanceof Step.Increase increase) {
            return use(increase.value()).plus(Operations.FLOP);
        }
        if (step instanceof Step.Advance advance) {
            return advance.values().stream().map(this::use).reduce(Operations.NONE, Operations::plus);
        }
        if (step instanceof Step.Store store) {
            return use(store.value()).plus(store.add() ? Operations.FLOP : Operations.NONE);
        }
        if (step instanceof Step.Call call) {
            return application(call.node());
        }
        if (step instanceof Step.Move move) {
            return move.add() ? additions(move.count()) : Operations.NONE;
        }
        if (step instanceof Step.MoveToPart move) {
            return move.add() ? additions(Access.shape(move.accesses()).count()) : Operations.NONE;
        }
        if (step instanceof Step.Loop loop) {
            return loop(loop);
        }
        if (step instanceof Step.Choose choose) {
            return use(choose.condition()).plus(dearer(block(choose.then()), block(choose.otherwise())));
        }
        if (step instanceof Step.Keep keep) {
            return block(keep.body());
        }
        if (step instanceof Step.Start start) {
            start.checkpoints().position().symbol().ifPresent(symbol -> schedules.put(symbol, start));
            return Operations.NONE;
        }
        if (FREE.contains(step.getClass())) {
            return Operations.NONE;
        }
        throw new AssertionError(step);
    }

    private static Operations additions(Size count) {
        return Operations.flops(Amount.of(count));
    }

    /** What it costs to read a value: nothing, unless it is computed where it is used. */
    private Operations use(Node given) {
        Node node = schedule.resolve(given);
        return schedule.isInlined(node) ? application(node) : Operations.NONE;
    }

    private Operations application(Node node) {
        if (!(node.operation() instanceof Operation.Apply)) {
            return Operations.NONE;
        }
        if (node.operator().orElseThrow() instanceof ScalarOperator scalar) {
            return node.operands().stream().map(this::use).reduce(Operations.of(scalar.cost()), Operations::plus);
        }
        return Terms.viewOffset(node).isPresent() ? Operations.NONE : kernel(node);
    }

    private Operations kernel(Node node) {
        ArrayOperator operator = ArrayOperator.in(node).orElseThrow();
        if (operator.hasLeadingTerms()) {
            remarks.add(Remark.LEADING_TERMS);
        }
        List<Shape> shapes = node.operands().stream().map(x -> x.type().shape()).toList();
        return operator.operations(shapes);
    }

    private Operations loop(Step.Loop loop) {
        Range range = new Range(loop.index(), loop.from(), loop.to());
        int before = again.size();
        around.add(range);
        Operations body = block(loop.body());
        around.remove(around.size() - 1);
        Optional<Step.Start> schedule = loop.from().symbols().stream()
                .flatMap(s -> Optional.ofNullable(schedules.get(s)).stream())
                .findFirst();
        if (schedule.isPresent()) {
            again.add(new Again(schedule.get(), loop, body));
            return Operations.NONE;
        }
        Operations sum = body.sum(range, around);
        for (Again part : List.copyOf(again.subList(before, again.size()))) {
            if (part.loop().to().contains(loop.index())) {
                again.remove(part);
                sum = sum.plus(all(part));
            }
        }
        return sum;
    }

    /** What is computed again in all iterations of the loop around. */
    private Operations all(Again part) {
        Step.Start start = part.start();
        Symbol index = part.loop().index();
        checkpointed.add(new Checkpointed(index, start.count(), start.states()));
        Size begin = part.loop().from().minus(start.checkpoints().position());
        return new Operations(
                all(start, index, begin, part.each().flops()),
                all(start, index, begin, part.each().calls()));
    }

    private static Amount all(Step.Start start, Symbol index, Size begin, Amount each) {
        if (!each.symbols().contains(index)) {
            return each.times(IterationsAgain.number(start.count(), start.states()));
        }
        return IterationsAgain.sum(start.count(), start.states(), index, begin, each);
    }

    private Operations dearer(Operations a, Operations b) {
        if (a.equals(b)) {
            return a;
        }
        remarks.add(Remark.DEARER_BRANCH);
        if (a.work().minus(b.work()).isNonNegative(around)) {
            return a;
        }
        if (b.work().minus(a.work()).isNonNegative(around)) {
            return b;
        }
        remarks.add(Remark.LARGER_NUMBER);
        return a.max(b);
    }
}
