package org.wengert.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.product.Derivative;
import org.wengert.product.Product;
import org.wengert.runtime.ColouredMatrix;
import org.wengert.shaded.javapoet.CodeBlock;
import org.wengert.shaded.javapoet.FieldSpec;
import org.wengert.shaded.javapoet.MethodSpec;
import org.wengert.shaded.javapoet.TypeName;
import org.wengert.shaded.javapoet.TypeSpec;
import org.wengert.ssa.NameAllocator;
import org.wengert.ssa.Schedule;
import org.wengert.tree.Expression;

/**
 * Writes the methods of a matrix whose entries are found when the sizes are known: the one for the entries, which asks a method of the class for a
 * product with the direction of each colour, and those that say where the entries are.
 */
final class ColouredMethods {

    private static final String ENTRIES = "entries";

    private final ArrayMethod line;

    /** The product of the transposed matrix; none of one that is symmetric. */
    private final Optional<ArrayMethod> transposed;

    private final String product;
    private final NameAllocator locals;
    private final String matrix;
    private final Members members;

    private ColouredMethods(ArrayMethod line, Optional<ArrayMethod> transposed, String product, Members members) {
        this.line = line;
        this.transposed = transposed;
        this.product = product;
        this.members = members;
        this.matrix = members.method(product + "Matrix");
        this.locals = new NameAllocator(line.list().around().all());
    }

    /** The product with a direction, which has a name of its own. */
    static ArrayMethod line(
            FunctionSource function, Derivative derivative, Members members, LineMarks lines, NaNTrap trap) {
        String name = members.method(members.name(derivative) + "Line");
        return new ArrayMethod(name, function, derivative, members, lines, trap);
    }

    /** Adds the members to a class. */
    static List<MethodSpec> write(TypeSpec.Builder type, ArrayMethod line, Slots slots, LineMarks lines, NaNTrap trap) {
        Members members = line.members();
        Derivative derivative = line.derivative();
        String product = members.name(derivative);
        Optional<ArrayMethod> transposed = derivative
                .coloured()
                .flatMap(Derivative.Coloured::transposed)
                .map(graph -> new ArrayMethod(
                        members.method(product + "Row"),
                        line.function(),
                        derivative.with(graph),
                        members,
                        lines,
                        trap));
        ColouredMethods coloured = new ColouredMethods(line, transposed, product, members);
        ArrayMethod reach = reach(line, members, lines, trap, coloured.product);
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(coloured.entries());
        methods.addAll(coloured.places(derivative.coloured().orElseThrow().reach()));
        methods.add(coloured.matrix(type, reach));
        methods.addAll(line.writePrivate(slots));
        transposed.ifPresent(rows -> methods.addAll(rows.writePrivate(slots)));
        methods.addAll(reach.writePrivate(slots));
        return methods;
    }

    /** What a direction reaches, as a function of the direction alone. */
    private static ArrayMethod reach(ArrayMethod line, Members members, LineMarks lines, NaNTrap trap, String product) {
        FunctionSource whole = line.function();
        Graph graph = line.derivative().coloured().orElseThrow().reach();
        Derivative value = new Derivative(Product.VALUE, graph, 1, List.of(), Derivative.Shape.WHOLE);
        FunctionSource function = new FunctionSource(
                whole.name(),
                List.of("direction"),
                List.of("product"),
                whole.formula(),
                List.of(),
                graph,
                List.of(value),
                derivative -> Schedule.of(derivative.graph()),
                whole.sizes(),
                false);
        return new ArrayMethod(members.method(product + "Reach"), function, value, members, lines, trap);
    }

