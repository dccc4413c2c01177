package org.wengert.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.codegen.ClassSource;
import org.wengert.codegen.ClassWriter;
import org.wengert.codegen.FunctionSource;
import org.wengert.interpret.Interpreter;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Type;
import org.wengert.load.LoadedProgram;
import org.wengert.op.Algebra;
import org.wengert.op.Logic;
import org.wengert.op.Powers;
import org.wengert.op.ScalarOperator;
import org.wengert.product.Derivative;
import org.wengert.product.Product;
import org.wengert.rewrite.Pipelines;
import org.wengert.ssa.Schedule;

/** The Java of every operator is its kernel bit for bit, alone and in every place of an expression that could rob it of its operands. */
class JavaFormsTest {

    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        2,
        3.25,
        -7.5,
        1e-300,
        1e300,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    /** A value made of another one and of {@code b}, a real number beside it. */
    private interface Shape {
        Node of(Algebra g, Node a, Node b);
    }

    /** Where a number stands. */
    private static final Map<String, Shape> PLACES = Map.of(
            "alone", (g, a, b) -> a,
            "minuend", (g, a, b) -> g.subtract(a, b),
            "subtrahend", (g, a, b) -> g.subtract(b, a),
            "left_factor", (g, a, b) -> g.multiply(a, b),
            "right_factor", (g, a, b) -> g.multiply(b, a),
            "dividend", (g, a, b) -> g.divide(a, b),
            "divisor", (g, a, b) -> g.divide(b, a),
            "opposite", (g, a, b) -> g.negate(a));

    /** Where a condition stands. */
    private static final Map<String, Shape> PLACES_OF_CONDITIONS = Map.of(
            "alone", (g, a, b) -> a,
            "negation", (g, a, b) -> g.apply(Logic.AND, g.apply(Logic.NOT, a), positive(g, b)),
            "left_of_and", (g, a, b) -> g.apply(Logic.AND, a, positive(g, b)),
            "right_of_and", (g, a, b) -> g.apply(Logic.AND, positive(g, b), a),
            "left_of_or", (g, a, b) -> g.apply(Logic.OR, a, positive(g, b)));

    /** What a numeric operand is, {@code a} being a parameter. */
    private static final Map<String, Shape> OPERANDS = Map.of(
            "a_name", (g, a, b) -> a,
            "a_sum", (g, a, b) -> g.add(a, b),
            "an_opposite", (g, a, b) -> g.negate(a),
            "a_choice", (g, a, b) -> g.select(positive(g, b), a, g.constant(3)));

    /** What a condition as operand is. */
    private static final Map<String, Shape> CONDITIONS = Map.of(
            "a_name", (g, a, b) -> positive(g, a),
            "a_sum", (g, a, b) -> g.apply(Logic.AND, positive(g, a), g.apply(Logic.LESS, a, b)),
            "an_opposite", (g, a, b) -> g.apply(Logic.NOT, g.apply(Logic.EQUAL, a, b)),
            "a_choice", (g, a, b) -> g.apply(Logic.OR, positive(g, a), g.apply(Logic.LESS, a, b)));

    private static Node positive(Algebra g, Node a) {
        return g.apply(Logic.GREATER, a, g.constant(0));
    }

    private static Map<String, Graph> samples(ScalarOperator operator) {
        Map<String, Graph> samples = new LinkedHashMap<>();
        places(operator)
                .forEach((place, outside) -> operands(operator)
                        .forEach(inside -> samples.put(place + "_of_" + inside, graph(operator, outside, inside))));
        return samples;
    }

    /** The square root of an opposite is written otherwise, because that of -0 is -0. */
    private static Stream<String> operands(ScalarOperator operator) {
        return OPERANDS.keySet().stream()
                .filter(inside -> !operator.equals(Powers.SQRT) || !inside.equals("an_opposite"));
    }

    private static Map<String, Shape> places(ScalarOperator operator) {
        return operator.resultType().equals(Type.REAL) ? PLACES : PLACES_OF_CONDITIONS;
    }

