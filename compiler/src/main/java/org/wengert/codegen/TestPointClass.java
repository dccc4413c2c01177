package org.wengert.codegen;

import java.util.List;
import javax.lang.model.element.Modifier;
import org.wengert.product.Product;
import org.wengert.product.Product.Takes;
import org.wengert.shaded.javapoet.ArrayTypeName;
import org.wengert.shaded.javapoet.ClassName;
import org.wengert.shaded.javapoet.FieldSpec;
import org.wengert.shaded.javapoet.MethodSpec;
import org.wengert.shaded.javapoet.TypeName;
import org.wengert.shaded.javapoet.TypeSpec;

/** Writes what the tests of all functions of a class share: the class of a point, with its comparisons, and vectors. */
final class TestPointClass {

    private static final TypeName VECTOR = ArrayTypeName.of(TypeName.DOUBLE);
    private static final TypeName MATRIX = ArrayTypeName.of(VECTOR);
    private static final TypeName TENSOR = ArrayTypeName.of(MATRIX);
    private static final TypeName INTEGERS = ArrayTypeName.of(TypeName.INT);

    private final TypeSpec.Builder test;
    private final TypeSpec.Builder type;
    private final ClassName point;
    private final List<FunctionTest> tests;

    private TestPointClass(TypeSpec.Builder test, ClassName point, List<FunctionTest> tests) {
        this.test = test;
        this.point = point;
        this.tests = tests;
        this.type = TypeSpec.classBuilder(point)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("$L", "What is known at a point; numbers have tolerances beside them.\n");
    }

    /** Adds them to a test, as far as its functions need them. */
    static void addTo(TypeSpec.Builder test, ClassName point, List<FunctionTest> tests) {
        new TestPointClass(test, point, tests).add();
    }

    private boolean has(Takes takes, int order) {
        return tests.stream().anyMatch(t -> t.has(takes, order));
    }