    private MethodSpec entries() {
        MethodSpec.Builder method = MethodSpec.methodBuilder(product).addModifiers(Modifier.PUBLIC);
        line.describe(method);
        List<Node> inputs = line.inputs();
        List<String> names = new ArrayList<>();
        CodeBlock.Builder code = CodeBlock.builder();
        List<String> arrays = new ArrayList<>();
        for (int i = 0; i + 1 < inputs.size(); i++) {
            boolean number = inputs.get(i).type().isScalar();
            String name = claimed(line.arguments().get(i));
            names.add(name);
            method.addParameter(number ? double.class : double[].class, name);
            Tags.param(
                    method,
                    name,
                    line.meaning(i) + OutputDocs.layout(inputs.get(i).type().shape()));
            if (!number) {
                arrays.add(name);
            }
        }
        List<String> outputs = new ArrayList<>();
        for (int i = line.returns() ? 1 : 0; i + 1 < line.outputs().size(); i++) {
            String name = claimed(line.results().get(i));
            outputs.add(name);
            method.addParameter(double[].class, name);
            Tags.param(method, name, "receives " + line.received(i));
            arrays.add(name);
        }
        String entries = locals.claim(ENTRIES);
        method.addParameter(double[].class, entries);
        Tags.param(method, entries, "receives the entries, as many as " + product + "Count() says");
        String own = locals.claim("matrix");
        String colour = locals.claim("colour");
        String direction = locals.claim("direction");
        code.addStatement("$T $L = $L()", ColouredMatrix.class, own, matrix)
                .addStatement("$L($S, $L.length, $L.count())", ArrayClass.CHECK, entries, entries, own);
        if (!arrays.isEmpty()) {
            List<Expression> others = new ArrayList<>();
            arrays.forEach(name -> others.add(Expression.name(name)));
            code.add(JavaPrinter.code(List.of(ArrayMethod.checkDistinct(entries, Expression.name(entries), others))));
        }
        String value = locals.claim("value");
        if (line.returns()) {
            method.returns(double.class);
            line.describeReturn(method);
            code.addStatement("double $L = 0", value);
        }
        Tags.refuses(method, ArrayMethod.refusals(line.derivative(), true, !arrays.isEmpty()));
        names.add(direction);
        names.addAll(outputs);
        names.add(own + ".product()");
        code.beginControlFlow("for (int $L = 0; $L < $L.products(); $L++)", colour, colour, own, colour)
                .addStatement("double[] $L = $L.direction($L)", direction, own, colour)
                .add(productCall(own, line.returns() ? value + " = " : "", String.join(", ", names)))
                .addStatement("$L.take($L, $L)", own, colour, entries)
                .endControlFlow();
        if (line.returns()) {
            code.addStatement("return $L", value);
        }
        return method.addCode(code.build()).build();
    }

    /** The product with a direction, of the matrix or of its transpose. */
    private CodeBlock productCall(String matrix, String assigned, String arguments) {
        CodeBlock plain = CodeBlock.of("$L$L($L);\n", assigned, line.name(), arguments);
        return transposed
                .map(rows -> CodeBlock.builder()
                        .beginControlFlow("if ($L.isByRows())", matrix)
                        .addStatement("$L$L($L)", assigned, rows.name(), arguments)
                        .nextControlFlow("else")
                        .add(plain)
                        .endControlFlow()
                        .build())
                .orElse(plain);
    }

    private String claimed(String name) {
        return locals.claim(name);
    }

