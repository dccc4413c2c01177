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
import org.wengert.ssa.Buffer;
import org.wengert.ssa.ClassNames;
import org.wengert.ssa.JavaNames;
import org.wengert.ssa.Scheduler;
import org.wengert.ssa.WengertList;
import org.wengert.tree.Expression;
import org.wengert.tree.Statement;

/** Writes the method of one derivative of a function of arrays. */
final class ArrayMethod implements MethodBody.Method {

    static final ArrayTypeName ARRAY = ArrayTypeName.of(TypeName.DOUBLE);

    private final FunctionSource function;
    private final Derivative derivative;
    private final String name;
    private final WengertList list;
    private final LineMarks.Writer marks;
    private final List<String> results;
    private final Members members;
    private final NaNTrap trap;
    private final Set<String> others = new HashSet<>();
    private final List<MethodSpec> parts = new ArrayList<>();

    ArrayMethod(FunctionSource function, Derivative derivative, Members members, LineMarks lines, NaNTrap trap) {
        this.trap = trap;
        this.marks = lines.of(function.name(), derivative.product());
        this.function = function;
        this.derivative = derivative;
        this.members = members;
        this.name = members.name(derivative);
        ArraySignature signature = ArraySignature.of(function, derivative);
        this.list = Scheduler.schedule(
                derivative.graph(),
                signature.arguments(),
                signature.results(),
                around(function),
                trap.caught(derivative.graph()));
        this.results = list.outputs();
    }

    /** The names of a class that is an instance for some sizes. */
    static ClassNames around(FunctionSource function) {
        return ClassNames.of(
                MethodNames.RESERVED_WITH_STORAGE,
                function.sizes().orElseThrow().symbols());
    }

    /** Whether the first output is returned. */
    boolean returns() {
        return ArraySignature.returns(derivative);
    }

    String name() {
        return name;
    }

    @Override
    public String free(String hint) {
        String free = JavaNames.identifier(hint);
        while (list.taken().contains(free) || !others.add(free)) {
            free += "_";
        }
        return free;
    }

    /** The names of the inputs. */
    List<String> arguments() {
        return IntStream.range(0, inputs().size()).mapToObj(this::argument).toList();
    }

    /** The names of the outputs. */
    List<String> results() {
        return results;
    }

    List<Node> inputs() {
        return list.graph().inputs();
    }

    List<Node> outputs() {
        return list.graph().results();
    }

    private Expression integer(Size size) {
        return SizeExpressions.of(size, symbol -> Expression.name(list.around().field(symbol)));
    }

    private String argument(int index) {
        return Optional.ofNullable(
                        list.arguments().get(index).isPresent()
                                ? list.buffers().get(list.arguments().get(index).get())
                                : list.names().get(list.graph().inputs().get(index)))
                .orElseThrow();
    }

    private Node output(int index) {
        return list.graph().outputs().get(index).node();
    }

    /** What callers see. */
    MethodSpec write(Slots slots) {
        MethodSpec.Builder method = start();
        describe(method);
        List<Statement> checks = new ArrayList<>();
        List<String> arrays = declareInputs(method, checks, inputs().size());
        declareResults(method, checks, results.size(), arrays);
        if (returns()) {
            method.addJavadoc("@return $L\n", Comments.javadoc(resultMeaning(0)));
        }
        Map<Buffer, Integer> places = slots.assign(list);
        ToIntFunction<Buffer> place =
                buffer -> Optional.ofNullable(places.get(buffer)).orElseThrow();
        MethodBody.Written written = MethodBody.write(this, List.of(), place, place, slots);
        parts.addAll(written.parts());
        checks.addAll(written.statements());
        return method.addCode(members.code(checks)).build();
    }

