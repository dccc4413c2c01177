package org.wengert.codegen;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.product.Derivative;
import org.wengert.shaded.javapoet.CodeBlock;
import org.wengert.shaded.javapoet.MethodSpec;
import org.wengert.shaded.javapoet.TypeName;
import org.wengert.sparse.SparsePattern;
import org.wengert.ssa.ClassNames;
import org.wengert.ssa.NameAllocator;
import org.wengert.tree.Expression;

/** Writes what says where the entries of a matrix are: how many there are, and their rows and columns. */
final class PatternMethods {

    private static final String ROW_STARTS = "rowStarts";
    private static final String COLUMNS = "columns";

    /** No program has an index with a blank. */
    private static final Symbol COLUMN = new Symbol("column ");

    private final SparsePattern pattern;
    private final ClassNames around;
    private final NameAllocator locals;
    private final Map<Symbol, String> indices = new HashMap<>();
    private final Modifier[] modifiers;
    private final String next;
    private final String row;

    private PatternMethods(SparsePattern pattern, ClassNames around, Modifier... modifiers) {
        this.pattern = pattern;
        this.around = around;
        this.modifiers = modifiers.clone();
        this.locals = new NameAllocator(around.all());
        this.locals.claim(ROW_STARTS);
        this.locals.claim(COLUMNS);
        this.next = locals.claim("next");
        this.row = locals.claim("row");
    }

    /**
     * The methods for a product; none if all its entries are there.
     *
     * @param around the names of the class
     * @param modifiers of the methods
     */
    static List<MethodSpec> of(Derivative derivative, Members members, ClassNames around, Modifier... modifiers) {
        Optional<SparsePattern> pattern = derivative.pattern();
        if (pattern.isEmpty()) {
            return List.of();
        }
        PatternMethods methods = new PatternMethods(pattern.get(), around, modifiers);
        String name = members.name(derivative);
        return List.of(
                methods.count(name, members.method(name + "Count")),
                methods.fill(name, members.method(name + "Pattern")));
    }

    private MethodSpec count(String product, String name) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(modifiers)
                .addJavadoc("How many entries {@link #$L} gives.\n", product)
                .returns(TypeName.INT)
                .addStatement("return $L", code(pattern.count()))
                .build();
    }

    private MethodSpec fill(String product, String name) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(modifiers)
                .addJavadoc(
                        "Where the entries are that {@link #$L} gives: by rows, the columns of a row ascending, none twice.\n\n<pre>{@code\n",
                        product);
        pattern.lines().forEach(line -> method.addJavadoc("$L\n", Comments.code(line)));
        method.addJavadoc("}</pre>\n\n")
                .addJavadoc(
                        "@param $L receives for each row where its entries begin, and behind them how many there are, [$L]\n",
                        ROW_STARTS,
                        Comments.javadoc(pattern.rows().plus(1).toString()))
                .addJavadoc("@param $L receives the columns of the entries\n", COLUMNS)
                .addParameter(int[].class, ROW_STARTS)
                .addParameter(int[].class, COLUMNS);
        return method.addCode(filling()).build();
    }

    private CodeBlock filling() {
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("int $L = 0", next);
        code.addStatement("int $L = 0", row);
        pattern.parts().forEach(part -> add(part, code));
        code.beginControlFlow("while ($L <= $L)", row, code(pattern.rows()))
                .addStatement("$L[$L++] = $L", ROW_STARTS, row, next)
                .endControlFlow();
        return code.build();
    }

    private void add(SparsePattern.Part part, CodeBlock.Builder code) {
        if (part instanceof SparsePattern.Each each) {
            each(each, code, () -> each.parts().forEach(inner -> add(inner, code)));
            return;
        }
        SparsePattern.Row entries = (SparsePattern.Row) part;
        code.beginControlFlow("while ($L <= $L)", row, code(entries.number()))
                .addStatement("$L[$L++] = $L", ROW_STARTS, row, next)
                .endControlFlow();
        for (SparsePattern.Run columns : entries.runs()) {
            if (columns.count().equals(Size.ONE)) {
                code.addStatement("$L[$L++] = $L", COLUMNS, next, code(columns.from()));
            } else {
                each(
                        new SparsePattern.Each(
                                COLUMN, columns.from(), columns.from().plus(columns.count()), List.of()),
                        code,
                        () -> code.addStatement("$L[$L++] = $L", COLUMNS, next, code(Size.of(COLUMN))));
            }
        }
    }

    private void each(SparsePattern.Each each, CodeBlock.Builder code, Runnable body) {
        String index = indices.computeIfAbsent(
                each.index(), symbol -> locals.claim(symbol.base().strip()));
        code.beginControlFlow(
                "for (int $L = $L; $L < $L; $L++)", index, code(each.from()), index, code(each.to()), index);
        body.run();
        code.endControlFlow();
    }

    private CodeBlock code(Size size) {
        return JavaPrinter.code(SizeExpressions.of(
                size,
                symbol -> Expression.name(
                        Optional.ofNullable(indices.get(symbol)).orElseGet(() -> around.field(symbol)))));
    }
}
