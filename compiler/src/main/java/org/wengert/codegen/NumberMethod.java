package org.wengert.codegen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import javax.lang.model.element.Modifier;
import org.wengert.ir.Node;
import org.wengert.product.Derivative;
import org.wengert.shaded.javapoet.MethodSpec;
import org.wengert.ssa.Buffer;
import org.wengert.ssa.ClassNames;
import org.wengert.ssa.Schedule;
import org.wengert.ssa.WengertList;
import org.wengert.tree.ByteCount;
import org.wengert.tree.Expression;
import org.wengert.tree.Method;
import org.wengert.tree.Method.Parameter;
import org.wengert.tree.Statement;
import org.wengert.tree.ValueType;

/**
 * The static methods of one derivative of a function that takes and gives numbers. A short list is one method that reads from top to bottom, with the parameters by name
 * where they are few, and a form over arrays that calls it; a long one goes to {@link LongMethods}.
 */
final class NumberMethod extends DerivativeMethod {

    /** A function of more parameters has no form with each by name. */
    private static final int MOST_NAMED = 8;

    private final Signature signature;
    private final boolean isLong;
    private final MethodNames names;
    private final MethodDocs docs;
    private final List<Method> parts = new ArrayList<>();

    NumberMethod(
            FunctionSource function,
            Derivative derivative,
            Signature signature,
            Members members,
            String methodName,
            LineMarks.Writer marks,
            NaNTrap trap) {
        this(
                function,
                derivative,
                signature,
                members,
                methodName,
                list(signature, function.schedule(derivative, trap.caught(derivative.graph()))),
                marks,
                trap);
    }

    private NumberMethod(
            FunctionSource function,
            Derivative derivative,
            Signature signature,
            Members members,
            String methodName,
            WengertList list,
            LineMarks.Writer marks,
            NaNTrap trap) {
        super(function, derivative, methodName, list, members, marks, trap);
        this.signature = signature;
        this.names = new MethodNames(list, methodName, signature);
        this.isLong = list.schedule().isLoopFree() && isLong();
        this.docs = new MethodDocs(function, derivative, signature, names);
    }

    /** For the same methods, with lines of their own for the values {@code separate}. */
    NumberMethod separating(Set<Node> separate) {
        Set<Node> all = trap().caught(derivative().graph());
        all.addAll(separate);
        return new NumberMethod(
                function(),
                derivative(),
                signature,
                members(),
                names.method(),
                list(signature, Schedule.of(derivative().graph(), all)),
                marks(),
                trap());
    }

    /** A derivative as it is scheduled, with the names that it has in Java. */
    static WengertList list(Signature signature, Schedule schedule) {
        Schedule.Names own = schedule.names();
        List<String> results = new ArrayList<>(own.results());
        signature.arrays().stream()
                .filter(Signature.Target::whole)
                .forEach(target -> results.set(target.first(), target.name()));
        Set<String> reserved = schedule.isLoopFree() ? MethodNames.RESERVED : MethodNames.RESERVED_WITH_STORAGE;
        return schedule.named(new Schedule.Names(own.arguments(), results), ClassNames.of(reserved, List.of()));
    }

    MethodNames names() {
        return names;
    }

    MethodDocs docs() {
        return docs;
    }

    /** What the methods of a derivative are. */
    record Written(List<MethodSpec> methods, List<LongMethods.Part> parts, List<LongMethods.Constant> constants) {}

    Written write() {
        if (isLong) {
            Written cut = new LongMethods(this, signature, inputs(input -> true)).write();
            List<MethodSpec> all = new ArrayList<>(isNamed() ? List.of(namedOverArrays()) : List.of());
            all.addAll(cut.methods());
            return new Written(all, cut.parts(), cut.constants());
        }
        List<MethodSpec> methods = new ArrayList<>();
        if (isNamed()) {
            methods.add(named());
            methods.add(delegating());
        } else {
            methods.add(overArrays());
        }
        parts.forEach(part -> methods.add(
                members().write(part, Modifier.PRIVATE, Modifier.STATIC).build()));
        return new Written(methods, List.of(), List.of());
    }

    /** The form over arrays with the statements in it, then the methods that it calls. */
    List<Method> methods() {
        if (isLong) {
            return new LongMethods(this, signature, inputs(input -> true)).methods();
        }
        List<Method> methods =
                new ArrayList<>(List.of(method(names.overArrays(signature), body(inputs(input -> true)))));
        methods.addAll(parts);
        return methods;
    }

    /** Whether the lines are not in one method from top to bottom: the list is too long, or has loops. */
    boolean isCut() {
        return isLong || !list().schedule().isLoopFree();
    }

    private boolean isLong() {
        return ByteCount.ofLocals().of(numbers(inputs(input -> true))) > ByteCount.LARGEST_METHOD;
    }

    private boolean isNamed() {
        return function().parameters().size() <= MOST_NAMED
                && derivative().graph().inputs().size() <= 2 * MOST_NAMED
                && derivative().shape() == Derivative.Shape.WHOLE;
    }

    private List<String> inputNames() {
        return inputs().stream().map(input -> list().name(input).orElseThrow()).toList();
    }

