package org.wengert.ssa;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes one choice of several on the same condition, one right behind the other, as a value and its tangent are in an iteration:
 *
 * <pre>{@code
 * if (u > 0) { sNext = s + u; } else { sNext = s/2; }
 * if (u > 0) { sDotNext = sDot + uDot; } else { sDotNext = sDot/2; }
 * }</pre>
 *
 * <p>Steps stay in their order, so that all numbers stay. In lists without loops values and tangents are apart: several directions share the
 * values.
 */
final class Choices {

    private Choices() {}

    static List<Step> joined(List<Step> steps) {
        List<Step> all = new ArrayList<>();
        for (Step step : steps) {
            int last = all.size() - 1;
            if (step instanceof Step.Choose next
                    && last >= 0
                    && all.get(last) instanceof Step.Choose choose
                    && choose.condition().equals(next.condition())) {
                all.set(last, both(choose, next));
            } else {
                all.add(step);
            }
        }
        return all.stream().map(Choices::inside).toList();
    }

    private static Step.Choose both(Step.Choose first, Step.Choose second) {
        return new Step.Choose(
                first.condition(),
                joined(first.results(), second.results()),
                joined(first.then(), second.then()),
                joined(first.otherwise(), second.otherwise()));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static Step inside(Step step) {
        return step instanceof Step.Choose choose
                ? new Step.Choose(
                        choose.condition(), choose.results(), joined(choose.then()), joined(choose.otherwise()))
                : step;
    }
}
