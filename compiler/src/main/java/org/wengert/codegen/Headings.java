package org.wengert.codegen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wengert.ir.Ending;
import org.wengert.ir.Node;
import org.wengert.ssa.Step;

/** Says where a sweep begins in the steps of a method. What belongs to none, such as storage, serves the next step that does. */
final class Headings {

    /** What a step computes. */
    private enum Kind {
        VALUE,
        TANGENT,
        ADJOINT,
        /** The tangent of an adjoint. */
        SECOND,
        TAYLOR,
        /** A line of a matrix, of what the others give. */
        LINE,
        ENTRY
    }

    /** So few lines need no heading of their own. */
    private static final int SHORT = 8;

    private static final Set<Kind> DERIVED = Set.of(Kind.TANGENT, Kind.ADJOINT, Kind.SECOND);

    private Headings() {}

    /** By step the line before it, if one begins there; none for the steps of a value. */
    static List<Optional<String>> of(List<Step> steps) {
        List<Set<Kind>> kinds =
                new ArrayList<>(steps.stream().map(Headings::kinds).toList());
        List<Boolean> lines = kinds.stream()
                .map(of -> of.size() > 1 && of.contains(Kind.LINE))
                .toList();
        kinds.forEach(of -> of.remove(Kind.LINE));
        Set<Kind> all = EnumSet.noneOf(Kind.class);
        kinds.forEach(all::addAll);
        if (all.contains(Kind.TAYLOR)) {
            kinds.replaceAll(of -> of.isEmpty() ? of : Set.of(Kind.TAYLOR));
        } else if (all.contains(Kind.ENTRY)) {
            entries(kinds);
            all = EnumSet.of(Kind.VALUE, Kind.ENTRY);
        }
        boolean apart = kinds.stream().allMatch(of -> of.size() <= 1);
        if (apart) {
            inSweeps(kinds);
        }
        backward(kinds);
        List<Optional<String>> headings = where(kinds, lines, all);
        boolean both = all.contains(Kind.ADJOINT) && (all.contains(Kind.TANGENT) || all.contains(Kind.SECOND));
        if (both && isScattered(headings, steps)) {
            secondOrder(kinds);
            return where(kinds, lines, all);
        }
        return headings;
    }

    /** The same of a loop that computes the columns of a matrix one after the other, each by sweeps; none if they go on side by side. */
    static List<Optional<String>> ofColumns(Step.Loop loop) {
        List<Optional<String>> headings = of(loop.body());
        List<Set<Kind>> kinds = loop.body().stream().map(Headings::kinds).toList();
        boolean several = headings.stream().filter(Optional::isPresent).count() > 1;
        boolean apart = kinds.stream().allMatch(of -> of.size() <= 1 && !of.contains(Kind.ENTRY));
        return several && apart && loop.body().size() > SHORT && !isScattered(headings, loop.body())
                ? headings
                : Collections.nCopies(headings.size(), Optional.empty());
    }

    private static List<Optional<String>> where(List<Set<Kind>> kinds, List<Boolean> lines, Set<Kind> all) {
        List<Optional<String>> headings = new ArrayList<>();
        Set<Kind> current = Set.of();
        for (int i = 0; i < kinds.size(); i++) {
            Set<Kind> next = kinds.subList(i, kinds.size()).stream()
                    .filter(kind -> !kind.isEmpty())
                    .findFirst()
                    .orElse(current);
            boolean line = lines.get(i);
            boolean begins = !all.equals(Set.of(Kind.VALUE)) && (!next.equals(current) || line);
            headings.add(
                    begins
                            ? Optional.of("// " + capital(line ? "row by row: " + text(next) : text(next)))
                            : Optional.empty());
            current = line ? Set.of() : next;
        }
        return headings;
    }

    /** Whether there would be a heading for every few lines. */
    private static boolean isScattered(List<Optional<String>> headings, List<Step> steps) {
        Set<String> different = headings.stream().flatMap(Optional::stream).collect(Collectors.toSet());
        long all = headings.stream().filter(Optional::isPresent).count();
        return all > different.size() && all * SHORT > lines(steps);
    }

    private static long lines(List<Step> steps) {
        return steps.stream()
                .mapToLong(step -> {
                    if (step instanceof Step.Loop loop) {
                        return 1 + lines(loop.body());
                    }
                    if (step instanceof Step.Choose choose) {
                        return 1 + lines(choose.then()) + lines(choose.otherwise());
                    }
                    return step instanceof Step.Keep keep ? 1 + lines(keep.body()) : 1;
                })
                .sum();
    }

    /** Each row of a matrix has a sweep of its own. */
    private static void entries(List<Set<Kind>> kinds) {
        boolean begun = false;
        for (int i = 0; i < kinds.size(); i++) {
            begun |= !kinds.get(i).isEmpty() && !kinds.get(i).equals(Set.of(Kind.VALUE));
            if (begun) {
                kinds.set(i, Set.of(Kind.ENTRY));
            }
        }
    }