    private void add() {
        boolean arrays = tests.stream().anyMatch(FunctionTest::isOfArrays);
        boolean partial = tests.stream().anyMatch(FunctionTest::hasPartial);
        boolean transposed = tests.stream().anyMatch(FunctionTest::hasTransposed);
        boolean hessian = has(Takes.NOTHING, 2);
        boolean sparseRows = tests.stream().anyMatch(t -> t.hasSparse(1));
        boolean sparseHessian = tests.stream().anyMatch(t -> t.hasSparse(2));
        boolean rows = has(Takes.NOTHING, 1) || hessian || sparseRows;
        boolean adjoint = has(Takes.COTANGENT, 1);
        boolean second = hessian || has(Takes.DIRECTION, 2) || sparseHessian;
        boolean derived = rows || second || has(Takes.DIRECTION, 1) || adjoint;
        if (transposed || hessian) {
            test.addField(FieldSpec.builder(TypeName.DOUBLE, "LAW", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                    .addJavadoc("$L", "How far the sides of a law may be apart, of the sum of their terms.\n")
                    .initializer("1e-9")
                    .build());
        }
        field(String.class, "name");
        if (arrays) {
            field(INTEGERS, "sizes", "results");
        }
        if (arrays || partial) {
            field(INTEGERS, "parameters");
        }
        field(VECTOR, "numbers", "values", "valuesTolerance");
        if (adjoint) {
            field(VECTOR, "cotangent");
        }
        if (derived) {
            field(MATRIX, "directions", "first", "firstTolerance");
        }
        if (second || partial) {
            field(TENSOR, "second", "secondTolerance");
        }
        if (transposed || hessian) {
            field(TypeName.DOUBLE, "rounding");
        }
        type.addMethod(MethodSpec.constructorBuilder()
                .addParameter(String.class, "name")
                .addStatement("this.name = name")
                .build());
        type.addMethod(near());
        type.addMethod(holds("Values")
                .addParameter(VECTOR, "outputs")
                .addCode("$L", """
                        for (int j = 0; j < values.length; j++) {
                            near("result " + (j + 1), values[j], valuesTolerance[j], outputs[j]);
                        }
                        """)
                .build());
        if (has(Takes.DIRECTION, 1)) {
            type.addMethod(tangent());
        }
        if (tests.stream().anyMatch(t -> t.has(Product::isSeries))) {
            type.addMethod(series());
        }
        if (adjoint) {
            type.addMethod(adjoint());
        }
        if (rows) {
            type.addMethod(first());
        }
        if (hessian) {
            type.addMethod(second());
            type.addMethod(symmetry());
        }
        if (has(Takes.DIRECTION, 2) || sparseHessian) {
            type.addMethod(hvp());
        }
        if (sparseRows) {
            test.addMethod(whole("whole", ""));
        }
        if (sparseHessian) {
            test.addMethod(whole("mirrored", "        whole[columns[k] * n + row] = entries[k];\n"));
            test.addMethod(times());
        }
        if (transposed) {
            type.addMethod(dotProduct());
        }
        if (tests.stream().anyMatch(FunctionTest::hasRowSums)) {
            type.addMethod(rowSums());
        }
        if (partial) {
            type.addMethod(lengths());
            within();
        }
        if (derived) {
            helper(TypeName.DOUBLE, "dot", """
                    double sum = 0;
                    for (int i = 0; i < direction.length; i++) {
                        sum += outputs[from + i] * direction[i];
                    }
                    return sum;
                    """, "outputs", "direction");
        }
        if (adjoint && tests.stream().anyMatch(FunctionTest::hasSeveralResults)) {
            test.addMethod(units());
        }
        test.addMethod(join());
        if (arrays) {
            test.addMethod(split());
        }
        if (partial) {
            test.addMethod(count());
        }
        test.addType(type.build());
    }

    private void field(java.lang.reflect.Type fieldType, String... names) {
        field(TypeName.get(fieldType), names);
    }

    private void field(TypeName fieldType, String... names) {
        for (String name : names) {
            type.addField(FieldSpec.builder(fieldType, name).build());
        }
    }

    private static MethodSpec.Builder holds(String what) {
        return MethodSpec.methodBuilder("holds" + what);
    }

    private void helper(TypeName returned, String name, String body, String array, String other) {
        test.addMethod(MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(returned)
                .addParameter(VECTOR, array)
                .addParameter(TypeName.INT, "from")
                .addParameter(VECTOR, other)
                .addCode("$L", body)
                .build());
    }

    private static MethodSpec near() {
        return MethodSpec.methodBuilder("near")
                .addParameter(String.class, "what")
                .addParameter(TypeName.DOUBLE, "expected")
                .addParameter(TypeName.DOUBLE, "tolerance")
                .addParameter(TypeName.DOUBLE, "got")
                .addStatement(
                        "$T.assertEquals(expected, got, tolerance, () -> what + $S + name)",
                        TestClassWriter.ASSERTIONS,
                        " at ")
                .build();
    }

    private static MethodSpec tangent() {
        return holds("Tangent")
                .addParameter(TypeName.INT, "d")
                .addParameter(VECTOR, "tangent")
                .addCode("$L", """
                        for (int j = 0; j < values.length; j++) {
                            String what = "result " + (j + 1) + " along direction " + (d + 1);
                            near(what, first[d][j], firstTolerance[d][j], tangent[j]);
                        }
                        """)
                .build();
    }

    private static MethodSpec series() {
        return holds("Series")
                .addJavadoc("$L", "The first two coefficients of all results are the values and the tangent.\n")
                .addParameter(TypeName.INT, "d")
                .addParameter(VECTOR, "coefficients")
                .addCode("$L", """
                        holdsValues(coefficients);
                        double[] tangent = new double[values.length];
                        System.arraycopy(coefficients, values.length, tangent, 0, values.length);
                        holdsTangent(d, tangent);
                        """)
                .build();
    }

    private static MethodSpec adjoint() {
        return holds("Adjoint")
                .addParameter(VECTOR, "weights")
                .addParameter(VECTOR, "outputs")
                .addCode("$L", """
                        holdsValues(outputs);
                        for (int d = 0; d < directions.length; d++) {
                            double expected = 0;
                            double tolerance = 0;
                            for (int j = 0; j < values.length; j++) {
                                expected += weights[j] * first[d][j];
                                tolerance += Math.abs(weights[j]) * firstTolerance[d][j];
                            }
                            double got = dot(outputs, values.length, directions[d]);
                            near("the adjoint along direction " + (d + 1), expected, tolerance, got);
                        }
                        """)
                .build();
    }

    private static MethodSpec first() {
        return holds("First")
                .addJavadoc("$L", "First derivatives stand by rows behind the results.\n")
                .addParameter(VECTOR, "outputs")
                .addCode("$L", """
                        holdsValues(outputs);
                        for (int d = 0; d < directions.length; d++) {
                            for (int j = 0; j < values.length; j++) {
                                double got = dot(outputs, values.length + j * directions[d].length, directions[d]);
                                String what = "result " + (j + 1) + " along direction " + (d + 1);
                                near(what, first[d][j], firstTolerance[d][j], got);
                            }
                        }
                        """)
                .build();
    }

    private static MethodSpec second() {
        return holds("Second")
                .addJavadoc("$L", "Second derivatives stand by rows behind the first ones, a matrix for each result.\n")
                .addParameter(VECTOR, "outputs")
                .addCode("$L", """
                        holdsFirst(outputs);
                        for (int j = 0; j < values.length; j++) {
                            for (int d = 0; d < directions.length; d++) {
                                int n = directions[d].length;
                                double[] column = new double[n];
                                for (int i = 0; i < n; i++) {
                                    column[i] = dot(outputs, values.length * (1 + n) + (j * n + i) * n, directions[d]);
                                }
                                for (int e = 0; e < directions.length; e++) {
                                    String what = "result " + (j + 1) + " along directions " + (e + 1) + " and " + (d + 1);
                                    near(what, second[j][e][d], secondTolerance[j][e][d], dot(column, 0, directions[e]));
                                }
                            }
                        }
                        """)
                .build();
    }

    private static MethodSpec hvp() {
        return holds("Hvp")
                .addParameter(TypeName.INT, "d")
                .addParameter(VECTOR, "hvp")
                .addCode("$L", """
                        for (int e = 0; e < directions.length; e++) {
                            String what = "the second derivative along directions " + (e + 1) + " and " + (d + 1);
                            near(what, second[0][e][d], secondTolerance[0][e][d], dot(hvp, 0, directions[e]));
                        }
                        """)
                .build();
    }

    /** Entries of a matrix as all of it, by rows. */
    private static MethodSpec whole(String name, String besides) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(VECTOR)
                .addParameter(INTEGERS, "rowStarts")
                .addParameter(INTEGERS, "columns")
                .addParameter(VECTOR, "entries")
                .addParameter(TypeName.INT, "n")
                .addCode("$L", """
                        double[] whole = new double[(rowStarts.length - 1) * n];
                        for (int row = 0; row + 1 < rowStarts.length; row++) {
                            for (int k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
                                whole[row * n + columns[k]] = entries[k];
                        %s    }
                        }
                        return whole;
                        """.formatted(besides))
                .build();
    }

