package org.wengert.codegen;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.wengert.product.Derivative;
import org.wengert.ssa.OperationCounts;
import org.wengert.ssa.Schedule;

/**
 * The operations of a generated method of a function of arrays.
 *
 * @param counted of one call
 */
public record MethodCount(String method, OperationCounts.Counted counted) {

    /** All methods of a function; none if a number or its expression is too large. */
    public static List<MethodCount> of(FunctionSource function) {
        Members members = Members.of(function);
        return all(() -> function.derivatives().stream()
                .map(derivative -> of(title(members, derivative), function.schedule(derivative, Set.of())))
                .toList());
    }

    /** How a method is called where its operations are told: of a coloured matrix those of one colour. */
    static String title(Members members, Derivative derivative) {
        return members.name(derivative) + (derivative.isColoured() ? ", a colour" : "");
    }

    /** Some counts; none of them if a number or its expression is too large. */
    static List<MethodCount> all(Supplier<List<MethodCount>> counts) {
        try {
            return counts.get();
        } catch (ArithmeticException tooLarge) {
            return List.of();
        }
    }

    /** Of one method. */
    static MethodCount of(String method, Schedule schedule) {
        return new MethodCount(method, schedule.counted());
    }
}
