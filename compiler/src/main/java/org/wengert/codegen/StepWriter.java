package org.wengert.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
import org.wengert.op.Arithmetic;
import org.wengert.op.ArrayOperator;
import org.wengert.op.JavaForm.Binding;
import org.wengert.op.KernelForm;
import org.wengert.op.Terms;
import org.wengert.product.Product;
import org.wengert.ssa.Buffer;
import org.wengert.ssa.Checkpoints;
import org.wengert.ssa.Place;
import org.wengert.ssa.Step;
import org.wengert.ssa.WengertList;

/** Writes the steps of a list as Java, each derivative with the primal line and the rule that it comes from. */
final class StepWriter {

    /** In place of an index in the workspace: storage that is made where it is opened. */
    static final int MADE = -1;

    private static final Pattern NUMBERED = Pattern.compile("\\b([\\p{L}_]\\w*?)_\\d+\\b");
    private static final Pattern KERNEL_PLACE = Pattern.compile("\\$(\\d|y)|#(\\d)(?:\\.(\\d))?");

    private final WengertList list;
    private final JavaExpressions expressions;
    private final ToIntFunction<Buffer> slots;
    private final Function<Node, Optional<String>> elements;
    private final LineMarks.Writer marks;
    private final NaNTrap trap;

    /** The names of the indices of the loops around. */
    private final Map<Symbol, String> indices = new HashMap<>();

    /** What is asked about states that are kept. */
    private final Map<Checkpoints, String> schedules = new HashMap<>();

    private final Set<Buffer> mentioned = new HashSet<>();

    /** What values and storage are called, when it was first asked. */
    private final Set<String> names = new HashSet<>();

    /** By sum, of which each part asks for them. */
    private final Map<Node, List<Label.Contribution>> contributions = new HashMap<>();

    private final Code code;

    /**
     * A writer of a method that has all numbers in locals.
     *
     * @param slots for storage of the list's own, the index of its array in the workspace
     */
    StepWriter(WengertList list, ToIntFunction<Buffer> slots, LineMarks.Writer marks, NaNTrap trap, Code code) {
        this(list, slots, node -> Optional.empty(), marks, trap, code);
    }

    /** A writer of a list of numbers, which has no storage. */
    static StepWriter ofNumbers(
            WengertList list,
            Function<Node, Optional<String>> elements,
            LineMarks.Writer marks,
            NaNTrap trap,
            Code code) {
        return new StepWriter(
                list,
                buffer -> {
                    throw new IllegalStateException("bug: storage among numbers");
                },
                elements,
                marks,
                trap,
                code);
    }

    /**
     * A writer of one of several methods.
     *
     * @param elements of arrays for numbers that are no locals, because several methods read them
     */
    StepWriter(
            WengertList list,
            ToIntFunction<Buffer> slots,
            Function<Node, Optional<String>> elements,
            LineMarks.Writer marks,
            NaNTrap trap,
            Code code) {
        this.marks = marks;
        this.list = list;
        this.slots = slots;
        this.elements = elements;
        this.trap = trap;
        this.code = code;
        for (int i = 0; i < list.checkpoints().size(); i++) {
            Checkpoints checkpoints = list.checkpoints().get(i);
            String schedule = ArrayClass.SCHEDULES + "[" + i + "]";
            schedules.put(checkpoints, schedule);
            checkpoints.slot().symbol().ifPresent(s -> indices.put(s, schedule + ".slot()"));
            checkpoints.position().symbol().ifPresent(s -> indices.put(s, schedule + ".position()"));
        }
        this.expressions = new JavaExpressions(list, this::local, this::ofArrays);
    }

    String use(Node node) {
        return expressions.use(node);
    }

    /** Writes for nobody, to say what storage is written with. */
    static StepWriter ofNothing(WengertList list) {
        return new StepWriter(
                list, buffer -> 0, new LineMarks().of("", Product.VALUE), new NaNTrap(Optional.empty()), new Code());
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
        return elements.apply(node)
                .map(element -> node.type().isBoolean() ? "(" + element + " != 0)" : element)
                .orElseGet(() -> name(node));
    }

