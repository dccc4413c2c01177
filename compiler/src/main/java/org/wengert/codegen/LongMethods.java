package org.wengert.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import org.wengert.shaded.javapoet.MethodSpec;
import org.wengert.tree.Cutting;
import org.wengert.tree.Expression;
import org.wengert.tree.Method;
import org.wengert.tree.Method.Parameter;
import org.wengert.tree.Statement;
import org.wengert.tree.ValueType;

/**
 * Writes numbers that are too many for one method: an array is passed on for what several methods read, and classes of some dozens of methods
 * stand where one class would run out of constants.
 */
final class LongMethods {

    private static final int MOST_METHODS = 40;

    /** What is said of NaN is many constants. */
    private static final int MOST_TRAPPED_METHODS = 5;

    /** A class that holds some of the methods. */
    record Part(String name, List<MethodSpec> methods) {}

    /** A length that callers need. */
    record Constant(String name, int value, String meaning) {}

    private final Signature signature;
    private final Members members;
    private final MethodNames names;
    private final Map<Integer, String> methodNames = new HashMap<>();
    private final Map<Integer, String> partNames = new HashMap<>();
    private final MethodDocs docs;
    private final int mostMethods;
    private final Cutting.Cut cut;

    LongMethods(NumberMethod writer, Signature signature, List<Statement.Declare> inputs) {
        this.signature = signature;
        this.members = writer.members();
        this.names = writer.names();
        this.docs = writer.docs();
        this.mostMethods = writer.trap().isSet() ? MOST_TRAPPED_METHODS : MOST_METHODS;
        StepWriter steps = writer.ofNumbers();
        this.cut = Cutting.cut(
                inputs,
                steps.writeSweeps(writer.list().steps()),
                writer.results(steps),
                Method.arguments(parameters()),
                names.workspace(),
                this::call);
    }

    private Expression call(int number, int count, List<Expression> arguments) {
        String method = methodNames.computeIfAbsent(number, n -> members.method(names.method() + n));
        return count <= mostMethods
                ? new Expression.Call("", method, arguments)
                : new Expression.Invoke(Expression.name(partName(number)), method, arguments);
    }

    private String partName(int number) {
        String method = names.method();
        int part = (number - 1) / mostMethods + 1;
        String wanted = method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1) + "Part" + part;
        return partNames.computeIfAbsent(part, p -> members.type(wanted));
    }

    NumberMethod.Written write() {
        List<MethodSpec> methods = new ArrayList<>();
        String constant = members.constant(names.method().toUpperCase(Locale.ROOT) + "_WORKSPACE");
        methods.add(allocating(constant));
        methods.add(driver(constant));
        List<MethodSpec> all = cut.parts().stream()
                .map(this::part)
                .map(part ->
                        members.write(part, Modifier.PRIVATE, Modifier.STATIC).build())
                .toList();
        List<Part> parts = new ArrayList<>();
        if (all.size() <= mostMethods) {
            methods.addAll(all);
        } else {
            for (int from = 0; from < all.size(); from += mostMethods) {
                parts.add(new Part(partName(from + 1), all.subList(from, Math.min(from + mostMethods, all.size()))));
            }
        }
        String meaning = "The length of the workspace of {@code " + names.method() + "}.";
        return new NumberMethod.Written(methods, parts, List.of(new Constant(constant, cut.length(), meaning)));
    }

    private List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(names.overArrays(signature));
        parameters.add(new Parameter(ValueType.ARRAY, names.workspace()));
        return parameters;
    }

    /** The method that callers of {@link #driver} without a workspace of their own use. */
    private MethodSpec allocating(String constant) {
        List<Parameter> parameters = names.overArrays(signature);
        List<Expression> arguments = new ArrayList<>(Method.arguments(parameters));
        arguments.add(new Expression.NewArray(Expression.name(constant)));
        MethodSpec.Builder method = members.write(
                new Method(names.method(), signature.result(), parameters, signature.call(names.method(), arguments)),
                NumberMethod.PUBLIC);
        docs.describeArrays(method);
        return method.build();
    }

    private MethodSpec driver(String constant) {
        MethodSpec.Builder method = members.write(driver(), NumberMethod.PUBLIC);
        docs.describeArrays(method);
        method.addJavadoc("@param $L at least {@link #$L} long; its contents are lost\n", names.workspace(), constant);
        return method.build();
    }

    /** What callers see, then the methods that it calls. */
    List<Method> methods() {
        List<Method> methods = new ArrayList<>(List.of(driver()));
        cut.parts().forEach(part -> methods.add(part(part)));
        return methods;
    }

    private Method driver() {
        return new Method(names.method(), signature.result(), parameters(), cut.body());
    }

    private Method part(Cutting.Part part) {
        String name = Optional.ofNullable(methodNames.get(part.number())).orElseThrow();
        return new Method(name, Optional.empty(), parameters(), part.body());
    }
}
