package org.wengert.codegen;

import java.util.ArrayList;
import java.util.List;
import org.wengert.product.Block;
import org.wengert.product.Block.Axis;
import org.wengert.product.Derivative;
import org.wengert.shaded.javapoet.MethodSpec;
import org.wengert.tree.Expression;
import org.wengert.tree.Method;
import org.wengert.tree.Statement;
import org.wengert.tree.ValueType;

/** Writes a large matrix as a loop over its columns, or rows, each of which one method computes. */
final class MatrixMethods {

    private MatrixMethods() {}

    /** The signature of the method for one column or row. */
    static Signature lineSignature(Derivative derivative) {
        List<Signature.Target> targets = new ArrayList<>(Signature.targets(derivative));
        Signature.Target matrix = targets.remove(targets.size() - 1);
        boolean rows = derivative.shape() == Derivative.Shape.ROWS;
        Block line = Block.derivatives(
                "line",
                matrix.block().order(),
                rows ? Axis.ACTIVE : matrix.block().axes().get(0));
        targets.add(new Signature.Target(line, matrix.first(), length(derivative, matrix), false));
        boolean returns = Signature.returnsFirst(derivative);
        return new Signature(
                Signature.extra(derivative),
                false,
                returns ? 0 : -1,
                List.copyOf(targets.subList(returns ? 1 : 0, targets.size())));
    }

    private static int length(Derivative derivative, Signature.Target matrix) {
        return matrix.count() / lines(derivative);
    }

    /** How many rows or columns there are. */
    static int lines(Derivative derivative) {
        return derivative.shape() == Derivative.Shape.ROWS
                ? derivative.results()
                : derivative.active().size();
    }

    /** The loop that calls {@code lineMethod}. */
    static MethodSpec loop(
            Members members,
            MethodDocs docs,
            Derivative derivative,
            Signature signature,
            MethodNames names,
            String lineMethod) {
        int n = derivative.active().size();
        boolean rows = derivative.shape() == Derivative.Shape.ROWS;
        int seeds = lines(derivative);
        Signature.Target target = signature.arrays().get(signature.arrays().size() - 1);
        int length = length(derivative, target);
        String matrix = names.array(target);
        boolean returns = signature.returns() >= 0;
        Expression j = Expression.name("j");
        Expression i = Expression.name("i");
        Expression seed = Expression.name("seed");
        Expression line = Expression.name("line");
        Expression value = Expression.name("value");
        List<Statement> code = new ArrayList<>();
        code.add(Statement.declare(ValueType.ARRAY, "seed", new Expression.NewArray(integer(seeds))));
        code.add(Statement.declare(ValueType.ARRAY, "line", new Expression.NewArray(integer(length))));
        if (returns) {
            code.add(Statement.declare(ValueType.REAL, "value", integer(0)));
        }
        List<Expression> arguments = new ArrayList<>(List.of(Expression.name(names.point()), seed));
        signature.arrays().stream()
                .limit(signature.arrays().size() - 1L)
                .forEach(array -> arguments.add(Expression.name(names.array(array))));
        arguments.add(line);
        Expression call = new Expression.Call("", lineMethod, arguments);
        Statement copy = rows
                ? Statement.run(new Expression.Call(
                        "System",
                        "arraycopy",
                        List.of(
                                line,
                                integer(0),
                                Expression.name(matrix),
                                new Expression.Binary("*", j, integer(n)),
                                integer(n))))
                : Statement.loop(
                        "i",
                        integer(length),
                        List.of(Statement.assign(
                                Expression.name(matrix)
                                        .at(new Expression.Binary("+", new Expression.Binary("*", i, integer(n)), j)),
                                line.at(i))));
        code.add(Statement.loop(
                "j",
                integer(seeds),
                List.of(
                        Statement.assign(seed.at(j), integer(1)),
                        returns ? Statement.assign(value, call) : Statement.run(call),
                        Statement.assign(seed.at(j), integer(0)),
                        copy)));
        if (returns) {
            code.add(new Statement.Return(value, Statement.Note.NONE));
        }
        MethodSpec.Builder method = members.write(
                new Method(names.method(), signature.result(), names.overArrays(signature), code), NumberMethod.PUBLIC);
        docs.describeArrays(method);
        return method.build();
    }

    private static Expression integer(int value) {
        return Expression.integer(value);
    }
}
