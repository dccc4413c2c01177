package org.wengert.codegen;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.wengert.differentiate.Derivative;
import org.wengert.differentiate.Product;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ssa.ArrayProgram;
import org.wengert.ssa.ArrayScheduler;
import org.wengert.ssa.Buffer;
import org.wengert.ssa.JavaNames;

/** Writes the method of one derivative of a function of arrays. */
final class ArrayMethod {

    private static final ArrayTypeName ARRAY = ArrayTypeName.of(TypeName.DOUBLE);

    private final FunctionSource function;
    private final Derivative derivative;
    private final String name;
    private final ArrayProgram program;
    private final List<String> results;

    ArrayMethod(FunctionSource function, Derivative derivative, String name) {
        this.function = function;
        this.derivative = derivative;
        this.name = name;
        ArraySignature signature = ArraySignature.of(function, derivative);
        this.program = ArrayScheduler.schedule(
                derivative.graph(), signature.arguments(), signature.results(), reserved(function));
        this.results = resultNames(signature.results());
    }

    private static Set<String> reserved(FunctionSource function) {
        Set<String> reserved = new HashSet<>(MethodNames.RESERVED);
        reserved.addAll(List.of(ArrayClass.WORKSPACE, "swapped", "Matrices", "System", "java"));
        function.sizes().orElseThrow().symbols().forEach(symbol -> reserved.add(JavaNames.identifier(symbol.name())));
        return reserved;
    }

    /** A name for each output; of a scalar that is not returned, that of an array of one element. */
    private List<String> resultNames(List<String> hints) {
        Set<String> taken = new HashSet<>(program.names().values());
        taken.addAll(program.buffers().values());
        List<String> names = new ArrayList<>();
        for (int i = 0; i < hints.size(); i++) {
            Optional<String> buffer = program.results().get(i).map(program.buffers()::get);
            String free = JavaNames.identifier(hints.get(i));
            while (buffer.isEmpty() && !taken.add(free)) {
                free += "_";
            }
            names.add(buffer.orElse(free));
        }
        return names;
    }

    /** Whether the first output is returned. */
    private boolean returns() {
        return !program.graph().outputs().isEmpty()
                && derivative.product() != Product.HVP
                && output(0).type().isScalar();
    }

    private String argument(int index) {
        return Optional.ofNullable(
                        program.arguments().get(index).isPresent()
                                ? program.buffers()
                                        .get(program.arguments().get(index).get())
                                : program.names().get(program.graph().inputs().get(index)))
                .orElseThrow();
    }

    private Node output(int index) {
        return program.graph().outputs().get(index).node();
    }

    MethodSpec write(Map<Buffer, Integer> slots) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC)
                .returns(returns() ? TypeName.DOUBLE : TypeName.VOID);
        method.addJavadoc("$L\n", Comments.javadoc(sentence()));
        method.addJavadoc("\n<pre>{@code $L}</pre>\n\n", Comments.code(function.formula()));
        List<Node> inputs = program.graph().inputs();
        Code code = new Code();
        List<String> arrays = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Shape shape = inputs.get(i).type().shape();
            String argument = argument(i);
            method.addParameter(shape.isScalar() ? TypeName.DOUBLE : ARRAY, argument);
            method.addJavadoc("@param $L $L\n", argument, Comments.javadoc(meaning(i) + layout(shape)));
            if (!shape.isScalar()) {
                check(code, argument, shape);
                arrays.add(argument);
            }
        }
        for (int i = returns() ? 1 : 0; i < results.size(); i++) {
            Shape shape = output(i).type().shape();
            method.addParameter(ARRAY, results.get(i));
            method.addJavadoc(
                    "@param $L $L\n",
                    results.get(i),
                    Comments.javadoc("receives " + resultMeaning(i) + (shape.isScalar() ? ", [1]" : layout(shape))));
            check(code, results.get(i), shape);
            String result = results.get(i);
            if (!arrays.isEmpty()) {
                String same = arrays.stream().map(a -> result + " == " + a).collect(Collectors.joining(" || "));
                code.line("distinct(\"" + result + "\", " + same + ");");
            }
            arrays.add(result);
        }
        if (returns()) {
            method.addJavadoc("@return $L\n", Comments.javadoc(resultMeaning(0)));
        }
        StepWriter writer = new StepWriter(
                program, buffer -> Optional.ofNullable(slots.get(buffer)).orElseThrow(), code);
        writer.write(program.steps());
        for (int i = returns() ? 1 : 0; i < results.size(); i++) {
            if (output(i).type().isScalar()) {
                code.line(results.get(i) + "[0] = " + writer.use(output(i)) + ";");
            }
        }
        if (returns()) {
            code.line("return " + writer.use(output(0)) + ";");
        }
        return method.addCode(Kernels.code(code.toString())).build();
    }

    ArrayProgram program() {
        return program;
    }

    private void check(Code code, String array, Shape shape) {
        code.line("check(\"" + array + "\", " + array + ".length, "
                + IntegerExpressions.of(shape.count(), symbol -> JavaNames.identifier(symbol.name())) + ");");
    }

    private static String layout(Shape shape) {
        return switch (shape.rank()) {
            case 0 -> "";
            case 1 -> ", " + shape;
            default -> ", " + shape + " by rows";
        };
    }

    private String sentence() {
        String subset =
                derivative.active().size() == function.parameters().size() || derivative.product() == Product.VALUE
                        ? ""
                        : " with respect to "
                                + MethodDocs.listing(derivative.active().stream()
                                        .map(function.parameters()::get)
                                        .toList());
        String what = switch (derivative.product()) {
            case VALUE -> "The value";
            case TANGENT -> "The directional derivative";
            case ADJOINT -> "The value, and the derivatives weighted with cotangents of the results,";
            case GRADIENT -> "The value and the gradient";
            case JACOBIAN -> "The value and one line of the Jacobian";
            case HESSIAN -> "The value, the gradient and the Hessian times a direction";
            case HVP -> "The Hessian times a direction";
        };
        return what + subset + " of";
    }

    private String meaning(int input) {
        int parameters = function.parameters().size();
        if (input < parameters) {
            return "parameter " + function.parameters().get(input);
        }
        int extra = input - parameters;
        boolean seeded = derivative.product() == Product.ADJOINT || derivative.shape() == Derivative.Shape.ROWS;
        return seeded
                ? "cotangent of " + function.results().get(extra)
                : "tangent of " + function.parameters().get(derivative.active().get(extra));
    }

    private String resultMeaning(int output) {
        int m = function.results().size();
        Product product = derivative.product();
        boolean values = product != Product.TANGENT && product != Product.HVP;
        if (values && output < m) {
            return "the value of " + function.results().get(output);
        }
        int k = values ? output - m : output;
        if (product == Product.TANGENT
                || (product == Product.JACOBIAN && derivative.shape() == Derivative.Shape.COLUMNS)) {
            return "the tangent of " + function.results().get(k);
        }
        int n = derivative.active().size();
        String parameter = function.parameters().get(derivative.active().get(k % n));
        return product == Product.HVP || k >= n
                ? "the tangent of the derivatives with respect to " + parameter
                : "the derivatives with respect to " + parameter;
    }
}
