package org.wengert.codegen;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;
import org.wengert.differentiate.Differentiation;
import org.wengert.ir.Node;
import org.wengert.ir.Size;
import org.wengert.product.Derivative;
import org.wengert.product.Product.Takes;
import org.wengert.runtime.TaylorIntegrator;
import org.wengert.shaded.javapoet.CodeBlock;
import org.wengert.shaded.javapoet.MethodSpec;
import org.wengert.ssa.NameAllocator;

/**
 * Writes what makes an integrator of the coefficients of a solution: a method that takes all that is neither a state nor the time, and gives
 * these to the method of the product with the states and the time of each step.
 */
final class IntegratorMethod {

    /** What follows the name of the product in that of the method. */
    static final String SUFFIX = "Integrator";

    /** More constants than these are one array. */
    private static final int MOST_NAMED = 8;

    private final FunctionSource function;
    private final Derivative derivative;
    private final String product;
    private final List<Node> inputs;
    private final List<Integer> states;
    private final List<Integer> constants;
    private final NameAllocator names;
    private final List<String> constantNames;
    private final String time;
    private final String state;
    private final String point;
    private final String direction;
    private final List<String> written;

    private IntegratorMethod(FunctionSource function, Derivative derivative, String product, Collection<String> taken) {
        this.function = function;
        this.derivative = derivative;
        this.product = product;
        this.inputs = derivative.graph().inputs().subList(0, derivative.parameters());
        this.states = states(derivative);
        this.constants = constants(function, derivative);
        this.names = new NameAllocator(taken);
        names.claim(TaylorIntegrator.class.getSimpleName());
        this.constantNames = constants.stream()
                .map(i -> names.claim(function.parameters().get(i)))
                .toList();
        this.time = names.claim(Differentiation.TIME);
        this.state = names.claim("state");
        this.point = names.claim("point");
        this.direction = names.claim("direction");
        this.written = derivative.blocks().stream()
                .map(block -> names.claim(block.name()))
                .toList();
    }

    /**
     * Of a function of numbers.
     *
     * @param workspace the length of what the method needs besides
     */
    static List<MethodSpec> ofNumbers(
            FunctionSource function, Derivative derivative, Members members, Optional<String> workspace) {
        if (!derivative.product().isOde()) {
            return List.of();
        }
        String product = members.name(derivative);
        Set<String> taken = new HashSet<>(MethodNames.RESERVED);
        workspace.ifPresent(taken::add);
        IntegratorMethod method = new IntegratorMethod(function, derivative, product, taken);
        return List.of(method.numbers(members.method(product + SUFFIX), workspace));
    }

    /** Of a function of arrays. */
    static List<MethodSpec> ofArrays(ArrayMethod method, Optional<FlatForm> flat) {
        if (!method.derivative().product().isOde()) {
            return List.of();
        }
        IntegratorMethod integrator = new IntegratorMethod(
                method.function(),
                method.derivative(),
                method.name(),
                method.list().around().all());
        return List.of(integrator.arrays(method.members().method(method.name() + SUFFIX), method, flat));
    }

    private static List<Integer> states(Derivative derivative) {
        return derivative.active().subList(0, Math.min(derivative.active().size(), derivative.results()));
    }

    /** The parameters that are neither states nor the time. */
    static List<Integer> constants(FunctionSource function, Derivative derivative) {
        List<Integer> states = states(derivative);
        return IntStream.range(0, derivative.parameters())
                .filter(i -> !states.contains(i) && !isTime(function, derivative, i))
                .boxed()
                .toList();
    }

    private static boolean isTime(FunctionSource function, Derivative derivative, int parameter) {
        return function.parameters().get(parameter).equals(Differentiation.TIME)
                && derivative.graph().inputs().get(parameter).type().isScalar();
    }

    private boolean isTime(int parameter) {
        return isTime(function, derivative, parameter);
    }

    private boolean isTangent() {
        return derivative.takes() == Takes.DIRECTION;
    }

    private MethodSpec numbers(String name, Optional<String> workspace) {
        MethodSpec.Builder method = begin(name, NumberMethod.PUBLIC);
        List<String> values = constantNames;
        if (constants.size() > MOST_NAMED) {
            String parameters = names.claim("parameters");
            method.addParameter(double[].class, parameters);
            Tags.param(
                    method,
                    parameters,
                    "the constants " + MethodDocs.listing(named(constants)) + ", [" + constants.size() + "]");
            values = IntStream.range(0, constants.size())
                    .mapToObj(k -> parameters + "[" + k + "]")
                    .toList();
        } else {
            addConstants(method);
        }
        CodeBlock.Builder code = CodeBlock.builder().addStatement("double[] $L = new double[$L]", point, inputs.size());
        for (int k = 0; k < constants.size(); k++) {
            code.addStatement("$L[$L] = $L", point, constants.get(k), values.get(k));
        }
        List<String> arguments = new ArrayList<>(List.of(point));
        if (isTangent()) {
            arguments.add(direction);
        }
        arguments.addAll(written);
        if (workspace.isPresent()) {
            String own = names.claim("workspace");
            code.addStatement("double[] $L = new double[$L]", own, workspace.get());
            arguments.add(own);
        }
        CodeBlock.Builder step = CodeBlock.builder();
        for (int k = 0; k < states.size(); k++) {
            step.addStatement("$L[$L] = $L[$L]", point, states.get(k), state, k);
        }
        IntStream.range(0, inputs.size())
                .filter(i -> isTime(i) && !states.contains(i))
                .forEach(i -> step.addStatement("$L[$L] = $L", point, i, time));
        step.addStatement("$L($L)", product, String.join(", ", arguments));
        CodeBlock count = CodeBlock.of("$L", states.size());
        CodeBlock events = CodeBlock.of("$L", derivative.results() - states.size());
        return finish(method, code, count, events, step.build());
    }

