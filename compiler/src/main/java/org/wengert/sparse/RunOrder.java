package org.wengert.sparse;

import java.util.ArrayList;
import java.util.List;
import org.wengert.ir.Size;

/** Puts what a row reads in the order of the columns, what overlaps together. */
final class RunOrder {

    private final Bounds bounds;
    private final List<Size> columns;
    private final List<String> names;

    /**
     * An order.
     *
     * @param columns the first column of each parameter
     * @param names of the parameters
     */
    RunOrder(Bounds bounds, List<Size> columns, List<String> names) {
        this.bounds = bounds;
        this.columns = columns;
        this.names = names;
    }

    private record Group(Box box, List<Rows.Term> terms) {}

    List<Rows.Run> runs(List<Rows.Term> terms) {
        List<Group> groups = new ArrayList<>();
        for (Rows.Term term : terms) {
            insert(groups, new Group(term.box(), List.of(term)));
        }
        return groups.stream()
                .map(group -> new Rows.Run(
                        group.box(),
                        names.get(group.box().parameter()) + group.box().shown(bounds.indices()),
                        columns.get(group.box().parameter()).plus(group.box().offset()),
                        group.box().count(),
                        group.terms()))
                .toList();
    }

    private void insert(List<Group> groups, Group group) {
        for (int k = 0; k < groups.size(); k++) {
            Group other = groups.get(k);
            Box.Order order = compare(group.box(), other.box());
            if (order == Box.Order.BEFORE) {
                groups.add(k, group);
                return;
            }
            if (order == Box.Order.OVERLAPPING) {
                groups.remove(k);
                List<Rows.Term> both = new ArrayList<>(other.terms());
                both.addAll(group.terms());
                insert(groups, new Group(group.box().with(other.box(), bounds), both));
                return;
            }
        }
        groups.add(group);
    }

    private Box.Order compare(Box a, Box b) {
        if (a.parameter() == b.parameter()) {
            return a.compare(b, bounds);
        }
        return a.parameter() < b.parameter() ? Box.Order.BEFORE : Box.Order.AFTER;
    }
}