    private boolean isLocal(Node node) {
        return elements.apply(node).isEmpty();
    }

    private String name(Node node) {
        return Optional.ofNullable(list.names().get(node))
                .orElseThrow(() -> new IllegalStateException("bug: no " + node + " (S2)"));
    }

    private String name(Buffer buffer) {
        mentioned.add(buffer);
        return Optional.ofNullable(list.buffers().get(buffer)).orElseThrow();
    }

    private String name(Symbol symbol) {
        return Optional.ofNullable(indices.get(symbol))
                .orElseGet(() -> list.around().field(symbol));
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
                : element(list.place(node), node.type());
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
                                        : argument(list.place(node.operand(Integer.parseInt(match.group(1)))))));
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
            boolean first = code.isEmpty();
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
            // What is looked at says in its message what the comment would.
            code.line(definition(node) + (trap.catches(node) ? "" : comment(node)) + mark(node));
        } else if (step instanceof Step.Begin begin) {
            String value = use(begin.value());
            if (!local(begin.variable()).equals(value)) {
                code.line(beginning(begin.variable(), value) + mark(begin.variable()));
            }
        } else if (step instanceof Step.BeginSum begin) {
            code.line(beginning(begin.variable(), "0") + mark(begin.variable()));
        } else if (step instanceof Step.Assign assign) {
            if (!isSilent(assign)) {
                code.line(assigned(assign.variable(), use(assign.value())) + mark(assign.variable()));
            }
        } else if (step instanceof Step.Increase increase) {
            code.line(local(increase.variable()) + " += " + use(increase.value()) + ";" + comment(increase)
                    + mark(increase.variable()));
        } else if (step instanceof Step.Advance advance) {
            advance(advance);
        } else if (step instanceof Step.Loop loop) {
            loop(loop);
        } else if (step instanceof Step.Choose choose) {
            choose(choose);
        } else {
            storage(step);
        }
    }

    private void choose(Step.Choose choose) {
        declareResults(choose);
        code.open(head(choose));
        write(choose.then());
        List<Step> otherwise = choose.otherwise();
        for (Optional<Step.Choose> next = onlyChoice(otherwise); next.isPresent(); next = onlyChoice(otherwise)) {
            code.close("} else " + head(next.get())).indent();
            write(next.get().then());
            otherwise = next.get().otherwise();
        }
        if (!otherwise.stream().allMatch(this::isSilent)) {
            code.close("} else {").indent();
            write(otherwise);
        }
        code.close("}");
    }

    /** The first line of a conditional. */
    String head(Step.Choose choose) {
        Node of = choose.results().isEmpty()
                ? choose.condition()
                : choose.results().get(0);
        return "if (" + use(choose.condition()) + ") {" + mark(of);
    }

    /** Declares what both branches assign, unless it is in the variable of a result of the branch around. */
    void declareResults(Step.Choose choose) {
        for (Node result : choose.results()) {
            if (!isThere(result)) {
                code.line(type(result) + name(result) + ";" + mark(result));
            }
        }
    }

    private boolean isThere(Node variable) {
        return list.goingOn().contains(variable) || !isLocal(variable);
    }

    /** The conditional that {@code body} is, if there is no other line to write in it. */
    Optional<Step.Choose> onlyChoice(List<Step> body) {
        return !body.isEmpty()
                        && body.get(0) instanceof Step.Choose choose
                        && choose.results().stream().allMatch(this::isThere)
                        && body.subList(1, body.size()).stream().allMatch(this::isSilent)
                ? Optional.of(choose)
                : Optional.empty();
    }

    /** Whether nothing is written for {@code step}, which gives a value the name that it has. */
    private boolean isSilent(Step step) {
        return step instanceof Step.Assign assign && local(assign.variable()).equals(use(assign.value()));
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
        String declared = "double[] " + name(buffer) + " = ";
        if (slot == MADE) {
            code.line(declared + "new double[" + size + "];");
        } else {
            code.line(declared
                    + (list.isFixed(buffer.size())
                            ? ArrayClass.WORKSPACE + "[" + slot + "]"
                            : "atLeast(" + ArrayClass.WORKSPACE + ", " + slot + ", " + size + ")")
                    + "; // ["
                    + size + "]");
        }
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
        while (list.taken().contains(name)) {
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
            Node value = advance.values().get(i);
            if (i == n - 1 && list.isInlined(value) && !value.isConstant()) {
                String mark = marks.mark(value, name(variable), before(value));
                code.line(advanced(variable, value) + comment(value) + mark);
            } else if (!local(variable).equals(values.get(i))) {
                code.line(assigned(variable, values.get(i)) + mark(variable));
            }
        }
    }

    /** Gives a variable a value that is computed here; one that adds to the variable does so. */
    private String advanced(Node variable, Node value) {
        boolean adds = value.operator()
                        .filter(o -> o.equals(Arithmetic.ADD) || o.equals(Arithmetic.SUBTRACT))
                        .isPresent()
                && list.resolve(value.operand(0)).equals(variable);
        return adds ? local(variable) + expressions.addition(value) : assigned(variable, use(value));
    }

    /** Whether a value is a literal or has a variable of its own, which none of {@code variables} is. */
    private boolean isKept(Node value, List<Node> variables) {
        Node resolved = list.resolve(value);
        return resolved.isConstant() || (list.names().containsKey(resolved) && !variables.contains(resolved));
    }

    private void loop(Step.Loop loop) {
        code.open(head(loop));
        Optional<String> around = Optional.ofNullable(indices.put(loop.index(), index(loop)));
        write(loop.body());
        around.ifPresentOrElse(name -> indices.put(loop.index(), name), () -> indices.remove(loop.index()));
        code.close("}");
    }

    private String index(Step.Loop loop) {
        return Optional.ofNullable(list.indices().get(loop)).orElseThrow();
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
        boolean caught = trap.catches(node);
        if (!caught && list.accumulates(node)) {
            return local(node) + expressions.addition(node);
        }
        String value = expressions.definition(node);
        String given = caught ? trap.around(node, value, this::use) : value;
        return list.goingOn().contains(node) ? assigned(node, given) : beginning(node, given);
    }

    /** Gives a variable its first value. */
    private String beginning(Node variable, String value) {
        return (isLocal(variable) ? type(variable) : "") + assigned(variable, value);
    }

    private String assigned(Node variable, String value) {
        Optional<String> element = elements.apply(variable);
        String stored = element.isPresent() && variable.type().isBoolean() ? "(" + value + ") ? 1 : 0" : value;
        return element.orElseGet(() -> name(variable)) + " = " + stored + ";";
    }

    private static String type(Node node) {
        return node.type().isBoolean() ? "boolean " : "double ";
    }

    /** The mark of a line that computes or passes on {@code given}. */
    String mark(Node given) {
        Node node = list.resolve(given);
        if (node.isConstant()) {
            return "";
        }
        String name = list.names().get(node);
        return marks.mark(node, name == null ? node.name().orElse("") : name, before(node));
    }

    /** What the sum that {@code node} goes on from has said already. */
    private Optional<Label> before(Node node) {
        return list.sumBefore(node).flatMap(Node::label);
    }

    private String mark(Step.Move move) {
        return move.array().map(this::mark).orElse("");
    }

    /** What a value adds that has not said so in a line of its own. */
    private String comment(Step.Increase increase) {
        Node value = list.resolve(increase.value());
        String own = comment(value);
        boolean said = list.names().containsKey(value) && !own.isEmpty();
        return said ? "" : own.isEmpty() ? comment(increase.variable()) : own;
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
        if (indices.isEmpty()) {
            return comment;
        }
        if (names.isEmpty()) {
            names.addAll(list.names().values());
            names.addAll(list.buffers().values());
        }
        return NUMBERED.matcher(comment).replaceAll(match -> {
            String base = match.group(1);
            boolean other = !names.contains(match.group()) && indices.containsValue(base);
            return Matcher.quoteReplacement(other ? base : match.group());
        });
    }
}
