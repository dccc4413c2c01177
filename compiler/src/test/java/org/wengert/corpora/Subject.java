package org.wengert.corpora;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.product.Product;
import org.wengert.source.SourceText;
import org.wengert.source.Span;

/** A function of a corpus, compiled, with respect to its first {@code active} parameters. */
record Subject(CompiledFunction function, int active) {

    /** A formula of a corpus with its variables. */
    static Subject formula(String text, List<String> variables) {
        CompilerOptions options = CompilerOptions.named("f").withParameters(variables);
        return of(Compiler.compile(SourceText.of("f.expr", language(text)), options), variables.size());
    }

    /** The last function of a program. */
    static Subject program(String text, int active) {
        return of(Compiler.compile(SourceText.of("f.expr", text), CompilerOptions.named("f")), active);
    }

    private static Subject of(Compilation compilation, int active) {
        if (!compilation.succeeded()) {
            throw new IllegalStateException(
                    compilation.diagnostics() + "\n" + compilation.source().text());
        }
        List<CompiledFunction> functions = compilation.functions();
        return new Subject(functions.get(functions.size() - 1), active);
    }

    /** {@code ifelse(c, u, v)} is {@code (c ? u : v)}. */
    static String language(String text) {
        int start = text.indexOf("ifelse(");
        if (start < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.substring(0, start)).append('(');
        int depth = 1;
        int commas = 0;
        int i = start + "ifelse(".length();
        for (; depth > 0; i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 1) {
                out.append(commas++ == 0 ? " ? " : " : ");
            } else {
                out.append(c);
            }
        }
        return language(out + text.substring(i));
    }

    FunctionGraph.Request request(Product product) {
        return new FunctionGraph.Request(
                product, IntStream.range(0, active).boxed().toList(), Span.NONE);
    }

    double[] evaluate(Product product, double[] point, double... more) {
        return function.evaluate(request(product), point, more);
    }

    /** A tangent, or an hvp, in each unit direction: the columns of a matrix, which is given by rows. */
    double[] columns(Product product, double[] point) {
        double[][] columns = new double[active][];
        for (int i = 0; i < active; i++) {
            double[] direction = new double[active];
            direction[i] = 1;
            columns[i] = evaluate(product, point, direction);
        }
        int rows = active == 0 ? 0 : columns[0].length;
        double[] all = new double[rows * active];
        for (int i = 0; i < all.length; i++) {
            all[i] = columns[i % active][i / active];
        }
        return all;
    }

    /** An adjoint for each unit cotangent: the rows of the Jacobian. */
    double[] rows(double[] point) {
        int results = function.results().size();
        double[] all = new double[results * active];
        for (int j = 0; j < results; j++) {
            double[] cotangent = new double[results];
            cotangent[j] = 1;
            System.arraycopy(evaluate(Product.ADJOINT, point, cotangent), results, all, j * active, active);
        }
        return all;
    }

    /** By how much each output of {@code product} changes when the inputs move by a unit in their last place. */
    double[] sensitivity(Product product, double[] point) {
        double[] plain = evaluate(product, point);
        double[] largest = new double[plain.length];
        for (int pattern = 0; pattern < 6; pattern++) {
            double[] moved = point.clone();
            for (int i = 0; i < moved.length; i++) {
                DoubleUnaryOperator move = (Integer.bitCount(((i + 1) * 0x9E3779B9) >>> pattern) & 1) == pattern % 2
                        ? Math::nextUp
                        : Math::nextDown;
                moved[i] = move.applyAsDouble(moved[i]);
            }
            double[] other = evaluate(product, moved);
            for (int k = 0; k < plain.length; k++) {
                largest[k] = Math.max(largest[k], Math.abs(other[k] - plain[k]));
            }
        }
        return largest;
    }
}
