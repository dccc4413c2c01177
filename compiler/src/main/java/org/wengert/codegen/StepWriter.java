package org.wengert.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.ir.Type;
import org.wengert.op.Access;
import org.wengert.op.ArrayOperator;
import org.wengert.op.JavaForm.Binding;
import org.wengert.op.KernelForm;
import org.wengert.op.Terms;
import org.wengert.product.Product;
import org.wengert.ssa.ArrayProgram;
import org.wengert.ssa.Buffer;
import org.wengert.ssa.Checkpoints;
import org.wengert.ssa.Place;
import org.wengert.ssa.Step;

/** Writes the steps of a program over arrays as Java. */
final class StepWriter {

    private static final Pattern NUMBERED = Pattern.compile("\\b([\\p{L}_]\\w*?)_\\d+\\b");
    private static final Pattern KERNEL_PLACE = Pattern.compile("\\$(\\d|y)|#(\\d)(?:\\.(\\d))?");

    private final ArrayProgram program;
    private final JavaExpressions expressions;
    private final ToIntFunction<Buffer> slots;
    private final Map<Node, String> shared;
    private final LineMarks.Writer marks;

    /** The names of the indices of the loops around. */
    private final Map<Symbol, String> indices = new HashMap<>();

    /** What is asked about states that are kept. */
    private final Map<Checkpoints, String> schedules = new HashMap<>();

    private final Set<Buffer> mentioned = new HashSet<>();

    /** What values, storage and the indices in scope are called. */
    private final Set<String> names = new HashSet<>();

    /** By sum, of which each part asks for them. */
    private final Map<Node, List<Label.Contribution>> contributions = new HashMap<>();

    private final Code code;

    /**
     * A writer.
     *
     * @param slots for storage of the program's own, the index of its array in the workspace
     */
    StepWriter(ArrayProgram program, ToIntFunction<Buffer> slots, LineMarks.Writer marks, Code code) {
        this(program, slots, Map.of(), marks, code);
    }

    /**
     * A writer of one of several methods.
     *
     * @param shared elements of arrays for scalars that are no locals, because several methods read them
     */
    StepWriter(
            ArrayProgram program,
            ToIntFunction<Buffer> slots,
            Map<Node, String> shared,
            LineMarks.Writer marks,
            Code code) {
        this.marks = marks;
        this.program = program;
        this.slots = slots;
        this.shared = shared;
        this.code = code;
        this.names.addAll(program.names().values());
        this.names.addAll(program.buffers().values());
        for (int i = 0; i < program.checkpoints().size(); i++) {
            Checkpoints checkpoints = program.checkpoints().get(i);
            String schedule = ArrayClass.SCHEDULES + "[" + i + "]";
            schedules.put(checkpoints, schedule);
            checkpoints.slot().symbol().ifPresent(s -> indices.put(s, schedule + ".slot()"));
            checkpoints.position().symbol().ifPresent(s -> indices.put(s, schedule + ".position()"));
        }
        this.expressions = new JavaExpressions(program, this::local, this::ofArrays);
    }

    String use(Node node) {
        return expressions.use(node);
    }

    /** Writes for nobody, to say what storage is written with. */
    static StepWriter ofNothing(ArrayProgram program) {
        return new StepWriter(program, buffer -> 0, new LineMarks().of("", Product.VALUE), new Code());
    }

    /** The storage that steps and, behind them, scalars are written with. */
    Set<Buffer> mentioned(List<Step> steps, List<Node> values) {
        mentioned.clear();
        write(steps);
        values.stream().filter(value -> value.type().isScalar()).forEach(this::use);
        return Set.copyOf(mentioned);
    }

    /** How a value with a line of its own is read. */
    private String local(Node node) {
        String element = shared.get(node);
        return element == null ? name(node) : node.type().isBoolean() ? "(" + element + " != 0)" : element;
    }

    private String name(Node node) {
        return Optional.ofNullable(program.names().get(node))
                .orElseThrow(() -> new IllegalStateException("bug: no " + node + " (S2)"));
    }

    private String name(Buffer buffer) {
        mentioned.add(buffer);
        return Optional.ofNullable(program.buffers().get(buffer)).orElseThrow();
    }

    private String name(Symbol symbol) {
        return Optional.ofNullable(indices.get(symbol))
                .orElseGet(() -> program.around().field(symbol));
    }

    private String integer(Size size) {
        return IntegerExpressions.of(size, this::name);
    }

    private String at(Place place) {
        return name(place.buffer()) + "[" + integer(place.offset()) + "]";
    }

    private String element(Place place, Type type) {
        String read = at(place);
        return type.isBoolean() ? "(" + read + " != 0)" : read;
    }

