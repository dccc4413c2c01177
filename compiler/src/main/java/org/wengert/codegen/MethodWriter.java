package org.wengert.codegen;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.product.Derivative;
import org.wengert.ssa.Buffer;
import org.wengert.ssa.ClassNames;
import org.wengert.ssa.NameAllocator;
import org.wengert.ssa.Scheduler;
import org.wengert.ssa.WengertList;
import org.wengert.tree.ByteCount;
import org.wengert.tree.Expression;
import org.wengert.tree.Statement;

/**
 * Writes the methods of one derivative. A short list is one method that reads from top to bottom, with the parameters by name
 * where they are few, and a form over arrays that calls it; a long one goes to {@link LongMethods}.
 */
final class MethodWriter implements MethodBody.Method {

    /** A function of more parameters has no form with each by name. */
    private static final int MOST_NAMED = 8;

    static final ArrayTypeName ARRAY = ArrayTypeName.of(TypeName.DOUBLE);

    private final FunctionSource function;
    private final Derivative derivative;
    private final Signature signature;
    private final Members members;
    private final WengertList list;
    private final LineMarks.Writer marks;
    private final NaNTrap trap;
    private final boolean isLong;
    private final MethodNames names;
    private final MethodDocs docs;
    private final List<MethodSpec> parts = new ArrayList<>();