    private List<Parameter> byName() {
        List<Parameter> parameters = new ArrayList<>();
        inputNames().forEach(input -> parameters.add(new Parameter(ValueType.REAL, input)));
        parameters.addAll(names.written(signature));
        return parameters;
    }

    private Method method(List<Parameter> parameters, List<Statement> body) {
        return new Method(names.method(), signature.result(), parameters, body);
    }

    /** The form with every input by name. */
    private MethodSpec named() {
        return named(body(List.of()));
    }

    private MethodSpec named(List<Statement> body) {
        MethodSpec.Builder method = members().write(method(byName(), body), PUBLIC);
        docs.describeNamed(method, list());
        return method.build();
    }

    /** The form with every input by name that calls the form over arrays. */
    private MethodSpec namedOverArrays() {
        List<Expression> all = Method.arguments(byName());
        int parameters = function().parameters().size();
        List<Expression> arguments = new ArrayList<>(List.of(new Expression.ArrayOf(all.subList(0, parameters))));
        if (signature.hasExtra()) {
            arguments.add(
                    signature.extraIsScalar()
                            ? all.get(parameters)
                            : new Expression.ArrayOf(all.subList(parameters, inputs().size())));
        }
        arguments.addAll(all.subList(inputs().size(), all.size()));
        return named(signature.call(names.method(), arguments));
    }

    /** The form over arrays that calls the form by name. */
    private MethodSpec delegating() {
        List<Expression> arguments = new ArrayList<>();
        for (int i = 0; i < inputs().size(); i++) {
            arguments.add(element(i));
        }
        arguments.addAll(Method.arguments(names.written(signature)));
        return overArrays(signature.call(names.method(), arguments));
    }

    /** The form over arrays with the statements in it. */
    private MethodSpec overArrays() {
        return overArrays(body(inputs(input -> true)));
    }

    private MethodSpec overArrays(List<Statement> body) {
        MethodSpec.Builder method = members().write(method(names.overArrays(signature), body), PUBLIC);
        docs.describeArrays(method);
        return method.build();
    }

    /** Locals for those of the inputs {@code wanted} that are read. */
    List<Statement.Declare> inputs(Predicate<Node> wanted) {
        Set<Node> read = read();
        List<String> inputNames = inputNames();
        List<Statement.Declare> locals = new ArrayList<>();
        for (int i = 0; i < inputs().size(); i++) {
            if (read.contains(inputs().get(i)) && wanted.test(inputs().get(i))) {
                locals.add(new Statement.Declare(
                        ValueType.REAL, inputNames.get(i), Optional.of(element(i)), Statement.Note.NONE));
            }
        }
        return locals;
    }

    private Expression element(int input) {
        return names.element(input, function().parameters().size(), signature);
    }

    private Set<Node> read() {
        Set<Node> read = new HashSet<>(list().graph().results());
        for (Node node : list().graph().nodes()) {
            read.addAll(node.operands());
        }
        return read;
    }

    /** Every value in a local. */
    StepWriter ofNumbers() {
        return StepWriter.ofNumbers(list(), marks(), trap());
    }

    private List<Statement> body(List<Statement.Declare> locals) {
        return list().schedule().isLoopFree() ? numbers(locals) : withStorage(locals);
    }

    private List<Statement> numbers(List<Statement.Declare> locals) {
        StepWriter writer = ofNumbers();
        List<Statement> statements = StepWriter.join(locals, writer.writeSweeps(list().steps()));
        statements.addAll(results(writer));
        return statements;
    }

    private List<Statement> withStorage(List<Statement.Declare> locals) {
        Slots slots = new Slots();
        Map<Buffer, Integer> places = slots.assign(list());
        ToIntFunction<Buffer> place =
                buffer -> Optional.ofNullable(places.get(buffer)).orElseThrow();
        boolean made = slots.shareNothing(list(), places);
        MethodBody.Written written =
                MethodBody.write(this, locals, made ? buffer -> StepWriter.MADE : place, place, slots);
        parts.addAll(written.parts());
        List<Statement> statements =
                new ArrayList<>(Workspaces.declare(list(), made && parts.isEmpty() ? List.of() : slots.sizes()));
        statements.addAll(written.statements());
        return statements;
    }

    @Override
    boolean returns() {
        return signature.returns() >= 0;
    }

    @Override
    SortedMap<Integer, Expression> written() {
        SortedMap<Integer, Expression> places = new TreeMap<>();
        for (Signature.Target target : signature.arrays()) {
            for (int k = 0; !target.whole() && k < target.count(); k++) {
                places.put(
                        target.first() + k, Expression.name(names.array(target)).at(k));
            }
        }
        return places;
    }

    @Override
    List<Parameter> passedOn() {
        List<Parameter> parameters = new ArrayList<>(isNamed() ? byName() : names.overArrays(signature));
        parameters.add(new Parameter(ValueType.ARRAYS, ArrayClass.WORKSPACE));
        if (!list().schedule().checkpoints().isEmpty()) {
            parameters.add(new Parameter(ValueType.SCHEDULES, ArrayClass.SCHEDULES));
        }
        return parameters;
    }

    /** Modifiers of what callers see. */
    static final Modifier[] PUBLIC = {Modifier.PUBLIC, Modifier.STATIC};
}
