package org.wengert.syntax;

import java.util.List;
import java.util.Locale;
import org.wengert.syntax.Syntax.ArrayLiteral;
import org.wengert.syntax.Syntax.Call;
import org.wengert.syntax.Syntax.Chain;
import org.wengert.syntax.Syntax.Comparison;
import org.wengert.syntax.Syntax.ComparisonOperator;
import org.wengert.syntax.Syntax.Comprehension;
import org.wengert.syntax.Syntax.Conditional;
import org.wengert.syntax.Syntax.Expression;
import org.wengert.syntax.Syntax.Index;
import org.wengert.syntax.Syntax.InfixOperator;
import org.wengert.syntax.Syntax.Link;
import org.wengert.syntax.Syntax.Literal;
import org.wengert.syntax.Syntax.Power;
import org.wengert.syntax.Syntax.PowerOperator;
import org.wengert.syntax.Syntax.Prefix;
import org.wengert.syntax.Syntax.PrefixOperator;
import org.wengert.syntax.Syntax.Reduction;
import org.wengert.syntax.Syntax.Reference;
import org.wengert.syntax.Syntax.Transpose;

/** One level of an expression as strings and operands, in parentheses where the grammar would read them otherwise. */
final class Pieces {

    private static final int CONDITIONAL = 1;
    private static final int OR = 2;
    private static final int AND = 3;
    private static final int COMPARISON = 4;
    private static final int SUM = 5;
    private static final int PRODUCT = 6;
    private static final int PREFIX = 7;
    private static final int POWER = 8;
    private static final int PRIMARY = 9;

    private Pieces() {}

    /** Appends strings and {@link Expression}s. */
    static void of(Expression expression, List<Object> out) {
        if (expression instanceof Literal literal) {
            out.add(literal.text());
        } else if (expression instanceof Reference reference) {
            out.add(reference.name().text());
        } else if (expression instanceof Call call) {
            call(call, out);
        } else if (expression instanceof Prefix prefix) {
            out.add(sign(prefix.operator()));
            operand(prefix.operand(), PREFIX, out);
        } else if (expression instanceof Power power) {
            primary(power.base(), out);
            out.add(sign(power.operator()));
            operand(power.exponent(), PREFIX, out);
        } else if (expression instanceof Chain chain) {
            chain(chain, out);
        } else if (expression instanceof Comparison comparison) {
            operand(comparison.left(), leftOfComparison(comparison.left()), out);
            out.add(sign(comparison.operator()));
            operand(comparison.right(), SUM, out);
        } else if (expression instanceof Conditional conditional) {
            operand(conditional.condition(), OR, out);
            out.add(" ? ");
            operand(conditional.then(), CONDITIONAL, out);
            out.add(" : ");
            operand(conditional.otherwise(), CONDITIONAL, out);
        } else {
            array(expression, out);
        }
    }

    private static void array(Expression expression, List<Object> out) {
        ArrayPieces pieces = new ArrayPieces(out);
        if (expression instanceof Index index) {
            pieces.index(index);
        } else if (expression instanceof Transpose transpose) {
            primary(transpose.operand(), out);
            out.add("'");
        } else if (expression instanceof ArrayLiteral literal) {
            pieces.literal(literal);
        } else if (expression instanceof Comprehension comprehension) {
            pieces.comprehension(comprehension);
        } else if (expression instanceof Reduction reduction) {
            pieces.reduction(reduction);
        }
    }

    /** What something is appended to that binds tightest, such as a subscript. */
    static void primary(Expression operand, List<Object> out) {
        operand(operand, PRIMARY, out);
    }

    /** A bound beside a colon that is not of a conditional. */
    static void beforeColon(Expression operand, List<Object> out) {
        operand(operand, OR, out);
    }

    private static void call(Call call, List<Object> out) {
        out.add(call.function().text());
        out.add("(");
        for (int i = 0; i < call.arguments().size(); i++) {
            if (i > 0) {
                out.add(", ");
            }
            out.add(call.arguments().get(i));
        }
        out.add(")");
    }

    private static void chain(Chain chain, List<Object> out) {
        int tighter = binding(chain) + 1;
        operand(chain.first(), tighter, out);
        for (Link link : chain.links()) {
            out.add(sign(link.operator()));
            operand(link.operand(), tighter, out);
        }
    }

    private static void operand(Expression operand, int loosest, List<Object> out) {
        boolean enclosed = binding(operand) < loosest;
        if (enclosed) {
            out.add("(");
        }
        out.add(operand);
        if (enclosed) {
            out.add(")");
        }
    }

    /** {@code not a < b} is refused by the parser, so that {@code (not a) < b} keeps its parentheses. */
    private static int leftOfComparison(Expression left) {
        return left instanceof Prefix prefix && prefix.operator() == PrefixOperator.NOT ? PRIMARY : SUM;
    }

    private static int binding(Expression expression) {
        if (expression instanceof Chain chain) {
            return chain.links().isEmpty()
                    ? PRIMARY
                    : binding(chain.links().get(0).operator());
        }
        if (expression instanceof Conditional) {
            return CONDITIONAL;
        }
        if (expression instanceof Comparison) {
            return COMPARISON;
        }
        if (expression instanceof Prefix) {
            return PREFIX;
        }
        return expression instanceof Power ? POWER : PRIMARY;
    }

    private static int binding(InfixOperator operator) {
        return switch (operator) {
            case OR -> OR;
            case AND -> AND;
            case ADD, SUBTRACT, ELEMENTWISE_ADD, ELEMENTWISE_SUBTRACT -> SUM;
            case MULTIPLY, DIVIDE, REMAINDER, SOLVE, ELEMENTWISE_MULTIPLY, ELEMENTWISE_DIVIDE -> PRODUCT;
        };
    }

    private static String sign(PrefixOperator operator) {
        return switch (operator) {
            case MINUS -> "-";
            case PLUS -> "+";
            case NOT -> "not ";
        };
    }

    private static String sign(PowerOperator operator) {
        return switch (operator) {
            case POWER -> "^";
            case ELEMENTWISE_POWER -> ".^";
        };
    }

    private static String sign(InfixOperator operator) {
        return switch (operator) {
            case ADD -> " + ";
            case SUBTRACT -> " - ";
            case MULTIPLY -> "*";
            case DIVIDE -> "/";
            case REMAINDER -> "%";
            case SOLVE -> " \\ ";
            case ELEMENTWISE_ADD -> " .+ ";
            case ELEMENTWISE_SUBTRACT -> " .- ";
            case ELEMENTWISE_MULTIPLY -> ".*";
            case ELEMENTWISE_DIVIDE -> "./";
            case AND, OR -> " " + operator.name().toLowerCase(Locale.ROOT) + " ";
        };
    }

    private static String sign(ComparisonOperator operator) {
        return switch (operator) {
            case LESS -> " < ";
            case LESS_EQUAL -> " <= ";
            case GREATER -> " > ";
            case GREATER_EQUAL -> " >= ";
            case EQUAL -> " == ";
            case NOT_EQUAL -> " != ";
        };
    }
}
