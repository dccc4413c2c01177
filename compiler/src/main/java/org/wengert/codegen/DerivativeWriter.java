package org.wengert.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.op.Cost;
import org.wengert.product.Derivative;
import org.wengert.product.Product;
import org.wengert.shaded.javapoet.MethodSpec;
import org.wengert.ssa.Schedule;

/** Writes all methods of one derivative, and counts what they do. */
final class DerivativeWriter {

    private DerivativeWriter() {}

    static NumberMethod.Written write(
            FunctionSource function,
            Derivative derivative,
            Members members,
            List<ProductCost> costs,
            LineMarks origins,
            NaNTrap trap) {
        String name = members.name(derivative);
        Signature signature = Signature.of(derivative);
        LineMarks.Writer marks = origins.of(function.name(), derivative.product());
        if (derivative.shape() == Derivative.Shape.WHOLE) {
            NumberMethod writer = new NumberMethod(function, derivative, signature, members, name, marks, trap);
            cost(writer.list().schedule()).ifPresent(cost -> costs.add(new ProductCost(name, cost)));
            NumberMethod.Written written = writer.write();
            return derivative.product() == Product.TANGENT
                    ? with(written, DirectionsMethod.write(writer, derivative))
                    : written;
        }
        String line = members.method(name + (derivative.shape() == Derivative.Shape.ROWS ? "Row" : "Column"));
        NumberMethod writer = new NumberMethod(
                function, derivative, MatrixMethods.lineSignature(derivative), members, line, marks, trap);
        int lines = MatrixMethods.lines(derivative);
        Cost cost = writer.list().schedule().cost();
        costs.add(new ProductCost(name, new Cost(cost.flops() * lines, cost.calls() * lines)));
        MethodNames names = new MethodNames(writer.list(), name, signature);
        MethodDocs docs = new MethodDocs(function, derivative, signature, names);
        return with(writer.write(), MatrixMethods.loop(members, docs, derivative, signature, names, line));
    }

    /** None of a list that has too many operations to be counted. */
    private static Optional<Cost> cost(Schedule schedule) {
        try {
            return Optional.of(schedule.cost());
        } catch (ArithmeticException tooMany) {
            return Optional.empty();
        }
    }

    private static NumberMethod.Written with(NumberMethod.Written written, MethodSpec first) {
        List<MethodSpec> methods = new ArrayList<>(List.of(first));
        methods.addAll(written.methods());
        return new NumberMethod.Written(methods, written.parts(), written.constants());
    }
}
