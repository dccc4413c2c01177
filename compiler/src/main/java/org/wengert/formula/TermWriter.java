package org.wengert.formula;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
import org.wengert.formula.Term.Power;
import org.wengert.formula.Term.Product;
import org.wengert.formula.Term.Scatter;
import org.wengert.formula.Term.Sum;
import org.wengert.formula.Term.Transposed;
import org.wengert.formula.Term.Whole;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Access;
import org.wengert.source.Span;
import org.wengert.syntax.Syntax;
import org.wengert.syntax.Syntax.ComparisonOperator;
import org.wengert.syntax.Syntax.Expression;
import org.wengert.syntax.Syntax.InfixOperator;
import org.wengert.syntax.Syntax.Link;
import org.wengert.syntax.Syntax.PowerOperator;
import org.wengert.syntax.Syntax.PrefixOperator;

/** From a formula to syntax, with fractions, signs and orders of factors as people write them. */
final class TermWriter {

    private static final int LARGEST_DENOMINATOR = 1_000;

    private final Set<String> taken;
    private final Set<Expression> rows = new HashSet<>();
    private int scatters;

    /**
     * A writer.
     *
     * @param taken what the function calls something, so that nothing else can be called so
     */
    TermWriter(Set<String> taken) {
        this.taken = taken;
    }

    Expression write(Term term) {
        if (term instanceof Known number) {
            return fraction(number.value(), List.of(), List.of());
        } else if (term instanceof Name name) {
            return Writing.name(name.name());
        } else if (term instanceof Whole whole) {
            return SizeTerms.expression(whole.value());
        } else if (term instanceof Call call) {
            return call(call);
        } else if (term instanceof Sum sum) {
            return sum(sum);
        } else if (term instanceof Product product) {
            return product(product);
        } else if (term instanceof Hadamard hadamard) {
            return hadamard(1, List.of(), hadamard, List.of());
        } else if (term instanceof Transposed transposed) {
            Expression transpose = new Syntax.Transpose(write(transposed.operand()), Span.NONE);
            if (term.isRow()) {
                rows.add(transpose);
            }
            return transpose;
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
            return new Syntax.Index(
                    write(part.array()),
                    subscripts(part.accesses(), part.array().shape()),
                    Span.NONE);
        } else if (term instanceof Scatter scatter) {
            return scatter(scatter);
        }
        Each each = (Each) term;
        List<Syntax.Range> ranges = List.of(range(each.index().name(), each.from(), each.to()));
        Expression element = write(each.element());
        return each.summed()
                ? new Syntax.Reduction(Writing.word("sum"), element, ranges, Span.NONE)
                : new Syntax.Comprehension(element, ranges, Span.NONE);
    }

    private static Syntax.Range range(String index, Size from, Size to) {
        return new Syntax.Range(Writing.word(index), SizeTerms.expression(from), SizeTerms.expression(to), Span.NONE);
    }

    private static List<Expression> sizes(Shape shape) {
        return shape.sizes().stream().map(SizeTerms::expression).toList();
    }

    private static List<Syntax.Subscript> subscripts(List<Access> accesses, Shape shape) {
        List<Syntax.Subscript> all = new ArrayList<>();
        for (int axis = 0; axis < accesses.size(); axis++) {
            Access access = accesses.get(axis);
            Size from = access.from();
            if (access.count().isEmpty()) {
                all.add(new Syntax.At(SizeTerms.expression(from)));
            } else {
                Size to = from.plus(access.count().get());
                Optional<Expression> first =
                        from.equals(Size.ZERO) ? Optional.empty() : Optional.of(SizeTerms.expression(from));
                Optional<Expression> last =
                        to.equals(shape.size(axis)) ? Optional.empty() : Optional.of(SizeTerms.expression(to));
                all.add(new Syntax.Slice(first, last, Span.NONE));
            }
        }
        return all;
    }

