package org.wengert.codegen;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.wengert.differentiate.Derivative;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;

/** Writes the method that puts a Jacobian or a Hessian together, a column or a row for each call of the method of a line. */
final class ArrayMatrix {

    private final ArrayMethod line;
    private final Derivative derivative;
    private final Slots slots;
    private final String matrix;
    private final String k;
    private final String row;
    private final Code code = new Code();

    private final int head;

    /**
     * A matrix.
     *
     * @param line gives its columns or rows
     */
    ArrayMatrix(ArrayMethod line, Derivative derivative, Slots slots) {
        this.line = line;
        this.derivative = derivative;
        this.slots = slots;
        this.matrix = line.free(derivative.product().id());
        this.k = line.free("k");
        this.row = line.free("row");
        this.head = head(derivative);
    }

    /** How many outputs of a line are the same for all of them, which are what the method writes before the matrix. */
    static int head(Derivative derivative) {
        boolean ofResults = byColumns(derivative) && !derivative.product().isSecondOrder();
        return derivative.graph().results().size()
                - (ofResults ? derivative.results() : derivative.active().size());
    }

    /** The rows and columns of the matrix. */
    static Shape shape(Derivative derivative) {
        Graph graph = derivative.graph();
        Size seeds = derivative.lines();
        Size entries =
                total(graph.results().subList(head(derivative), graph.results().size()));
        return byColumns(derivative) ? Shape.of(entries, seeds) : Shape.of(seeds, entries);
    }

    private static boolean byColumns(Derivative derivative) {
        return derivative.shape() != Derivative.Shape.ROWS;
    }

    private boolean byColumns() {
        return byColumns(derivative);
    }

    private int parameters() {
        return derivative.parameters();
    }

    /** How many inputs of a line are the same for all of them. */
    private int fixed() {
        return parameters() + (derivative.shape() == Derivative.Shape.SLICES ? derivative.results() : 0);
    }

    private List<Node> seeds() {
        return line.inputs().subList(fixed(), line.inputs().size());
    }

    private List<Node> entries() {
        return line.outputs().subList(head, line.outputs().size());
    }

