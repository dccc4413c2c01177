package org.wengert.sparse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Indices;
import org.wengert.ir.Iterations;
import org.wengert.ir.Node;
import org.wengert.ir.Operation.Role;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Algebra;

/** The bodies that are being written, one in the other, with what has been written in each and what holds of integers there. */
final class Nest {

    private final Indices indices;
    private final List<Level> levels = new ArrayList<>();
    private final List<Assumption> assumptions = new ArrayList<>();
    private Bounds bounds;

    /** That a condition, a node of the body number {@code depth}, holds in what is being written, or does not. */
    private record Assumption(Node condition, int depth, boolean holds) {}

    /** A body that is being written, or around all of them the program. */
    private record Level(
            Optional<Loop> loop, Optional<BodyBuilder> body, GraphBuilder builder, Map<Object, Node> written) {}

    /** A loop whose body is being written. */
    record Loop(Symbol index, Size from, Size to) {}

    Nest(GraphBuilder program, Indices indices, Bounds bounds) {
        this.indices = indices;
        this.bounds = bounds;
        levels.add(new Level(Optional.empty(), Optional.empty(), program, new HashMap<>()));
    }

    /** The builder of the innermost body. */
    GraphBuilder here() {
        return levels.get(levels.size() - 1).builder();
    }

    Algebra algebra() {
        return new Algebra(here());
    }

    Bounds bounds() {
        return bounds;
    }

    /** The loops around, outermost first. */
    Stream<Loop> loops() {
        return levels.stream().flatMap(level -> level.loop().stream());
    }

    /** What has been written for {@code wanted} here or around, as a node of the innermost body. */
    Optional<Node> find(Object wanted) {
        for (int depth = levels.size() - 1; depth >= 0; depth--) {
            Node found = levels.get(depth).written().get(wanted);
            if (found != null) {
                return Optional.of(inward(found, depth));
            }
        }
        return Optional.empty();
    }

    /** Remembers what has been written here. */
    void put(Object wanted, Node made) {
        levels.get(levels.size() - 1).written().put(wanted, made);
    }

    /** A node of the program as one of the innermost body. */
    Node inward(Node node) {
        return inward(node, 0);
    }

    private Node inward(Node node, int depth) {
        Node inside = node;
        for (Level level : levels.subList(depth + 1, levels.size())) {
            inside = level.body().orElseThrow().capture(inside);
        }
        return inside;
    }

    /** A conditional with one result. */
    Node choice(Node condition, Supplier<Node> then, Supplier<Node> otherwise) {
        BodyBuilder first = new BodyBuilder(here());
        BodyBuilder second = new BodyBuilder(here());
        Node a = assuming(condition, true, () -> in(first, Optional.empty(), then));
        Node b = assuming(condition, false, () -> in(second, Optional.empty(), otherwise));
        return here().item(here().cond(condition, first.buildResults(List.of(a)), second.buildResults(List.of(b))), 0);
    }

    private Node assuming(Node condition, boolean holds, Supplier<Node> content) {
        int before = assumptions.size();
        assumptions.add(new Assumption(condition, levels.size() - 1, holds));
        try {
            return content.get();
        } finally {
            assumptions.subList(before, assumptions.size()).clear();
        }
    }

    /** Whether a condition holds, if a choice around has asked it already. */
    Optional<Boolean> asked(Node condition) {
        return assumptions.stream()
                .filter(assumption -> isSame(condition, assumption.condition(), assumption.depth()))
                .findFirst()
                .map(Assumption::holds);
    }

    /** Whether a node here computes what a node of the body number {@code depth} does. */
    private boolean isSame(Node here, Node outer, int depth) {
        if (inward(outer, depth).equals(here)) {
            return true;
        }
        boolean alike = here.operation().equals(outer.operation())
                && here.operands().size() == outer.operands().size()
                && (here.isConstant() || here.operator().isPresent());
        for (int k = 0; alike && k < here.operands().size(); k++) {
            alike = isSame(here.operand(k), outer.operand(k), depth);
        }
        return alike;
    }

    private Node in(BodyBuilder body, Optional<Loop> loop, Supplier<Node> content) {
        Bounds before = bounds;
        int depth = levels.size();
        levels.add(new Level(loop, Optional.of(body), body.graph(), new HashMap<>()));
        loop.ifPresent(l -> bounds = bounds.inside(l.index(), l.from(), l.to()));
        try {
            return content.get();
        } finally {
            bounds = before;
            levels.subList(depth, levels.size()).clear();
        }
    }

    /** The sum of the terms for all indices from {@code from} to below {@code to}, which may be several loops. */
    Node sum(Size from, Size to, Function<Size, Node> term) {
        if (!bounds.holds(to.minus(from))) {
            return here().constant(0);
        }
        Size count = to.minus(from);
        if (count.equals(Size.ONE)) {
            return term.apply(from);
        }
        Symbol index = indices.fresh(here().depth() + 1);
        try {
            BodyBuilder body = new BodyBuilder(here());
            Node value = in(body, Optional.of(new Loop(index, from, to)), () -> term.apply(Size.of(index)));
            if (value.isConstant(0)) {
                return here().constant(0);
            }
            Node tuple = here().loop(
                            Iterations.forward(index, from, to),
                            List.of(),
                            body.buildResults(List.of(value)),
                            List.of(Role.SUM));
            return here().item(tuple, 0);
        } catch (Cases cases) {
            if (!cases.index().equals(index)) {
                throw cases;
            }
            Size middle = bounds.max(from, bounds.min(to, cases.from()));
            Node below = sum(from, middle, term);
            Node above = sum(middle, to, term);
            return below.isConstant(0)
                    ? above
                    : above.isConstant(0) ? below : algebra().add(below, above);
        }
    }
}
