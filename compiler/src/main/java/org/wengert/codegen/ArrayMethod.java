package org.wengert.codegen;

import com.palantir.javapoet.MethodSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.wengert.ssa.Buffer;
import org.wengert.ssa.ClassNames;
import org.wengert.ssa.JavaNames;
import org.wengert.ssa.Scheduler;
import org.wengert.ssa.WengertList;
import org.wengert.tree.Expression;
import org.wengert.tree.Method;
import org.wengert.tree.Method.Parameter;
import org.wengert.tree.Statement;
import org.wengert.tree.ValueType;

/** Writes the method of one derivative of a function of arrays. */
final class ArrayMethod implements MethodBody.Whole {

    private final FunctionSource function;
    private final Derivative derivative;
    private final String name;
    private final WengertList list;
    private final LineMarks.Writer marks;
    private final List<String> results;
    private final Members members;
    private final NaNTrap trap;
    private final Set<String> others = new HashSet<>();

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

    /** A size or a place, of the fields of the class. */
    Expression integer(Size size) {
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

    /** What callers see, and behind it what that calls because it would be too long. */
    List<MethodSpec> write(Slots slots, Supplier<List<MethodSpec>> besides) {
        List<Method> methods = methods(slots);
        MethodSpec.Builder method = members.write(methods.get(0), Modifier.PUBLIC);
        describe(method);
        describeParameters(method);
        List<MethodSpec> all = new ArrayList<>(List.of(method.build()));
        all.addAll(besides.get());
        methods.subList(1, methods.size())
                .forEach(part -> all.add(members.write(part, Modifier.PRIVATE).build()));
        return all;
    }

    /** What callers see, then the methods that it calls. */
    List<Method> methods(Slots slots) {
        Map<Buffer, Integer> places = slots.assign(list);
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
        return new Method(name, returns() ? Optional.of(ValueType.REAL) : Optional.empty(), parameters, body);
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

    private void describeParameters(MethodSpec.Builder method) {
        for (int i = 0; i < inputs().size(); i++) {
            Shape shape = inputs().get(i).type().shape();
            method.addJavadoc("@param $L $L\n", argument(i), Comments.javadoc(meaning(i) + layout(shape)));
        }
        for (int i = returns() ? 1 : 0; i < results.size(); i++) {
            Shape shape = output(i).type().shape();
            method.addJavadoc(
                    "@param $L $L\n",
                    results.get(i),
                    Comments.javadoc("receives " + resultMeaning(i)
                            + (shape.isScalar() ? ", [1]" : isMatrix(i) ? "" : layout(shape))));
        }
        if (returns()) {
            method.addJavadoc("@return $L\n", Comments.javadoc(resultMeaning(0)));
        }
    }

    @Override
    public List<Parameter> passedOn() {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < inputs().size(); i++) {
            boolean number = inputs().get(i).type().isScalar();
            parameters.add(new Parameter(number ? ValueType.REAL : ValueType.ARRAY, argument(i)));
        }
        results.subList(returns() ? 1 : 0, results.size())
                .forEach(result -> parameters.add(new Parameter(ValueType.ARRAY, result)));
        return parameters;
    }

    /** Of the lengths of all arrays; none that is written may be another one too. */
    private List<Statement> checks() {
        List<Statement> code = new ArrayList<>();
        List<Expression> arrays = new ArrayList<>();
        for (int i = 0; i < inputs().size(); i++) {
            Shape shape = inputs().get(i).type().shape();
            if (!shape.isScalar()) {
                code.add(checkLength(argument(i), shape.count()));
                arrays.add(Expression.name(argument(i)));
            }
        }
        for (int i = returns() ? 1 : 0; i < results.size(); i++) {
            code.add(checkLength(results.get(i), output(i).type().shape().count()));
            if (!arrays.isEmpty()) {
                code.add(checkDistinct(results.get(i), Expression.name(results.get(i)), arrays));
            }
            arrays.add(Expression.name(results.get(i)));
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

    @Override
    public String partName(int number) {
        return members.method(name + "Part" + number);
    }

    Members members() {
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
