package org.wengert.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.product.Derivative;
import org.wengert.product.Product;
import org.wengert.shaded.javapoet.MethodSpec;
import org.wengert.ssa.NameAllocator;
import org.wengert.tree.Expression;
import org.wengert.tree.Method;
import org.wengert.tree.Method.Parameter;
import org.wengert.tree.Statement;
import org.wengert.tree.ValueType;

/**
 * Writes {@code tangents} of a function of arrays, several directions at once: it calls {@code tangent} for each. A direction is a row with a number
 * for each element of the parameters that vary, and so is what comes of it with one for each element of the results.
 */
final class ArrayDirections {

    private final ArrayMethod method;
    private final Derivative derivative;
    private final FunctionSource function;
    private final NameAllocator names;

    private final List<Parameter> parameters = new ArrayList<>();
    private final List<String> meanings = new ArrayList<>();

    /** What {@code tangent} is given, and what is done with what it has written. */
    private final List<Expression> passed = new ArrayList<>();

    private final List<Statement> after = new ArrayList<>();

    private ArrayDirections(ArrayMethod method, Derivative derivative, FunctionSource function) {
        this.method = method;
        this.derivative = derivative;
        this.function = function;
        this.names = new NameAllocator(method.list().around().all());
    }

    /** Whether a derivative can be taken in several directions: it is a tangent, and there is something that varies. */
    static boolean isOf(Derivative derivative) {
        return derivative.product() == Product.TANGENT && !derivative.active().isEmpty();
    }

    /**
     * The method.
     *
     * @param flat the form of {@code tangent} that it calls; the form by name, if there is none
     */
    static MethodSpec write(
            ArrayMethod method, Derivative derivative, FunctionSource function, Optional<FlatForm> flat, Slots slots) {
        return new ArrayDirections(method, derivative, function)
                .write(flat.map(FlatForm::arguments).orElseGet(() -> byName(method, function)), slots);
    }

    /** What the form by name takes and writes. */
    private static List<FlatForm.Argument> byName(ArrayMethod method, FunctionSource function) {
        List<FlatForm.Argument> arguments = new ArrayList<>();
        List<Node> inputs = method.inputs();
        int count = function.parameters().size();
        for (int i = 0; i < count; i++) {
            Shape shape = inputs.get(i).type().shape();
            String name = function.parameters().get(i);
            arguments.add(new FlatForm.Argument(name, shape, false, "parameter " + name + OutputDocs.layout(shape)));
        }
        arguments.add(FlatForm.Argument.direction(inputs.get(count).type().shape(), ""));
        for (int i = method.returns() ? 1 : 0; i < method.outputs().size(); i++) {
            Shape shape = method.outputs().get(i).type().shape();
            arguments.add(new FlatForm.Argument(method.results().get(i), shape, true, ""));
        }
        return arguments;
    }

    private MethodSpec write(List<FlatForm.Argument> arguments, Slots slots) {
        List<String> given = arguments.stream()
                .map(argument -> argument.isGiven() ? names.claim(argument.wanted()) : "")
                .toList();
        String directions = names.claim("directions");
        String tangents = names.claim("tangents");
        String k = names.claim("k");
        Expression direction = Expression.name(directions).at(Expression.name(k));
        Expression tangent = Expression.name(tangents).at(Expression.name(k));
        long written = arguments.stream().filter(FlatForm.Argument::written).count();
        Size at = Size.ZERO;
        for (int i = 0; i < arguments.size(); i++) {
            FlatForm.Argument argument = arguments.get(i);
            Shape shape = argument.shape();
            if (argument.written()) {
                passed.add(written == 1 ? tangent : own(shape, at, tangent, slots));
                at = at.plus(shape.count());
            } else if (argument.isDirection()) {
                passed.add(shape.isScalar() ? direction.at(0) : direction);
            } else {
                String name = given.get(i);
                parameters.add(new Parameter(shape.isScalar() ? ValueType.REAL : ValueType.ARRAY, name));
                meanings.add(argument.meaning());
                passed.add(Expression.name(name));
            }
        }
        List<Node> inputs = method.inputs();
        parameter(directions, row(active(), inputs.subList(derivative.parameters(), inputs.size())));
        parameter(tangents, "receives " + row(function.results(), method.outputs()));
        Expression call = new Expression.Call("", method.name(), passed);
        Statement first = method.returns() ? Statement.assign(tangent.at(0), call) : Statement.run(call);
        List<Statement> body = new ArrayList<>();
        body.add(ArrayMethod.checkDistinct(tangents, tangent, List.of(direction)));
        body.add(first);
        body.addAll(after);
        Expression rows = new Expression.Length(Expression.name(directions));
        List<Statement> code = List.of(
                ArrayMethod.checkLength(tangents, rows),
                ArrayMethod.checkDistinct(tangents, Expression.name(tangents), List.of(Expression.name(directions))),
                Statement.loop(k, rows, body));
        MethodSpec.Builder spec = method.members()
                .write(new Method(method.name() + "s", Optional.empty(), parameters, code), Modifier.PUBLIC);
        method.describe(spec);
        for (int i = 0; i < parameters.size(); i++) {
            Tags.param(spec, parameters.get(i).name(), meanings.get(i));
        }
        Tags.refuses(
                spec,
                List.of(
                        tangents + " has not as many rows as " + directions,
                        "an array that is read has another length",
                        "what is written is read too"));
        return spec.build();
    }

    private static String row(List<String> names, List<? extends Node> parts) {
        Size length = parts.stream().map(part -> part.type().shape().count()).reduce(Size.ZERO, Size::plus);
        return "for each direction a row: the tangents of " + MethodDocs.listing(names) + ", " + Shape.of(length);
    }

    private void parameter(String name, String meaning) {
        parameters.add(new Parameter(ValueType.ARRAYS, name));
        meanings.add(meaning);
    }

    private List<String> active() {
        return MethodDocs.activeNames(function, derivative);
    }

    /** An array for one of several results, which is copied to its place in the row. */
    private Expression own(Shape shape, Size at, Expression row, Slots slots) {
        Expression own = Expression.name(ArrayClass.WORKSPACE).at(slots.own(shape.count()));
        after.add(FlatForm.copy(own, Expression.integer(0), row, method.integer(at), method.integer(shape.count())));
        return own;
    }
}
