package org.wengert.codegen;

import java.util.List;
import java.util.stream.Collectors;
import org.wengert.ir.Node;
import org.wengert.product.Derivative;
import org.wengert.product.Product.Takes;
import org.wengert.shaded.javapoet.MethodSpec;
import org.wengert.ssa.WengertList;

/** Begins methods and documents them: what they compute, the formula, what every parameter is. */
final class MethodDocs {

    private final FunctionSource function;
    private final Derivative derivative;
    private final Signature signature;
    private final MethodNames names;

    MethodDocs(FunctionSource function, Derivative derivative, Signature signature, MethodNames names) {
        this.function = function;
        this.derivative = derivative;
        this.signature = signature;
        this.names = names;
    }

    /** For a method with every input by name. */
    void describeNamed(MethodSpec.Builder method, WengertList list) {
        headline(method, function, derivative);
        List<Node> inputs = list.graph().inputs();
        for (int i = 0; i < inputs.size(); i++) {
            Tags.param(method, list.name(inputs.get(i)).orElseThrow(), meaning(i));
        }
        describeTargets(method);
    }

    private String meaning(int input) {
        int parameters = function.parameters().size();
        if (input < parameters) {
            return "parameter " + function.parameters().get(input);
        }
        return meaning(function, derivative, input - parameters);
    }

    /** For a method over arrays. */
    void describeArrays(MethodSpec.Builder method) {
        headline(method, function, derivative);
        describePoint(method);
        if (signature.hasExtra()) {
            Tags.param(method, names.extra(), extraMeaning());
        }
        describeTargets(method);
    }

    private void describePoint(MethodSpec.Builder method) {
        Tags.param(method, names.point(), "the parameters " + listed(function.parameters()));
    }

    /** For the method that takes several directions. */
    void describeDirections(MethodSpec.Builder method) {
        headline(method, function, derivative);
        describePoint(method);
        Tags.param(method, names.directions(), "for each direction a row: the tangents of " + listed(activeNames()));
        Tags.param(
                method,
                names.tangents(),
                "receives for each direction a row: the tangents of " + listed(function.results()));
    }

    private String extraMeaning() {
        if (signature.extraIsScalar()) {
            return "the cotangent of " + listing(function.results());
        }
        return derivative.takes() == Takes.COTANGENT
                ? "the cotangents of " + listed(function.results())
                : "the tangents of " + listed(activeNames());
    }

    void describeTargets(MethodSpec.Builder method) {
        OutputDocs outputs = new OutputDocs(function, derivative);
        signature
                .arrays()
                .forEach(target ->
                        Tags.param(method, names.array(target), "receives " + outputs.ofNumbers(target.block())));
        if (signature.returns() >= 0) {
            Tags.returns(method, outputs.one(derivative.blocks().get(0), 0));
        }
    }

    private List<String> activeNames() {
        return activeNames(function, derivative);
    }

    /** The names of the parameters that a derivative is taken with respect to. */
    static List<String> activeNames(FunctionSource function, Derivative derivative) {
        return derivative.active().stream().map(function.parameters()::get).toList();
    }

    /** What a derivative is, and the formula. */
    static void headline(MethodSpec.Builder method, FunctionSource function, Derivative derivative) {
        boolean ofAll = derivative.isOfAll() || derivative.product().isValue();
        List<String> active = activeNames(function, derivative);
        String respect = derivative.product().isOde()
                ? ofStates(derivative, active)
                : ofAll ? "" : " with respect to " + listing(active);
        method.addJavadoc("$L\n", Comments.javadoc(derivative.product().sentence() + respect + " of"));
        method.addJavadoc("\n<pre>{@code $L}</pre>\n\n", Comments.code(function.formula()));
    }

    private static String ofStates(Derivative derivative, List<String> active) {
        int states = Math.min(active.size(), derivative.results());
        List<String> others = active.subList(states, active.size());
        return " with the states " + listing(active.subList(0, states))
                + (others.isEmpty() ? "" : ", varying with " + listing(others)) + ", whose slopes are the results";
    }

    /** What an input after the parameters is. */
    static String meaning(FunctionSource function, Derivative derivative, int extra) {
        return derivative.takes() == Takes.COTANGENT
                ? "cotangent of " + function.results().get(extra)
                : "tangent of " + function.parameters().get(derivative.active().get(extra));
    }

    /** The names of the elements of an array. */
    private static String listed(List<String> names) {
        return listing(names) + ", [" + names.size() + "]";
    }

    /** Some names and how many more there are. */
    static String listing(List<String> names) {
        int most = 12;
        String shown = names.stream().limit(most).collect(Collectors.joining(", "));
        return names.size() <= most ? shown : shown + ", ... (" + names.size() + " in all)";
    }
}