    MethodWriter(
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
                list(derivative, signature, trap.caught(derivative.graph())),
                marks,
                trap);
    }

    private MethodWriter(
            FunctionSource function,
            Derivative derivative,
            Signature signature,
            Members members,
            String methodName,
            WengertList list,
            LineMarks.Writer marks,
            NaNTrap trap) {
        this.function = function;
        this.derivative = derivative;
        this.signature = signature;
        this.members = members;
        this.list = list;
        this.marks = marks;
        this.trap = trap;
        this.names = new MethodNames(list, methodName, signature);
        this.isLong = list.isLoopFree() && isLong();
        this.docs = new MethodDocs(function, derivative, signature, names);
    }

    /** For the same methods, with lines of their own for the values {@code separate}. */
    MethodWriter separating(Set<Node> separate) {
        Set<Node> all = trap.caught(derivative.graph());
        all.addAll(separate);
        return new MethodWriter(
                function,
                derivative,
                signature,
                members,
                names.method(),
                list(derivative, signature, all),
                marks,
                trap);
    }

    /** The list of a derivative, with the names that it has in Java. */
    static WengertList list(Derivative derivative, Signature signature, Set<Node> separate) {
        WengertList list = list(derivative, signature, MethodNames.RESERVED, separate);
        return list.isLoopFree() ? list : list(derivative, signature, MethodNames.RESERVED_WITH_STORAGE, separate);
    }

    private static WengertList list(
            Derivative derivative, Signature signature, Set<String> reserved, Set<Node> separate) {
        Graph graph = derivative.graph();
        List<String> results = new ArrayList<>(Scheduler.outputs(graph));
        signature.arrays().stream()
                .filter(Signature.Target::whole)
                .forEach(target -> results.set(target.first(), target.name()));
        return Scheduler.schedule(
                graph, Scheduler.inputs(graph), results, ClassNames.of(reserved, List.of()), separate);
    }

    @Override
    public Members members() {
        return members;
    }

    MethodNames names() {
        return names;
    }

    MethodDocs docs() {
        return docs;
    }

    @Override
    public WengertList list() {
        return list;
    }

    @Override
    public LineMarks.Writer marks() {
        return marks;
    }

    @Override
    public NaNTrap trap() {
        return trap;
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
        methods.addAll(parts);
        return new Written(methods, List.of(), List.of());
    }

    /** Whether the lines are not in one method from top to bottom: the list is too long, or has loops. */
    boolean isCut() {
        return isLong || !list.isLoopFree();
    }

    private boolean isLong() {
        return ByteCount.ofLocals().of(numbers(inputs(input -> true))) > ByteCount.LARGEST_METHOD;
    }

    private boolean isNamed() {
        return function.parameters().size() <= MOST_NAMED
                && derivative.graph().inputs().size() <= 2 * MOST_NAMED
                && derivative.shape() == Derivative.Shape.WHOLE;
    }

    private List<Node> inputs() {
        return list.graph().inputs();
    }

    private List<String> inputNames() {
        return inputs().stream().map(input -> list.name(input).orElseThrow()).toList();
    }

    /** The form with every input by name. */
    private MethodSpec named() {
        MethodSpec.Builder method = docs.start();
        docs.describeNamed(method, list);
        inputNames().forEach(input -> method.addParameter(TypeName.DOUBLE, input));
        addArrays(method, names, signature);
        return method.addCode(body(List.of())).build();
    }

    /** The form with every input by name that calls the form over arrays. */
    private MethodSpec namedOverArrays() {
        MethodSpec.Builder method = docs.start();
        docs.describeNamed(method, list);
        inputNames().forEach(input -> method.addParameter(TypeName.DOUBLE, input));
        addArrays(method, names, signature);
        List<Expression> all = inputNames().stream().map(Expression::name).toList();
        int parameters = function.parameters().size();
        List<Expression> arguments = new ArrayList<>(List.of(new Expression.ArrayOf(all.subList(0, parameters))));
        if (signature.hasExtra()) {
            arguments.add(
                    signature.extraIsScalar()
                            ? all.get(parameters)
                            : new Expression.ArrayOf(all.subList(parameters, all.size())));
        }
        signature.arrays().forEach(target -> arguments.add(Expression.name(names.array(target))));
        return passingOn(method, arguments);
    }

    /** The form over arrays that calls the form by name. */
    private MethodSpec delegating() {
        MethodSpec.Builder method = docs.start();
        docs.describeArrays(method);
        addInputs(method, names, signature);
        addArrays(method, names, signature);
        List<Expression> arguments = new ArrayList<>();
        for (int i = 0; i < inputs().size(); i++) {
            arguments.add(element(i));
        }
        signature.arrays().forEach(target -> arguments.add(Expression.name(names.array(target))));
        return passingOn(method, arguments);
    }

    /** A form that calls another one. */
    private MethodSpec passingOn(MethodSpec.Builder method, List<Expression> arguments) {
        return method.addCode(members.code(signature.call(names.method(), arguments)))
                .build();
    }

    /** The form over arrays with the statements in it. */
    private MethodSpec overArrays() {
        MethodSpec.Builder method = docs.start();
        docs.describeArrays(method);
        addInputs(method, names, signature);
        addArrays(method, names, signature);
        return method.addCode(body(inputs(input -> true))).build();
    }

    /** Locals for those of the inputs {@code wanted} that are read. */
    List<Statement.Declare> inputs(Predicate<Node> wanted) {
        Set<Node> read = read();
        List<Statement.Declare> locals = new ArrayList<>();
        for (int i = 0; i < inputs().size(); i++) {
            if (read.contains(inputs().get(i)) && wanted.test(inputs().get(i))) {
                locals.add(new Statement.Declare(
                        Statement.Type.REAL, inputNames().get(i), Optional.of(element(i)), Statement.Note.NONE));
            }
        }
        return locals;
    }

    private Expression element(int input) {
        return names.element(input, function.parameters().size(), signature);
    }

    private Set<Node> read() {
        Set<Node> read = new HashSet<>(list.graph().results());
        for (Node node : list.graph().nodes()) {
            read.addAll(node.operands());
        }
        return read;
    }

    static void addInputs(MethodSpec.Builder method, MethodNames names, Signature signature) {
        method.addParameter(ARRAY, names.point());
        if (signature.hasExtra()) {
            method.addParameter(signature.extraIsScalar() ? TypeName.DOUBLE : ARRAY, names.extra());
        }
    }

    static void addArrays(MethodSpec.Builder method, MethodNames names, Signature signature) {
        signature.arrays().forEach(target -> method.addParameter(ARRAY, names.array(target)));
    }

    /** Every value in a local. */
    StepWriter ofNumbers() {
        return StepWriter.ofNumbers(list, marks, trap);
    }

    private CodeBlock body(List<Statement.Declare> locals) {
        return list.isLoopFree() ? members.code(numbers(locals)) : withStorage(locals);
    }

    private List<Statement> numbers(List<Statement.Declare> locals) {
        StepWriter writer = ofNumbers();
        List<Statement> statements = StepWriter.join(locals, writer.writeSweeps(list.steps()));
        statements.addAll(results(writer));
        return statements;
    }

    private CodeBlock withStorage(List<Statement.Declare> locals) {
        Slots slots = new Slots();
        Map<Buffer, Integer> places = slots.assign(list);
        ToIntFunction<Buffer> place =
                buffer -> Optional.ofNullable(places.get(buffer)).orElseThrow();
        boolean made = slots.shareNothing(list, places);
        MethodBody.Written written =
                MethodBody.write(this, locals, made ? buffer -> StepWriter.MADE : place, place, slots);
        parts.addAll(written.parts());
        return CodeBlock.builder()
                .add(Workspaces.declare(list, made && parts.isEmpty() ? List.of() : slots.sizes()))
                .add(members.code(written.statements()))
                .build();
    }

    @Override
    public List<Statement> results(StepWriter writer) {
        List<Graph.Output> outputs = list.graph().outputs();
        List<Statement> results = new ArrayList<>();
        for (Signature.Target target : signature.arrays()) {
            IntStream.range(0, target.whole() ? 0 : target.count()).forEach(k -> {
                Node node = outputs.get(target.first() + k).node();
                results.add(Statement.assign(
                        Expression.name(names.array(target)).at(k), writer.use(node), writer.note(node)));
            });
        }
        if (signature.returns() >= 0) {
            Node result = outputs.get(signature.returns()).node();
            results.add(new Statement.Return(writer.use(result), writer.note(result)));
        }
        return results;
    }

    @Override
    public String free(String hint) {
        return new NameAllocator(list.taken()).claim(hint);
    }

    @Override
    public String partName(int number) {
        return members.method(names.method() + "Part" + number);
    }

    @Override
    public MethodSpec.Builder startPart(String part) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(part).addModifiers(Modifier.PRIVATE, Modifier.STATIC);
        if (isNamed()) {
            inputNames().forEach(input -> method.addParameter(TypeName.DOUBLE, input));
        } else {
            addInputs(method, names, signature);
        }
        addArrays(method, names, signature);
        method.addParameter(Workspaces.ARRAYS, ArrayClass.WORKSPACE);
        if (!list.checkpoints().isEmpty()) {
            method.addParameter(Workspaces.SCHEDULES, ArrayClass.SCHEDULES);
        }
        return method;
    }

    @Override
    public List<Expression> allArguments() {
        List<Expression> arguments = new ArrayList<>();
        if (isNamed()) {
            inputNames().forEach(input -> arguments.add(Expression.name(input)));
            signature.arrays().forEach(target -> arguments.add(Expression.name(names.array(target))));
        } else {
            arguments.addAll(names.arguments(signature));
        }
        arguments.add(Expression.name(ArrayClass.WORKSPACE));
        if (!list.checkpoints().isEmpty()) {
            arguments.add(Expression.name(ArrayClass.SCHEDULES));
        }
        return arguments;
    }

    /** Modifiers of what callers see. */
    static final Modifier[] PUBLIC = {Modifier.PUBLIC, Modifier.STATIC};
}
