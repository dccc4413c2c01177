package org.wengert.codegen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.lang.model.element.Modifier;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.product.Derivative;
import org.wengert.shaded.javapoet.CodeBlock;
import org.wengert.shaded.javapoet.MethodSpec;
import org.wengert.shaded.javapoet.TypeName;
import org.wengert.sparse.SparsePattern;
import org.wengert.ssa.ClassNames;
import org.wengert.tree.Expression;
import org.wengert.tree.Statement;

/** Writes what says where the entries of a matrix are: how many there are, and their rows and columns in the forms that solvers take. */
final class PatternMethods {

    private static final String ROWS = "rows";
    private static final String COLUMNS = "columns";
    private static final String ROW_STARTS = "rowStarts";
    private static final String COLUMN_STARTS = "columnStarts";
    private static final String ORDER = "order";

    private static final PatternWalk.AtRow NOTHING = (row, code) -> {};

    private final Derivative derivative;
    private final SparsePattern pattern;
    private final String product;
    private final String counting;
    private final ClassNames around;
    private final Modifier[] modifiers;

    private PatternMethods(
            Derivative derivative,
            SparsePattern pattern,
            String product,
            String counting,
            ClassNames around,
            Modifier... modifiers) {
        this.derivative = derivative;
        this.pattern = pattern;
        this.product = product;
        this.counting = counting;
        this.around = around;
        this.modifiers = modifiers.clone();
    }

    /**
     * The methods for a product; none if all its entries are there.
     *
     * @param around the names of the class, which has a method {@link ArrayClass#CHECK}
     * @param modifiers of the methods
     */
    static List<MethodSpec> of(Derivative derivative, Members members, ClassNames around, Modifier... modifiers) {
        Optional<SparsePattern> pattern = derivative.pattern();
        if (pattern.isEmpty()) {
            return List.of();
        }
        String name = members.name(derivative);
        String counting = members.method(name + "Count");
        PatternMethods methods = new PatternMethods(derivative, pattern.get(), name, counting, around, modifiers);
        return List.of(
                methods.count(),
                methods.byRows(members.method(name + "Pattern")),
                methods.triplets(members.method(name + "Triplets")),
                methods.byColumns(members.method(name + "ByColumns")));
    }

    /** What these methods take. */
    static List<ArrayCall> calls(String product, SparsePattern pattern) {
        Size count = pattern.count();
        return List.of(
                call(product + "Count"),
                call(product + "Pattern", places(ROW_STARTS, pattern.rows().plus(1)), places(COLUMNS, count)),
                call(product + "Triplets", places(ROWS, count), places(COLUMNS, count)),
                call(
                        product + "ByColumns",
                        places(COLUMN_STARTS, pattern.columns().plus(1)),
                        places(ROWS, count),
                        places(ORDER, count)));
    }

    private static ArrayCall call(String method, ArrayCall.Argument... arguments) {
        return new ArrayCall(method, List.of(arguments));
    }

    private static ArrayCall.Argument places(String name, Size count) {
        return new ArrayCall.Argument(name, Shape.of(count), true, ArrayCall.Elements.PLACES);
    }

    /** Refusals of sizes for which the entries of a product are not known. */
    static List<Statement> conditions(Derivative derivative, Function<Size, Expression> integers) {
        return derivative.pattern().map(SparsePattern::conditions).orElse(List.of()).stream()
                .map(condition -> ArrayClass.refuse(
                        new Expression.Binary("<", integers.apply(condition), Expression.integer(0)),
                        List.of(
                                new Expression.Quoted(SparsePattern.refusal(condition)),
                                integers.apply(condition).grouped())))
                .toList();
    }

    /** When there are such refusals, in words. */
    static List<String> refusals(Derivative derivative) {
        return derivative
                        .pattern()
                        .map(SparsePattern::conditions)
                        .orElse(List.of())
                        .isEmpty()
                ? List.of()
                : List.of("the entries are not known for these sizes");
    }

    private MethodSpec count() {
        MethodSpec.Builder method = MethodSpec.methodBuilder(counting)
                .addModifiers(modifiers)
                .addJavadoc("How many entries {@link #$L} gives.\n\n", product)
                .returns(TypeName.INT)
                .addCode(JavaPrinter.code(conditions(derivative, new PatternWalk(pattern, around)::expression)))
                .addStatement("return $L", new PatternWalk(pattern, around).code(pattern.count()));
        Tags.returns(method, "their number");
        Tags.refuses(method, refusals(derivative));
        return method.build();
    }

    private MethodSpec byRows(String name) {
        Form form = new Form(name, ROW_STARTS, COLUMNS);
        form.describe(
                "Where the entries are that {@link #$L} gives: by rows, the columns of a row ascending, none twice.\n\n<pre>{@code\n",
                product);
        pattern.lines().forEach(line -> form.describe("$L\n", Comments.code(line)));
        form.describe("}</pre>\n\n");
        form.takeStarts(ROW_STARTS, "row", pattern.rows());
        form.takeEntries(COLUMNS, "the columns of the entries");
        String next = form.counter("next");
        String row = form.counter("row");
        return form.add(form.walk.write(
                        (number, code) -> starts(row, next, form.walk.code(number), code),
                        (number, column, code) ->
                                code.addStatement("$L[$L++] = $L", COLUMNS, next, form.walk.code(column))))
                .add(starts(row, next, form.walk.code(pattern.rows()), CodeBlock.builder())
                        .build())
                .build();
    }

