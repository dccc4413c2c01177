package org.wengert.sparse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.wengert.ir.Node;
import org.wengert.ir.Size;
import org.wengert.ir.Size.Application;
import org.wengert.ir.Size.Function2;
import org.wengert.ir.Symbol;

/**
 * A part of a sum of arrays: the sum, over all indices of the loops for which the equations, the conditions and the guards hold, of an
 * element.
 *
 * @param equations what is 0
 * @param conditions what is not negative
 * @param guards conditions on numbers
 * @param negative whether it is subtracted
 */
record Part(
        List<Loop> loops,
        List<Size> equations,
        List<Size> conditions,
        List<Guard> guards,
        boolean negative,
        Frame frame,
        Node node,
        List<Size> index) {

    /** A range of an index. */
    record Loop(Symbol index, Size from, Size to) {
        Loop with(Map<Symbol, Size> known) {
            return new Loop(index, from.substitute(known), to.substitute(known));
        }
    }

    /** A condition of the program that has to be {@code holds}. */
    record Guard(Frame frame, Node condition, boolean holds) {}

    /** All of an element. */
    static Part of(Frame frame, Node node, List<Size> index) {
        return new Part(List.of(), List.of(), List.of(), List.of(), false, frame, node, index);
    }

    /** The same sum of something else. */
    Part at(Frame other, Node of) {
        return at(other, of, index);
    }

    Part at(Frame other, Node of, List<Size> where) {
        return new Part(loops, equations, conditions, guards, negative, other, of, where);
    }

    Part negated() {
        return new Part(loops, equations, conditions, guards, !negative, frame, node, index);
    }

    Part in(Loop loop) {
        return with(plus(loops, loop), equations, conditions);
    }

    Part where(Guard guard) {
        return new Part(loops, equations, conditions, plus(guards, guard), negative, frame, node, index);
    }

    Part with(List<Loop> otherLoops, List<Size> otherEquations, List<Size> otherConditions) {
        return new Part(otherLoops, otherEquations, otherConditions, guards, negative, frame, node, index);
    }

    private static <T> List<T> plus(List<T> all, T more) {
        List<T> longer = new ArrayList<>(all);
        longer.add(more);
        return longer;
    }

    /** With what is known of some indices. */
    Part with(Map<Symbol, Size> known) {
        return new Part(
                loops.stream().map(loop -> loop.with(known)).toList(),
                substituted(equations, known),
                substituted(conditions, known),
                guards.stream()
                        .map(guard -> new Guard(guard.frame().with(known), guard.condition(), guard.holds()))
                        .toList(),
                negative,
                frame.with(known),
                node,
                substituted(index, known));
    }

    private static List<Size> substituted(List<Size> sizes, Map<Symbol, Size> known) {
        return sizes.stream().map(size -> size.substitute(known)).toList();
    }

    /** Without equations: what they say of indices is put in their places. None if an equation does not hold, several if it has several solutions. */
    List<Part> solved(Bounds bounds) {
        if (equations.isEmpty()) {
            return List.of(this);
        }
        Size equation = equations.get(0);
        List<Size> rest = equations.subList(1, equations.size());
        List<Loop> free =
                loops.stream().filter(loop -> equation.contains(loop.index())).toList();
        if (free.isEmpty()) {
            return bounds.isZero(equation) ? with(loops, rest, conditions).solved(bounds) : List.of();
        }
        Optional<Application> remainder = equation.application()
                .filter(a -> a.function() == Function2.REMAINDER && Math.abs(a.coefficient()) == 1);
        if (remainder.isPresent()) {
            return wrapped(remainder.get(), rest, bounds);
        }
        for (Loop loop : free) {
            OptionalLong factor =
                    equation.factor(loop.index()).map(Size::constant).orElse(OptionalLong.empty());
            if (factor.isPresent() && Math.abs(factor.getAsLong()) == 1) {
                Size at = Size.of(loop.index());
                Size value = factor.getAsLong() == 1 ? at.minus(equation) : at.plus(equation);
                List<Size> more = new ArrayList<>(conditions);
                more.add(at.minus(loop.from()));
                more.add(loop.to().minus(at).plus(-1));
                return with(loops.stream().filter(l -> !l.equals(loop)).toList(), rest, more)
                        .with(Map.of(loop.index(), value))
                        .solved(bounds);
            }
        }
        throw new Bounds.Unknown("where '" + equation + "' is 0");
    }

    /** The remainder is the dividend, or that and the divisor once more or less. */
    private List<Part> wrapped(Application remainder, List<Size> rest, Bounds bounds) {
        Bounds inside = bounds;
        for (Loop loop : loops) {
            inside = inside.inside(loop.index(), loop.from(), loop.to());
        }
        Size dividend = remainder.a();
        Size divisor = remainder.b();
        if (!inside.imply(dividend.plus(divisor))
                || !inside.imply(divisor.times(Size.of(2)).minus(dividend).plus(-1))) {
            throw new Bounds.Unknown("'" + dividend + " % " + divisor + "'");
        }
        List<Part> all = new ArrayList<>();
        for (int times = -1; times <= 1; times++) {
            Size value = dividend.plus(divisor.times(Size.of(times)));
            List<Size> equations = plus(rest, remainder.with(value));
            List<Size> more = new ArrayList<>(conditions);
            more.add(value);
            more.add(divisor.minus(value).plus(-1));
            Part part = with(loops, equations, more);
            if (inside.imply(Size.of(-1).minus(value)) || inside.imply(value.minus(divisor))) {
                continue;
            }
            all.addAll(part.solved(bounds));
        }
        return all;
    }
}
