package org.wengert.formula;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.formula.Term.Call;
import org.wengert.formula.Term.Known;
import org.wengert.ir.Shape;
import org.wengert.op.Catalogue;
import org.wengert.op.ScalarOperator;
import org.wengert.source.SourceText;
import org.wengert.syntax.Parser;
import org.wengert.syntax.Syntax;
import org.wengert.syntax.Syntax.Expression;

/**
 * Operators of numbers, element by element. What the language has a name for is a call of it; what it has none for is what its declaration says
 * that it computes: {@code over_root(x)} is {@code 1/sqrt(1 + x^2)}.
 */
final class OperatorTerms {

    /** What people write in the place of the declared formulas, which say how not to lose digits. */
    private static final Map<String, String> FOR_PEOPLE = Map.of(
            "one_minus_square", "1 - x^2",
            "root_of_square_less_one", "sqrt(x^2 - 1)",
            "quotient_by_lesser_root", "x/sqrt(x^2 - 1)",
            "difference_of_squares", "a^2 - b^2",
            "log_of_one_minus_square", "log(1 - x^2)",
            "square_step", "(a + b)^2 - a^2",
            "reciprocal_step", "1/(a + b) - 1/a");

    private static final Pattern POWER = Pattern.compile("power\\[(-?\\d+)]");

    private OperatorTerms() {}

    /** None if the language cannot say it. */
    static Optional<Term> of(ScalarOperator operator, List<Term> x, Shape shape) {
        Matcher power = POWER.matcher(operator.name());
        if (power.matches()) {
            return Optional.of(power(x.get(0), new Known(Integer.parseInt(power.group(1)))));
        }
        return switch (operator.name()) {
            case "add" -> Optional.of(Sums.of(x));
            case "subtract" -> Optional.of(Sums.of(x.get(0), Products.negate(x.get(1))));
            case "negate" -> Optional.of(Products.negate(x.get(0)));
            case "multiply" -> Optional.of(multiply(x.get(0), x.get(1)));
            case "divide" -> Optional.of(multiply(x.get(0), power(x.get(1), new Known(-1))));
            case "pow" -> Optional.of(power(x.get(0), x.get(1)));
            case "sqrt" -> Optional.of(power(x.get(0), new Known(0.5)));
            case "hypot" ->
                Optional.of(power(
                        Sums.of(x.stream().map(a -> power(a, new Known(2))).toList()), new Known(0.5)));
            case "not_equal" -> Optional.of(compared(operator, x, shape));
            case "equal" -> Optional.of(compared(operator, x, shape));
            case "select" -> Optional.of(Selections.of(x.get(0), x.get(1), x.get(2), shape));
            case "shift" -> Optional.of(new Known(0));
            case "less", "less_equal", "greater", "greater_equal", "and", "or", "not" ->
                Optional.of(new Call(operator.name(), x, shape));
            default -> operator.visible() ? Optional.of(new Call(operator.name(), x, shape)) : written(operator, x);
        };
    }

    private static Term compared(ScalarOperator operator, List<Term> x, Shape shape) {
        boolean known = x.get(0) instanceof Known && x.get(1) instanceof Known;
        boolean equal = x.get(0).equals(x.get(1));
        return known
                ? new Call(equal == operator.name().equals("equal") ? "true" : "false", List.of(), shape)
                : new Call(operator.name(), x, shape);
    }

    static Term multiply(Term a, Term b) {
        return a.isScalar() || b.isScalar() ? Products.of(a, b) : Elementwise.multiply(a, b);
    }

    static Term power(Term base, Term exponent) {
        return base.isScalar() && exponent.isScalar()
                ? Products.power(base, exponent)
                : Elementwise.power(base, exponent);
    }

    private static Optional<Term> written(ScalarOperator operator, List<Term> x) {
        String formula = FOR_PEOPLE.getOrDefault(operator.name(), operator.formula());
        List<String> names = ScalarOperator.operandNames(operator.operandTypes().size());
        Map<String, Term> operands = new HashMap<>();
        for (int i = 0; i < x.size(); i++) {
            operands.put(names.get(i), x.get(i));
        }
        return Parser.parse(SourceText.of("formula", formula), new Diagnostics())
                .flatMap(Syntax.Program::expression)
                .flatMap(expression -> read(expression, operands));
    }

    private static Optional<Term> read(Expression expression, Map<String, Term> operands) {
        if (expression instanceof Syntax.Literal literal) {
            return Optional.of(new Known(literal.value()));
        }
        if (expression instanceof Syntax.Reference reference) {
            String name = reference.name().text();
            return Optional.ofNullable(operands.get(name))
                    .or(() -> name.equals("pi") ? Optional.of(Constants.pi()) : Optional.empty());
        }
        if (expression instanceof Syntax.Prefix prefix && prefix.operator() == Syntax.PrefixOperator.MINUS) {
            return read(prefix.operand(), operands).map(Products::negate);
        }
        if (expression instanceof Syntax.Conditional choice) {
            // A guard: what is 0 stays 0 whatever it is multiplied by.
            return isZero(choice.then()) ? read(choice.otherwise(), operands) : Optional.empty();
        }
        if (expression instanceof Syntax.Power power) {
            Optional<Term> exponent = read(power.exponent(), operands);
            boolean e = power.base() instanceof Syntax.Reference base
                    && base.name().text().equals("e")
                    && !operands.containsKey("e");
            return e
                    ? exponent.map(x -> new Call("exp", List.of(x), x.shape()))
                    : exponent.flatMap(n -> read(power.base(), operands).map(base -> power(base, n)));
        }
        if (expression instanceof Syntax.Chain chain) {
            return chain(chain, operands);
        }
        if (expression instanceof Syntax.Call call) {
            return call(call, operands);
        }
        return Optional.empty();
    }

    private static Optional<Term> chain(Syntax.Chain chain, Map<String, Term> operands) {
        Optional<Term> all = read(chain.first(), operands);
        for (Syntax.Link link : chain.links()) {
            Optional<Term> next = read(link.operand(), operands);
            all = all.flatMap(a -> next.flatMap(b -> switch (link.operator()) {
                case ADD -> Optional.of(Sums.of(a, b));
                case SUBTRACT -> Optional.of(Sums.of(a, Products.negate(b)));
                case MULTIPLY -> Optional.of(multiply(a, b));
                case DIVIDE -> Optional.of(multiply(a, power(b, new Known(-1))));
                default -> Optional.empty();
            }));
        }
        return all;
    }

    private static Optional<Term> call(Syntax.Call call, Map<String, Term> operands) {
        List<Optional<Term>> arguments =
                call.arguments().stream().map(a -> read(a, operands)).toList();
        if (!arguments.stream().allMatch(Optional::isPresent)) {
            return Optional.empty();
        }
        List<Term> x = arguments.stream().map(Optional::orElseThrow).toList();
        Shape shape = x.stream()
                .map(Term::shape)
                .filter(s -> !s.isScalar())
                .findFirst()
                .orElse(Shape.SCALAR);
        String name = call.function().text();
        return Catalogue.named(name).flatMap(operator -> of(operator, x, shape));
    }

    private static boolean isZero(Expression expression) {
        return expression instanceof Syntax.Literal literal && literal.value() == 0;
    }
}
