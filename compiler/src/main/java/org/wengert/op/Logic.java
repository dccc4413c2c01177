package org.wengert.op;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Type;

/** Comparisons and the connectives of conditions: locally constant, so that none has a derivative. */
public final class Logic {

    /** A test of two doubles. */
    private interface Test {
        boolean holds(double a, double b);
    }

    public static final ScalarOperator LESS = comparison("less", "<", (a, b) -> a < b);
    public static final ScalarOperator LESS_EQUAL = comparison("less_equal", "<=", (a, b) -> a <= b);
    public static final ScalarOperator GREATER = comparison("greater", ">", (a, b) -> a > b);
    public static final ScalarOperator GREATER_EQUAL = comparison("greater_equal", ">=", (a, b) -> a >= b);
    public static final ScalarOperator EQUAL = comparison("equal", "==", (a, b) -> a == b);
    public static final ScalarOperator NOT_EQUAL = comparison("not_equal", "!=", (a, b) -> a != b);

    public static final ScalarOperator AND = connective("and", "&&", (a, b) -> a != 0 && b != 0)
            .identity("true and b = b", (g, x) -> truth(x.get(0)).map(t -> t ? x.get(1) : x.get(0)))
            .identity("a and true = a", (g, x) -> truth(x.get(1)).map(t -> t ? x.get(0) : x.get(1)))
            .build();

    public static final ScalarOperator OR = connective("or", "||", (a, b) -> a != 0 || b != 0)
            .identity("false or b = b", (g, x) -> truth(x.get(0)).map(t -> t ? x.get(0) : x.get(1)))
            .identity("a or false = a", (g, x) -> truth(x.get(1)).map(t -> t ? x.get(1) : x.get(0)))
            .build();

    public static final ScalarOperator NOT = new ScalarOperator.Builder(
                    "not", "negation", "not a", List.of(Type.BOOLEAN), x -> x[0] != 0 ? 0 : 1)
            .internal()
            .result(Type.BOOLEAN)
            .java(JavaForm.of("!$0"))
            .cost(0, 0)
            .identity("not not a = a", (g, x) -> Arithmetic.operand(x.get(0), Logic.NOT))
            .build();

    static final List<ScalarOperator> ALL =
            List.of(LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, NOT_EQUAL, AND, OR, NOT);

    private Logic() {}

    private static ScalarOperator comparison(String name, String symbol, Test test) {
        return new ScalarOperator.Builder(
                        name,
                        "comparison",
                        "a " + symbol + " b",
                        List.of(Type.REAL, Type.REAL),
                        x -> test.holds(x[0], x[1]) ? 1 : 0)
                .internal()
                .result(Type.BOOLEAN)
                .java(JavaForm.infix(symbol))
                .cost(1, 0)
                .build();
    }

    private static ScalarOperator.Builder connective(String name, String symbol, Test test) {
        return new ScalarOperator.Builder(
                        name,
                        "connective",
                        "a " + name + " b",
                        List.of(Type.BOOLEAN, Type.BOOLEAN),
                        x -> test.holds(x[0], x[1]) ? 1 : 0)
                .internal()
                .commutative()
                .result(Type.BOOLEAN)
                .java(JavaForm.infix(symbol))
                .cost(0, 0);
    }

    private static Optional<Boolean> truth(Node node) {
        return node.operation() instanceof Operation.Truth t ? Optional.of(t.value()) : Optional.empty();
    }
}
