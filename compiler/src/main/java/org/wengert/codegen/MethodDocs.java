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
            param(method, list.name(inputs.get(i)).orElseThrow(), meaning(i));
        }
        describeTargets(method);
    }

    private String meaning(int input) {
        int parameters = function.parameters().size();
        if (input < parameters) {
            return "parameter " + (input + 1) + ", " + function.parameters().get(input);
        }
        return meaning(function, derivative, input - parameters);
    }

    /** For a method over arrays. */
    void describeArrays(MethodSpec.Builder method) {
        headline(method, function, derivative);
        param(method, names.point(), "the parameters " + listing(function.parameters()));
        if (signature.hasExtra()) {
            param(method, names.extra(), extraMeaning());
        }
        describeTargets(method);
    }

    /** For the method that takes several directions. */
    void describeDirections(MethodSpec.Builder method) {
        headline(method, function, derivative);
        param(method, names.point(), "the parameters " + listing(function.parameters()));
        param(method, names.directions(), "the tangents of " + listing(activeNames()) + ", a row for each direction");
        param(
                method,
                names.tangents(),
                "receives the tangents of " + listing(function.results()) + ", a row for each direction");
    }

    private String extraMeaning() {
        return signature.extra().equals("cotangent")
                ? (signature.extraIsScalar() ? "the cotangent of " : "the cotangents of ") + listing(function.results())
                : "the tangents of " + listing(activeNames());
    }

    void describeTargets(MethodSpec.Builder method) {
        signature.arrays().forEach(target -> param(method, names.array(target), target.meaning() + order(target)));
        if (signature.returns() >= 0) {
            method.addJavadoc("@return $L\n", Comments.javadoc(returned()));
        }
    }

    private String returned() {
        return derivative.blocks().get(0).each() + " " + function.results().get(0);
    }

    private String order(Signature.Target target) {
        return target.block().isMatrix()
                ? ""
                : ", in the order "
                        + listing(target.block()
                                .names(function.results(), activeNames())
                                .get(0));
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

    private static void param(MethodSpec.Builder method, String name, String meaning) {
        method.addJavadoc("@param $L $L\n", name, Comments.javadoc(meaning));
    }

    /** Some names and how many more there are. */
    static String listing(List<String> names) {
        int most = 12;
        String shown = names.stream().limit(most).collect(Collectors.joining(", "));
        return names.size() <= most ? shown : shown + ", ... (" + names.size() + " in all)";
    }
}
