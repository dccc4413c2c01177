package org.wengert.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.product.Block;
import org.wengert.product.Block.Axis;
import org.wengert.product.Derivative;
import org.wengert.shaded.javapoet.MethodSpec;
import org.wengert.ssa.Buffer;
import org.wengert.ssa.ClassNames;
import org.wengert.ssa.Schedule;
import org.wengert.ssa.WengertList;
import org.wengert.tree.Expression;
import org.wengert.tree.Method;
import org.wengert.tree.Method.Parameter;
import org.wengert.tree.Statement;
import org.wengert.tree.ValueType;

/** The method of an instance for one derivative of a function that takes or gives arrays. */
final class ArrayMethod extends DerivativeMethod {

    ArrayMethod(FunctionSource function, Derivative derivative, Members members, LineMarks lines, NaNTrap trap) {
        this(members.name(derivative), function, derivative, members, lines, trap);
    }

    /** A method with a name of its own. */
    ArrayMethod(
            String name,
            FunctionSource function,
            Derivative derivative,
            Members members,
            LineMarks lines,
            NaNTrap trap) {
        super(
                function,
                derivative,
                name,
                list(function, derivative, function.schedule(derivative, trap.caught(derivative.graph()))),
                members,
                lines.of(function.name(), derivative.product()),
                trap);
    }

    /** A derivative as it is scheduled, with the names that it has in Java. */
    static WengertList list(FunctionSource function, Derivative derivative, Schedule schedule) {
        return schedule.named(ArraySignature.of(function, derivative), around(function));
    }

    /** The names of a class that is an instance for some sizes. */
    static ClassNames around(FunctionSource function) {
        return ClassNames.of(
                MethodNames.RESERVED_WITH_STORAGE,
                function.sizes().orElseThrow().symbols());
    }

    @Override
    boolean returns() {
        return ArraySignature.returns(derivative());
    }

    /** The names of the inputs. */
    List<String> arguments() {
        return IntStream.range(0, inputs().size()).mapToObj(this::argument).toList();
    }

    /** The names of the outputs. */
    List<String> results() {
        return list().outputs();
    }

    /** A size or a place, of the fields of the class. */
    Expression integer(Size size) {
        return SizeExpressions.of(
                size, symbol -> Expression.name(list().around().field(symbol)));
    }

    private String argument(int index) {
        return Optional.ofNullable(
                        list().arguments().get(index).isPresent()
                                ? list().buffers()
                                        .get(list().arguments().get(index).get())
                                : list().names().get(list().graph().inputs().get(index)))
                .orElseThrow();
    }

    /** What callers see, and behind it what that calls because it would be too long. */
    List<MethodSpec> write(Slots slots, Supplier<List<MethodSpec>> besides) {
        List<Method> methods = methods(slots);
        MethodSpec.Builder method = members().write(methods.get(0), Modifier.PUBLIC);
        describe(method);
        describeParameters(method);
        List<MethodSpec> all = new ArrayList<>(List.of(method.build()));
        all.addAll(besides.get());
        methods.subList(1, methods.size())
                .forEach(part -> all.add(members().write(part, Modifier.PRIVATE).build()));
        return all;
    }

    /** The method for the class alone, and behind it what it calls. */
    List<MethodSpec> writePrivate(Slots slots) {
        return methods(slots).stream()
                .map(method -> members().write(method, Modifier.PRIVATE).build())
                .toList();
    }

    /** What callers see, then the methods that it calls. */
    List<Method> methods(Slots slots) {
        Map<Buffer, Integer> places = slots.assign(list());
        ToIntFunction<Buffer> place =
                buffer -> Optional.ofNullable(places.get(buffer)).orElseThrow();
        MethodBody.Written written = MethodBody.write(this, List.of(), place, place, slots);
        List<Statement> statements = new ArrayList<>(checks());
        statements.addAll(written.statements());
        List<Method> methods = new ArrayList<>(List.of(method(passedOn(), statements)));
        methods.addAll(written.parts());
        return methods;
    }

    /** A public method that gives back what this one does. */
    Method method(List<Parameter> parameters, List<Statement> body) {
        return new Method(name(), returns() ? Optional.of(ValueType.REAL) : Optional.empty(), parameters, body);
    }

    void describe(MethodSpec.Builder method) {
        MethodDocs.headline(method, function(), derivative());
        for (Operation.Loop loop : list().schedule().storedInFull()) {
            method.addJavadoc(
                    "<p>All states of the loop over $L are kept, although fewer were asked for: several loops read them.\n\n",
                    Comments.javadoc(loop.index().base()));
        }
    }

    private void describeParameters(MethodSpec.Builder method) {
        for (int i = 0; i < inputs().size(); i++) {
            Shape shape = inputs().get(i).type().shape();
            Tags.param(method, argument(i), meaning(i) + OutputDocs.layout(shape));
        }
        for (int i = returns() ? 1 : 0; i < results().size(); i++) {
            Tags.param(method, results().get(i), "receives " + received(i));
        }
        describeReturn(method);
        long read = inputs().stream().filter(input -> !input.type().isScalar()).count();
        int written = results().size() - (returns() ? 1 : 0);
        Tags.refuses(method, refusals(derivative(), read + written > 0, written > 0 && read + written > 1));
    }