    private String argument(Place place) {
        return name(place.buffer()) + ", " + integer(place.offset());
    }

    /** Integers, elements, and kernels with a scalar value. */
    private JavaExpressions.Text ofArrays(Node node) {
        if (node.operation() instanceof Operation.Whole whole) {
            return new JavaExpressions.Text(
                    "(double) " + IntegerExpressions.atom(whole.value(), this::name), Binding.UNARY);
        }
        ArrayOperator operator = (ArrayOperator) node.operator().orElseThrow();
        Optional<KernelForm> kernel = operator.java();
        String text = kernel.isPresent() && Terms.viewOffset(node).isEmpty()
                ? call(node, kernel.get().set(), Optional.empty())
                : element(program.place(node), node.type());
        return new JavaExpressions.Text(text, Binding.PRIMARY);
    }

    private String call(Node node, String template, Optional<Place> target) {
        return KERNEL_PLACE
                .matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1) == null
                                ? extent(node.operand(Integer.parseInt(match.group(2))), match.group(3))
                                : match.group(1).equals("y")
                                        ? argument(target.orElseThrow())
                                        : argument(program.place(node.operand(Integer.parseInt(match.group(1)))))));
    }

    private String extent(Node array, @org.jspecify.annotations.Nullable String axis) {
        Shape shape = array.type().shape();
        boolean whole = axis == null;
        int index = whole ? 0 : Integer.parseInt(axis);
        return whole ? integer(shape.count()) : index < shape.rank() ? integer(shape.size(index)) : "1";
    }

    /** The steps of a whole method, with a line where a sweep begins. */
    void writeSweeps(List<Step> steps) {
        List<Optional<String>> headings = Headings.of(steps);
        for (int i = 0; i < steps.size(); i++) {
            boolean first = i == 0;
            headings.get(i).ifPresent(heading -> {
                if (!first) {
                    code.line("");
                }
                code.line(heading);
            });
            write(steps.get(i));
        }
    }

    void write(List<Step> steps) {
        steps.forEach(this::write);
    }

    private void write(Step step) {
        if (step instanceof Step.Define define) {
            Node node = define.node();
            code.line(definition(node) + comment(node) + mark(node));
        } else if (step instanceof Step.Declare declare) {
            if (!shared.containsKey(declare.variable())) {
                code.line(type(declare.variable()) + name(declare.variable()) + ";" + mark(declare.variable()));
            }
        } else if (step instanceof Step.Begin begin) {
            String value = use(begin.value());
            if (!local(begin.variable()).equals(value)) {
                code.line(beginning(begin.variable(), value) + mark(begin.variable()));
            }
        } else if (step instanceof Step.BeginSum begin) {
            code.line(beginning(begin.variable(), "0") + comment(begin.variable()) + mark(begin.variable()));
        } else if (step instanceof Step.Assign assign) {
            code.line(assigned(assign.variable(), use(assign.value())) + mark(assign.variable()));
        } else if (step instanceof Step.Increase increase) {
            Node value = increase.value();
            boolean has = program.names().containsKey(program.resolve(value));
            code.line(local(increase.variable()) + " += " + use(value) + ";" + (has ? "" : comment(value))
                    + mark(increase.variable()));
        } else if (step instanceof Step.Advance advance) {
            advance(advance);
        } else if (step instanceof Step.Loop loop) {
            loop(loop);
        } else if (step instanceof Step.Choose choose) {
            code.open("if (" + use(choose.condition()) + ") {" + mark(choose.condition()));
            write(choose.then());
            if (!choose.otherwise().isEmpty()) {
                code.close("} else {").indent();
                write(choose.otherwise());
            }
            code.close("}");
        } else {
            storage(step);
        }
    }

    private void storage(Step step) {
        if (step instanceof Step.Open open) {
            open(open.buffer());
        } else if (step instanceof Step.Store store) {
            String value = use(store.value());
            code.line(at(store.place())
                    + (store.add() ? " += " : " = ")
                    + (store.value().type().isBoolean() ? "(" + value + ") ? 1 : 0" : value) + ";"
                    + comment(store.array(), store.part())
                    + mark(store.value().isConstant() ? store.array() : store.value()));
        } else if (step instanceof Step.Call call) {
            KernelForm form = ((ArrayOperator) call.node().operator().orElseThrow())
                    .java()
                    .orElseThrow();
            code.line(call(call.node(), call.add() ? form.add().orElseThrow() : form.set(), Optional.of(call.place()))
                    + ";" + comment(call.node()) + mark(call.node()));
        } else if (step instanceof Step.Move move) {
            move(move);
        } else if (step instanceof Step.MoveToPart move) {
            moveToPart(move);
        } else if (step instanceof Step.Start start) {
            code.line(schedule(start.checkpoints()) + ".start(" + integer(start.count()) + ", "
                    + integer(start.states()) + "); // which states of the next loop are kept");
        } else if (step instanceof Step.Keep keep) {
            code.open("if (" + schedule(keep.checkpoints()) + ".keeps(" + integer(keep.position()) + ")) {");
            write(keep.body());
            code.close("}");
        } else if (step instanceof Step.Restore restore) {
            code.line(schedule(restore.checkpoints()) + ".restore(" + integer(restore.position()) + ");");
        } else if (step instanceof Step.Clear clear) {
            String buffer = name(clear.place().buffer());
            String from = integer(clear.place().offset());
            String to = integer(clear.place().offset().plus(clear.count()));
            code.line("Arrays.fill(" + buffer + ", " + from + ", " + to + ", 0);");
        } else {
            Step.Swap swap = (Step.Swap) step;
            String a = name(swap.a());
            String b = name(swap.b());
            code.open("{");
            code.line("double[] swapped = " + a + ";");
            code.line(a + " = " + b + ";");
            code.line(b + " = swapped;");
            code.close("}");
        }
    }

    private void open(Buffer buffer) {
        int slot = slots.applyAsInt(buffer);
        String size = integer(buffer.size());
        code.line("double[] " + name(buffer) + " = "
                + (program.isFixed(buffer.size())
                        ? ArrayClass.WORKSPACE + "[" + slot + "]"
                        : "atLeast(" + slot + ", " + size + ")")
                + "; // ["
                + size + "]");
    }

    private String schedule(Checkpoints checkpoints) {
        return Optional.ofNullable(schedules.get(checkpoints)).orElseThrow();
    }

    private void move(Step.Move move) {
        if (!move.add() && move.count().equals(Size.of(1))) {
            code.line(at(move.to()) + " = " + at(move.from()) + ";" + comment(move) + mark(move));
        } else if (!move.add()) {
            code.line("System.arraycopy(" + argument(move.from()) + ", " + argument(move.to()) + ", "
                    + integer(move.count()) + ");" + comment(move) + mark(move));
        } else {
            String k = unused("k");
            code.open("for (int " + k + " = 0; " + k + " < " + integer(move.count()) + "; " + k + "++) {");
            code.line(shifted(move.to(), k) + " += " + shifted(move.from(), k) + ";" + comment(move) + mark(move));
            code.close("}");
        }
    }

    /** A name that nothing has. */
    private String unused(String base) {
        String name = base;
        while (program.taken().contains(name)) {
            name += "_";
        }
        return name;
    }

    private String shifted(Place place, String by) {
        String offset = integer(place.offset());
        return name(place.buffer()) + "[" + (offset.equals("0") ? by : offset + " + " + by) + "]";
    }

    /** A loop for each axis that keeps more than one element. */
    private void moveToPart(Step.MoveToPart move) {
        String base = unused("k");
        List<String> target = new ArrayList<>();
        String source = "";
        int loops = 0;
        for (int axis = 0; axis < move.accesses().size(); axis++) {
            Access access = move.accesses().get(axis);
            String stride = stride(move.whole(), axis);
            String at = IntegerExpressions.atom(access.from(), this::name);
            if (access.count().isPresent()) {
                String k = base + (loops++ == 0 ? "" : String.valueOf(loops));
                String count = integer(access.count().get());
                code.open("for (int " + k + " = 0; " + k + " < " + count + "; " + k + "++) {");
                source = source.isEmpty()
                        ? k
                        : "(" + source + ") * "
                                + IntegerExpressions.atom(access.count().get(), this::name) + " + " + k;
                at = access.from().equals(Size.ZERO) ? k : "(" + integer(access.from()) + " + " + k + ")";
            }
            target.add(at + (stride.equals("1") ? "" : " * " + stride));
        }
        code.line(shifted(move.to(), String.join(" + ", target)) + (move.add() ? " += " : " = ")
                + shifted(move.from(), source.isEmpty() ? "0" : source) + ";" + comment(move.array(), move.part())
                + mark(move.array()));
        for (int i = 0; i < loops; i++) {
            code.close("}");
        }
    }

    private String stride(Shape shape, int axis) {
        return IntegerExpressions.atom(new Shape(shape.sizes().subList(axis + 1, shape.rank())).count(), this::name);
    }

    /** Values that an assignment before theirs could change are remembered, but for the last one, which is assigned first. */
    private void advance(Step.Advance advance) {
        int n = advance.variables().size();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Node variable = advance.variables().get(i);
            String value = use(advance.values().get(i));
            if (i < n - 1 && !isKept(advance.values().get(i), advance.variables())) {
                String next = unused(name(variable) + "Next");
                code.line(type(variable) + next + " = " + value + ";" + mark(variable));
                value = next;
            }
            values.add(value);
        }
        for (int i = n - 1; i >= 0; i--) {
            Node variable = advance.variables().get(i);
            if (!local(variable).equals(values.get(i))) {
                code.line(assigned(variable, values.get(i)) + mark(variable));
            }
        }
    }

    /** Whether a value is a literal or has a variable of its own, which none of {@code variables} is. */
    private boolean isKept(Node value, List<Node> variables) {
        Node resolved = program.resolve(value);
        return resolved.isConstant() || (program.names().containsKey(resolved) && !variables.contains(resolved));
    }

    private void loop(Step.Loop loop) {
        code.open(head(loop));
        Optional<String> around = Optional.ofNullable(indices.put(loop.index(), index(loop)));
        write(loop.body());
        around.ifPresentOrElse(name -> indices.put(loop.index(), name), () -> indices.remove(loop.index()));
        code.close("}");
    }

    private String index(Step.Loop loop) {
        return Optional.ofNullable(program.indices().get(loop)).orElseThrow();
    }

    /** The first line of a loop. */
    String head(Step.Loop loop) {
        String from = integer(loop.from());
        String to = integer(loop.to());
        String last = integer(loop.to().plus(-1));
        String i = index(loop);
        return loop.backward()
                ? "for (int " + i + " = " + last + "; " + i + " >= " + from + "; " + i + "--) {"
                : "for (int " + i + " = " + from + "; " + i + " < " + to + "; " + i + "++) {";
    }

    /** From now on, what is written is in the body of a loop. */
    void enter(Step.Loop loop) {
        indices.put(loop.index(), index(loop));
    }

    /** Goes on from a sum in the variable that holds it, or begins another one. */
    private String definition(Node node) {
        boolean goesOn = program.accumulates(node)
                .filter(before -> local(before).equals(local(node)))
                .isPresent();
        return goesOn ? local(node) + expressions.addition(node) : beginning(node, expressions.definition(node));
    }

    /** Gives a variable its first value. */
    private String beginning(Node variable, String value) {
        return (shared.containsKey(variable) ? "" : type(variable)) + assigned(variable, value);
    }

    private String assigned(Node variable, String value) {
        String element = shared.get(variable);
        if (element == null) {
            return name(variable) + " = " + value + ";";
        }
        return element + " = " + (variable.type().isBoolean() ? "(" + value + ") ? 1 : 0" : value) + ";";
    }

    private static String type(Node node) {
        return node.type().isBoolean() ? "boolean " : "double ";
    }

    /** The mark of a line that computes or passes on {@code given}. */
    String mark(Node given) {
        Node node = program.resolve(given);
        String name = program.names().get(node);
        return marks.mark(node, name == null ? node.name().orElse("") : name, before(node));
    }

    /** What the sum that {@code node} goes on from has said already. */
    private Optional<Label> before(Node node) {
        return program.accumulates(node).flatMap(Node::label);
    }

    private String mark(Step.Move move) {
        return move.array().map(this::mark).orElse("");
    }

    private String comment(Step.Move move) {
        return move.array().map(array -> comment(array, move.part())).orElse("");
    }

    private String comment(Node node) {
        return comment(node.label().map(label -> label.since(before(node))).orElse(List.of()));
    }

    /** For a part of a sum; if it cannot be told which term that is, the first part has all comments. */
    private String comment(Node sum, int part) {
        List<Label.Contribution> all = contributions.computeIfAbsent(
                sum, s -> s.label().map(Label::contributions).orElse(List.of()));
        return !all.isEmpty() && all.size() == sum.operands().size()
                ? comment(List.of(all.get(part)))
                : comment(part == 0 ? all : List.of());
    }

    /** Of more than a comment holds the rest is not written: a sum of a thousand terms has as many. */
    private String comment(List<Label.Contribution> contributions) {
        StringBuilder text = new StringBuilder();
        Set<String> said = new HashSet<>();
        for (int i = 0; i < contributions.size() && text.length() <= Comments.LONGEST_LINE; i++) {
            String contribution = contributions.get(i).toString();
            if (said.add(contribution)) {
                text.append(text.isEmpty() ? " // " : ";  ").append(contribution);
            }
        }
        return text.isEmpty() ? "" : Comments.line(inScope(text.toString()));
    }

    /** With indices called as they are here: a loop that was fused or reversed had another one. */
    private String inScope(String comment) {
        return NUMBERED.matcher(comment).replaceAll(match -> {
            String base = match.group(1);
            boolean other = !names.contains(match.group()) && indices.containsValue(base);
            return Matcher.quoteReplacement(other ? base : match.group());
        });
    }
}
