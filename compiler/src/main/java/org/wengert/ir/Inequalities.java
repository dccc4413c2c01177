package org.wengert.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.wengert.ir.Size.Application;

/**
 * Whether an integer expression is not negative, by what is known not to be: {@code i - j} is not where {@code i - k} and {@code k - j}
 * are not. What has been asked is remembered.
 */
public final class Inequalities {

    /** How many minima, maxima, quotients and remainders are looked into. */
    private static final int MOST_CASES = 3;

    private final Predicate<Size> evident;
    private final List<Size> known;
    private final List<Size> sums = new ArrayList<>();
    private final Map<Size, Boolean> answers = new HashMap<>();

    /**
     * What is known.
     *
     * @param evident whether an expression is seen to be not negative by itself
     * @param known expressions that are not negative
     */
    public Inequalities(Predicate<Size> evident, List<Size> known) {
        this.evident = evident;
        this.known = known;
    }

    /** Whether {@code size} is surely not negative. */
    public boolean imply(Size size) {
        Boolean answer = answers.get(size);
        if (answer == null) {
            answer = imply(size, MOST_CASES);
            answers.put(size, answer);
        }
        return answer;
    }

    /** What is known, and two of it together. */
    private List<Size> sums() {
        if (sums.isEmpty()) {
            sums.addAll(known);
            for (int i = 0; i < known.size(); i++) {
                for (int j = 0; j <= i; j++) {
                    sums.add(known.get(i).plus(known.get(j)));
                }
            }
        }
        return sums;
    }

    private boolean imply(Size size, int cases) {
        if (evident.test(size) || sums().stream().anyMatch(sum -> evident.test(size.minus(sum)))) {
            return true;
        }
        return cases > 0
                && size.application().filter(a -> byCases(a, cases - 1)).isPresent();
    }

    /** A minimum or a maximum by what it can be, a remainder by its bounds. */
    private boolean byCases(Application a, int cases) {
        Size first = a.with(a.a());
        Size second = a.with(a.b());
        boolean positive = a.coefficient() > 0;
        return switch (a.function()) {
            case MIN ->
                positive ? imply(first, cases) && imply(second, cases) : imply(first, cases) || imply(second, cases);
            case MAX ->
                positive ? imply(first, cases) || imply(second, cases) : imply(first, cases) && imply(second, cases);
            case REMAINDER ->
                imply(a.b().plus(-1), cases)
                        && imply(positive ? a.rest() : second.minus(Size.of(a.coefficient())), cases);
            case QUOTIENT ->
                a.b().constant().orElse(0) > 0
                        && imply(a.rest().times(a.b()).plus(a.a().times(Size.of(a.coefficient()))), cases);
        };
    }
}
