package org.wengert.codegen;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;
import org.wengert.codegen.TestPoint.Expected;
import org.wengert.product.Block;
import org.wengert.product.Derivative;
import org.wengert.product.Product;
import org.wengert.product.Product.Takes;
import org.wengert.shaded.javapoet.ArrayTypeName;
import org.wengert.shaded.javapoet.ClassName;
import org.wengert.shaded.javapoet.CodeBlock;
import org.wengert.shaded.javapoet.MethodSpec;
import org.wengert.shaded.javapoet.TypeName;
import org.wengert.shaded.javapoet.TypeSpec;

/**
 * Writes the tests of one function: its points; a method for each product that calls it with vectors of numbers, whatever it
 * takes; a test for each product that holds it to the points; and the laws that products fulfil together.
 */
final class FunctionTest {

    private static final TypeName VECTOR = ArrayTypeName.of(TypeName.DOUBLE);
    private static final int NUMBERS_PER_LINE = 8;

    /** What is known of derivatives of each order. */
    private static final List<String> KINDS = List.of("Values", "First", "Second");

    private final FunctionSource function;
    private final ClassName tested;
    private final ClassName point;
    private final List<TestPoint> points;
    private final Map<String, Derivative> products = new LinkedHashMap<>();

    /**
     * The tests of a function.
     *
     * @param tested the class with its methods
     * @param point the class that a point is an instance of
     */
    FunctionTest(FunctionSource function, ClassName tested, ClassName point, List<TestPoint> points) {
        this.function = function;
        this.tested = tested;
        this.point = point;
        this.points = points;
        if (!points.isEmpty()) {
            Members.products(function).forEach((name, derivative) -> {
                if (!derivative.product().isOde()) { // what tests know says nothing of a solution
                    products.put(name, derivative);
                }
            });
        }
    }

    boolean isOfArrays() {
        return !function.isStatic() && !points.isEmpty();
    }

    /** Whether there is a product of some kind. */
    boolean has(Predicate<Product> kind) {
        return products.values().stream().map(Derivative::product).anyMatch(kind);
    }

    /** Whether there is a product of an order that takes so much, and gives all of its derivatives. */
    boolean has(Takes takes, int order) {
        return has(p -> p.takes() == takes && p.order() == order && !p.isSparse());
    }

    /** Whether there is a product of an order that gives the entries of a matrix that are there. */
    boolean hasSparse(int order) {
        return has(p -> p.isSparse() && p.order() == order);
    }

    /** Whether something is derived with respect to some parameters only, or to all in another order. */
    boolean hasPartial() {
        return products.values().stream().anyMatch(FunctionTest::isPartial);
    }

    /** Whether there is more than one number to weight in an adjoint. */
    boolean hasSeveralResults() {
        return points.stream().anyMatch(p -> p.values().size() > 1);
    }

    /** Whether first derivatives are among what a product gives. */
    static boolean tellsFirst(Product product) {
        return product.gives(false).stream().anyMatch(block -> block.order() == 1);
    }

    boolean hasTransposed() {
        return find(Product.ADJOINT).isPresent() && find(Product.TANGENT).isPresent();
    }

    boolean hasRowSums() {
        return find(Product.HESSIAN).isPresent() && find(Product.HVP).isPresent();
    }

    private static boolean isPartial(Derivative derivative) {
        return !derivative.product().isValue() && !derivative.isOfAll();
    }