    private MethodSpec arrays(String name, ArrayMethod arrays, Optional<FlatForm> flat) {
        MethodSpec.Builder method = begin(name, Modifier.PUBLIC);
        addConstants(method);
        CodeBlock count = count(arrays, nodes(states));
        List<Node> results = function.primal().results();
        CodeBlock events = count(arrays, results.subList(states.size(), results.size()));
        CodeBlock.Builder code = CodeBlock.builder();
        CodeBlock.Builder step = CodeBlock.builder();
        List<Integer> active = derivative.active();
        boolean own = active.size() > states.size();
        if (own) {
            code.addStatement("double[] $L = new double[$L]", point, count(arrays, nodes(active)));
            for (int k = states.size(); k < active.size(); k++) {
                CodeBlock at = count(arrays, nodes(active.subList(0, k)));
                String given = constantNames.get(constants.indexOf(active.get(k)));
                Node input = inputs.get(active.get(k));
                if (input.type().isScalar()) {
                    code.addStatement("$L[$L] = $L", point, at, given);
                } else {
                    code.addStatement(
                            "$T.arraycopy($L, 0, $L, $L, $L)",
                            System.class,
                            given,
                            point,
                            at,
                            count(arrays, List.of(input)));
                }
            }
            step.addStatement("$T.arraycopy($L, 0, $L, 0, $L)", System.class, state, point, count);
        }
        List<String> arguments = flat.isPresent() ? flat(flat.get(), own ? point : state) : byName();
        step.addStatement("$L($L)", product, String.join(", ", arguments));
        return finish(method, code, count, events, step.build());
    }

    /** What the flat form takes. */
    private List<String> flat(FlatForm form, String given) {
        List<String> arguments = new ArrayList<>();
        Iterator<String> outputs = written.iterator();
        for (FlatForm.Argument argument : form.arguments()) {
            if (argument.written()) {
                arguments.add(outputs.next());
            } else if (argument.isDirection()) {
                arguments.add(direction);
            } else {
                int parameter = function.parameters().indexOf(argument.wanted());
                arguments.add(arguments.isEmpty() ? given : constant(parameter));
            }
        }
        return arguments;
    }

    /** What the form by name takes, of a single state. */
    private List<String> byName() {
        List<String> arguments = new ArrayList<>();
        String first = inputs.get(states.get(0)).type().isScalar() ? "[0]" : "";
        for (int i = 0; i < inputs.size(); i++) {
            arguments.add(states.contains(i) ? state + first : constant(i));
        }
        if (isTangent()) {
            arguments.add(direction + first);
        }
        arguments.addAll(written);
        return arguments;
    }

    private String constant(int parameter) {
        return isTime(parameter) ? time : constantNames.get(constants.indexOf(parameter));
    }

    private List<Node> nodes(List<Integer> parameters) {
        return parameters.stream().map(inputs::get).toList();
    }

    private static CodeBlock count(ArrayMethod method, List<Node> arrays) {
        Size count = arrays.stream().map(a -> a.type().shape().count()).reduce(Size.ZERO, Size::plus);
        return JavaPrinter.code(method.integer(count));
    }

    private List<String> named(List<Integer> parameters) {
        return parameters.stream().map(function.parameters()::get).toList();
    }

    private MethodSpec.Builder begin(String name, Modifier... modifiers) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(modifiers)
                .returns(TaylorIntegrator.class)
                .addJavadoc(
                        "Integrates by {@link #$L}. The states are the elements of $L, in this order.\n\n",
                        product,
                        Comments.javadoc(MethodDocs.listing(named(states))));
        List<String> results = function.results().subList(states.size(), derivative.results());
        if (!results.isEmpty()) {
            method.addJavadoc("<p>Events are the zeros of $L.\n\n", Comments.javadoc(MethodDocs.listing(results)));
        }
        return method;
    }

    private void addConstants(MethodSpec.Builder method) {
        for (int k = 0; k < constants.size(); k++) {
            Node input = inputs.get(constants.get(k));
            boolean number = input.type().isScalar();
            method.addParameter(number ? double.class : double[].class, constantNames.get(k));
            Tags.param(
                    method,
                    constantNames.get(k),
                    "constant" + OutputDocs.layout(input.type().shape()));
        }
    }

    private MethodSpec finish(
            MethodSpec.Builder method, CodeBlock.Builder code, CodeBlock count, CodeBlock events, CodeBlock step) {
        int degree = derivative.product().degree();
        if (isTangent()) {
            String directions = names.claim("directions");
            method.addParameter(double[][].class, directions).varargs();
            Tags.param(
                    method,
                    directions,
                    "each with the tangents at the start of " + MethodDocs.listing(named(derivative.active())));
            String taken = String.join(", ", time, state, direction, written.get(0), written.get(1));
            code.add("return $T.ofTangents($L, $L, ($L) -> {\n$>", TaylorIntegrator.class, count, degree, taken);
            code.add(step).add("$<}, $L);\n", directions);
        } else {
            String taken = String.join(", ", time, state, written.get(0));
            code.add("return new $T($L, $L, $L, ($L) -> {\n$>", TaylorIntegrator.class, count, events, degree, taken);
            code.add(step).add("$<});\n");
        }
        Tags.returns(method, "the integrator, for one thread at a time");
        return method.addCode(code.build()).build();
    }
}