    /** All rows up to one begin at the next entry: those before it that have begun nowhere have none. */
    private static CodeBlock.Builder starts(String row, String next, CodeBlock number, CodeBlock.Builder code) {
        return code.beginControlFlow("while ($L <= $L)", row, number)
                .addStatement("$L[$L++] = $L", ROW_STARTS, row, next)
                .endControlFlow();
    }

    private MethodSpec triplets(String name) {
        Form form = new Form(name, ROWS, COLUMNS);
        form.describe(
                "The row and the column of each entry that {@link #$L} gives, in the order of the entries.\n\n",
                product);
        form.takeEntries(ROWS, "the rows of the entries");
        form.takeEntries(COLUMNS, "the columns of the entries");
        String next = form.counter("next");
        return form.add(form.walk.write(
                        NOTHING,
                        (row, column, code) -> code.addStatement("$L[$L] = $L", ROWS, next, form.walk.code(row))
                                .addStatement("$L[$L++] = $L", COLUMNS, next, form.walk.code(column))))
                .build();
    }

    private MethodSpec byColumns(String name) {
        Form form = new Form(name, COLUMN_STARTS, ROWS, ORDER);
        form.describe(
                "Where the entries are that {@link #$L} gives: by columns, the rows of a column ascending.\n\n",
                product);
        form.takeStarts(COLUMN_STARTS, "column", pattern.columns());
        form.takeEntries(ROWS, "the rows of the entries by columns");
        form.takeEntries(ORDER, "which of the entries each of these is, counted by rows");
        PatternWalk walk = form.walk;
        String column = walk.claim("column");
        CodeBlock columns = walk.code(pattern.columns());
        form.code
                .addStatement("$T.fill($L, 0)", Arrays.class, COLUMN_STARTS)
                .add(walk.write(
                        NOTHING,
                        (row, of, code) -> code.addStatement("$L[$L]++", COLUMN_STARTS, walk.code(of.plus(1)))))
                .beginControlFlow("for (int $L = 0; $L < $L; $L++)", column, column, columns, column)
                .addStatement("$L[$L + 1] += $L[$L]", COLUMN_STARTS, column, COLUMN_STARTS, column)
                .endControlFlow();
        String next = form.counter("next");
        form.code
                .add(walk.write(
                        NOTHING,
                        (row, of, code) -> code.addStatement(
                                        "$L[$L[$L]] = $L", ROWS, COLUMN_STARTS, walk.code(of), walk.code(row))
                                .addStatement("$L[$L[$L]++] = $L++", ORDER, COLUMN_STARTS, walk.code(of), next)))
                .add("// A column ends where the next one begins.\n")
                .beginControlFlow("for (int $L = $L; $L > 0; $L--)", column, columns, column, column)
                .addStatement("$L[$L] = $L[$L - 1]", COLUMN_STARTS, column, COLUMN_STARTS, column)
                .endControlFlow()
                .addStatement("$L[0] = 0", COLUMN_STARTS);
        return form.build();
    }

    /** A method that fills arrays. */
    private final class Form {
        private final MethodSpec.Builder method;
        private final PatternWalk walk;
        private final CodeBlock.Builder code = CodeBlock.builder();

        Form(String name, String... parameters) {
            method = MethodSpec.methodBuilder(name).addModifiers(modifiers);
            walk = new PatternWalk(pattern, around, parameters);
            code.add(JavaPrinter.code(conditions(derivative, walk::expression)));
        }

        void describe(String format, Object... arguments) {
            method.addJavadoc(format, arguments);
        }

        void takeStarts(String array, String line, Size lines) {
            Size count = lines.plus(1);
            take(
                    array,
                    count,
                    "[" + count + "]",
                    "for each " + line + " where its entries begin, and behind them how many there are");
        }

        /** An array that has an element for each entry. */
        void takeEntries(String array, String meaning) {
            take(array, pattern.count(), "as many as " + counting + "() says", meaning);
        }

        private void take(String array, Size count, String extent, String meaning) {
            Tags.param(method, array, "receives " + meaning + ", " + extent);
            method.addParameter(int[].class, array);
            code.addStatement("$L($S, $L.length, $L)", ArrayClass.CHECK, array, array, walk.code(count));
        }

        /** A variable that begins with 0. */
        String counter(String wanted) {
            String name = walk.claim(wanted);
            code.addStatement("int $L = 0", name);
            return name;
        }

        Form add(CodeBlock more) {
            code.add(more);
            return this;
        }

        MethodSpec build() {
            List<String> reasons = new ArrayList<>(refusals(derivative));
            reasons.add("an array has another length");
            Tags.refuses(method, reasons);
            return method.addCode(code.build()).build();
        }
    }
}
