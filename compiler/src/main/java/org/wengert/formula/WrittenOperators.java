package org.wengert.formula;

import java.util.List;
import java.util.Optional;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.formula.Term.Inverse;
import org.wengert.ir.Shape;
import org.wengert.op.ArrayOperator;
import org.wengert.source.SourceText;
import org.wengert.syntax.Parser;
import org.wengert.syntax.Syntax;
import org.wengert.syntax.Syntax.Expression;

/** Operators of arrays that the language has no name for, as their declarations write them: products, transposes, inverses, numbers. */
final class WrittenOperators {

    private WrittenOperators() {}

    static Optional<Term> of(ArrayOperator operator, List<Term> x) {
        return operator.formula()
                .flatMap(formula -> Parser.parse(SourceText.of("formula", formula), new Diagnostics()))
                .flatMap(Syntax.Program::expression)
                .flatMap(expression -> read(expression, x));
    }

    private static Optional<Term> read(Expression expression, List<Term> x) {
        if (expression instanceof Syntax.Reference operand) {
            int index = "abc".indexOf(operand.name().text());
            return index >= 0 && index < x.size() ? Optional.of(x.get(index)) : Optional.empty();
        }
        if (expression instanceof Syntax.Transpose transpose) {
            return read(transpose.operand(), x).map(Transposition::of);
        }
        if (expression instanceof Syntax.Call call && call.arguments().size() == 1) {
            String function = call.function().text();
            return read(call.arguments().get(0), x)
                    .map(a -> function.equals("inv") ? new Inverse(a) : Calls.of(function, Shape.SCALAR, a));
        }
        if (expression instanceof Syntax.Chain chain) {
            Optional<Term> product = read(chain.first(), x);
            for (Syntax.Link link : chain.links()) {
                Optional<Term> next =
                        link.operator() == Syntax.InfixOperator.MULTIPLY ? read(link.operand(), x) : Optional.empty();
                product = product.flatMap(a -> next.map(b -> Products.of(a, b)));
            }
            return product;
        }
        return Optional.empty();
    }
}
