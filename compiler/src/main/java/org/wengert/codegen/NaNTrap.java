package org.wengert.codegen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;
import org.wengert.differentiate.Notation;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.op.ScalarOperator;
import org.wengert.shaded.javapoet.CodeBlock;
import org.wengert.shaded.javapoet.MethodSpec;
import org.wengert.shaded.javapoet.TypeName;
import org.wengert.tree.Expression;

/**
 * Stops generated code at the first line that makes NaN of numbers that are none: {@code q = log(p)} becomes
 *
 * <pre>{@code
 * double q = notNaN(Math.log(p), "Loss.expr:4:7: 'log(p)' makes NaN: q = log(p)", "p", p);
 * }</pre>
 *
 * <p>What cannot make NaN, such as {@code exp(x)} or {@code 2*x}, is left as it is. All else has a line of its own, so that none is found
 * in another's place.
 */
final class NaNTrap {

    private static final String HELPER = "notNaN";

    /** What operators are tried with: where something happens, and between. */
    private static final double[] PROBES = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        -0.5,
        1.5,
        -1.5,
        2,
        -2,
        3,
        -3,
        100.5,
        -100.5,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    private final Optional<Function<Node, String>> message;
    private final Map<List<Object>, Boolean> known = new HashMap<>();
    private final NavigableSet<Integer> arities = new TreeSet<>();

    /**
     * A trap of one class.
     *
     * @param message what is said of a node that makes NaN; none to let NaN pass
     */
    NaNTrap(Optional<Function<Node, String>> message) {
        this.message = message;
    }

    boolean isSet() {
        return message.isPresent();
    }

    /** Whether the line of {@code node} is looked at. */
    boolean catches(Node node) {
        return isSet()
                && node.type().isReal()
                && node.operation() instanceof Operation.Apply apply
                && apply.operator() instanceof ScalarOperator operator
                && known.computeIfAbsent(key(operator, node), k -> makesNaN(operator, node, new double[0]));
    }

    /** The nodes of a graph and of its bodies that are looked at. */
    Set<Node> caught(Graph graph) {
        Set<Node> caught = new HashSet<>();
        if (isSet()) {
            add(graph, caught);
        }
        return caught;
    }

    private void add(Graph graph, Set<Node> caught) {
        for (Node node : graph.nodes()) {
            node.operation().bodies().forEach(body -> add(body.graph(), caught));
            if (catches(node)) {
                caught.add(node);
            }
        }
    }

    /** What decides whether an application can make NaN: the operator, its constants, and which operands are the same. */
    private static List<Object> key(ScalarOperator operator, Node node) {
        List<Object> key = new ArrayList<>(List.of(operator));
        for (Node operand : node.operands()) {
            key.add(
                    operand.operation() instanceof Operation.Constant constant
                            ? (Object) constant.value()
                            : (Object) ("operand " + node.operands().indexOf(operand)));
        }
        return key;
    }

    /** Whether some operands that begin with {@code chosen} make NaN, though none is. */
    private static boolean makesNaN(ScalarOperator operator, Node node, double[] chosen) {
        int next = chosen.length;
        if (next == node.operands().size()) {
            return Double.isNaN(operator.evaluate(chosen));
        }
        Node operand = node.operand(next);
        int first = node.operands().indexOf(operand);
        double[] choices = operand.operation() instanceof Operation.Constant constant
                ? new double[] {constant.value()}
                : first < next ? new double[] {chosen[first]} : operand.type().isReal() ? PROBES : new double[] {0, 1};
        for (double choice : choices) {
            double[] more = Arrays.copyOf(chosen, next + 1);
            more[next] = choice;
            if (!Double.isNaN(choice) && makesNaN(operator, node, more)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The value of {@code node} where it is looked at.
     *
     * @param value its expression
     * @param use how an operand is read
     */
    Expression around(Node node, Expression value, Function<Node, Expression> use) {
        List<Node> operands = operands(node);
        arities.add(operands.size());
        List<Expression> arguments =
                new ArrayList<>(List.of(value, quoted(message.orElseThrow().apply(node))));
        for (Node operand : operands) {
            Expression read = use.apply(operand);
            arguments.add(quoted(
                    isElement(operand)
                            ? JavaPrinter.text(read)
                            : Notation.name(operand).toString()));
            arguments.add(read);
        }
        return new Expression.Call("", HELPER, arguments);
    }

    /** An element of an array is called as it is in the Java, which need not have the array by its name. */
    private static boolean isElement(Node operand) {
        return operand.name().isEmpty() && ScalarOperator.in(operand).isEmpty();
    }

    /** The numbers that it is made of, each once. */
    private static List<Node> operands(Node node) {
        return node.operands().stream()
                .filter(operand -> operand.type().isReal() && !operand.isConstant())
                .distinct()
                .toList();
    }

    private static Expression quoted(String text) {
        return new Expression.Quoted(Comments.plain(text));
    }

    /** The methods that the lines call. */
    List<MethodSpec> helpers() {
        return arities.stream().map(NaNTrap::helper).toList();
    }

    private static MethodSpec helper(int arity) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(HELPER)
                .addJavadoc("Gives a value back, unless it is NaN and nothing that it is made of is.\n")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(TypeName.DOUBLE)
                .addParameter(TypeName.DOUBLE, "value")
                .addParameter(String.class, "what");
        CodeBlock.Builder made = CodeBlock.builder().add("$T.isNaN(value)", Double.class);
        StringBuilder given = new StringBuilder("what");
        for (int i : IntStream.range(0, arity).toArray()) {
            String name = Character.toString('a' + i);
            method.addParameter(String.class, name + "Name").addParameter(TypeName.DOUBLE, name);
            made.add(" && !$T.isNaN($L)", Double.class, name);
            given.append(i == 0 ? " + \"; \" + " : " + \", \" + ");
            given.append(name).append("Name + \" = \" + ").append(name);
        }
        return method.beginControlFlow("if ($L)", made.build())
                .addStatement("throw new $T($L)", ArithmeticException.class, given)
                .endControlFlow()
                .addStatement("return value")
                .build();
    }
}
