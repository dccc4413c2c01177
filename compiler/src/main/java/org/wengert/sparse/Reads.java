package org.wengert.sparse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Type;
import org.wengert.op.Access;

/** What a row reads: elements of the parameters that vary, and what does not vary. Each of them is an input of the row's program. */
final class Reads {

    private final List<Node> active;
    private final GraphBuilder program;
    private final Nest nest;
    private final Map<Box, Node> elements = new LinkedHashMap<>();
    private final Map<Node, Node> externals = new LinkedHashMap<>();
    private final Map<String, Integer> names = new HashMap<>();

    /**
     * Of a row.
     *
     * @param active the parameters that vary
     * @param program of the row
     * @param nest what is written in it
     * @param taken names that no value of the row may have
     */
    Reads(List<Node> active, GraphBuilder program, Nest nest, List<String> taken) {
        this.active = active;
        this.program = program;
        this.nest = nest;
        taken.forEach(this::name);
    }

    /** The elements that are read, with the inputs for them. */
    Map<Box, Node> elements() {
        return elements;
    }

    /** What else is read, with the inputs for it. */
    Map<Node, Node> externals() {
        return externals;
    }

    /** A name that no other value of the row has. */
    String name(String wanted) {
        int number = names.merge(wanted, 1, Integer::sum);
        return number == 1 ? wanted : wanted + "_" + number;
    }

    /** An element of what does not vary. */
    Node external(Node node, List<Size> index) {
        Node input = externals.computeIfAbsent(
                node, n -> program.freshInput(name(n.name().orElse("p")), n.type()));
        return nest.algebra().element(nest.inward(input), index);
    }

    /**
     * An element of a parameter that varies; in a loop over some of them all that the loop reads are one input.
     *
     * @param name what the program calls it, if it does
     */
    Node element(Node parameter, List<Size> index, Optional<String> name) {
        Bounds bounds = nest.bounds();
        List<Access> accesses = new ArrayList<>();
        List<Size> inside = new ArrayList<>();
        for (Size wanted : index) {
            Size at = bounds.settle(wanted);
            List<Nest.Loop> loops =
                    nest.loops().filter(loop -> at.contains(loop.index())).toList();
            if (loops.isEmpty()) {
                accesses.add(Access.at(at));
            } else {
                range(at, loops, accesses, inside);
            }
        }
        Shape shape = parameter.type().shape();
        Box box = new Box(active.indexOf(parameter), shape, accesses);
        if (!box.isContiguous()) {
            throw new Bounds.Unknown("where the elements of a part " + accesses + " lie");
        }
        Node input = elements.computeIfAbsent(box, b -> {
            String own = parameter.name().orElse("x");
            return program.freshInput(name(b.isElement() ? name.orElse(own) : own), Type.real(Access.shape(accesses)));
        });
        return nest.algebra().element(nest.inward(input), inside);
    }

    /** All that is read along an axis in a loop. */
    private void range(Size at, List<Nest.Loop> loops, List<Access> accesses, List<Size> inside) {
        Nest.Loop loop = loops.get(0);
        Size factor = at.factor(loop.index()).orElse(Size.ZERO);
        boolean forward = factor.equals(Size.ONE);
        boolean others = accesses.stream().anyMatch(a -> a.from().contains(loop.index()))
                || nest.loops()
                        .anyMatch(l ->
                                loop.from().contains(l.index()) || loop.to().contains(l.index()));
        if (loops.size() > 1 || others || !(forward || factor.equals(Size.of(-1)))) {
            throw new Bounds.Unknown("what is read at '" + at + "' in a loop");
        }
        Size rest = at.minus(Size.of(loop.index()).times(factor));
        Size count = loop.to().minus(loop.from());
        Size from = forward ? rest.plus(loop.from()) : rest.minus(loop.to()).plus(1);
        accesses.add(Access.range(from, count));
        inside.add(at.minus(from));
    }
}
