package org.wengert.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A piece of a program's text with holes: {@code sin(%s)}.
 *
 * @param real whether it is a real number; otherwise a condition
 */
record Tree(String template, boolean real, List<Tree> children) {

    static Tree leaf(String text) {
        return new Tree(text, true, List.of());
    }

    static Tree of(String template, Tree... children) {
        return new Tree(template, true, List.of(children));
    }

    static Tree condition(String template, Tree... children) {
        return new Tree(template, false, List.of(children));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, template, children.stream().map(Tree::toString).toArray());
    }

    /** Where {@code name} stands, {@code by}. */
    Tree replace(String name, Tree by) {
        return children.isEmpty()
                ? template.equals(name) ? by : this
                : new Tree(
                        template,
                        real,
                        children.stream().map(c -> c.replace(name, by)).toList());
    }

    /** Smaller trees of the same type, the smallest first. */
    List<Tree> smaller() {
        List<Tree> all = new ArrayList<>();
        if (real && !children.isEmpty()) {
            all.add(leaf("x"));
            all.add(leaf("1"));
        }
        children.stream().filter(c -> c.real == real).forEach(all::add);
        if (!real && !template.equals("x > 0")) {
            all.add(new Tree("x > 0", false, List.of()));
        }
        for (int i = 0; i < children.size(); i++) {
            for (Tree child : children.get(i).smaller()) {
                List<Tree> changed = new ArrayList<>(children);
                changed.set(i, child);
                all.add(new Tree(template, real, List.copyOf(changed)));
            }
        }
        return all;
    }
}