    /** {@code [i == 2 ? value : 0 for i in 0:n]}. */
    private Expression scatter(Scatter scatter) {
        List<Syntax.Range> ranges = new ArrayList<>();
        List<Syntax.Subscript> inside = new ArrayList<>();
        Optional<Expression> condition = Optional.empty();
        for (int axis = 0; axis < scatter.accesses().size(); axis++) {
            String index = freshIndex();
            Access access = scatter.accesses().get(axis);
            ranges.add(range(index, Size.ZERO, scatter.shape().size(axis)));
            List<Expression> conditions = new ArrayList<>();
            if (access.count().isEmpty()) {
                conditions.add(compare(ComparisonOperator.EQUAL, Writing.name(index), access.from()));
            } else {
                Size to = access.from().plus(access.count().get());
                if (!access.from().equals(Size.ZERO)) {
                    conditions.add(compare(ComparisonOperator.GREATER_EQUAL, Writing.name(index), access.from()));
                }
                if (!to.equals(scatter.shape().size(axis))) {
                    conditions.add(compare(ComparisonOperator.LESS, Writing.name(index), to));
                }
                inside.add(new Syntax.At(
                        SizeTerms.expression(Size.of(new Symbol(index)).minus(access.from()))));
            }
            for (Expression one : conditions) {
                condition = Optional.of(condition
                        .map(c -> Writing.chain(InfixOperator.AND, c, one))
                        .orElse(one));
            }
        }
        Expression value = write(scatter.value());
        Expression element = inside.isEmpty() ? value : new Syntax.Index(value, inside, Span.NONE);
        Expression chosen = condition
                .map(c -> (Expression) new Syntax.Conditional(c, element, Writing.number(0), Span.NONE))
                .orElse(element);
        return new Syntax.Comprehension(chosen, ranges, Span.NONE);
    }

    private String freshIndex() {
        String index;
        do {
            index = "k" + (scatters == 0 ? "" : scatters);
            scatters++;
        } while (taken.contains(index));
        return index;
    }