    MethodSpec write(String name) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC)
                .returns(line.returns() ? TypeName.DOUBLE : TypeName.VOID);
        line.describe(method, matrixSentence());
        List<String> arrays = new ArrayList<>(line.declareInputs(method, code, parameters()));
        line.declareResults(method, code, head, arrays);
        method.addParameter(ArrayMethod.ARRAY, matrix);
        method.addJavadoc("@param $L $L\n", matrix, Comments.javadoc(meaning()));
        Shape shape = shape(derivative);
        line.check(code, matrix, shape.count(), arrays);
        if (line.returns()) {
            method.addJavadoc("@return $L\n", Comments.javadoc(line.resultMeaning(0)));
        }
        body(shape.size(1));
        return method.addCode(Kernels.code(code.toString())).build();
    }

    /** What {@link ArrayTensor} calls, which has checked the arguments: the matrix for some cotangents. */
    MethodSpec writeSlice(String name) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE)
                .returns(line.returns() ? TypeName.DOUBLE : TypeName.VOID);
        for (int i = 0; i < fixed(); i++) {
            boolean number = line.inputs().get(i).type().isScalar();
            method.addParameter(
                    number ? TypeName.DOUBLE : ArrayMethod.ARRAY,
                    line.arguments().get(i));
        }
        line.results().subList(line.returns() ? 1 : 0, head).forEach(r -> method.addParameter(ArrayMethod.ARRAY, r));
        method.addParameter(ArrayMethod.ARRAY, matrix);
        body(total(seeds()));
        return method.addCode(Kernels.code(code.toString())).build();
    }

    static Size total(List<Node> arrays) {
        Size total = Size.ZERO;
        for (Node array : arrays) {
            total = total.plus(array.type().shape().count());
        }
        return total;
    }

    private String local(String hint) {
        return line.free(hint);
    }

    private void open(String name, Node like) {
        Size count = like.type().shape().count();
        code.line("double[] " + name + " = " + ArrayClass.WORKSPACE + "[" + slots.own(count) + "]; // ["
                + ArrayMethod.integer(count) + "]");
    }

    private void body(Size columns) {
        List<String> seeds = new ArrayList<>();
        for (Node seed : seeds()) {
            String name = local(seed.name().orElse("seed"));
            seeds.add(name);
            if (!seed.type().isScalar()) {
                open(name, seed);
                code.line("Arrays.fill(" + name + ", 0);");
            }
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < entries().size(); i++) {
            String name = local(line.results().get(head + i));
            lines.add(name);
            open(name, entries().get(i));
        }
        String at = local("line");
        String value = local("value");
        if (line.returns()) {
            code.line("double " + value + " = 0;");
        }
        String assign = line.returns() ? value + " = " : "";
        code.line("int " + at + " = 0;");
        for (int i = 0; i < seeds.size(); i++) {
            Shape shape = seeds().get(i).type().shape();
            if (shape.isScalar()) {
                code.line(assign + call(seeds, lines, i) + ";");
                copy(lines, at, columns);
                code.line(at + "++;");
            } else {
                code.open("for (int " + k + " = 0; " + k + " < " + ArrayMethod.integer(shape.count()) + "; " + k
                        + "++) {");
                code.line(seeds.get(i) + "[" + k + "] = 1;");
                code.line(assign + call(seeds, lines, -1) + ";");
                code.line(seeds.get(i) + "[" + k + "] = 0;");
                copy(lines, at, columns);
                code.line(at + "++;");
                code.close("}");
            }
        }
        if (!hasLines()) {
            code.open("if (" + at + " == 0) {");
            code.line(assign + call(seeds, lines, -1) + ";");
            code.close("}");
        }
        if (line.returns()) {
            code.line("return " + value + ";");
        }
    }

    /** Whether there is a line at every call, so that each computes the values. */
    private boolean hasLines() {
        return seeds().stream()
                .map(seed -> seed.type().shape().count().constant())
                .anyMatch(count -> count.isPresent() && count.getAsLong() > 0);
    }

    /** A call with zero directions but for the scalar {@code unit}. */
    private String call(List<String> seeds, List<String> lines, int unit) {
        List<String> arguments = new ArrayList<>(line.arguments().subList(0, fixed()));
        for (int i = 0; i < seeds.size(); i++) {
            arguments.add(seeds().get(i).type().isScalar() ? (i == unit ? "1" : "0") : seeds.get(i));
        }
        arguments.addAll(line.results().subList(line.returns() ? 1 : 0, head));
        arguments.addAll(lines);
        return line.name() + "(" + String.join(", ", arguments) + ")";
    }

    private void copy(List<String> lines, String at, Size columns) {
        Size before = Size.ZERO;
        for (int i = 0; i < lines.size(); i++) {
            Size count = entries().get(i).type().shape().count();
            if (byColumns()) {
                String offset = before.equals(Size.ZERO) ? row : "(" + ArrayMethod.integer(before) + " + " + row + ")";
                code.open(
                        "for (int " + row + " = 0; " + row + " < " + ArrayMethod.integer(count) + "; " + row + "++) {");
                code.line(matrix + "[" + offset + " * " + ArrayMethod.factor(columns) + " + " + at + "] = "
                        + lines.get(i) + "[" + row + "];");
                code.close("}");
            } else {
                String offset = at + " * " + ArrayMethod.factor(columns)
                        + (before.equals(Size.ZERO) ? "" : " + " + ArrayMethod.integer(before));
                code.line("System.arraycopy(" + lines.get(i) + ", 0, " + matrix + ", " + offset + ", "
                        + ArrayMethod.integer(count) + ");");
            }
            before = before.plus(count);
        }
    }

    private String matrixSentence() {
        return derivative.product().isSecondOrder()
                ? "The value, the gradient and the Hessian, by columns in unit directions, of"
                : "The value and the Jacobian, "
                        + (byColumns()
                                ? "by columns in unit directions (forward mode), of"
                                : "by rows with unit cotangents (reverse mode), of");
    }

    private String meaning() {
        String active =
                derivative.active().stream().map(i -> line.arguments().get(i)).collect(Collectors.joining(", "));
        return derivative.product().isSecondOrder()
                ? "receives the second derivatives by rows; rows and columns are the elements of " + active
                : "receives the matrix by rows: rows are the elements of the results in order, columns those of "
                        + active;
    }
}