    /** A public method without its parameters. */
    MethodSpec.Builder start() {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC)
                .returns(returns() ? TypeName.DOUBLE : TypeName.VOID);
    }

    void describe(MethodSpec.Builder method) {
        method.addJavadoc("$L\n", Comments.javadoc(MethodDocs.sentence(derivative, active())));
        method.addJavadoc("\n<pre>{@code $L}</pre>\n\n", Comments.code(function.formula()));
        for (Operation.Loop loop : list.storedInFull()) {
            method.addJavadoc(
                    "<p>All states of the loop over $L are kept, although fewer were asked for: several loops read them.\n\n",
                    Comments.javadoc(loop.index().base()));
        }
    }

    /** Declares and checks the first {@code count} inputs, and answers those that are arrays. */
    List<String> declareInputs(MethodSpec.Builder method, List<Statement> code, int count) {
        List<String> arrays = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Shape shape = inputs().get(i).type().shape();
            String argument = argument(i);
            method.addParameter(shape.isScalar() ? TypeName.DOUBLE : ARRAY, argument);
            method.addJavadoc("@param $L $L\n", argument, Comments.javadoc(meaning(i) + layout(shape)));
            if (!shape.isScalar()) {
                checkLength(code, argument, shape.count());
                arrays.add(argument);
            }
        }
        return arrays;
    }

    /** Declares and checks the outputs before {@code end} that are not returned; none may be one of {@code arrays}. */
    void declareResults(MethodSpec.Builder method, List<Statement> code, int end, List<String> arrays) {
        for (int i = returns() ? 1 : 0; i < end; i++) {
            Shape shape = output(i).type().shape();
            method.addParameter(ARRAY, results.get(i));
            method.addJavadoc(
                    "@param $L $L\n",
                    results.get(i),
                    Comments.javadoc("receives " + resultMeaning(i)
                            + (shape.isScalar() ? ", [1]" : isMatrix(i) ? "" : layout(shape))));
            check(code, results.get(i), shape.count(), arrays);
            arrays.add(results.get(i));
        }
    }

    /** Checks an array that is written. */
    void check(List<Statement> code, String result, Size count, List<String> arrays) {
        checkLength(code, result, count);
        if (!arrays.isEmpty()) {
            Expression same = arrays.stream()
                    .map(array ->
                            (Expression) new Expression.Binary("==", Expression.name(result), Expression.name(array)))
                    .reduce((a, b) -> new Expression.Binary("||", a, b))
                    .orElseThrow();
            code.add(Statement.run(Expression.call(ArrayClass.DISTINCT, new Expression.Quoted(result), same)));
        }
    }

    @Override
    public List<Statement> results(StepWriter writer) {
        List<Statement> statements = new ArrayList<>();
        for (int i = returns() ? 1 : 0; i < results.size(); i++) {
            if (output(i).type().isScalar()) {
                statements.add(Statement.assign(
                        Expression.name(results.get(i)).at(0), writer.use(output(i)), writer.note(origin(i))));
            }
        }
        if (returns()) {
            statements.add(new Statement.Return(writer.use(output(0)), writer.note(output(0))));
        }
        return statements;
    }

    /** Methods that what callers see calls, because it would be too long. */
    List<MethodSpec> parts() {
        return parts;
    }

    @Override
    public String partName(int number) {
        return members.method(name + "Part" + number);
    }

    @Override
    public MethodSpec.Builder startPart(String part) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(part).addModifiers(Modifier.PRIVATE);
        addParameters(method);
        return method;
    }

    @Override
    public List<Expression> allArguments() {
        List<String> all = new ArrayList<>(arguments());
        all.addAll(results.subList(returns() ? 1 : 0, results.size()));
        return all.stream().map(Expression::name).toList();
    }

    private void addParameters(MethodSpec.Builder method) {
        for (int i = 0; i < inputs().size(); i++) {
            method.addParameter(inputs().get(i).type().isScalar() ? TypeName.DOUBLE : ARRAY, argument(i));
        }
        results.subList(returns() ? 1 : 0, results.size()).forEach(result -> method.addParameter(ARRAY, result));
    }

    @Override
    public Members members() {
        return members;
    }

    @Override
    public LineMarks.Writer marks() {
        return marks;
    }

    @Override
    public NaNTrap trap() {
        return trap;
    }

    @Override
    public WengertList list() {
        return list;
    }

    /** Checks the length of an array. */
    void checkLength(List<Statement> code, String array, Size count) {
        code.add(Statement.run(Expression.call(
                ArrayClass.CHECK,
                new Expression.Quoted(array),
                new Expression.Length(Expression.name(array)),
                integer(count))));
    }

    /** How an array of that shape is given, behind what it is. */
    static String layout(Shape shape) {
        return switch (shape.rank()) {
            case 0 -> "";
            case 1 -> ", " + shape;
            default -> ", " + shape + " by rows";
        };
    }

    private String meaning(int input) {
        int parameters = function.parameters().size();
        if (input < parameters) {
            return "parameter " + function.parameters().get(input);
        }
        return MethodDocs.meaning(function, derivative, input - parameters);
    }

    /** What an output comes from: of a derivative that is constant, the parameter that nothing varies with. */
    private Node origin(int output) {
        Part part = part(output);
        return output(output).isConstant() && part.block().axes().equals(List.of(Axis.ACTIVE))
                ? inputs().get(derivative.active().get(part.index()))
                : output(output);
    }

    /** An output among those of its block. */
    private record Part(Block block, int index) {}

    private Part part(int output) {
        int index = output;
        for (Block block : derivative.blocks()) {
            int count = block.isMatrix()
                    ? 1
                    : block.count(derivative.results(), derivative.active().size());
            if (index < count) {
                return new Part(block, index);
            }
            index -= count;
        }
        throw new IllegalStateException("bug: no output " + output);
    }

    String resultMeaning(int output) {
        Part part = part(output);
        Block block = part.block();
        if (!block.isMatrix()) {
            List<String> names = block.along(function.results(), active()).get(0);
            return block.each() + " " + names.get(part.index());
        }
        String all = "the " + block.all("");
        if (!block.isByResult()) {
            return all + " by rows; rows and columns are the elements of " + activeNames();
        }
        return block.directions() == 1
                ? all + " by rows: rows are the elements of the results in order, columns those of " + activeNames()
                : all + ": for each element of the results in order a matrix by rows, whose rows and columns are the"
                        + " elements of " + activeNames();
    }

    private boolean isMatrix(int output) {
        return part(output).block().isMatrix();
    }

    private List<String> active() {
        return derivative.active().stream().map(function.parameters()::get).toList();
    }

    private String activeNames() {
        return MethodDocs.listing(active());
    }
}
