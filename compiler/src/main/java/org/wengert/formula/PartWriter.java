package org.wengert.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wengert.formula.Term.Part;
import org.wengert.formula.Term.Scatter;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Access;
import org.wengert.source.Span;
import org.wengert.syntax.Syntax;
import org.wengert.syntax.Syntax.ComparisonOperator;
import org.wengert.syntax.Syntax.Expression;
import org.wengert.syntax.Syntax.InfixOperator;

/** Elements and parts of arrays as syntax, and arrays that are 0 but for a part. */
final class PartWriter {

    private final TermWriter terms;
    private final Set<String> taken;
    private int scatters;

    PartWriter(TermWriter terms, Set<String> taken) {
        this.terms = terms;
        this.taken = taken;
    }

    Expression part(Part part) {
        return new Syntax.Index(
                terms.write(part.array()),
                subscripts(part.accesses(), part.array().shape()),
                Span.NONE);
    }

    static Syntax.Range range(String index, Size from, Size to) {
        return new Syntax.Range(Writing.word(index), SizeTerms.expression(from), SizeTerms.expression(to), Span.NONE);
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
    Expression scatter(Scatter scatter) {
        List<Syntax.Range> ranges = new ArrayList<>();
        List<Syntax.Subscript> inside = new ArrayList<>();
        Optional<Expression> condition = Optional.empty();
        for (int axis = 0; axis < scatter.accesses().size(); axis++) {
            String index = freshIndex();
            Access access = scatter.accesses().get(axis);
            ranges.add(range(index, Size.ZERO, scatter.shape().size(axis)));
            List<Expression> conditions = new ArrayList<>();
            if (access.count().isEmpty()) {
                conditions.add(TermWriter.compare(ComparisonOperator.EQUAL, Writing.name(index), access.from()));
            } else {
                Size to = access.from().plus(access.count().get());
                if (!access.from().equals(Size.ZERO)) {
                    conditions.add(
                            TermWriter.compare(ComparisonOperator.GREATER_EQUAL, Writing.name(index), access.from()));
                }
                if (!to.equals(scatter.shape().size(axis))) {
                    conditions.add(TermWriter.compare(ComparisonOperator.LESS, Writing.name(index), to));
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
        Expression value = terms.write(scatter.value());
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
}