    private static MethodSpec times() {
        return MethodSpec.methodBuilder("times")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(VECTOR)
                .addParameter(VECTOR, "matrix")
                .addParameter(VECTOR, "direction")
                .addCode("$L", """
                        double[] product = new double[direction.length];
                        for (int row = 0; row < product.length; row++) {
                            product[row] = dot(matrix, row * direction.length, direction);
                        }
                        return product;
                        """)
                .build();
    }

    private static MethodSpec dotProduct() {
        return holds("DotProduct")
                .addParameter(VECTOR, "direction")
                .addParameter(VECTOR, "adjoint")
                .addParameter(VECTOR, "tangent")
                .addCode("$L", """
                        double terms = 0;
                        for (int j = 0; j < values.length; j++) {
                            terms += Math.abs(cotangent[j] * tangent[j]);
                        }
                        for (int i = 0; i < direction.length; i++) {
                            terms += Math.abs(adjoint[values.length + i] * direction[i]);
                        }
                        double forward = dot(tangent, 0, cotangent);
                        double backward = dot(adjoint, values.length, direction);
                        near("cotangent * tangent = adjoint * direction", forward, LAW * terms + rounding, backward);
                        """)
                .build();
    }

    private static MethodSpec symmetry() {
        return holds("Symmetry")
                .addParameter(VECTOR, "outputs")
                .addCode("$L", """
                        int n = numbers.length;
                        for (int j = 0; j < values.length; j++) {
                            int from = values.length * (1 + n) + j * n * n;
                            for (int i = 0; i < n; i++) {
                                for (int k = 0; k < i; k++) {
                                    double a = outputs[from + i * n + k];
                                    double b = outputs[from + k * n + i];
                                    String what = "the Hessian of result " + (j + 1) + " at row " + (i + 1) + " and column " + (k + 1);
                                    near(what, b, LAW * (Math.abs(a) + Math.abs(b)) + rounding, a);
                                }
                            }
                        }
                        """)
                .build();
    }

    private static MethodSpec rowSums() {
        return holds("RowSums")
                .addParameter(VECTOR, "hessian")
                .addParameter(VECTOR, "hvp")
                .addCode("$L", """
                        int n = numbers.length;
                        for (int i = 0; i < n; i++) {
                            double sum = 0;
                            double terms = 0;
                            for (int k = 0; k < n; k++) {
                                sum += hessian[1 + n + i * n + k];
                                terms += Math.abs(hessian[1 + n + i * n + k]);
                            }
                            near("row " + (i + 1) + " of the Hessian, added up", hvp[i], LAW * terms + rounding, sum);
                        }
                        """)
                .build();
    }

    private static MethodSpec lengths() {
        return MethodSpec.methodBuilder("lengths")
                .addParameter(INTEGERS, "active")
                .varargs()
                .returns(INTEGERS)
                .addCode("$L", """
                        int[] lengths = new int[active.length];
                        for (int i = 0; i < active.length; i++) {
                            lengths[i] = parameters[active[i]];
                        }
                        return lengths;
                        """)
                .build();
    }

