package org.wengert.syntax;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.grammar.ExprParser;
import org.wengert.shaded.antlr.CommonTokenStream;
import org.wengert.shaded.antlr.ListTokenSource;
import org.wengert.shaded.antlr.ParserRuleContext;
import org.wengert.shaded.antlr.Token;
import org.wengert.shaded.antlr.atn.PredictionMode;
import org.wengert.source.BigStack;
import org.wengert.source.SourceText;

/**
 * From text to {@link Syntax.Program}: scan, mend, match brackets, lay out lines, parse, build.
 *
 * <p>Each stage reports and goes on, so that one run reports every error; {@link SyntaxErrors} keeps one a line.
 */
public final class Parser {

    private Parser() {}

    /**
     * The program of a text, whatever the text is.
     *
     * @return empty where something could not be read; a program in which only foreign spellings were mended is there,
     *     with their errors in {@code diagnostics}, so that later stages may report theirs in the same run
     */
    public static Optional<Syntax.Program> parse(SourceText source, Diagnostics diagnostics) {
        SyntaxErrors errors = new SyntaxErrors(source);
        Syntax.Program program = BigStack.call(() -> program(source, errors));
        errors.flush(diagnostics);
        return errors.broken() ? Optional.empty() : Optional.of(program);
    }

    private static Syntax.Program program(SourceText source, SyntaxErrors errors) {
        List<Token> tokens = Layout.apply(source, errors, Scanner.scan(source, errors));
        ProgramBuilder builder = new ProgramBuilder(source, errors);
        antlr(tokens, errors, builder::add).program();
        return builder.program();
    }

    /** SLL suffices: one token decides every choice of the grammar, but for two after {@code else}. */
    static ExprParser antlr(List<Token> tokens, SyntaxErrors errors, Consumer<ParserRuleContext> builder) {
        ExprParser parser = new BoundedParser(new CommonTokenStream(new ListTokenSource(tokens)), builder);
        parser.removeErrorListeners();
        parser.setErrorHandler(new Recovery(errors));
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        return parser;
    }
}
