package org.wengert.codegen;

import com.palantir.javapoet.MethodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.wengert.differentiate.Derivative;
import org.wengert.differentiate.Product;

/** Writes a large matrix as a loop over its columns, or rows, each of which one method computes. */
final class MatrixMethods {

    private MatrixMethods() {}

    /** The signature of the method for one column or row. */
    static Signature lineSignature(Derivative derivative) {
        int m = derivative.results();
        int n = derivative.active().size();
        boolean rows = derivative.shape() == Derivative.Shape.ROWS;
        List<Signature.Target> arrays = new ArrayList<>();
        if (m > 1) {
            arrays.add(new Signature.Target("results", 0, m, "receives the results"));
        }
        if (derivative.product() == Product.HESSIAN) {
            arrays.add(new Signature.Target("gradient", m, n, "receives the first derivatives"));
            arrays.add(new Signature.Target("line", m + n, n, "receives the column"));
        } else {
            arrays.add(new Signature.Target("line", m, rows ? n : m, "receives the " + (rows ? "row" : "column")));
        }
        return new Signature(rows ? "cotangent" : "direction", false, m == 1 ? 0 : -1, List.copyOf(arrays));
    }

    /** The loop that calls {@code lineMethod}. */
    static MethodSpec loop(
            MethodDocs docs, Derivative derivative, Signature signature, MethodNames names, String lineMethod) {
        MethodSpec.Builder method = docs.start();
        docs.describeArrays(method);
        MethodWriter.addInputs(method, names, signature);
        MethodWriter.addArrays(method, names, signature);
        int m = derivative.results();
        int n = derivative.active().size();
        boolean rows = derivative.shape() == Derivative.Shape.ROWS;
        int seeds = rows ? m : n;
        int length = rows || derivative.product() == Product.HESSIAN ? n : m;
        String matrix = names.array(signature.arrays().get(signature.arrays().size() - 1));
        String passed = signature.arrays().stream()
                .limit(signature.arrays().size() - 1L)
                .map(target -> names.array(target) + ", ")
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