    /** When a method refuses its arguments: whether there are arrays whose lengths it checks, and some that it writes and others cannot be. */
    static List<String> refusals(Derivative derivative, boolean lengths, boolean written) {
        List<String> reasons = new ArrayList<>(PatternMethods.refusals(derivative));
        if (lengths) {
            reasons.add("an array has another length");
        }
        if (written) {
            reasons.add("what is written is another array too");
        }
        return reasons;
    }

    /** What it gives back, if it gives something back. */
    void describeReturn(MethodSpec.Builder method) {
        if (returns()) {
            Tags.returns(method, docs().one(part(0).block(), 0));
        }
    }

    /** What a method writes into an array. */
    String received(int output) {
        Part part = part(output);
        Shape shape = outputs().get(output).type().shape();
        return part.block().isSparse()
                ? docs().all(part.block(), Shape.SCALAR) + ", as many as " + name() + "Count() says"
                : docs().output(part.block(), part.index(), shape);
    }

    private OutputDocs docs() {
        return new OutputDocs(function(), derivative());
    }

    @Override
    List<Parameter> passedOn() {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < inputs().size(); i++) {
            boolean number = inputs().get(i).type().isScalar();
            parameters.add(new Parameter(number ? ValueType.REAL : ValueType.ARRAY, argument(i)));
        }
        results()
                .subList(returns() ? 1 : 0, results().size())
                .forEach(result -> parameters.add(new Parameter(ValueType.ARRAY, result)));
        return parameters;
    }

    /** Of the lengths of all arrays; none that is written may be another one too. */
    private List<Statement> checks() {
        List<Statement> code = new ArrayList<>(PatternMethods.conditions(derivative(), size -> integer(size)));
        List<Expression> arrays = new ArrayList<>();
        for (int i = 0; i < inputs().size(); i++) {
            Shape shape = inputs().get(i).type().shape();
            if (!shape.isScalar()) {
                code.add(checkLength(argument(i), shape.count()));
                arrays.add(Expression.name(argument(i)));
            }
        }
        for (int i = returns() ? 1 : 0; i < results().size(); i++) {
            code.add(checkLength(
                    results().get(i), outputs().get(i).type().shape().count()));
            if (!arrays.isEmpty()) {
                code.add(checkDistinct(
                        results().get(i), Expression.name(results().get(i)), arrays));
            }
            arrays.add(Expression.name(results().get(i)));
        }
        return code;
    }

    /** Checks that an array that is written is none of some others. */
    static Statement checkDistinct(String name, Expression written, List<Expression> arrays) {
        Expression same = arrays.stream()
                .map(array -> (Expression) new Expression.Binary("==", written, array))
                .reduce((a, b) -> new Expression.Binary("||", a, b))
                .orElseThrow();
        return Statement.run(Expression.call(ArrayClass.DISTINCT, new Expression.Quoted(name), same));
    }

    @Override
    SortedMap<Integer, Expression> written() {
        SortedMap<Integer, Expression> places = new TreeMap<>();
        for (int i = returns() ? 1 : 0; i < results().size(); i++) {
            if (outputs().get(i).type().isScalar()) {
                places.put(i, Expression.name(results().get(i)).at(0));
            }
        }
        return places;
    }

    /** Checks the length of an array. */
    Statement checkLength(String array, Size count) {
        return checkLength(array, integer(count));
    }

    static Statement checkLength(String array, Expression expected) {
        return Statement.run(Expression.call(
                ArrayClass.CHECK,
                new Expression.Quoted(array),
                new Expression.Length(Expression.name(array)),
                expected));
    }

    /** What an input is, and how it is given. */
    String meaning(int input) {
        int parameters = function().parameters().size();
        if (input < parameters) {
            return "parameter " + function().parameters().get(input);
        }
        return MethodDocs.meaning(function(), derivative(), input - parameters);
    }

    /** Of a derivative that is constant, the parameter that nothing varies with. */
    @Override
    Node origin(int output) {
        Part part = part(output);
        return outputs().get(output).isConstant() && part.block().axes().equals(List.of(Axis.ACTIVE))
                ? inputs().get(derivative().active().get(part.index()))
                : outputs().get(output);
    }

    /** An output among those of its block. */
    private record Part(Block block, int index) {}

    private Part part(int output) {
        int index = output;
        for (Block block : derivative().blocks()) {
            int count = block.isMatrix()
                    ? 1
                    : block.count(derivative().results(), derivative().active().size());
            if (index < count) {
                return new Part(block, index);
            }
            index -= count;
        }
        throw new IllegalStateException("bug: no output " + output);
    }
}
