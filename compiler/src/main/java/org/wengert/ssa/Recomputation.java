package org.wengert.ssa;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.wengert.ir.Ending;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;
import org.wengert.pass.Rebuild;

/**
 * The states of a loop that are computed again from some that are kept, for the loop that reads them in the other
 * direction. In between they lie in storage of their own, scalars in arrays of one element.
 */
final class Recomputation {
    private final Reversal reversal;
    private final Operation.Loop loop;
    private final Checkpoints schedule;
    private final Around around;
    private final Map<Integer, Buffer> storage = new TreeMap<>();
    private final Map<Integer, Buffer> now = new TreeMap<>();

    /** The steps that the loops belong to. */
    interface Around {
        /** Adds a step. */
        void add(Step step);

        /** New storage, for which a step is added. */
        Buffer open(String hint, Size size);

        Place placeOf(Node node);

        /** Says where an array lies. */
        void put(Node node, Place place);

        /** Has {@code input} of a body stand for {@code value}. */
        void capture(Node value, Node input);

        /** The steps of a body. */
        List<Step> body(Graph graph, List<Optional<Target>> targets, Set<Node> separate);

        /** An index that no loop has. */
        Symbol indexLike(Symbol index);

        /** A schedule of its own. */
        Checkpoints newSchedule();
    }

    Recomputation(Reversal reversal, Operation.Loop loop, Around around) {
        this.reversal = reversal;
        this.loop = loop;
        this.around = around;
        this.schedule = around.newSchedule();
    }

    private Node state(int k) {
        return loop.body().graph().inputs().get(k);
    }

    private Size size(int k) {
        return state(k).type().shape().count();
    }

    /** The place of a state that is stored. */
    private Place kept(int k) {
        Buffer buffer = Optional.ofNullable(storage.get(k)).orElseThrow();
        return Place.of(buffer).plus(schedule.slot().times(size(k)));
    }

    private Place now(int k) {
        return Place.of(Optional.ofNullable(now.get(k)).orElseThrow());
    }

    private Step move(Place from, Place to, int k) {
        return new Step.Move(from, to, size(k), false, Optional.empty(), 0);
    }

    /** What comes before the loop. */
    void start() {
        Size most = loop.iterations().checkpoints().orElseThrow();
        Size rows = most.apply(Size.Function2.MIN, loop.count()).plus(1);
        reversal.states().stream().forEach(k -> storage.put(k, around.open(hint(k, Ending.KEPT), size(k).times(rows))));
        Size count = loop.iterations().tested().minus(loop.from());
        around.add(new Step.Start(schedule, count, most));
    }

    private String hint(int k, Ending ending) {
        return state(k).name().map(ending::on).orElse("");
    }

    /** Stores the states before an iteration of the loop, if its turn has come. */
    Step keep(Size iteration, IntFunction<Node> current) {
        List<Step> body = new ArrayList<>();
        reversal.states().stream().forEach(k -> {
            Node state = current.apply(k);
            body.add(
                    state.type().isScalar()
                            ? new Step.Store(kept(k), state, false, state, 0)
                            : move(around.placeOf(state), kept(k), k));
        });
        return new Step.Keep(schedule, iteration, body);
    }

    /** What comes first in each iteration of the loop that reads the states. */
    List<Step> write() {
        Operation.Loop reverse = (Operation.Loop) reversal.reverse().operation();
        Size iteration = reverse.iterations().position();
        List<Step> first = new ArrayList<>(List.of(new Step.Restore(schedule, iteration)));
        reversal.states().stream().forEach(k -> {
            now.put(k, around.open(hint(k, Ending.NOW), size(k)));
            first.add(move(kept(k), now(k), k));
        });
        reversal.kept().forEach((item, k) -> around.put(item, now(k).plus(Size.ZERO.minus(iteration.times(size(k))))));
        Symbol index = around.indexLike(loop.index());
        Size from = loop.from().plus(schedule.position());
        first.add(new Step.Loop(index, from, Size.of(reverse.index()), false, iteration(index)));
        return first;
    }

    /** One iteration of the loop, from the states that are there to the next ones. */
    private List<Step> iteration(Symbol index) {
        Graph body = loop.body().graph();
        GraphBuilder g = new GraphBuilder(Rewriter.NONE);
        Rebuild.Copy copy = new Rebuild.Copy(g, Map.of(loop.index(), Size.of(index)));
        List<Node> wanted =
                reversal.states().stream().mapToObj(body.results()::get).toList();
        Liveness liveness = Liveness.of(body, wanted);
        for (int k = 0; k < body.inputs().size(); k++) {
            Node input = body.inputs().get(k);
            if (k < loop.carried() ? reversal.states().get(k) : liveness.isLive(input)) {
                boolean lies = k < loop.carried();
                boolean element = lies && input.type().isScalar();
                Node inner = g.input("p" + k, element ? Type.real(Shape.of(Size.of(1))) : input.type());
                if (lies) {
                    around.put(inner, now(k));
                } else {
                    around.capture(
                            reversal.loop().operand(loop.body().operands().get(k)), inner);
                }
                copy.put(input, element ? new Algebra(g).element(inner, List.of(Size.ZERO)) : inner);
            }
        }
        return iteration(index, g, copy.results(body, wanted));
    }

    private List<Step> iteration(Symbol index, GraphBuilder g, List<Node> values) {
        List<Graph.Output> outputs = new ArrayList<>();
        List<Optional<Target>> targets = new ArrayList<>();
        List<Step> end = new ArrayList<>();
        List<Step> stores = new ArrayList<>();
        reversal.states().stream().forEach(k -> {
            Node value = values.get(outputs.size());
            outputs.add(new Graph.Output("r" + k, value));
            Optional<Buffer> next = value.type().isScalar()
                    ? Optional.empty()
                    : Optional.of(around.open(hint(k, Ending.NEXT), size(k)));
            targets.add(next.map(buffer -> new Target(Place.of(buffer), false)));
            next.ifPresentOrElse(
                    buffer -> end.add(new Step.Swap(now(k).buffer(), buffer)),
                    () -> end.add(new Step.Store(now(k), value, false, state(k), 0)));
            stores.add(move(now(k), kept(k), k));
        });
        Set<Node> lines = new HashSet<>(values);
        List<Step> all = new ArrayList<>();
        all.add(new Step.Keep(schedule, Size.of(index).minus(loop.from()), stores));
        all.addAll(around.body(g.build("again", outputs), targets, lines));
        all.addAll(end);
        return all;
    }
}