    /** What is computed of the value when a sweep has begun serves the sweep. */
    private static void inSweeps(List<Set<Kind>> kinds) {
        boolean begun = false;
        for (int i = 0; i < kinds.size(); i++) {
            begun |= !Collections.disjoint(kinds.get(i), DERIVED);
            if (begun && kinds.get(i).equals(Set.of(Kind.VALUE))) {
                kinds.set(i, Set.of());
            }
        }
    }

    /** What moves behind the first tangent of an adjoint belongs to the way back. */
    private static void backward(List<Set<Kind>> kinds) {
        boolean begun = false;
        for (int i = 0; i < kinds.size(); i++) {
            if (begun && kinds.get(i).equals(Set.of(Kind.TANGENT))) {
                kinds.set(i, Set.of(Kind.SECOND));
            }
            begun |= kinds.get(i).equals(Set.of(Kind.SECOND));
        }
    }

    /** Where adjoints have tangents, the two sweeps and what is computed for them go on side by side. */
    private static void secondOrder(List<Set<Kind>> kinds) {
        boolean begun = false;
        for (int i = 0; i < kinds.size(); i++) {
            begun |= !Collections.disjoint(kinds.get(i), DERIVED);
            if (begun) {
                kinds.set(i, DERIVED);
            }
        }
    }

    private static String text(Set<Kind> kinds) {
        if (kinds.equals(Set.of(Kind.VALUE))) {
            return "value.";
        }
        if (kinds.contains(Kind.TAYLOR)) {
            return "values and Taylor coefficients, line by line.";
        }
        if (kinds.contains(Kind.ENTRY)) {
            return "entries, row by row.";
        }
        List<String> sweeps = new ArrayList<>();
        if (kinds.contains(Kind.VALUE)) {
            sweeps.add("value");
        }
        if (kinds.contains(Kind.TANGENT)) {
            sweeps.add("tangent sweep");
        }
        if (kinds.contains(Kind.ADJOINT)) {
            sweeps.add("adjoint sweep");
        }
        if (kinds.contains(Kind.SECOND)) {
            sweeps.add("tangents of the adjoint sweep");
        }
        String last = sweeps.get(sweeps.size() - 1);
        String before = String.join(", ", sweeps.subList(0, sweeps.size() - 1));
        String all = before.isEmpty() ? last : before + " and " + last;
        return all
                + (sweeps.size() > 1 ? ", side by side." : kinds.contains(Kind.TANGENT) ? ", forward." : ", backward.");
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static Set<Kind> kinds(Step step) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        collect(step, false, kinds);
        if (kinds.isEmpty()) {
            collect(step, true, kinds);
        }
        // What is computed again on the way back belongs to the way back.
        if (step instanceof Step.Loop loop && loop.backward() && kinds.contains(Kind.ADJOINT)) {
            kinds.remove(Kind.VALUE);
        }
        return kinds;
    }

    /** @param all also values that serve an iteration alone */
    private static void collect(Step step, boolean all, Set<Kind> kinds) {
        if (step instanceof Step.Loop loop) {
            loop.body().stream()
                    .filter(inside -> all || !isValue(inside))
                    .forEach(inside -> collect(inside, all, kinds));
        } else if (step instanceof Step.Keep keep) {
            keep.body().forEach(inside -> collect(inside, all, kinds));
        } else if (step instanceof Step.Choose choose) {
            Stream.concat(choose.then().stream(), choose.otherwise().stream())
                    .filter(inside -> all || !isValue(inside))
                    .forEach(inside -> collect(inside, all, kinds));
        } else if (step instanceof Step.Advance advance) {
            advance.variables().forEach(state -> kind(state).ifPresent(kinds::add));
        } else {
            computed(step).flatMap(Headings::kind).ifPresent(kinds::add);
        }
    }

    private static boolean isValue(Step step) {
        return step instanceof Step.Define define && kind(define.node()).equals(Optional.of(Kind.VALUE));
    }

    /** What a step gives a value that is no variable of a loop. */
    private static Optional<Node> computed(Step step) {
        if (step instanceof Step.Define define) {
            return Optional.of(define.node());
        }
        if (step instanceof Step.Store store) {
            return Optional.of(store.array());
        }
        if (step instanceof Step.Call call) {
            return Optional.of(call.node());
        }
        if (step instanceof Step.Increase increase) {
            return Optional.of(increase.value().label().isPresent() ? increase.value() : increase.variable());
        }
        return step instanceof Step.Move move ? move.array() : Optional.empty();
    }

    private static Optional<Kind> kind(Node node) {
        return node.label()
                .map(label -> switch (label.role()) {
                    case ADJOINT -> Kind.ADJOINT;
                    case TANGENT -> Ending.isAdjoint(label.primal()) ? Kind.SECOND : Kind.TANGENT;
                    case TAYLOR -> Kind.TAYLOR;
                    case LINE -> Kind.LINE;
                    case ENTRY -> Kind.ENTRY;
                })
                .or(() -> node.name().map(name -> Kind.VALUE));
    }
}