    private static Graph graph(ScalarOperator operator, Shape place, String inside) {
        Algebra g = new Algebra(new GraphBuilder(Rewriter.NONE));
        Node b = g.builder().input("b", Type.REAL);
        List<Node> operands = new ArrayList<>();
        for (Type type : operator.operandTypes()) {
            Node input = g.builder().input("p" + operands.size(), Type.REAL);
            Shape operand = Objects.requireNonNull((type.equals(Type.REAL) ? OPERANDS : CONDITIONS).get(inside));
            operands.add(operand.of(g, input, b));
        }
        Node placed = place.of(g, g.builder().apply(operator, operands), b);
        Node number = placed.type().equals(Type.REAL) ? placed : g.select(placed, b, g.constant(3));
        return g.builder().build("f", List.of(new Graph.Output("r", number)));
    }

    /** So many operators are in one class: for each of them javac would begin anew. */
    private static final int BATCH = 30;

    /** The classes of the samples of operators that have been asked for, and of their neighbours. */
    private static final Map<ScalarOperator, Map<String, Class<?>>> COMPILED = new HashMap<>();

    private static Map<String, Class<?>> compiled(ScalarOperator operator) {
        if (!COMPILED.containsKey(operator)) {
            List<ScalarOperator> all = OperatorLawsTest.all().toList();
            int first = all.indexOf(operator) / BATCH * BATCH;
            compile(all.subList(first, Math.min(all.size(), first + BATCH)));
        }
        return Objects.requireNonNull(COMPILED.get(operator));
    }

    private static void compile(List<ScalarOperator> operators) {
        List<FunctionSource> functions = new ArrayList<>();
        for (int k = 0; k < operators.size(); k++) {
            String prefix = prefix(k);
            samples(operators.get(k)).forEach((name, graph) -> functions.add(function(prefix + name, graph)));
        }
        LoadedProgram all =
                LoadedProgram.load(ClassWriter.write(new ClassSource("", "All", "all", "0", functions)), "All");
        for (int k = 0; k < operators.size(); k++) {
            String prefix = prefix(k);
            COMPILED.put(
                    operators.get(k),
                    Arrays.stream(all.type().getDeclaredClasses())
                            .filter(c -> c.getSimpleName().startsWith(prefix))
                            .collect(Collectors.toMap(c -> c.getSimpleName().substring(prefix.length()), c -> c)));
        }
    }

    private static String prefix(int operator) {
        return "operator_" + operator + "_";
    }

    private static FunctionSource function(String name, Graph graph) {
        List<String> parameters =
                graph.inputs().stream().map(i -> i.name().orElseThrow()).toList();
        Derivative value = new Derivative(
                Product.VALUE, Pipelines.run(Pipelines.FINAL, graph), 1, List.of(), Derivative.Shape.WHOLE);
        return new FunctionSource(
                name,
                parameters,
                List.of("r"),
                "",
                List.of(),
                graph,
                List.of(value),
                d -> Schedule.of(d.graph()),
                Optional.empty(),
                true);
    }

    private static List<double[]> points(int n) {
        Random random = new Random(n);
        List<double[]> points = new ArrayList<>();
        for (int k = 0; k < 60; k++) {
            points.add(IntStream.range(0, n)
                    .mapToDouble(i -> random.nextInt(3) > 0
                            ? SPECIAL[random.nextInt(SPECIAL.length)]
                            : 6 * random.nextDouble() - 3)
                    .toArray());
        }
        return points;
    }

    @ParameterizedTest
    @MethodSource("org.wengert.laws.OperatorLawsTest#all")
    void theJavaOfAnOperatorIsItsKernelBitForBit(ScalarOperator operator) throws ReflectiveOperationException {
        Map<String, Graph> samples = samples(operator);
        Map<String, Class<?>> java = compiled(operator);
        for (Map.Entry<String, Graph> sample : samples.entrySet()) {
            Graph graph = sample.getValue();
            Interpreter interpreter = new Interpreter(graph);
            Method value = Objects.requireNonNull(java.get(sample.getKey())).getMethod("value", double[].class);
            for (double[] point : points(graph.inputs().size())) {
                double got = (double) value.invoke(null, (Object) point);
                assertThat(Double.doubleToLongBits(got))
                        .as("%s at %s", graph, Arrays.toString(point))
                        .isEqualTo(Double.doubleToLongBits(interpreter.evaluate(point)[0]));
            }
        }
    }
}
