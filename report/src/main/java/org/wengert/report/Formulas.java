package org.wengert.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.source.SourceText;
import org.wengert.syntax.Parser;
import org.wengert.syntax.Syntax;
import org.wengert.syntax.Unparser;

/**
 * Lines of a Wengert list as mathematics: {@code v2Bar += v3Bar/(2*v3)} with fractions, bars and subscripts. What the language
 * cannot read stays as it is.
 */
final class Formulas {

    private static final Pattern NUMBERED = Pattern.compile("(\\p{L}+)_?(\\d+)");

    private static final Pattern ALIAS = Pattern.compile(", (?=[\\p{L}_][\\p{L}\\p{N}_]*(?:\\[[\\d,]+])? = )");

    /** A member of a family, {@code exprel[1](x)}, the derivative of exprel, which the language has no name for. */
    private static final Pattern MEMBER = Pattern.compile("([\\p{L}_][\\p{L}\\p{N}_]*)\\[(\\d+(?:,\\d+)?)]\\(");

    /** The same as a name, {@code exprel__1}. */
    private static final Pattern MEMBER_NAME = Pattern.compile("(.+)__(\\d+(?:_\\d+)?)");

    private static final Map<String, String> GREEK = Map.ofEntries(
            Map.entry("alpha", "α"),
            Map.entry("beta", "β"),
            Map.entry("gamma", "γ"),
            Map.entry("delta", "δ"),
            Map.entry("epsilon", "ε"),
            Map.entry("eta", "η"),
            Map.entry("theta", "θ"),
            Map.entry("kappa", "κ"),
            Map.entry("lambda", "λ"),
            Map.entry("mu", "μ"),
            Map.entry("nu", "ν"),
            Map.entry("rho", "ρ"),
            Map.entry("sigma", "σ"),
            Map.entry("tau", "τ"),
            Map.entry("phi", "φ"),
            Map.entry("psi", "ψ"),
            Map.entry("omega", "ω"),
            Map.entry("pi", "π"));

    /** The names of values, whose derivatives are written with a dot or a bar above. */
    private final Set<String> values;

    Formulas(Set<String> values) {
        this.values = values;
    }

    /** Of {@code c = sqrt(b)} or {@code bBar += cBar/(2*c)}, or of a definition with what is the same behind it. */
    Formula line(String text) {
        List<Formula> parts = new ArrayList<>();
        for (String part : ALIAS.split(text, -1)) {
            parts.add(equation(part));
        }
        return Formula.joined(parts, ", ");
    }

    private Formula equation(String text) {
        for (String sign : List.of(" += ", " -= ", " = ")) {
            int at = text.indexOf(sign);
            if (at > 0) {
                String shown = sign.strip().replace("-", "−");
                return Formula.row(
                        expression(text.substring(0, at)),
                        Formula.operator(shown),
                        expression(text.substring(at + sign.length())));
            }
        }
        return expression(text);
    }

    private Formula expression(String text) {
        String read = MEMBER.matcher(text)
                .replaceAll(member -> member.group(1) + "__" + member.group(2).replace(',', '_') + "(");
        return Parser.parse(SourceText.of("formula", read), new Diagnostics())
                .flatMap(Syntax.Program::expression)
                .map(this::of)
                .orElseGet(() -> Formula.leaf("mtext", text));
    }

    private Formula of(Syntax.Expression expression) {
        if (expression instanceof Syntax.Literal literal) {
            return number(literal.text());
        } else if (expression instanceof Syntax.Reference reference) {
            return name(reference.name().text());
        } else if (expression instanceof Syntax.Index element && element.base() instanceof Syntax.Reference array) {
            return element(array, element);
        } else if (expression instanceof Syntax.Call call) {
            return call(call);
        } else if (expression instanceof Syntax.Power power) {
            return power(power);
        } else if (expression instanceof Syntax.Chain chain) {
            return chain(chain);
        } else if (expression instanceof Syntax.Prefix prefix) {
            return prefix(prefix);
        } else if (expression instanceof Syntax.Comparison comparison) {
            return Formula.row(
                    of(comparison.left()), Formula.operator(sign(comparison.operator())), of(comparison.right()));
        } else if (expression instanceof Syntax.Conditional conditional) {
            return conditional(conditional);
        } else if (expression instanceof Syntax.Transpose transpose) {
            return Formula.of("msup", atom(transpose.operand()), Formula.operator("⊤"));
        } else if (expression instanceof Syntax.ArrayLiteral array
                && array.rows().size() == 1) {
            return Formula.row(
                    Formula.operator("["),
                    Formula.joined(array.rows().get(0).stream().map(this::of).toList(), ","),
                    Formula.operator("]"));
        }
        return Formula.leaf("mtext", Unparser.text(expression));
    }

