package org.wengert.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.wengert.formula.Products.Factors;
import org.wengert.formula.Term.Call;
import org.wengert.formula.Term.Diagonal;
import org.wengert.formula.Term.Each;
import org.wengert.formula.Term.Hadamard;
import org.wengert.formula.Term.Identity;
import org.wengert.formula.Term.Inverse;
import org.wengert.formula.Term.Known;
import org.wengert.formula.Term.Name;
import org.wengert.formula.Term.Ones;
import org.wengert.formula.Term.Part;
import org.wengert.formula.Term.Product;
import org.wengert.formula.Term.Scatter;
import org.wengert.formula.Term.Sum;
import org.wengert.formula.Term.Transposed;
import org.wengert.formula.Term.Whole;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.source.Span;
import org.wengert.syntax.Syntax;
import org.wengert.syntax.Syntax.ComparisonOperator;
import org.wengert.syntax.Syntax.Expression;
import org.wengert.syntax.Syntax.InfixOperator;
import org.wengert.syntax.Syntax.PrefixOperator;

/** From a formula to syntax. */
final class TermWriter {

    private final Set<String> taken;
    private final ProductWriter products = new ProductWriter(this);
    private final PartWriter arrays;

    /**
     * A writer.
     *
     * @param taken what the function calls something, so that nothing else can be called so
     */
    TermWriter(Set<String> taken) {
        this.taken = taken;
        this.arrays = new PartWriter(this, taken);
    }

    Expression write(Term term) {
        if (term instanceof Known number) {
            return products.number(number.value());
        } else if (term instanceof Name name) {
            return Writing.name(name.name());
        } else if (term instanceof Whole whole) {
            return SizeTerms.expression(whole.value());
        } else if (term instanceof Call call) {
            return call(call);
        } else if (term instanceof Sum sum) {
            return sum(sum);
        } else if (term instanceof Product product) {
            return products.product(product);
        } else if (term instanceof Hadamard hadamard) {
            return products.hadamard(hadamard);
        } else if (term instanceof Transposed transposed) {
            Expression transpose = new Syntax.Transpose(write(transposed.operand()), Span.NONE);
            return term.isRow() ? products.row(transpose) : transpose;
        } else if (term instanceof Inverse inverse) {
            return inverse.operand() instanceof Transposed transposed
                    ? new Syntax.Transpose(write(new Inverse(transposed.operand())), Span.NONE)
                    : Writing.call("inv", List.of(write(inverse.operand())));
        } else if (term instanceof Diagonal diagonal) {
            return Writing.call("diag", List.of(write(diagonal.vector())));
        } else if (term instanceof Ones) {
            return Writing.call("ones", sizes(term.shape()));
        } else if (term instanceof Identity identity) {
            return Writing.call("eye", List.of(SizeTerms.expression(identity.size())));
        } else if (term instanceof Part part) {
            return arrays.part(part);
        } else if (term instanceof Scatter scatter) {
            return arrays.scatter(scatter);
        }
        Each each = (Each) term;
        List<Syntax.Range> ranges = List.of(PartWriter.range(each.index().name(), each.from(), each.to()));
        Expression element = write(each.element());
        return each.summed()
                ? new Syntax.Reduction(Writing.word("sum"), element, ranges, Span.NONE)
                : new Syntax.Comprehension(element, ranges, Span.NONE);
    }

    private static List<Expression> sizes(Shape shape) {
        return shape.sizes().stream().map(SizeTerms::expression).toList();
    }

    static Expression compare(ComparisonOperator operator, Expression left, Size right) {
        return new Syntax.Comparison(operator, left, SizeTerms.expression(right), Span.NONE);
    }

    private Expression call(Call call) {
        if (Sums.isZero(call)) {
            return Writing.call(call.function(), sizes(call.shape()));
        }
        List<Expression> arguments = call.parts().stream().map(this::write).toList();
        return switch (call.function()) {
            case "pi" -> taken.contains("pi") ? Writing.number(Math.PI) : Writing.name("pi");
            case "true" -> compare(ComparisonOperator.EQUAL, Writing.number(0), Size.ZERO);
            case "false" -> compare(ComparisonOperator.NOT_EQUAL, Writing.number(0), Size.ZERO);
            case "select" ->
                call.parts().get(0).isScalar()
                        ? new Syntax.Conditional(arguments.get(0), arguments.get(1), arguments.get(2), Span.NONE)
                        : Writing.call("where", arguments);
            case "less" -> comparison(ComparisonOperator.LESS, arguments);
            case "less_equal" -> comparison(ComparisonOperator.LESS_EQUAL, arguments);
            case "greater" -> comparison(ComparisonOperator.GREATER, arguments);
            case "greater_equal" -> comparison(ComparisonOperator.GREATER_EQUAL, arguments);
            case "equal" -> comparison(ComparisonOperator.EQUAL, arguments);
            case "not_equal" -> comparison(ComparisonOperator.NOT_EQUAL, arguments);
            case "and" -> Writing.chain(InfixOperator.AND, arguments.get(0), arguments.get(1));
            case "or" -> Writing.chain(InfixOperator.OR, arguments.get(0), arguments.get(1));
            case "not" -> new Syntax.Prefix(PrefixOperator.NOT, arguments.get(0), Span.NONE);
            case "stack" -> new Syntax.ArrayLiteral(List.of(arguments), false, Span.NONE);
            default -> Writing.call(call.function(), arguments);
        };
    }

    private static Expression comparison(ComparisonOperator operator, List<Expression> x) {
        return new Syntax.Comparison(operator, x.get(0), x.get(1), Span.NONE);
    }

    private Expression sum(Sum sum) {
        boolean spread = sum.parts().stream().anyMatch(part -> !isSpread(part));
        List<Expression> parts = new ArrayList<>();
        for (Term part : sum.parts()) {
            parts.add(write(spread && isSpread(part) ? number(part) : part));
        }
        Expression all = parts.get(0);
        for (Expression part : parts.subList(1, parts.size())) {
            all = Writing.plus(all, part);
        }
        return all;
    }

    /** Whether it is a number at each place of an array, which is added as a number. */
    private static boolean isSpread(Term term) {
        List<Term> chain = Factors.of(term).chain();
        return chain.size() == 1 && chain.get(0) instanceof Ones;
    }

    private static Term number(Term term) {
        Factors factors = Factors.of(term);
        return Products.product(factors.coefficient(), factors.powers(), List.of());
    }
}
