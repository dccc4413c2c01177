package org.wengert.mutation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;
import org.wengert.op.JavaForm;
import org.wengert.op.ScalarOperator;

/** How the value is computed, altered: in the interpreter, in Java, and where Java lacks the operator in what it is made of. */
final class FormMutants {

    /** What is easily mistaken in a template. */
    private static final Map<String, String> SLIPS = Map.ofEntries(
            Map.entry(" + ", " - "),
            Map.entry(" - ", " + "),
            Map.entry(" * ", " / "),
            Map.entry(" / ", " * "),
            Map.entry(" < ", " <= "),
            Map.entry(" <= ", " < "),
            Map.entry(" > ", " >= "),
            Map.entry(" >= ", " > "),
            Map.entry(" == ", " != "),
            Map.entry(" != ", " == "),
            Map.entry(" && ", " || "),
            Map.entry(" || ", " && "),
            Map.entry("(-", "("),
            Map.entry("-$", "$"),
            Map.entry("!$", "$"),
            Map.entry("max", "min"),
            Map.entry("min", "max"),
            Map.entry("abs", "signum"),
            Map.entry("1.0", "2.0"),
            Map.entry("0.0", "1.0"),
            Map.entry("? 0 ", "? 1 "),
            Map.entry(", 0)", ", 1)"));

    private FormMutants() {}

    static List<Mutant> of(ScalarOperator operator) {
        List<Mutant> mutants = new ArrayList<>();
        kernels(operator)
                .forEach((change, value) ->
                        mutants.add(new Mutant(operator, "kernel", change, "kernel", kernel(value))));
        operator.java()
                .ifPresent(form -> forms(operator, form)
                        .forEach((change, altered) ->
                                mutants.add(new Mutant(operator, "java", change, "java", Optional.of(altered)))));
        operator.lowering()
                .ifPresent(to -> lowerings(operator, to)
                        .forEach((change, altered) -> mutants.add(
                                new Mutant(operator, "lowering", change, "lowering", Optional.of(altered)))));
        if (operator.operandTypes().size() == 2
                && operator.operandTypes().get(0).equals(operator.operandTypes().get(1))) {
            mutants.add(new Mutant(
                    operator, "declaration", "the other commutative", "commutative", !operator.commutative()));
        }
        return mutants;
    }

    private interface Value {
        double of(double[] x);
    }

    private static Map<String, Value> kernels(ScalarOperator operator) {
        Object kernel = Field.read(operator, "kernel");
        Map<String, Value> values = new LinkedHashMap<>();
        if (operator.resultType().equals(Type.REAL)) {
            values.put("has the other sign", x -> -call(kernel, x));
            values.put("is off by 1e-9", x -> call(kernel, x) * (1 + 1e-9));
        } else {
            values.put("is the opposite", x -> 1 - call(kernel, x));
        }
        int n = operator.operandTypes().size();
        for (int i = 0; i < n; i++) {
            int index = i;
            if (operator.operandTypes().get(i).equals(Type.REAL)) {
                values.put("has operand " + i + " of the other sign", x -> call(kernel, moved(x, index, -x[index])));
            } else {
                values.put("has operand " + i + " negated", x -> call(kernel, moved(x, index, 1 - x[index])));
            }
            for (int j = 0; j < n; j++) {
                int other = j;
                if (j != i
                        && operator.operandTypes()
                                .get(i)
                                .equals(operator.operandTypes().get(j))) {
                    values.put("has operand " + j + " for " + i, x -> call(kernel, moved(x, index, x[other])));
                    if (i < j && !operator.commutative()) {
                        values.put(
                                "exchanges " + i + " and " + j,
                                x -> call(kernel, moved(moved(x, index, x[other]), other, x[index])));
                    }
                }
            }
        }
        values.values().removeIf(value -> isSame(x -> call(kernel, x), value, n));
        return values;
    }

    /** Whether an alteration changes nothing: a cosine is the same at the opposite. */
    private static boolean isSame(Value before, Value after, int n) {
        double[] special = {0.0, -0.0, 1, -1, 0.5, 3, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};
        Random random = new Random(1);
        for (int k = 0; k < 2_000; k++) {
            double[] x = IntStream.range(0, n)
                    .mapToDouble(i -> random.nextInt(2) == 0
                            ? special[random.nextInt(special.length)]
                            : 8 * random.nextDouble() - 4)
                    .toArray();
            if (Double.doubleToLongBits(before.of(x)) != Double.doubleToLongBits(after.of(x))) {
                return false;
            }
        }
        return true;
    }

    private static double[] moved(double[] x, int index, double to) {
        double[] moved = x.clone();
        moved[index] = to;
        return moved;
    }

    private static double call(Object kernel, double[] x) {
        try {
            java.lang.reflect.Method method = KERNEL.getDeclaredMethod("apply", double[].class);
            method.setAccessible(true);
            return (double) method.invoke(kernel, (Object) x);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("kernel", e);
        }
    }

    private static final Class<?> KERNEL = kernelType();

    private static Class<?> kernelType() {
        try {
            return Class.forName("org.wengert.op.ScalarOperator$Kernel");
        } catch (ClassNotFoundException e) {
            throw new LinkageError("kernel", e);
        }
    }

    private static Object kernel(Value value) {
        InvocationHandler handler = (proxy, method, arguments) -> value.of((double[]) arguments[0]);
        return Proxy.newProxyInstance(KERNEL.getClassLoader(), new Class<?>[] {KERNEL}, handler);
    }

    private static Map<String, JavaForm> forms(ScalarOperator operator, JavaForm form) {
        Map<String, JavaForm> forms = new LinkedHashMap<>();
        String template = form.template();
        boolean real = operator.resultType().equals(Type.REAL);
        forms.put("has the other sign", JavaForm.of((real ? "-(" : "!(") + template + ")"));
        SLIPS.forEach((right, wrong) -> {
            if (template.contains(right)) {
                forms.put(
                        "'" + wrong.strip() + "' for '" + right.strip() + "'",
                        JavaForm.of(template.replace(right, wrong)));
            }
        });
        for (int i = 0; i < operator.operandTypes().size(); i++) {
            for (int j = i + 1; j < operator.operandTypes().size(); j++) {
                if (operator.operandTypes()
                        .get(i)
                        .equals(operator.operandTypes().get(j))) {
                    String exchanged = template.replace("$" + i, "$_")
                            .replace("$" + j, "$" + i)
                            .replace("$_", "$" + j);
                    forms.put("exchanges " + i + " and " + j, JavaForm.of(exchanged));
                }
            }
        }
        return forms;
    }

    private static Map<String, ScalarOperator.Lowering> lowerings(
            ScalarOperator operator, ScalarOperator.Lowering lowering) {
        Map<String, ScalarOperator.Lowering> lowerings = new LinkedHashMap<>();
        lowerings.put("has the other sign", (g, x) -> g.apply(Changes.operator("negate"), lowering.at(g, x)));
        GraphBuilder builder = new GraphBuilder(Rewriter.NONE);
        List<Node> inputs = RuleMutants.inputs(operator, builder);
        List<Interception.Application> seen =
                Interception.seen(builder, () -> lowering.at(new Algebra(builder), inputs));
        for (int k = 0; k < seen.size(); k++) {
            int index = k;
            String which = "application " + k + " of " + seen.get(k).operator().name() + " ";
            Changes.of(seen.get(k))
                    .forEach((words, change) -> lowerings.put(
                            which + words,
                            (g, x) -> Interception.altered(g.builder(), index, change, () -> lowering.at(g, x))));
        }
        return lowerings;
    }
}