    /** {@code a[1,2]}. */
    private Formula element(Syntax.Reference array, Syntax.Index element) {
        String text = Unparser.text(element);
        return Formula.row(
                name(array.name().text()),
                Formula.leaf("mtext", text.substring(text.indexOf('[')).replace(" ", "")));
    }

    private static Formula number(String text) {
        Matcher exponent = Pattern.compile("([0-9.]+)[eE]\\+?(-?\\d+)").matcher(text);
        if (!exponent.matches()) {
            return Formula.leaf("mn", text);
        }
        return Formula.row(
                Formula.leaf("mn", exponent.group(1)),
                Formula.operator("·"),
                Formula.of(
                        "msup",
                        Formula.leaf("mn", "10"),
                        Formula.leaf("mn", exponent.group(2).replace("-", "−"))));
    }

    Formula name(String name) {
        for (Map.Entry<String, String> mark : Map.of("Bar", "¯", "Dot", "˙").entrySet()) {
            String base = name.replaceFirst("_\\d+$", "");
            if (base.endsWith(mark.getKey()) && !values.contains(name)) {
                String value = base.substring(0, base.length() - mark.getKey().length());
                if (values.contains(value)) {
                    return accented(value, mark.getValue(), name.substring(base.length()));
                }
            }
        }
        return subscripted(name, Optional.empty());
    }

    private static Formula accented(String value, String accent, String number) {
        Formula bare = subscripted(value, Optional.of(accent));
        return number.isEmpty()
                ? bare
                : Formula.of("msup", bare, Formula.leaf("mtext", "(" + number.substring(1) + ")"));
    }

    private static Formula subscripted(String name, Optional<String> accent) {
        Matcher numbered = NUMBERED.matcher(name);
        if (numbered.matches()) {
            return Formula.of("msub", letter(numbered.group(1), accent), Formula.leaf("mn", numbered.group(2)));
        }
        return letter(name, accent);
    }

    private static Formula letter(String name, Optional<String> accent) {
        Formula letter = Formula.leaf("mi", GREEK.getOrDefault(name, name));
        return accent.map(a -> Formula.of("mover", letter, Formula.operator(a))).orElse(letter);
    }

    private Formula call(Syntax.Call call) {
        List<Syntax.Expression> arguments = call.arguments();
        String function = call.function().text();
        if (arguments.size() == 1) {
            Formula x = of(arguments.get(0));
            Optional<Formula> special = special(function, x);
            if (special.isPresent()) {
                return special.get();
            }
        }
        if (function.equals("pow") && arguments.size() == 2) {
            return Formula.of("msup", atom(arguments.get(0)), of(arguments.get(1)));
        }
        return Formula.row(
                function(function),
                Formula.operator("\u2061"),
                Formula.fenced(Formula.joined(arguments.stream().map(this::of).toList(), ",")));
    }

    private static Formula function(String name) {
        Matcher member = MEMBER_NAME.matcher(name);
        if (!member.matches()) {
            return Formula.leaf("mi", name);
        }
        String numbers = member.group(2).replace('_', ',');
        Formula family = Formula.leaf("mi", member.group(1));
        return numbers.equals("0") ? family : Formula.of("msup", family, Formula.leaf("mtext", "(" + numbers + ")"));
    }

    private Optional<Formula> special(String function, Formula x) {
        return switch (function) {
            case "sqrt" -> Optional.of(Formula.of("msqrt", x));
            case "cbrt" -> Optional.of(Formula.of("mroot", x, Formula.leaf("mn", "3")));
            case "abs" -> Optional.of(Formula.row(Formula.operator("|"), x, Formula.operator("|")));
            case "exp" ->
                values.contains("e") ? Optional.empty() : Optional.of(Formula.of("msup", Formula.leaf("mi", "e"), x));
            default -> Optional.empty();
        };
    }

    private Formula power(Syntax.Power power) {
        boolean first = power.exponent() instanceof Syntax.Literal literal && literal.value() == 1;
        return first ? atom(power.base()) : Formula.of("msup", atom(power.base()), of(power.exponent()));
    }

