package org.wengert.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.driver.Arguments;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;
import org.wengert.product.Product;
import org.wengert.source.SourceText;
import org.wengert.source.Span;

/** The law of formulas: their text compiles again, and has the values of the derivative, within rounding. */
public final class FormulaLaw {

    private static final double TOLERANCE = 1e-9;

    private final CompiledFunction function;
    private final Arguments arguments;
    private int compared;
    private int skipped;
    private int without;

    public FormulaLaw(CompiledFunction function, List<Tensor> x, Map<Symbol, Long> integers) {
        this.function = function;
        this.arguments = Arguments.of(function.source(), x, integers);
    }

    /** The last function of a program. */
    public static CompiledFunction compile(String text) {
        Compilation compilation = Compiler.compile(SourceText.of("f.expr", text), CompilerOptions.named("f"));
        if (!compilation.succeeded()) {
            throw new IllegalArgumentException(compilation.diagnostics() + "\n" + text);
        }
        return compilation.functions().get(compilation.functions().size() - 1);
    }

    /** What is wrong with the first derivatives of all results by all parameters, if there are formulas. */
    public Optional<String> broken() {
        for (int output = 0; output < function.results().size(); output++) {
            for (int input = 0; input < function.parameters().size(); input++) {
                try {
                    DerivativeFormula formula = DerivativeFormula.of(function.source(), output, input, 1);
                    Optional<String> broken = broken(formula, jacobian(output, input));
                    if (broken.isPresent()) {
                        return broken;
                    }
                } catch (NoFormulaException none) {
                    without++;
                }
            }
        }
        return Optional.empty();
    }

    /** What is wrong with the second derivative of a number. */
    public Optional<String> brokenHessian(int input) throws NoFormulaException {
        DerivativeFormula formula = DerivativeFormula.of(function.source(), 0, input, 2);
        List<Tensor> all = evaluate(function, Product.HESSIAN, List.of(input));
        return broken(formula, all.get(all.size() - 1));
    }

    private Tensor jacobian(int output, int input) {
        int results = function.results().size();
        return evaluate(function, Product.JACOBIAN, List.of(input)).get(results + output);
    }

    private List<Tensor> evaluate(CompiledFunction f, Product product, List<Integer> active) {
        return f.at(arguments).evaluate(new FunctionGraph.Request(product, active, Span.NONE), List.of());
    }

    private Optional<String> broken(DerivativeFormula formula, Tensor truth) {
        String text = function.signature() + " = " + formula.text();
        String place = formula.result() + " by " + formula.parameter() + ", " + text;
        Tensor value;
        try {
            value = evaluate(compile(text), Product.VALUE, List.of()).get(0);
        } catch (RuntimeException e) {
            return Optional.of(place + ": " + e);
        }
        if (!Arrays.equals(value.extents(), truth.extents())) {
            return Optional.of(
                    place + ": " + Arrays.toString(value.extents()) + ", not " + Arrays.toString(truth.extents()));
        }
        double largest = Arrays.stream(truth.data()).map(Math::abs).max().orElse(0);
        if (!Double.isFinite(largest + Arrays.stream(value.data()).sum())) {
            skipped++;
            return Optional.empty();
        }
        compared++;
        for (int k = 0; k < truth.data().length; k++) {
            if (Math.abs(value.data()[k] - truth.data()[k]) > TOLERANCE * (1 + largest)) {
                return Optional.of(
                        place + ": " + Arrays.toString(value.data()) + ", not " + Arrays.toString(truth.data()));
            }
        }
        return Optional.empty();
    }

    /** How many derivatives were compared; were no numbers; have no formula. */
    public List<Integer> counts() {
        return new ArrayList<>(List.of(compared, skipped, without));
    }
}
