package org.wengert.codegen;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.wengert.differentiate.Derivative;
import org.wengert.differentiate.Product;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;

/**
 * Writes the method that gives the second derivatives of all elements of the results: for each a unit cotangent, and then the
 * matrix that {@link ArrayMatrix} puts together.
 */
final class ArrayTensor {

    private final ArrayMethod line;
    private final Derivative derivative;
    private final Slots slots;
    private final Code code = new Code();
    private final String jacobian;
    private final String hessian;

    /**
     * Second derivatives.
     *
     * @param line gives a row of the first and a column of the second ones
     */
    ArrayTensor(ArrayMethod line, Derivative derivative, Slots slots) {
        this.line = line;
        this.derivative = derivative;
        this.slots = slots;
        this.jacobian = line.free(Product.JACOBIAN.id());
        this.hessian = line.free(derivative.product().id());
    }

    private static Size rows(Derivative derivative) {
        Graph graph = derivative.graph();
        int first = derivative.parameters();
        return ArrayMatrix.total(graph.inputs().subList(first, first + derivative.results()));
    }

    private static Size columns(Derivative derivative) {
        Graph graph = derivative.graph();
        int first = derivative.parameters() + derivative.results();
        return ArrayMatrix.total(graph.inputs().subList(first, graph.inputs().size()));
    }

    /** The first derivatives: a row for each element of the results. */
    static Shape jacobian(Derivative derivative) {
        return Shape.of(rows(derivative), columns(derivative));
    }

    /** The second derivatives: a matrix for each element of the results. */
    static Shape shape(Derivative derivative) {
        return Shape.of(rows(derivative), columns(derivative), columns(derivative));
    }

    private int parameters() {
        return derivative.parameters();
    }

    private int results() {
        return derivative.results();
    }

    /** The outputs of a line that are its row of first derivatives. */
    private List<Node> bars() {
        return line.outputs().subList(results(), results() + derivative.active().size());
    }

    /**
     * The method.
     *
     * @param slice the one that gives the matrix for some cotangents
     */
    MethodSpec write(String name, String slice) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC)
                .returns(line.returns() ? TypeName.DOUBLE : TypeName.VOID);
        line.describe(
                method,
                "The value, the Jacobian and the second derivatives, by columns of unit directions for unit cotangents, of");
        List<String> arrays = new ArrayList<>(line.declareInputs(method, code, parameters()));
        line.declareResults(method, code, results(), arrays);
        String active =
                derivative.active().stream().map(i -> line.arguments().get(i)).collect(Collectors.joining(", "));
        declare(
                method,
                arrays,
                jacobian,
                jacobian(derivative).count(),
                "receives the first derivatives by rows: rows are the elements of the results in order, columns those of "
                        + active);
        declare(
                method,
                arrays,
                hessian,
                shape(derivative).count(),
                "receives the second derivatives: for each element of the results in order a matrix by rows, whose rows and"
                        + " columns are the elements of " + active);
        if (line.returns()) {
            method.addJavadoc("@return $L\n", Comments.javadoc(line.resultMeaning(0)));
        }
        body(slice);
        return method.addCode(Kernels.code(code.toString())).build();
    }

    private void declare(MethodSpec.Builder method, List<String> arrays, String array, Size count, String meaning) {
        method.addParameter(ArrayMethod.ARRAY, array);
        method.addJavadoc("@param $L $L\n", array, Comments.javadoc(meaning));
        line.check(code, array, count, arrays);
        arrays.add(array);
    }

    private String open(String hint, Size count) {
        String name = line.free(hint);
        code.line("double[] " + name + " = " + ArrayClass.WORKSPACE + "[" + slots.own(count) + "]; // ["
                + ArrayMethod.integer(count) + "]");
        return name;
    }

    private void body(String slice) {
        List<Node> cotangents = line.inputs().subList(parameters(), parameters() + results());
        List<String> seeds = new ArrayList<>();
        for (int j = 0; j < results(); j++) {
            Shape shape = cotangents.get(j).type().shape();
            if (shape.isScalar()) {
                seeds.add("0");
            } else {
                seeds.add(open(line.arguments().get(parameters() + j), shape.count()));
                code.line("Arrays.fill(" + seeds.get(j) + ", 0);");
            }
        }
        List<String> bars = new ArrayList<>();
        for (int i = 0; i < bars().size(); i++) {
            bars.add(open(
                    line.results().get(results() + i),
                    bars().get(i).type().shape().count()));
        }
        Size n = columns(derivative);
        String matrix = open("matrix", n.times(n));
        String row = line.free("row");
        String value = line.free("value");
        String k = line.free("k");
        String assign = line.returns() ? value + " = " : "";
        if (line.returns()) {
            code.line("double " + value + " = 0;");
        }
        code.line("int " + row + " = 0;");
        for (int j = 0; j < results(); j++) {
            Shape shape = cotangents.get(j).type().shape();
            if (shape.isScalar()) {
                List<String> units = new ArrayList<>(seeds);
                units.set(j, "1");
                code.line(assign + call(slice, units, bars, matrix) + ";");
                copy(bars, matrix, row, n);
            } else {
                String seed = seeds.get(j) + "[" + k + "]";
                code.open("for (int " + k + " = 0; " + k + " < " + ArrayMethod.integer(shape.count()) + "; " + k
                        + "++) {");
                code.line(seed + " = 1;");
                code.line(assign + call(slice, seeds, bars, matrix) + ";");
                code.line(seed + " = 0;");
                copy(bars, matrix, row, n);
                code.close("}");
            }
        }
        if (line.returns()) {
            code.line("return " + value + ";");
        }
    }

    private String call(String slice, List<String> seeds, List<String> bars, String matrix) {
        List<String> arguments = new ArrayList<>(line.arguments().subList(0, parameters()));
        arguments.addAll(seeds);
        arguments.addAll(line.results().subList(line.returns() ? 1 : 0, results()));
        arguments.addAll(bars);
        arguments.add(matrix);
        return slice + "(" + String.join(", ", arguments) + ")";
    }

    private void copy(List<String> bars, String matrix, String row, Size n) {
        Size before = Size.ZERO;
        for (int i = 0; i < bars.size(); i++) {
            Size count = bars().get(i).type().shape().count();
            move(bars.get(i), jacobian, row, List.of(n), before, count);
            before = before.plus(count);
        }
        move(matrix, hessian, row, Collections.nCopies(2, n), Size.ZERO, n.times(n));
        code.line(row + "++;");
    }

    private void move(String from, String to, String row, List<Size> stride, Size before, Size count) {
        String offset = row
                + stride.stream().map(size -> " * " + ArrayMethod.factor(size)).collect(Collectors.joining())
                + (before.equals(Size.ZERO) ? "" : " + " + ArrayMethod.integer(before));
        code.line("System.arraycopy(" + from + ", 0, " + to + ", " + offset + ", " + ArrayMethod.integer(count) + ");");
    }
}