    /** An operand of something that binds more tightly than any operator. */
    private Formula atom(Syntax.Expression expression) {
        Formula formula = of(expression);
        boolean bare = expression instanceof Syntax.Reference
                || expression instanceof Syntax.Literal
                || expression instanceof Syntax.Index;
        return bare ? formula : Formula.fenced(formula);
    }

    /** An operand of a product. */
    private Formula factor(Syntax.Expression expression) {
        boolean sum = expression instanceof Syntax.Chain chain
                && !isProduct(chain.links().get(0).operator());
        boolean loose = sum
                || expression instanceof Syntax.Prefix
                || expression instanceof Syntax.Comparison
                || expression instanceof Syntax.Conditional;
        return loose ? Formula.fenced(of(expression)) : of(expression);
    }

    private static boolean isProduct(Syntax.InfixOperator operator) {
        return switch (operator) {
            case MULTIPLY, DIVIDE, ELEMENTWISE_MULTIPLY, ELEMENTWISE_DIVIDE, SOLVE, REMAINDER -> true;
            case ADD, SUBTRACT, ELEMENTWISE_ADD, ELEMENTWISE_SUBTRACT, AND, OR -> false;
        };
    }

    private Formula chain(Syntax.Chain chain) {
        boolean product = isProduct(chain.links().get(0).operator());
        boolean fraction = chain.links().get(0).operator() == Syntax.InfixOperator.DIVIDE;
        boolean choice = chain.first() instanceof Syntax.Conditional;
        Formula left = product && !fraction
                ? factor(chain.first())
                : choice && !fraction ? term(chain.first()) : of(chain.first());
        for (Syntax.Link link : chain.links()) {
            left = switch (link.operator()) {
                case DIVIDE -> Formula.of("mfrac", left, of(link.operand()));
                case MULTIPLY -> join(left, "⋅", factor(link.operand()));
                case ELEMENTWISE_MULTIPLY -> join(left, "⊙", factor(link.operand()));
                case ELEMENTWISE_DIVIDE -> join(left, "⊘", factor(link.operand()));
                case SOLVE ->
                    join(Formula.of("msup", left, Formula.leaf("mn", "−1")), "\u2062", factor(link.operand()));
                case REMAINDER -> join(left, "mod", factor(link.operand()));
                case ADD, ELEMENTWISE_ADD -> join(left, "+", term(link.operand()));
                case SUBTRACT, ELEMENTWISE_SUBTRACT -> join(left, "−", term(link.operand()));
                case AND -> join(left, "∧", of(link.operand()));
                case OR -> join(left, "∨", of(link.operand()));
            };
        }
        return left;
    }

    private Formula term(Syntax.Expression expression) {
        boolean sum = expression instanceof Syntax.Chain chain
                && !isProduct(chain.links().get(0).operator());
        boolean loose = sum || expression instanceof Syntax.Prefix || expression instanceof Syntax.Conditional;
        return loose ? Formula.fenced(of(expression)) : of(expression);
    }

    private static Formula join(Formula left, String operator, Formula right) {
        List<Formula> all = new ArrayList<>(left.tag().equals("mrow") ? left.children() : List.of(left));
        all.add(Formula.operator(operator));
        all.add(right);
        return Formula.row(all);
    }

    private Formula prefix(Syntax.Prefix prefix) {
        return switch (prefix.operator()) {
            case MINUS -> Formula.row(Formula.operator("−"), term(prefix.operand()));
            case PLUS -> of(prefix.operand());
            case NOT -> Formula.row(Formula.operator("¬"), atom(prefix.operand()));
        };
    }

    private static String sign(Syntax.ComparisonOperator operator) {
        return switch (operator) {
            case LESS -> "<";
            case LESS_EQUAL -> "≤";
            case GREATER -> ">";
            case GREATER_EQUAL -> "≥";
            case EQUAL -> "=";
            case NOT_EQUAL -> "≠";
        };
    }

    private Formula conditional(Syntax.Conditional choice) {
        return Formula.row(
                Formula.operator("{"),
                Formula.of(
                        "mtable",
                        Formula.of(
                                "mtr",
                                Formula.of("mtd", of(choice.then())),
                                Formula.of("mtd", Formula.row(Formula.leaf("mtext", "if "), of(choice.condition())))),
                        Formula.of(
                                "mtr",
                                Formula.of("mtd", of(choice.otherwise())),
                                Formula.of("mtd", Formula.leaf("mtext", "otherwise")))));
    }
}
