package org.wengert.sparse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.wengert.ir.Graph;
import org.wengert.ir.Inequalities;
import org.wengert.ir.Node;
import org.wengert.ir.Size;
import org.wengert.ir.Size.Application;
import org.wengert.ir.Size.Function2;
import org.wengert.ir.Symbol;

/**
 * What holds of the integers at a place of a loop nest: sizes that are not negative. A question that has two answers, depending on an
 * index of the nest, ends in {@link Cases}.
 *
 * @param natural symbols that are not negative
 * @param facts sizes that are not negative
 * @param indices of the loops around, outermost first
 * @param known what follows from these
 */
record Bounds(Set<Symbol> natural, List<Size> facts, List<Symbol> indices, Inequalities known) {

    private static final Size MINUS_ONE = Size.of(-1);

    private Bounds(Set<Symbol> natural, List<Size> facts, List<Symbol> indices) {
        this(natural, facts, indices, new Inequalities(size -> size.isSumOf(natural::contains), facts));
    }

    /** What is known of the sizes of a program's arrays, none of which is less than some number. */
    static Bounds of(Graph program, long least) {
        Bounds bounds = of(program);
        for (Size condition : atLeast(program, least)) {
            bounds = bounds.and(condition);
        }
        return bounds;
    }

    /** For the sizes of a program's arrays that a call gives, what is not negative if none is less than some number. */
    static List<Size> atLeast(Graph program, long least) {
        return program.inputs().stream()
                .flatMap(input -> input.type().shape().sizes().stream())
                .filter(size -> size.constant().isEmpty() && least > 0)
                .map(size -> size.plus(-least))
                .distinct()
                .toList();
    }

    /** What is known of the sizes of a program's arrays. */
    private static Bounds of(Graph program) {
        Set<Symbol> natural = new HashSet<>();
        Set<Size> facts = new LinkedHashSet<>();
        for (Node input : program.inputs()) {
            for (Size extent : input.type().shape().sizes()) {
                extent.symbol().ifPresentOrElse(natural::add, () -> facts.add(extent));
            }
        }
        facts.removeIf(fact -> fact.constant().isPresent());
        return new Bounds(natural, List.copyOf(facts), List.of());
    }

    /** Inside of a loop. */
    Bounds inside(Symbol index, Size from, Size to) {
        Set<Symbol> all = new HashSet<>(natural);
        if (from.isSumOf(natural::contains)) {
            all.add(index);
        }
        List<Symbol> more = new ArrayList<>(indices);
        more.add(index);
        return new Bounds(all, facts, more).between(index, from, to);
    }

    /** Where an index is in a range. */
    Bounds between(Symbol index, Size from, Size to) {
        return and(Size.of(index).minus(from)).and(to.minus(Size.of(index)).plus(-1));
    }

    Bounds and(Size fact) {
        if (facts.contains(fact)) {
            return this;
        }
        List<Size> all = new ArrayList<>(facts);
        all.add(fact);
        return new Bounds(natural, all, indices);
    }

    /** Whether {@code size} is surely not negative. */
    boolean imply(Size size) {
        return known.imply(size);
    }

    /** Whether there are surely no such integers. */
    boolean areContradictory() {
        return imply(MINUS_ONE);
    }

    /** The larger of two sizes. */
    Size max(Size a, Size b) {
        return largest(a, b, Function2.MAX, this::imply);
    }

    /** The smaller of two sizes. */
    Size min(Size a, Size b) {
        return largest(a, b, Function2.MIN, difference -> imply(Size.ZERO.minus(difference)));
    }

    /** The largest of what two sizes are the largest of, without what surely is not. */
    private static Size largest(Size a, Size b, Function2 function, Predicate<Size> isLarger) {
        List<Size> kept = new ArrayList<>();
        for (Size next :
                Stream.concat(operands(a, function), operands(b, function)).toList()) {
            if (kept.stream().noneMatch(other -> isLarger.test(other.minus(next)))) {
                kept.removeIf(other -> isLarger.test(next.minus(other)));
                kept.add(next);
            }
        }
        return kept.stream().reduce((x, y) -> x.apply(function, y)).orElseThrow();
    }

