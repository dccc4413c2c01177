package org.wengert.codegen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
        ENTRY
    }

    private static final Set<Kind> DERIVED = Set.of(Kind.TANGENT, Kind.ADJOINT, Kind.SECOND);

    /** What an adjoint is called, and what loops and branches add to one. */
    private static final Pattern ADJOINT = Pattern.compile(".*Bar(Sum|Branch)?(\\[.*)?");

    private Headings() {}

    /** By step the line before it, if one begins there; none for the steps of a value. */
    static List<Optional<String>> of(List<Step> steps) {
        List<Set<Kind>> kinds =
                new ArrayList<>(steps.stream().map(Headings::kinds).toList());
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
        boolean both = all.contains(Kind.ADJOINT) && (all.contains(Kind.TANGENT) || all.contains(Kind.SECOND));
        if (both && !(apart && isOneAfterTheOther(kinds))) {
            secondOrder(kinds);
        }
        List<Optional<String>> headings = new ArrayList<>();
        Set<Kind> current = Set.of();
        for (int i = 0; i < steps.size(); i++) {
            Set<Kind> next = kinds.subList(i, steps.size()).stream()
                    .filter(kind -> !kind.isEmpty())
                    .findFirst()
                    .orElse(current);
            boolean begins = !all.equals(Set.of(Kind.VALUE)) && !next.equals(current);
            headings.add(begins ? Optional.of(text(next)) : Optional.empty());
            current = next;
        }
        return headings;
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

    /** Whether each sweep is begun once. */
    private static boolean isOneAfterTheOther(List<Set<Kind>> kinds) {
        List<Set<Kind>> sweeps = new ArrayList<>();
        for (Set<Kind> next : kinds) {
            if (!next.isEmpty()
                    && (sweeps.isEmpty() || !sweeps.get(sweeps.size() - 1).equals(next))) {
                sweeps.add(next);
            }
        }
        return sweeps.size() == Set.copyOf(sweeps).size();
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
            return "// Value.";
        }
        if (kinds.contains(Kind.TAYLOR)) {
            return "// Values and Taylor coefficients, line by line.";
        }
        if (kinds.equals(DERIVED)) {
            return "// Second order: value, adjoint sweep and the tangents of both, side by side.";
        }
        if (kinds.contains(Kind.ENTRY)) {
            return "// Entries, row by row.";
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
        String all = String.join(" and ", sweeps);
        return "// " + Character.toUpperCase(all.charAt(0)) + all.substring(1)
                + (sweeps.size() > 1 ? ", side by side." : kinds.contains(Kind.TANGENT) ? ", forward." : ", backward.");
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
                    case TANGENT -> ADJOINT.matcher(label.primal()).matches() ? Kind.SECOND : Kind.TANGENT;
                    case TAYLOR -> Kind.TAYLOR;
                    case ENTRY -> Kind.ENTRY;
                })
                .or(() -> node.name().map(name -> Kind.VALUE));
    }
}
