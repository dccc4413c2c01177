package org.wengert.ssa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.op.Terms;

/**
 * Holds a list to what all that read it rely on. What it finds is a fault of the compiler.
 *
 * <ul>
 *   <li>S1 one definition: a value has one line, or is written where it is used, and not both.
 *   <li>S2 defined before use: what a step reads has a value by then, in its block or one around.
 *   <li>S3 opened before use: so has the storage that a step reads or writes.
 *   <li>S4 one name, one variable: variables in scope at the same time have different names, but for those that go on.
 * </ul>
 */
final class ListVerifier {

    private final WengertList list;
    private final Set<Node> defined = new HashSet<>();

    /** The values in scope. */
    private final Set<Node> known = new HashSet<>();

    /** The storage in scope. */
    private final Set<Buffer> open = new HashSet<>();

    /** The names in scope. */
    private final Map<String, Node> names = new HashMap<>();

    private ListVerifier(WengertList list) {
        this.list = list;
    }

    /**
     * Nothing, if there is no fault in {@code list}.
     *
     * @return true, so that it can be an assertion
     * @throws IllegalStateException if there is one
     */
    static boolean verify(WengertList list) {
        ListVerifier verifier = new ListVerifier(list);
        for (int i = 0; i < list.graph().inputs().size(); i++) {
            Node input = list.graph().inputs().get(i);
            if (list.arguments().get(i).isEmpty()) {
                verifier.known.add(input);
                verifier.name(input);
            }
        }
        verifier.steps(list.steps());
        list.graph().results().forEach(verifier::read);
        return true;
    }

    private static void hold(boolean holds, String law, Object what) {
        if (!holds) {
            throw new IllegalStateException("bug: " + law + ": " + what);
        }
    }

    /** A block; what it defines is out of scope behind it. */
    private void block(List<Step> steps) {
        List<Object> added = new ArrayList<>();
        for (Step step : steps) {
            added.addAll(step(step));
        }
        for (Object thing : added) {
            if (thing instanceof Node node) {
                known.remove(node);
                list.name(node).ifPresent(name -> names.remove(name, node));
            } else {
                open.remove(thing);
            }
        }
    }

    private void steps(List<Step> steps) {
        steps.forEach(this::step);
    }

    /** Verifies a step, and answers what is in scope behind it. */
    private List<?> step(Step step) {
        if (step instanceof Step.Define define) {
            readOperands(define.node());
            return define(define.node(), node -> false);
        } else if (step instanceof Step.Begin begin) {
            read(begin.value());
            return define(begin.variable(), node -> list.name(begin.value()).equals(list.name(node)));
        } else if (step instanceof Step.BeginSum begin) {
            return define(begin.variable(), node -> false);
        } else if (step instanceof Step.Choose choose) {
            read(choose.condition());
            List<Node> results = new ArrayList<>();
            choose.results().forEach(result -> results.addAll(define(result, node -> false)));
            block(choose.then());
            block(choose.otherwise());
            return results;
        } else if (step instanceof Step.Open opened) {
            hold(
                    open.add(opened.buffer()),
                    "S3 opened before use, once",
                    opened.buffer().hint());
            return List.of(opened.buffer());
        } else if (step instanceof Step.Loop loop) {
            block(loop.body());
        } else if (step instanceof Step.Keep keep) {
            block(keep.body());
        } else {
            use(step);
        }
        return List.of();
    }

    private void use(Step step) {
        if (step instanceof Step.Assign assign) {
            read(assign.value());
            read(assign.variable());
        } else if (step instanceof Step.Increase increase) {
            read(increase.value());
            read(increase.variable());
        } else if (step instanceof Step.Advance advance) {
            advance.values().forEach(this::read);
            advance.variables().forEach(this::read);
        } else if (step instanceof Step.Store store) {
            read(store.value());
            place(store.place());
        } else if (step instanceof Step.Call call) {
            readOperands(call.node());
            place(call.place());
        } else if (step instanceof Step.Move move) {
            place(move.from());
            place(move.to());
        } else if (step instanceof Step.MoveToPart move) {
            place(move.from());
            place(move.to());
        } else if (step instanceof Step.Clear clear) {
            place(clear.place());
        } else if (step instanceof Step.Swap swap) {
            storage(swap.a());
            storage(swap.b());
        }
    }

    private List<Node> define(Node node, Predicate<Node> goesOn) {
        hold(defined.add(node), "S1 one definition", node);
        hold(!list.isInlined(node), "S1 a line or a place in one", node);
        known.add(node);
        if (!list.goingOn().contains(node) && !goesOn.test(node)) {
            name(node);
        }
        return List.of(node);
    }

    private void name(Node node) {
        Optional<String> name = list.name(node);
        hold(name.isPresent(), "S1 a line has a name", node);
        hold(names.put(name.orElseThrow(), node) == null, "S4 one name, one variable", name);
    }

    private void readOperands(Node node) {
        node.operands().forEach(this::read);
    }

    private void read(Node given) {
        Node node = list.resolve(given);
        if (!node.type().isScalar()) {
            array(node);
        } else if (node.operation() instanceof Operation.Constant
                || node.operation() instanceof Operation.Truth
                || node.operation() instanceof Operation.Whole) {
            return;
        } else if (list.isInlined(node)) {
            readOperands(node);
        } else {
            hold(known.contains(node), "S2 defined before use", node);
        }
    }

    private void array(Node given) {
        Node node = list.resolve(given);
        while (!list.schedule().places().containsKey(node)) {
            hold(Terms.viewOffset(node).isPresent(), "S2 an array has a place", given);
            node = list.resolve(node.operand(0));
        }
        place(list.place(node));
    }

    private void place(Place place) {
        storage(place.buffer());
    }

    private void storage(Buffer buffer) {
        hold(buffer.owner() != Buffer.Owner.WORKSPACE || open.contains(buffer), "S3 opened before use", buffer.hint());
    }
}