    private static Stream<Size> operands(Size size, Function2 function) {
        Optional<Application> same = size.application()
                .filter(a -> a.function() == function && a.with(Size.ZERO).equals(Size.ZERO) && a.coefficient() == 1);
        return same.map(a -> Stream.concat(operands(a.a(), function), operands(a.b(), function)))
                .orElseGet(() -> Stream.of(size));
    }

    /**
     * Whether {@code size} is not negative.
     *
     * @throws Cases if that depends on an index
     * @throws Unknown if nothing can be said
     */
    boolean holds(Size size) {
        if (imply(size)) {
            return true;
        }
        if (imply(MINUS_ONE.minus(size))) {
            return false;
        }
        Size settled = settle(size);
        if (!settled.equals(size)) {
            return holds(settled);
        }
        throw cases(normal(size));
    }

    /** Whether {@code a} is less than {@code b}; if it is known not to be more, either answer may be given. */
    boolean isLess(Size a, Size b) {
        return imply(b.minus(a)) || !(imply(a.minus(b)) || holds(a.minus(b)));
    }

    /** Whether {@code size} is 0. */
    boolean isZero(Size size) {
        return holds(size) && holds(Size.ZERO.minus(size));
    }

    /** Without minima, maxima and remainders, where it is known which of their cases it is. */
    Size settle(Size size) {
        Size settled = size;
        Optional<Application> next = settled.application();
        while (next.isPresent()) {
            Application a = next.get();
            Size first = settle(a.a());
            Size second = settle(a.b());
            settled = switch (a.function()) {
                case MAX -> a.with(holds(first.minus(second)) ? first : second);
                case MIN -> a.with(holds(second.minus(first)) ? first : second);
                case REMAINDER -> a.with(remainder(first, second));
                case QUOTIENT -> throw new Unknown("'" + size + "'");
            };
            next = settled.application();
        }
        return settled;
    }

    private Size remainder(Size a, Size b) {
        if (!holds(a)) {
            Size once = a.plus(b);
            if (holds(once)) {
                return once;
            }
        } else if (!holds(a.minus(b))) {
            return a;
        } else if (!holds(a.minus(b).minus(b))) {
            return a.minus(b);
        }
        throw new Unknown("'" + a + " % " + b + "'");
    }

    /** Holds where {@code size} does, with factors as small as they can be. */
    private static Size normal(Size size) {
        Size constant = size.terms().stream()
                .filter(term -> term.constant().isPresent())
                .findFirst()
                .orElse(Size.ZERO);
        Size rest = size.minus(constant);
        long content = rest.content();
        return content <= 1
                ? size
                : rest.over(content).plus(Math.floorDiv(constant.constant().orElseThrow(), content));
    }

    private Cases cases(Size size) {
        Size negative = MINUS_ONE.minus(size);
        for (int i = indices.size() - 1; i >= 0; i--) {
            Symbol index = indices.get(i);
            Optional<Size> factor = size.factor(index);
            if (size.contains(index)) {
                OptionalLong slope = factor.map(Size::constant).orElse(OptionalLong.empty());
                if (slope.equals(OptionalLong.of(1))) {
                    return new Cases(index, Size.of(index).minus(size), negative, size);
                }
                if (slope.equals(OptionalLong.of(-1))) {
                    return new Cases(index, Size.of(index).plus(size).plus(1), size, negative);
                }
                throw new Unknown("whether '" + size + " >= 0'");
            }
        }
        throw new SizesDecide(size);
    }

    /** That the sizes of a call decide something. */
    static final class SizesDecide extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Size condition;

        SizesDecide(Size condition) {
            super("sizes", null, false, false);
            this.condition = condition;
        }

        /** What is negative or not. */
        Size condition() {
            return condition;
        }

        /** As two ranges of an index, one of which is empty. */
        Cases of(Symbol index, Size from, Size to) {
            Size one = condition.plus(1).apply(Function2.MAX, Size.ZERO).apply(Function2.MIN, Size.ONE);
            return new Cases(index, from.plus(to.minus(from).times(one)), condition, MINUS_ONE.minus(condition));
        }
    }

    /** That nothing can be said about an integer expression. */
    static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unknown(String what) {
            super(what, null, false, false);
        }
    }
}
