package org.wengert.codegen;

import com.palantir.javapoet.MethodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.wengert.product.Block;
import org.wengert.product.Block.Axis;
import org.wengert.product.Derivative;

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
        targets.add(new Signature.Target(
                line, matrix.first(), length(derivative, matrix), false, "receives the " + (rows ? "row" : "column")));
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
            MethodDocs docs, Derivative derivative, Signature signature, MethodNames names, String lineMethod) {
        MethodSpec.Builder method = docs.start();
        docs.describeArrays(method);
        MethodWriter.addInputs(method, names, signature);
        MethodWriter.addArrays(method, names, signature);
        int n = derivative.active().size();
        boolean rows = derivative.shape() == Derivative.Shape.ROWS;
        int seeds = lines(derivative);
        Signature.Target target = signature.arrays().get(signature.arrays().size() - 1);
        int length = length(derivative, target);
        String matrix = names.array(target);
        String passed = signature.arrays().stream()
                .limit(signature.arrays().size() - 1L)
                .map(array -> names.array(array) + ", ")
                .collect(Collectors.joining());
        boolean returns = signature.returns() >= 0;
        Code code = new Code();
        code.line("double[] seed = new double[" + seeds + "];");
        code.line("double[] line = new double[" + length + "];");
        if (returns) {
            code.line("double value = 0;");
        }
        code.open("for (int j = 0; j < " + seeds + "; j++) {");
        code.line("seed[j] = 1;");
        code.line((returns ? "value = " : "") + lineMethod + "(" + names.point() + ", seed, " + passed + "line);");
        code.line("seed[j] = 0;");
        if (rows) {
            code.line("System.arraycopy(line, 0, " + matrix + ", j * " + n + ", " + n + ");");
        } else {
            code.open("for (int i = 0; i < " + length + "; i++) {");
            code.line(matrix + "[i * " + n + " + j] = line[i];").close("}");
        }
        code.close("}");
        if (returns) {
            code.line("return value;");
        }
        method.addCode("$L", code.toString());
        return method.build();
    }
}