    /** A point that knows some directions only. */
    private void within() {
        type.addMethod(MethodSpec.methodBuilder("within")
                .addJavadoc("$L", "What is known of the derivatives with respect to some parameters.\n")
                .addParameter(INTEGERS, "active")
                .varargs()
                .returns(point)
                .addStatement("$T part = new $T(name)", point, point)
                .addCode("$L", """
                        part.values = values;
                        part.valuesTolerance = valuesTolerance;
                        int[] known = new int[directions.length];
                        double[][] picked = new double[directions.length][];
                        int count = 0;
                        for (int d = 0; d < directions.length; d++) {
                            double[] taken = pick(directions[d], active);
                            if (isZeroBeside(directions[d], taken)) {
                                picked[count] = taken;
                                known[count++] = d;
                            }
                        }
                        part.directions = new double[count][];
                        part.first = new double[count][];
                        part.firstTolerance = new double[count][];
                        for (int d = 0; d < count; d++) {
                            part.directions[d] = picked[d];
                            if (first != null) {
                                part.first[d] = first[known[d]];
                                part.firstTolerance[d] = firstTolerance[known[d]];
                            }
                        }
                        if (second != null) {
                            part.second = new double[values.length][count][count];
                            part.secondTolerance = new double[values.length][count][count];
                            for (int j = 0; j < second.length; j++) {
                                for (int d = 0; d < count; d++) {
                                    for (int e = 0; e < count; e++) {
                                        part.second[j][d][e] = second[j][known[d]][known[e]];
                                        part.secondTolerance[j][d][e] = secondTolerance[j][known[d]][known[e]];
                                    }
                                }
                            }
                        }
                        return part;
                        """)
                .build());
        type.addMethod(MethodSpec.methodBuilder("pick")
                .addModifiers(Modifier.PRIVATE)
                .addParameter(VECTOR, "direction")
                .addParameter(INTEGERS, "active")
                .returns(VECTOR)
                .addCode("$L", """
                        double[] taken = new double[count(lengths(active))];
                        int to = 0;
                        for (int i : active) {
                            int from = 0;
                            for (int k = 0; k < i; k++) {
                                from += parameters[k];
                            }
                            System.arraycopy(direction, from, taken, to, parameters[i]);
                            to += parameters[i];
                        }
                        return taken;
                        """)
                .build());
        type.addMethod(MethodSpec.methodBuilder("isZeroBeside")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameter(VECTOR, "direction")
                .addParameter(VECTOR, "taken")
                .returns(TypeName.BOOLEAN)
                .addCode("$L", """
                        double rest = 0;
                        for (double number : direction) {
                            rest += Math.abs(number);
                        }
                        for (double number : taken) {
                            rest -= Math.abs(number);
                        }
                        return rest == 0;
                        """)
                .build());
    }

    private static MethodSpec units() {
        return MethodSpec.methodBuilder("units")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameter(TypeName.INT, "count")
                .returns(MATRIX)
                .addCode("$L", """
                        double[][] units = new double[count][count];
                        for (int j = 0; j < count; j++) {
                            units[j][j] = 1;
                        }
                        return units;
                        """)
                .build();
    }

    private static MethodSpec join() {
        return MethodSpec.methodBuilder("join")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameter(MATRIX, "parts")
                .varargs()
                .returns(VECTOR)
                .addCode("$L", """
                        int length = 0;
                        for (double[] part : parts) {
                            length += part.length;
                        }
                        double[] all = new double[length];
                        int from = 0;
                        for (double[] part : parts) {
                            System.arraycopy(part, 0, all, from, part.length);
                            from += part.length;
                        }
                        return all;
                        """)
                .build();
    }

    private static MethodSpec split() {
        return MethodSpec.methodBuilder("split")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameter(VECTOR, "all")
                .addParameter(INTEGERS, "lengths")
                .returns(MATRIX)
                .addCode("$L", """
                        double[][] parts = new double[lengths.length][];
                        int from = 0;
                        for (int i = 0; i < lengths.length; i++) {
                            parts[i] = new double[lengths[i]];
                            System.arraycopy(all, from, parts[i], 0, lengths[i]);
                            from += lengths[i];
                        }
                        return parts;
                        """)
                .build();
    }

    private static MethodSpec count() {
        return MethodSpec.methodBuilder("count")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameter(INTEGERS, "lengths")
                .returns(TypeName.INT)
                .addCode("$L", """
                        int count = 0;
                        for (int length : lengths) {
                            count += length;
                        }
                        return count;
                        """)
                .build();
    }
}
