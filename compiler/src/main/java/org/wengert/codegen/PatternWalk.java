package org.wengert.codegen;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.shaded.javapoet.CodeBlock;
import org.wengert.sparse.SparsePattern;
import org.wengert.ssa.ClassNames;
import org.wengert.ssa.NameAllocator;
import org.wengert.tree.Expression;

/** Loops over the entries of a pattern in a method of its own: row by row, the columns of a row ascending. */
final class PatternWalk {

    /** No program has an index with a blank. */
    private static final Symbol COLUMN = new Symbol("column ");

    private final SparsePattern pattern;
    private final ClassNames around;
    private final NameAllocator locals;
    private final Map<Symbol, String> indices = new HashMap<>();

    /** What is written at a row before its entries. */
    interface AtRow {
        void write(Size number, CodeBlock.Builder code);
    }

    /** What is written at an entry. */
    interface AtEntry {
        void write(Size row, Size column, CodeBlock.Builder code);
    }

    /**
     * In a method.
     *
     * @param around the names of the class
     * @param parameters of the method
     */
    PatternWalk(SparsePattern pattern, ClassNames around, String... parameters) {
        this.pattern = pattern;
        this.around = around;
        this.locals = new NameAllocator(around.all());
        for (String parameter : parameters) {
            locals.claim(parameter);
        }
    }

    /** A name for a variable of the method. */
    String claim(String wanted) {
        return locals.claim(wanted);
    }

    /** The loops. */
    CodeBlock write(AtRow atRow, AtEntry atEntry) {
        CodeBlock.Builder code = CodeBlock.builder();
        pattern.parts().forEach(part -> write(part, atRow, atEntry, code));
        return code.build();
    }

    private void write(SparsePattern.Part part, AtRow atRow, AtEntry atEntry, CodeBlock.Builder code) {
        if (part instanceof SparsePattern.Each each) {
            loop(
                    each.index(),
                    each.from(),
                    each.to(),
                    code,
                    () -> each.parts().forEach(inner -> write(inner, atRow, atEntry, code)));
            return;
        }
        SparsePattern.Row row = (SparsePattern.Row) part;
        atRow.write(row.number(), code);
        for (SparsePattern.Run columns : row.runs()) {
            if (columns.count().equals(Size.ONE)) {
                atEntry.write(row.number(), columns.from(), code);
            } else {
                loop(
                        COLUMN,
                        columns.from(),
                        columns.from().plus(columns.count()),
                        code,
                        () -> atEntry.write(row.number(), Size.of(COLUMN), code));
            }
        }
    }

    private void loop(Symbol index, Size from, Size to, CodeBlock.Builder code, Runnable body) {
        String name =
                indices.computeIfAbsent(index, symbol -> claim(symbol.base().strip()));
        code.beginControlFlow("for (int $L = $L; $L < $L; $L++)", name, code(from), name, code(to), name);
        body.run();
        code.endControlFlow();
    }

    /** A size in the method. */
    CodeBlock code(Size size) {
        return JavaPrinter.code(expression(size));
    }

    Expression expression(Size size) {
        return SizeExpressions.of(
                size,
                symbol -> Expression.name(
                        Optional.ofNullable(indices.get(symbol)).orElseGet(() -> around.field(symbol))));
    }
}
