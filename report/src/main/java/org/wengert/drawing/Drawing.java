package org.wengert.drawing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A computational graph to be drawn: the values of a program, and which is computed from which.
 *
 * @param groups branches and loops, each behind the one that it lies in
 */
public record Drawing(String name, List<Box> boxes, List<Arrow> arrows, List<Group> groups) {

    /** What a box stands for. */
    public enum Kind {
        INPUT,
        VALUE,
        /** A result of the function. */
        RESULT,
        /** Several values. */
        FOLDED
    }

    /**
     * One value, or several.
     *
     * @param title its name
     * @param detail how it is computed
     * @param origins the numbers of the values of the program that it stands for
     * @param group where it lies
     */
    public record Box(
            String id, Kind kind, String title, String detail, List<Integer> origins, Optional<String> group) {}

    /**
     * From a value to one that is computed from it.
     *
     * @param label a partial derivative, or what is added to an adjoint; may be empty
     * @param dashed whether only a choice depends on the value, or the arrow is to the next iteration
     */
    public record Arrow(String from, String to, String label, boolean dashed) {}

    /** What lies in a branch or in a loop. */
    public record Group(String id, String title, Optional<String> parent) {}

    /** A box that takes the place of others. */
    record Folded(String id, String title, Optional<String> group) {}

    /** The drawing with one box for all that {@code folds} gives the same; arrows at such a box have no label. */
    Drawing fold(Map<String, Folded> folds) {
        Map<String, List<Box>> members = new LinkedHashMap<>();
        boxes.forEach(box -> members.computeIfAbsent(target(box.id(), folds), id -> new ArrayList<>())
                .add(box));
        List<Box> made = new ArrayList<>();
        members.forEach((id, some) -> made.add(
                folds.containsKey(some.get(0).id())
                        ? folded(some, folds.get(some.get(0).id()))
                        : some.get(0)));
        Map<List<String>, Arrow> between = new LinkedHashMap<>();
        for (Arrow arrow : arrows) {
            String from = target(arrow.from(), folds);
            String to = target(arrow.to(), folds);
            boolean whole = from.equals(arrow.from()) && to.equals(arrow.to());
            if (!from.equals(to)) {
                between.merge(
                        List.of(from, to),
                        new Arrow(from, to, whole ? arrow.label() : "", arrow.dashed()),
                        (a, b) -> new Arrow(from, to, "", a.dashed() && b.dashed()));
            }
        }
        return new Drawing(name, made, List.copyOf(between.values()), used(made));
    }

    private static String target(String id, Map<String, Folded> folds) {
        Folded folded = folds.get(id);
        return folded == null ? id : folded.id();
    }

    private static Box folded(List<Box> boxes, Folded folded) {
        boolean result = boxes.stream().anyMatch(box -> box.kind() == Kind.RESULT);
        return new Box(
                folded.id(),
                result ? Kind.RESULT : Kind.FOLDED,
                folded.title(),
                boxes.size() + (boxes.size() == 1 ? " value" : " values"),
                boxes.stream().flatMap(box -> box.origins().stream()).toList(),
                folded.group());
    }

    /** The groups that have boxes in them. */
    private List<Group> used(List<Box> some) {
        Map<String, Group> byId = new LinkedHashMap<>();
        groups.forEach(group -> byId.put(group.id(), group));
        Set<String> used = new LinkedHashSet<>();
        for (Box box : some) {
            Optional<String> next = box.group();
            while (next.isPresent() && used.add(next.get())) {
                next = Optional.ofNullable(byId.get(next.get())).flatMap(Group::parent);
            }
        }
        return groups.stream().filter(group -> used.contains(group.id())).toList();
    }
}
