package org.wengert.codegen;

import java.util.List;
import java.util.function.Supplier;
import org.wengert.differentiate.Derivative;
import org.wengert.ir.Amount;
import org.wengert.op.Operations;
import org.wengert.ssa.OperationCounts;

/**
 * The operations of a generated method of a function of arrays.
 *
 * @param counted of one call; of a matrix, those of all its lines
 */
public record MethodCount(String method, OperationCounts.Counted counted) {

    /** All methods of a function; none if a number or its expression is too large. */
    public static List<MethodCount> of(FunctionSource function) {
        return all(() -> function.derivatives().stream()
                .map(derivative -> {
                    String name = ClassWriter.methodName(derivative, function);
                    return of(new ArrayMethod(function, derivative, name, new LineMarks()), derivative, name);
                })
                .toList());
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
    static MethodCount of(ArrayMethod line, Derivative derivative, String name) {
        OperationCounts.Counted counted = OperationCounts.of(line.program());
        if (derivative.shape() == Derivative.Shape.WHOLE) {
            return new MethodCount(name, counted);
        }
        Operations all = counted.operations().times(Amount.of(derivative.lines()));
        return new MethodCount(name, new OperationCounts.Counted(all, counted.remarks(), counted.reversed()));
    }
}