    /** The product with respect to all parameters in their order. */
    private Optional<String> find(Product product) {
        return products.entrySet().stream()
                .filter(e -> e.getValue().product() == product && !isPartial(e.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    void addTo(TypeSpec.Builder type) {
        if (products.isEmpty()) {
            return;
        }
        products.forEach((name, derivative) -> type.addMethod(test(name, derivative)));
        laws(type);
        products.forEach((name, derivative) -> type.addMethod(call(name, derivative)));
        type.addMethod(all());
        for (int i = 0; i < points.size(); i++) {
            type.addMethod(point(i + 1, points.get(i)));
        }
    }

    // Tests.

    private MethodSpec.Builder startTest(String name) {
        return MethodSpec.methodBuilder(name).addAnnotation(TestClassWriter.TEST);
    }

    private MethodSpec test(String name, Derivative derivative) {
        Product product = derivative.product();
        MethodSpec.Builder test =
                startTest(name + (product.isValue() ? "AgreesWithTheFormula" : "AgreesWithDifferences"));
        test.beginControlFlow("for ($T at : points())", point);
        String at = "at";
        if (isPartial(derivative)) {
            at = "along";
            test.addStatement("$T along = at.within($L)", point, indices(derivative));
        }
        switch (product.takes()) {
            case NOTHING -> {
                if (product.isSparse() && product.order() == 2) {
                    test.addStatement("double[] whole = $L(at)", name)
                            .beginControlFlow("for (int d = 0; d < $L.directions.length; d++)", at)
                            .addStatement("$L.holdsHvp(d, times(whole, $L.directions[d]))", at, at)
                            .endControlFlow();
                } else {
                    test.addStatement("$L.$L($L(at))", at, "holds" + KINDS.get(product.order()), name);
                }
            }
            case DIRECTION -> {
                test.beginControlFlow("for (int d = 0; d < $L.directions.length; d++)", at);
                String holds = product.isSeries() ? "holdsSeries" : product.order() == 1 ? "holdsTangent" : "holdsHvp";
                test.addStatement("$L.$L(d, $L(at, $L.directions[d]))", at, holds, name, at);
                test.endControlFlow();
            }
            case COTANGENT -> {
                test.addStatement("$L.holdsAdjoint(at.cotangent, $L(at, at.cotangent))", at, name);
                if (hasSeveralResults()) {
                    test.beginControlFlow("for (double[] cotangent : units(at.values.length))");
                    test.addStatement("$L.holdsAdjoint(cotangent, $L(at, cotangent))", at, name);
                    test.endControlFlow();
                }
            }
        }
        return test.endControlFlow().build();
    }

    private void laws(TypeSpec.Builder type) {
        if (hasTransposed()) {
            type.addMethod(startTest("adjointIsTheTransposedTangent")
                    .beginControlFlow("for ($T at : points())", point)
                    .addStatement("double[] adjoint = adjoint(at, at.cotangent)")
                    .beginControlFlow("for (double[] direction : at.directions)")
                    .addStatement("at.holdsDotProduct(direction, adjoint, tangent(at, direction))")
                    .endControlFlow()
                    .endControlFlow()
                    .build());
        }
        if (find(Product.HESSIAN).isPresent()) {
            type.addMethod(startTest("hessianIsSymmetric")
                    .beginControlFlow("for ($T at : points())", point)
                    .addStatement("at.holdsSymmetry(hessian(at))")
                    .endControlFlow()
                    .build());
        }
        if (hasRowSums()) {
            type.addMethod(startTest("rowsOfTheHessianAddUpToHvp")
                    .beginControlFlow("for ($T at : points())", point)
                    .addStatement("double[] ones = new double[at.numbers.length]")
                    .addStatement("$T.fill(ones, 1)", ClassName.get("java.util", "Arrays"))
                    .addStatement("at.holdsRowSums(hessian(at), hvp(at, ones))")
                    .endControlFlow()
                    .build());
        }
        products.forEach((name, derivative) -> {
            if (derivative.product() == Product.TANGENT && function.isStatic()) {
                type.addMethod(severalTangents(name, derivative));
            }
        });
    }

    /** Functions of numbers have a method for several directions at once. */
    private MethodSpec severalTangents(String name, Derivative derivative) {
        MethodSpec.Builder test =
                startTest(name + "sAgreeWithDifferences").beginControlFlow("for ($T at : points())", point);
        String at = "at";
        if (isPartial(derivative)) {
            at = "along";
            test.addStatement("$T along = at.within($L)", point, indices(derivative));
        }
        return test.addStatement("double[][] tangents = new double[$L.directions.length][at.values.length]", at)
                .addStatement("$T.$Ls(at.numbers, $L.directions, tangents)", tested, name, at)
                .beginControlFlow("for (int d = 0; d < tangents.length; d++)")
                .addStatement("$L.holdsTangent(d, tangents[d])", at)
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    // Calls.

    /** A method that calls the product and gives its outputs in one vector, in the order of {@link Derivative}. */
    private MethodSpec call(String name, Derivative derivative) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE)
                .returns(VECTOR)
                .addParameter(point, "at");
        String extra = Signature.extra(derivative);
        if (!extra.isEmpty()) {
            method.addParameter(VECTOR, extra);
        }
        if (!function.isStatic()) {
            arrayCall(method, name, derivative, extra);
        } else {
            numberCall(method, name, derivative, Signature.of(derivative));
        }
        return method.build();
    }

    private void numberCall(MethodSpec.Builder method, String name, Derivative derivative, Signature signature) {
        List<String> arguments = new ArrayList<>(List.of("at.numbers"));
        if (signature.hasExtra()) {
            arguments.add(signature.extra() + (signature.extraIsScalar() ? "[0]" : ""));
        }
        List<String> outputs = new ArrayList<>();
        for (Signature.Target target : signature.arrays()) {
            String array = target.name().equals(signature.extra()) ? target.name() + "_" : target.name();
            method.addStatement("double[] $L = new double[$L]", array, target.count());
            arguments.add(array);
            outputs.add(array);
        }
        boolean returns = signature.returns() >= 0;
        if (returns) {
            outputs.add(0, "new double[] {value}");
        }
        method.addStatement(
                (returns ? "double value = " : "") + "$T.$L($L)", tested, name, String.join(", ", arguments));
        if (derivative.product().isSparse()) {
            whole(method, derivative, tested.simpleName() + "." + name, outputs);
        }
        finish(method, outputs);
    }

    private void arrayCall(MethodSpec.Builder method, String name, Derivative derivative, String extra) {
        ArrayCall call = ArrayCall.of(function).stream()
                .filter(c -> c.method().equals(name))
                .findFirst()
                .orElseThrow();
        int parameters = function.parameters().size();
        method.addStatement("double[][] x = split(at.numbers, at.parameters)");
        List<String> arguments = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        if (!extra.isEmpty()) {
            String lengths = derivative.takes() == Takes.COTANGENT
                    ? "at.results"
                    : isPartial(derivative) ? "at.lengths(" + indices(derivative) + ")" : "at.parameters";
            method.addStatement("double[][] more = split($L, $L)", extra, lengths);
        }
        for (int i = 0; i < call.arguments().size(); i++) {
            ArrayCall.Argument argument = call.arguments().get(i);
            if (argument.written()) {
                String array = "out" + (outputs.size() + 1);
                outputs.add(array);
                arguments.add(array);
            } else {
                String array = i < parameters ? "x[" + i + "]" : "more[" + (i - parameters) + "]";
                arguments.add(array + (argument.shape().rank() == 0 ? "[0]" : ""));
            }
        }
        boolean returns = ArraySignature.returns(derivative);
        List<String> lengths = lengths(derivative, returns);
        String sizes = joined(function.sizes().orElseThrow().symbols().size(), i -> "at.sizes[" + i + "]");
        method.addStatement("$T tested = new $T($L)", tested, tested, sizes);
        for (int i = 0; i < outputs.size(); i++) {
            boolean entries = derivative.product().isSparse() && i == outputs.size() - 1;
            String length = entries ? "tested." + name + "Count()" : lengths.get(i);
            method.addStatement("double[] $L = new double[$L]", outputs.get(i), length);
        }
        if (returns) {
            outputs.add(0, "new double[] {value}");
        }
        method.addStatement((returns ? "double value = " : "") + "tested.$L($L)", name, String.join(", ", arguments));
        if (derivative.product().isSparse()) {
            whole(method, derivative, "tested." + name, outputs);
        }
        finish(method, outputs);
    }

    /** Puts the matrix in the place of its entries. */
    private void whole(MethodSpec.Builder method, Derivative derivative, String called, List<String> outputs) {
        boolean square = derivative.product().order() == 2;
        String columns = function.isStatic() ? "" + derivative.active().size() : columns(derivative);
        int last = outputs.size() - 1;
        method.addStatement("int[] rowStarts = new int[$L + 1]", square ? columns : "at.values.length")
                .addStatement("int[] columns = new int[$L.length]", outputs.get(last))
                .addStatement("$LPattern(rowStarts, columns)", called);
        outputs.set(
                last,
                (square ? "mirrored" : "whole") + "(rowStarts, columns, " + outputs.get(last) + ", " + columns + ")");
    }

    private static String columns(Derivative derivative) {
        return isPartial(derivative) ? "count(at.lengths(" + indices(derivative) + "))" : "at.numbers.length";
    }

    private static String indices(Derivative derivative) {
        return derivative.active().stream().map(String::valueOf).collect(joining(", "));
    }

    /** How long each array is that a method of a function of arrays writes. */
    private List<String> lengths(Derivative derivative, boolean returns) {
        List<String> results = IntStream.range(0, function.results().size())
                .mapToObj(j -> "at.results[" + j + "]")
                .toList();
        List<String> active = derivative.active().stream()
                .map(i -> "at.parameters[" + i + "]")
                .toList();
        String columns = columns(derivative);
        List<String> lengths = new ArrayList<>();
        for (Block block : derivative.blocks()) {
            if (block.isMatrix()) {
                lengths.add(String.join(" * ", block.byAxis("at.values.length", columns, "" + block.coefficients())));
            } else {
                lengths.addAll(block.names(results, active).get(0));
            }
        }
        return returns ? lengths.subList(1, lengths.size()) : lengths;
    }

    private static void finish(MethodSpec.Builder method, List<String> outputs) {
        if (outputs.size() == 1) {
            method.addStatement("return $L", outputs.get(0));
        } else {
            method.addStatement("return join($L)", String.join(", ", outputs));
        }
    }

    // Points.

    private MethodSpec all() {
        return MethodSpec.methodBuilder("points")
                .addModifiers(Modifier.PRIVATE)
                .returns(ArrayTypeName.of(point))
                .addStatement("return new $T[] {$L}", point, joined(points.size(), i -> "point" + (i + 1) + "()"))
                .build();
    }

    private MethodSpec point(int number, TestPoint at) {
        MethodSpec.Builder method = MethodSpec.methodBuilder("point" + number)
                .addModifiers(Modifier.PRIVATE)
                .returns(point);
        method.addStatement("$T at = new $T($S)", point, point, at.name());
        if (isOfArrays()) {
            method.addStatement("at.sizes = new int[] {$L}", integers(at.sizes()));
            method.addStatement("at.parameters = new int[] {$L}", integers(at.parameters()));
            method.addStatement("at.results = new int[] {$L}", integers(at.results()));
        } else if (hasPartial()) {
            method.addStatement("at.parameters = new int[] {$L}", integers(at.parameters()));
        }
        assign(method, "numbers", "double[] ", row(at.numbers()));
        if (has(p -> p.takes() == Takes.COTANGENT)) {
            assign(method, "cotangent", "double[] ", row(at.cotangent()));
        }
        expected(method, "values", "double[] ", row(values(at.values())), row(tolerances(at.values())));
        if (has(p -> !p.isValue())) {
            assign(method, "directions", "double[][] ", rows(at.directions()));
        }
        if (has(FunctionTest::tellsFirst)) {
            expected(
                    method,
                    "first",
                    "double[][] ",
                    rows(at.first().stream().map(FunctionTest::values).toList()),
                    rows(at.first().stream().map(FunctionTest::tolerances).toList()));
        }
        if (has(p -> p.order() == 2)) {
            expected(
                    method,
                    "second",
                    "double[][][] ",
                    matrices(at.second(), FunctionTest::values),
                    matrices(at.second(), FunctionTest::tolerances));
        }
        if (hasTransposed() || has(Takes.NOTHING, 2)) {
            method.addStatement("at.rounding = $L", JavaPrinter.code(Literals.of(at.rounding())));
        }
        return method.addStatement("return at").build();
    }

    private static void expected(
            MethodSpec.Builder method, String name, String type, CodeBlock values, CodeBlock tolerances) {
        assign(method, name, type, values);
        assign(method, name + "Tolerance", type, tolerances);
    }

    private static void assign(MethodSpec.Builder method, String name, String type, CodeBlock values) {
        method.addCode("at.$L = new $L$L;\n", name, type, values);
    }

    private static List<Double> values(List<Expected> expected) {
        return expected.stream().map(Expected::value).toList();
    }

    private static List<Double> tolerances(List<Expected> expected) {
        return expected.stream().map(Expected::tolerance).toList();
    }

    private static String integers(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(joining(", "));
    }

    private static CodeBlock row(List<Double> numbers) {
        CodeBlock.Builder row = CodeBlock.builder().add("{");
        for (int i = 0; i < numbers.size(); i++) {
            row.add(i == 0 ? "" : i % NUMBERS_PER_LINE == 0 ? ",\n" : ", ");
            row.add("$L", JavaPrinter.code(Literals.of(numbers.get(i))));
        }
        return row.add("}").build();
    }

    private static CodeBlock rows(List<List<Double>> rows) {
        return nested(rows.stream().map(FunctionTest::row).toList());
    }

    private static CodeBlock matrices(
            List<List<List<Expected>>> matrices, Function<List<Expected>, List<Double>> part) {
        return nested(matrices.stream()
                .map(matrix -> rows(matrix.stream().map(part).toList()))
                .toList());
    }

    private static CodeBlock nested(List<CodeBlock> parts) {
        CodeBlock.Builder all = CodeBlock.builder().add("{\n").indent();
        for (int i = 0; i < parts.size(); i++) {
            all.add(parts.get(i)).add(",\n");
        }
        return all.unindent().add("}").build();
    }

    private static String joined(int count, IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(joining(", "));
    }
}