    private static Expression compare(ComparisonOperator operator, Expression left, Size right) {
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

    private Expression product(Product product) {
        if (Products.isInner(product)) {
            return chain(product.chain());
        }
        List<Expression> above = new ArrayList<>();
        List<Expression> below = new ArrayList<>();
        product.powers().stream()
                .sorted(AS_PEOPLE_DO)
                .forEach(power -> (isBelow(power) ? below : above).add(power(power, PowerOperator.POWER)));
        List<Term> chain = product.chain();
        if (chain.size() == 1 && chain.get(0) instanceof Hadamard hadamard) {
            return hadamard(product.coefficient(), above, hadamard, below);
        }
        if (chain.isEmpty()) {
            return fraction(product.coefficient(), above, below);
        }
        Expression matrices = chain(chain);
        boolean open =
                matrices instanceof Syntax.Chain links && links.links().get(0).operator() == InfixOperator.MULTIPLY;
        if (open) {
            Syntax.Chain links = (Syntax.Chain) matrices;
            above.add(links.first());
            links.links().forEach(link -> above.add(link.operand()));
        } else {
            above.add(matrices);
        }
        return fraction(product.coefficient(), above, below);
    }

    /** Constants come before names, and these before powers that vary, before sums, and before calls. */
    private static final Comparator<Power> AS_PEOPLE_DO =
            Comparator.<Power>comparingInt(TermWriter::rank).thenComparing(TermWriter::name);

    private static int rank(Power power) {
        Term base = power.base();
        if (base instanceof Known || isPi(base)) {
            return 0;
        }
        boolean whole = power.exponent() instanceof Known n && n.value() == Math.rint(n.value());
        if (base instanceof Name || base instanceof Whole || base instanceof Part) {
            return whole ? 1 : 2;
        }
        return base instanceof Call || !whole ? 4 : 3;
    }

    private static String name(Power power) {
        return power.base() instanceof Name name ? name.name() : "";
    }

    private static boolean isPi(Term term) {
        return term.equals(Constants.pi());
    }

    private static boolean isBelow(Power power) {
        return Factors.of(power.exponent()).coefficient() < 0 && !(power.exponent() instanceof Sum);
    }

    /** With the exponent that it has above, or below, the line. */
    private Expression power(Power power, PowerOperator operator) {
        Term exponent = isBelow(power) ? Products.negate(power.exponent()) : power.exponent();
        Expression base = write(power.base());
        if (exponent.isNumber(1)) {
            return base;
        }
        return exponent.isNumber(0.5)
                ? Writing.call("sqrt", List.of(base))
                : new Syntax.Power(operator, base, write(exponent), Span.NONE);
    }

    /** {@code coefficient*above/below}. */
    private Expression fraction(double coefficient, List<Expression> above, List<Expression> below) {
        double size = Math.abs(coefficient);
        long divisor = divisor(size);
        double numerator = size * divisor;
        List<Expression> factors = new ArrayList<>();
        if (numerator != 1 || above.isEmpty()) {
            factors.add(Writing.number(numerator));
        }
        factors.addAll(above);
        List<Expression> divisors = new ArrayList<>();
        if (divisor != 1) {
            divisors.add(Writing.number((double) divisor));
        }
        divisors.addAll(below);
        Expression all = times(factors);
        if (!divisors.isEmpty()) {
            List<Link> links = new ArrayList<>();
            Expression first = all;
            if (all instanceof Syntax.Chain chain && chain.links().get(0).operator() == InfixOperator.MULTIPLY) {
                first = chain.first();
                links.addAll(chain.links());
            }
            links.add(Writing.link(InfixOperator.DIVIDE, times(divisors)));
            all = Writing.chain(first, links);
        }
        return coefficient < 0 ? minus(all) : all;
    }

    /** What makes a number whole, if that is small. */
    private static long divisor(double size) {
        if (size != Math.rint(size) && size < 1e9) {
            for (int q = 2; q <= LARGEST_DENOMINATOR; q++) {
                double p = Math.rint(size * q);
                if (p / q == size && size * q == p && p < 1e6) {
                    return q;
                }
            }
        }
        return 1;
    }

    private Expression minus(Expression expression) {
        return Writing.minus(expression, rows::contains);
    }

    private static Expression times(List<Expression> factors) {
        return Writing.chain(
                factors.get(0),
                factors.stream()
                        .skip(1)
                        .map(f -> Writing.link(InfixOperator.MULTIPLY, f))
                        .toList());
    }

    /** {@code coefficient*above*(powers)/below}, element by element. */
    private Expression hadamard(double coefficient, List<Expression> above, Hadamard hadamard, List<Expression> below) {
        List<Power> sorted = hadamard.powers().stream().sorted(AS_PEOPLE_DO).toList();
        List<Expression> over = new ArrayList<>();
        List<Expression> under = new ArrayList<>();
        sorted.forEach(power -> (isBelow(power) ? under : over).add(power(power, PowerOperator.ELEMENTWISE_POWER)));
        List<Expression> numbers = new ArrayList<>(above);
        List<Link> links = new ArrayList<>();
        Expression first;
        if (over.isEmpty()) {
            long divisor = divisor(Math.abs(coefficient));
            under.addAll(0, below);
            if (divisor != 1) {
                under.add(0, Writing.number((double) divisor));
            }
            first = fraction(coefficient * divisor, numbers, List.of());
        } else {
            Expression array = Writing.chain(
                    over.get(0),
                    over.stream()
                            .skip(1)
                            .map(f -> Writing.link(InfixOperator.ELEMENTWISE_MULTIPLY, f))
                            .toList());
            if (coefficient == 1 && numbers.isEmpty() && below.isEmpty()) {
                first = array;
            } else if (coefficient == -1 && numbers.isEmpty() && below.isEmpty()) {
                first = minus(array);
            } else {
                numbers.add(over.get(0));
                first = fraction(coefficient, numbers, below);
                over.stream().skip(1).forEach(f -> links.add(Writing.link(InfixOperator.ELEMENTWISE_MULTIPLY, f)));
            }
        }
        if (!under.isEmpty()) {
            int arrays = under.size()
                    - (int) sorted.stream().filter(TermWriter::isBelow).count();
            List<Link> divisors = new ArrayList<>();
            for (int k = 1; k < under.size(); k++) {
                divisors.add(Writing.link(
                        k <= arrays ? InfixOperator.MULTIPLY : InfixOperator.ELEMENTWISE_MULTIPLY, under.get(k)));
            }
            links.add(Writing.link(InfixOperator.ELEMENTWISE_DIVIDE, Writing.chain(under.get(0), divisors)));
        }
        if (links.isEmpty()) {
            return first;
        }
        if (first instanceof Syntax.Chain chain && isProduct(chain)) {
            links.addAll(0, chain.links());
            first = chain.first();
        }
        return Writing.chain(first, links);
    }

    private static boolean isProduct(Syntax.Chain chain) {
        InfixOperator operator = chain.links().get(0).operator();
        return operator != InfixOperator.ADD && operator != InfixOperator.SUBTRACT && operator != InfixOperator.SOLVE;
    }

    /** A product of matrices; an inverse before something else is a solution. */
    private Expression chain(List<Term> chain) {
        List<Expression> factors = new ArrayList<>();
        for (int i = 0; i < chain.size(); i++) {
            if (i + 1 < chain.size() && chain.get(i).isRow() && chain.get(chain.size() - 1) instanceof Inverse) {
                Expression column = chain(Transposition.reversed(chain.subList(i, chain.size())));
                Expression row = new Syntax.Transpose(column, Span.NONE);
                rows.add(row);
                factors.add(row);
                break;
            }
            if (chain.get(i) instanceof Inverse inverse && i + 1 < chain.size()) {
                int end = i + 1;
                while (end < chain.size() - 1 && chain.get(end).rank() != 1) {
                    end++;
                }
                factors.add(Writing.chain(
                        InfixOperator.SOLVE, write(inverse.operand()), chain(chain.subList(i + 1, end + 1))));
                i = end;
            } else {
                factors.add(write(chain.get(i)));
            }
        }
        return times(factors);
    }
}