    private List<MethodSpec> places(Graph reach) {
        CodeBlock rows = lines(reach.results().get(0));
        CodeBlock columns = lines(reach.inputs().get(0));
        CodeBlock count = CodeBlock.of("$L().count()", matrix);
        MethodSpec.Builder colours = form("Colours", "How many products with directions {@link #$L} takes.\n");
        MethodSpec.Builder number = form("Count", "How many entries {@link #$L} gives.\n");
        MethodSpec.Builder byRows = form(
                "Pattern",
                "Where the entries are that {@link #$L} gives: by rows, the columns of a row ascending, none twice.\n\n");
        MethodSpec.Builder triplets = form(
                "Triplets",
                "The row and the column of each entry that {@link #$L} gives, in the order of the entries.\n\n");
        MethodSpec.Builder byColumns = form(
                "ByColumns",
                "Where the entries are that {@link #$L} gives: by columns, the rows of a column ascending.\n\n");
        take(byRows, "rowStarts", rows, "for each row where its entries begin, and behind them how many there are");
        take(byRows, "columns", count, "the columns of the entries");
        take(triplets, "rows", count, "the rows of the entries");
        take(triplets, "columns", count, "the columns of the entries");
        take(
                byColumns,
                "columnStarts",
                columns,
                "for each column where its entries begin, and behind them how many there are");
        take(byColumns, "rows", count, "the rows of the entries by columns");
        take(byColumns, "order", count, "which of the entries each of these is, counted by rows");
        return List.of(
                number.returns(TypeName.INT).addStatement("return $L", count).build(),
                byRows.addStatement("$L().pattern(rowStarts, columns)", matrix).build(),
                triplets.addStatement("$L().triplets(rows, columns)", matrix).build(),
                byColumns
                        .addStatement("$L().byColumns(columnStarts, rows, order)", matrix)
                        .build(),
                colours.returns(TypeName.INT)
                        .addStatement("return $L().colours()", matrix)
                        .build());
    }

    private CodeBlock lines(Node vector) {
        return CodeBlock.of(
                "$L + 1",
                JavaPrinter.code(line.integer(vector.type().shape().count()).grouped()));
    }

    private MethodSpec.Builder form(String suffix, String words) {
        return MethodSpec.methodBuilder(members.method(product + suffix))
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc(words, product);
    }

    private static void take(MethodSpec.Builder method, String array, CodeBlock count, String meaning) {
        method.addParameter(int[].class, array)
                .addJavadoc("@param $L receives $L\n", array, meaning)
                .addStatement("$L($S, $L.length, $L)", ArrayClass.CHECK, array, array, count);
    }

    /** The matrix, made at the first call. */
    private MethodSpec matrix(TypeSpec.Builder type, ArrayMethod reach) {
        String field = new NameAllocator(line.list().around().all()).claim(matrix);
        type.addField(FieldSpec.builder(ColouredMatrix.class, field, Modifier.PRIVATE)
                .addJavadoc("Where the entries of {@link #$L} are, from the first call on that asks for it.\n", product)
                .build());
        Graph graph = line.derivative().coloured().orElseThrow().reach();
        CodeBlock rows = JavaPrinter.code(
                line.integer(graph.results().get(0).type().shape().count()));
        CodeBlock columns = JavaPrinter.code(
                line.integer(graph.inputs().get(0).type().shape().count()));
        CodeBlock made = line.derivative().product().order() == 2
                ? CodeBlock.of("$T.lowerTriangle($L, this::$L)", ColouredMatrix.class, columns, reach.name())
                : CodeBlock.of("$T.of($L, $L, this::$L)", ColouredMatrix.class, rows, columns, reach.name());
        return MethodSpec.methodBuilder(matrix)
                .addModifiers(Modifier.PRIVATE)
                .returns(ColouredMatrix.class)
                .beginControlFlow("if ($L == null)", field)
                .addStatement("$L = $L", field, made)
                .endControlFlow()
                .addStatement("return $L", field)
                .build();
    }

    /** What these methods take. */
    static List<ArrayCall> calls(String product) {
        return List.of(
                call(product + "Count"),
                call(product + "Colours"),
                call(product + "Pattern", "rowStarts", "columns"),
                call(product + "Triplets", "rows", "columns"),
                call(product + "ByColumns", "columnStarts", "rows", "order"));
    }

    private static ArrayCall call(String method, String... arrays) {
        return new ArrayCall(
                method,
                List.of(arrays).stream()
                        .map(name -> new ArrayCall.Argument(name, Shape.SCALAR, true, ArrayCall.Elements.PLACES))
                        .toList());
    }
}
