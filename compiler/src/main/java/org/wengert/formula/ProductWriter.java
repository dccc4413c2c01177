package org.wengert.formula;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wengert.formula.Products.Factors;
import org.wengert.formula.Term.Call;
import org.wengert.formula.Term.Hadamard;
import org.wengert.formula.Term.Inverse;
import org.wengert.formula.Term.Known;
import org.wengert.formula.Term.Name;
import org.wengert.formula.Term.Part;
import org.wengert.formula.Term.Power;
import org.wengert.formula.Term.Product;
import org.wengert.formula.Term.Sum;
import org.wengert.formula.Term.Whole;
import org.wengert.source.Span;
import org.wengert.syntax.Syntax;
import org.wengert.syntax.Syntax.Expression;
import org.wengert.syntax.Syntax.InfixOperator;
import org.wengert.syntax.Syntax.Link;
import org.wengert.syntax.Syntax.PowerOperator;

/** Products as syntax, with fractions, signs and orders of factors as people write them. */
final class ProductWriter {

    private static final int LARGEST_DENOMINATOR = 1_000;

    private final TermWriter terms;
    private final Set<Expression> rows = new HashSet<>();

    ProductWriter(TermWriter terms) {
        this.terms = terms;
    }

    /** A row, which has no sign of its own in the language. */
    Expression row(Expression row) {
        rows.add(row);
        return row;
    }

    Expression number(double value) {
        return fraction(value, List.of(), List.of());
    }

    Expression hadamard(Hadamard hadamard) {
        return hadamard(1, List.of(), hadamard, List.of());
    }

    Expression product(Product product) {
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
            Comparator.<Power>comparingInt(ProductWriter::rank).thenComparing(ProductWriter::name);

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
        Expression base = terms.write(power.base());
        if (exponent.isNumber(1)) {
            return base;
        }
        return exponent.isNumber(0.5)
                ? Writing.call("sqrt", List.of(base))
                : new Syntax.Power(operator, base, terms.write(exponent), Span.NONE);
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
                    - (int) sorted.stream().filter(ProductWriter::isBelow).count();
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
                factors.add(row(new Syntax.Transpose(column, Span.NONE)));
                break;
            }
            if (chain.get(i) instanceof Inverse inverse && i + 1 < chain.size()) {
                int end = i + 1;
                while (end < chain.size() - 1 && chain.get(end).rank() != 1) {
                    end++;
                }
                factors.add(Writing.chain(
                        InfixOperator.SOLVE, terms.write(inverse.operand()), chain(chain.subList(i + 1, end + 1))));
                i = end;
            } else {
                factors.add(terms.write(chain.get(i)));
            }
        }
        return times(factors);
    }
}
