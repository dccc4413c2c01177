package org.wengert.codegen;

import com.palantir.javapoet.MethodSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import org.wengert.tree.Cutting;
import org.wengert.tree.Expression;
import org.wengert.tree.Statement;

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

    LongMethods(MethodWriter writer, Signature signature, List<Statement.Declare> inputs) {
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
                arguments(names.workspace()),
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

    MethodWriter.Written write() {
        List<MethodSpec> methods = new ArrayList<>();
        String constant = members.constant(names.method().toUpperCase(Locale.ROOT) + "_WORKSPACE");
        methods.add(allocating(constant));
        methods.add(driver(constant));
        List<MethodSpec> all = cut.parts().stream().map(this::part).toList();
        List<Part> parts = new ArrayList<>();
        if (all.size() <= mostMethods) {
            methods.addAll(all);
        } else {
            for (int from = 0; from < all.size(); from += mostMethods) {
                parts.add(new Part(partName(from + 1), all.subList(from, Math.min(from + mostMethods, all.size()))));
            }
        }
        String meaning = "The length of the workspace of {@code " + names.method() + "}.";
        return new MethodWriter.Written(methods, parts, List.of(new Constant(constant, cut.length(), meaning)));
    }

    private List<Expression> arguments(String workspace) {
        List<Expression> arguments = new ArrayList<>(names.arguments(signature));
        arguments.add(Expression.name(workspace));
        return arguments;
    }

    /** The method that callers of {@link #driver} without a workspace of their own use. */
    private MethodSpec allocating(String constant) {
        MethodSpec.Builder method = docs.start();
        docs.describeArrays(method);
        MethodWriter.addInputs(method, names, signature);
        MethodWriter.addArrays(method, names, signature);
        List<Expression> arguments = new ArrayList<>(names.arguments(signature));
        arguments.add(new Expression.NewArray(Expression.name(constant)));
        return method.addCode(members.code(signature.call(names.method(), arguments)))
                .build();
    }

    private MethodSpec driver(String constant) {
        MethodSpec.Builder method = docs.start();
        docs.describeArrays(method);
        method.addJavadoc("@param $L at least {@link #$L} long; its contents are lost\n", names.workspace(), constant);
        addParameters(method);
        return method.addCode(members.code(cut.body())).build();
    }

    private MethodSpec part(Cutting.Part part) {
        String name = Optional.ofNullable(methodNames.get(part.number())).orElseThrow();
        MethodSpec.Builder method = MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE, Modifier.STATIC);
        addParameters(method);
        return method.addCode(members.code(part.body())).build();
    }

    private void addParameters(MethodSpec.Builder method) {
        MethodWriter.addInputs(method, names, signature);
        MethodWriter.addArrays(method, names, signature);
        method.addParameter(MethodWriter.ARRAY, names.workspace());
    }
}
