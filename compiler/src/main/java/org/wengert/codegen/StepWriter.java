package org.wengert.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.wengert.ir.Contribution;
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
import org.wengert.op.KernelForm;
import org.wengert.op.Terms;
import org.wengert.product.Product;
import org.wengert.ssa.Buffer;
import org.wengert.ssa.Checkpoints;
import org.wengert.ssa.Expressions;
import org.wengert.ssa.Place;
import org.wengert.ssa.Reasons;
import org.wengert.ssa.Step;
import org.wengert.ssa.WengertList;
import org.wengert.tree.Binding;
import org.wengert.tree.Expression;
import org.wengert.tree.Statement;
import org.wengert.tree.Statement.Note;
import org.wengert.tree.ValueType;

/** Writes the steps of a list as statements, each derivative with the primal line and the rule that it comes from. */
final class StepWriter {

    /** In place of an index in the workspace: storage that is made where it is opened. */
    static final int MADE = -1;

    /** A local for the time of an exchange. */
    static final String SWAPPED = "swapped";

    /** The origin of a line that comes from nothing. */
    private static final int NOWHERE = Note.NONE.origin();

    private static final Expression ZERO = Expression.integer(0);

    private final WengertList list;
    private final ValueExpressions expressions;
    private final ToIntFunction<Buffer> slots;
    private final LineMarks.Writer marks;
    private final NaNTrap trap;

    /** The indices of the loops around, and what is asked about states that are kept. */
    private final Map<Symbol, Expression> indices = new HashMap<>();

    private final Map<Checkpoints, Expression> schedules = new HashMap<>();
    private final Set<Buffer> mentioned = new HashSet<>();

    /** Values without a line of their own, of which it was said what they are. */
    private final Set<String> explained = new HashSet<>();

    private final Reasons reasons;

    /** What kernels compute, as authors write it. */
    private final Expressions notation;

    /** Where statements are added. */
    private List<Statement> code = new ArrayList<>();

    /**
     * A writer of a list.
     *
     * @param slots for storage of the list's own, the index of its array in the workspace
     */
    StepWriter(WengertList list, ToIntFunction<Buffer> slots, LineMarks.Writer marks, NaNTrap trap) {
        this.marks = marks;
        this.list = list;
        this.slots = slots;
        this.trap = trap;
        for (int i = 0; i < list.schedule().checkpoints().size(); i++) {
            Checkpoints checkpoints = list.schedule().checkpoints().get(i);
            Expression schedule = Expression.name(ArrayClass.SCHEDULES).at(i);
            schedules.put(checkpoints, schedule);
            checkpoints.slot().symbol().ifPresent(s -> indices.put(s, asked(schedule, "slot")));
            checkpoints.position().symbol().ifPresent(s -> indices.put(s, asked(schedule, "position")));
        }
        this.reasons = new Reasons(
                list, name -> Optional.ofNullable(indices.get(new Symbol(name))).map(JavaPrinter::text));
        this.notation = new Expressions(list);
        this.expressions = new ValueExpressions(list, node -> Expression.name(name(node)), this::ofArrays);
    }

    /** A writer of a list of numbers, which has no storage. */
    static StepWriter ofNumbers(WengertList list, LineMarks.Writer marks, NaNTrap trap) {
        return new StepWriter(
                list,
                buffer -> {
                    throw new IllegalStateException("bug: storage among numbers");
                },
                marks,
                trap);
    }

    private static Expression asked(Expression object, String method, Expression... arguments) {
        return new Expression.Invoke(object, method, List.of(arguments));
    }

    Expression use(Node node) {
        return expressions.use(node);
    }

    /** Writes for nobody, to say what storage is written with. */
    static StepWriter ofNothing(WengertList list) {
        return new StepWriter(list, buffer -> 0, new LineMarks().of("", Product.VALUE), new NaNTrap(Optional.empty()));
    }

    /** The storage that steps and, behind them, scalars are written with. */
    Set<Buffer> mentioned(List<Step> steps, List<Node> values) {
        mentioned.clear();
        write(steps);
        values.stream().filter(value -> value.type().isScalar()).forEach(this::use);
        return Set.copyOf(mentioned);
    }

    private String name(Node node) {
        return Optional.ofNullable(list.names().get(node))
                .orElseThrow(() -> new IllegalStateException("bug: no " + node + " (S2)"));
    }

    private Expression local(Node node) {
        return Expression.name(name(node));
    }

    private String name(Buffer buffer) {
        mentioned.add(buffer);
        return Optional.ofNullable(list.buffers().get(buffer)).orElseThrow();
    }

    private Expression array(Buffer buffer) {
        return Expression.name(name(buffer));
    }

    private Expression symbol(Symbol symbol) {
        return Optional.ofNullable(indices.get(symbol))
                .orElseGet(() -> Expression.name(list.around().field(symbol)));
    }

    private Expression integer(Size size) {
        return SizeExpressions.of(size, this::symbol);
    }

    private Expression at(Place place) {
        return array(place.buffer()).at(integer(place.offset()));
    }

    private Expression element(Place place, Type type) {
        return type.isBoolean() ? at(place).truthRead() : at(place);
    }

    private List<Expression> argument(Place place) {
        return List.of(array(place.buffer()), integer(place.offset()));
    }

    /** Integers, elements, and kernels with a scalar value. */
    private Expression ofArrays(Node node) {
        if (node.operation() instanceof Operation.Whole whole) {
            return new Expression.ToReal(integer(whole.value()));
        }
        ArrayOperator operator = ArrayOperator.in(node).orElseThrow();
        Optional<KernelForm> kernel = operator.java();
        return kernel.isPresent() && Terms.viewOffset(node).isEmpty()
                ? call(node, kernel.get().set(), Optional.empty())
                : element(list.place(node), node.type());
    }

    private Expression call(Node node, Expression.Call template, Optional<Place> target) {
        return KernelForm.call(template, place -> {
            if (place.equals("$y")) {
                return argument(target.orElseThrow());
            }
            int operand = place.charAt(1) - '0';
            return place.startsWith("$")
                    ? argument(list.place(node.operand(operand)))
                    : List.of(extent(node.operand(operand), place.substring(2)));
        });
    }

    /** @param axis nothing for all elements, else a dot and the axis */
    private Expression extent(Node array, String axis) {
        Shape shape = array.type().shape();
        if (axis.isEmpty()) {
            return integer(shape.count());
        }
        int index = Integer.parseInt(axis.substring(1));
        return index < shape.rank() ? integer(shape.size(index)) : Expression.integer(1);
    }

    /** One behind the other; a heading stands behind an empty line. */
    static List<Statement> join(List<? extends Statement> before, List<Statement> written) {
        List<Statement> all = new ArrayList<>(before);
        if (!all.isEmpty() && !written.isEmpty() && written.get(0) instanceof Statement.Heading) {
            all.add(new Statement.Heading(""));
        }
        all.addAll(written);
        return all;
    }

    /** The steps of a whole method, with a line where a sweep begins. */
    List<Statement> writeSweeps(List<Step> steps) {
        List<Optional<String>> headings = Headings.of(steps);
        return collect(() -> {
            for (int i = 0; i < steps.size(); i++) {
                heading(headings.get(i));
                if (steps.get(i) instanceof Step.Loop loop) {
                    loop(loop, () -> writeColumns(loop));
                } else {
                    write(steps.get(i));
                }
            }
        });
    }

    private List<Statement> writeColumns(Step.Loop loop) {
        List<Optional<String>> headings = Headings.ofColumns(loop);
        return collect(() -> {
            for (int i = 0; i < headings.size(); i++) {
                heading(headings.get(i));
                write(loop.body().get(i));
            }
        });
    }

    private void heading(Optional<String> heading) {
        heading.ifPresent(text -> {
            if (!code.isEmpty()) {
                code.add(new Statement.Heading(""));
            }
            code.add(new Statement.Heading(text));
        });
    }

    List<Statement> write(List<Step> steps) {
        return collect(() -> steps.forEach(this::write));
    }

    /** The statements that are added meanwhile. */
    private List<Statement> collect(Runnable writing) {
        List<Statement> around = code;
        code = new ArrayList<>();
        writing.run();
        List<Statement> written = code;
        code = around;
        return written;
    }

    private void write(Step step) {
        if (step instanceof Step.Define define) {
            define(define.node());
        } else if (step instanceof Step.Begin begin) {
            Expression value = use(begin.value());
            if (!local(begin.variable()).equals(value)) {
                begin(begin.variable(), value, note(begin.variable()));
            }
        } else if (step instanceof Step.BeginSum begin) {
            begin(begin.variable(), ZERO, note(begin.variable()));
        } else if (step instanceof Step.Assign assign) {
            assign(local(assign.variable()), use(assign.value()), note(assign.variable()));
        } else if (step instanceof Step.Increase increase) {
            code.add(new Statement.Assign(
                    local(increase.variable()),
                    "+=",
                    use(increase.value()),
                    new Note(comment(reasons.of(increase)), origin(increase.variable()))));
        } else if (step instanceof Step.Advance advance) {
            advance(advance);
        } else if (step instanceof Step.Loop loop) {
            loop(loop, () -> write(loop.body()));
        } else if (step instanceof Step.Choose choose) {
            choose(choose);
        } else {
            storage(step);
        }
    }

    /** Nothing is written where a value has the name already that it is given. */
    private void assign(Expression target, Expression value, Note note) {
        if (!target.equals(value)) {
            code.add(Statement.assign(target, value, note));
        }
    }

    private void choose(Step.Choose choose) {
        for (Node result : choose.results()) {
            if (!list.goingOn().contains(result)) {
                code.add(new Statement.Declare(type(result), name(result), Optional.empty(), note(result)));
            }
        }
        Node of = choose.results().isEmpty()
                ? choose.condition()
                : choose.results().get(0);
        code.add(new Statement.If(use(choose.condition()), write(choose.then()), write(choose.otherwise()), note(of)));
    }

    private void storage(Step step) {
        if (step instanceof Step.Open open) {
            open(open.buffer());
        } else if (step instanceof Step.Store store) {
            Expression value = use(store.value());
            code.add(new Statement.Assign(
                    at(store.place()),
                    store.add() ? "+=" : "=",
                    store.value().type().isBoolean() ? value.truthStored() : value,
                    new Note(
                            comment(reasons.of(store)),
                            origin(store.value().isConstant() ? store.array() : store.value()))));
        } else if (step instanceof Step.Call call) {
            KernelForm form = ArrayOperator.in(call.node()).orElseThrow().java().orElseThrow();
            code.add(new Statement.Run(
                    call(call.node(), call.add() ? form.add().orElseThrow() : form.set(), Optional.of(call.place())),
                    new Note(comment(call), origin(call.node()))));
        } else if (step instanceof Step.Move move) {
            move(move);
        } else if (step instanceof Step.MoveToPart move) {
            moveToPart(move);
        } else if (step instanceof Step.Start start) {
            code.add(new Statement.Run(
                    asked(schedule(start.checkpoints()), "start", integer(start.count()), integer(start.states())),
                    Note.of("which states of the next loop are kept")));
        } else if (step instanceof Step.Keep keep) {
            code.add(new Statement.If(
                    asked(schedule(keep.checkpoints()), "keeps", integer(keep.position())),
                    write(keep.body()),
                    List.of(),
                    Note.NONE));
        } else if (step instanceof Step.Restore restore) {
            code.add(Statement.run(asked(schedule(restore.checkpoints()), "restore", integer(restore.position()))));
        } else if (step instanceof Step.Clear clear) {
            code.add(Statement.run(new Expression.Call(
                    "Arrays",
                    "fill",
                    List.of(
                            array(clear.place().buffer()),
                            integer(clear.place().offset()),
                            integer(clear.place().offset().plus(clear.count())),
                            ZERO))));
        } else {
            Step.Swap swap = (Step.Swap) step;
            Expression a = array(swap.a());
            Expression b = array(swap.b());
            code.add(new Statement.Block(List.of(
                    Statement.declare(ValueType.ARRAY, SWAPPED, a),
                    Statement.assign(a, b),
                    Statement.assign(b, Expression.name(SWAPPED)))));
        }
    }

    private void open(Buffer buffer) {
        int slot = slots.applyAsInt(buffer);
        Expression size = integer(buffer.size());
        Expression workspace = Expression.name(ArrayClass.WORKSPACE);
        boolean made = slot == MADE;
        Expression value = made
                ? new Expression.NewArray(size)
                : list.isFixed(buffer.size())
                        ? workspace.at(slot)
                        : Expression.call(Workspaces.AT_LEAST, workspace, Expression.integer(slot), size);
        code.add(new Statement.Declare(
                ValueType.ARRAY,
                name(buffer),
                Optional.of(value),
                made ? Note.NONE : Note.of("[" + JavaPrinter.text(size) + "]")));
    }

    private Expression schedule(Checkpoints checkpoints) {
        return Optional.ofNullable(schedules.get(checkpoints)).orElseThrow();
    }

    private void move(Step.Move move) {
        if (!move.add() && move.count().equals(Size.of(1))) {
            code.add(Statement.assign(at(move.to()), at(move.from()), note(move)));
        } else if (!move.add()) {
            List<Expression> arguments = new ArrayList<>(argument(move.from()));
            arguments.addAll(argument(move.to()));
            arguments.add(integer(move.count()));
            Note note = note(move);
            String comment = note.comment().isEmpty() ? Comments.line(notation.of(move)) : note.comment();
            code.add(new Statement.Run(
                    new Expression.Call("System", "arraycopy", arguments), new Note(comment, note.origin())));
        } else {
            String k = unusedIndex();
            Expression index = Expression.name(k);
            code.add(Statement.loop(
                    k,
                    integer(move.count()),
                    List.of(new Statement.Assign(
                            shifted(move.to(), index), "+=", shifted(move.from(), index), note(move)))));
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

    private String unusedIndex() {
        return Stream.of("k", "l", "m", "j", "i")
                .filter(name -> !list.taken().contains(name))
                .findFirst()
                .orElseGet(() -> unused("k"));
    }

    private Expression shifted(Place place, Expression by) {
        Expression offset = integer(place.offset());
        return array(place.buffer()).at(offset.equals(ZERO) ? by : added(offset, by));
    }

    /** A number stands last. */
    private static Expression added(Expression offset, Expression by) {
        return offset instanceof Expression.Literal ? plus(by, offset) : plus(offset, by);
    }

    private static Expression plus(Expression a, Expression b) {
        return new Expression.Binary("+", a, b);
    }

    private static Expression times(Expression a, Expression b) {
        return new Expression.Binary("*", a, b);
    }

    /** A loop for each axis that keeps more than one element. */
    private void moveToPart(Step.MoveToPart move) {
        String base = unusedIndex();
        Optional<Expression> target = Optional.empty();
        Optional<Expression> source = Optional.empty();
        List<String> loops = new ArrayList<>();
        List<Expression> counts = new ArrayList<>();
        for (int axis = 0; axis < move.accesses().size(); axis++) {
            Access access = move.accesses().get(axis);
            Size stride = stride(move.whole(), axis);
            Expression at = integer(access.from());
            if (access.count().isPresent()) {
                loops.add(base + (loops.isEmpty() ? "" : String.valueOf(loops.size() + 1)));
                Expression k = Expression.name(loops.get(loops.size() - 1));
                Expression count = integer(access.count().get());
                counts.add(count);
                source = Optional.of(source.map(before -> plus(times(before.grouped(), count.grouped()), k))
                        .orElse(k));
                at = access.from().equals(Size.ZERO) ? k : added(at, k);
            }
            Expression term = stride.equals(Size.of(1)) ? at : times(at, integer(stride));
            target = Optional.of(target.map(before -> plus(before, term)).orElse(term));
        }
        Statement inner = new Statement.Assign(
                shifted(move.to(), target.orElse(ZERO)),
                move.add() ? "+=" : "=",
                shifted(move.from(), source.orElse(ZERO)),
                new Note(comment(reasons.of(move)), origin(move.array())));
        for (int i = loops.size() - 1; i >= 0; i--) {
            inner = Statement.loop(loops.get(i), counts.get(i), List.of(inner));
        }
        code.add(inner);
    }

    private static Size stride(Shape shape, int axis) {
        return new Shape(shape.sizes().subList(axis + 1, shape.rank())).count();
    }

    /** Values that an assignment before theirs could change are remembered, but for the last one, which is assigned first. */
    private void advance(Step.Advance advance) {
        int n = advance.variables().size();
        List<Expression> values = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Node variable = advance.variables().get(i);
            Expression value = use(advance.values().get(i));
            if (i < n - 1 && !isKept(advance.values().get(i), advance.variables())) {
                String next = unused(name(variable) + "Next");
                code.add(new Statement.Declare(type(variable), next, Optional.of(value), note(variable)));
                value = Expression.name(next);
            }
            values.add(value);
        }
        for (int i = n - 1; i >= 0; i--) {
            Node variable = advance.variables().get(i);
            Node value = advance.values().get(i);
            if (i == n - 1 && list.isInlined(value) && !value.isConstant()) {
                int origin = marks.mark(value, name(variable), before(value));
                code.add(advanced(variable, value, origin));
            } else {
                assign(local(variable), values.get(i), note(variable));
            }
        }
    }

    /** Gives a variable a value that is computed here; one that adds to the variable does so. */
    private Statement advanced(Node variable, Node value, int origin) {
        boolean adds = value.operator()
                        .filter(o -> o.equals(Arithmetic.ADD) || o.equals(Arithmetic.SUBTRACT))
                        .isPresent()
                && list.resolve(value.operand(0)).equals(variable);
        return adds
                ? addition(variable, value, new Note(comment(reasons.ofAdded(value)), origin))
                : Statement.assign(local(variable), use(value), new Note(comment(reasons.of(value)), origin));
    }

    /** Adds to a variable what a sum or difference adds to its first operand, which the variable holds. */
    private Statement addition(Node variable, Node sum, Note note) {
        boolean negative = sum.operator().filter(Arithmetic.SUBTRACT::equals).isPresent();
        Expression value = use(sum.operand(1));
        return new Statement.Assign(
                local(variable),
                negative ? "-=" : "+=",
                value.binding().isTighterThan(Binding.ADDITIVE) ? value : value.grouped(),
                note);
    }

    /** Whether a value is a literal or has a variable of its own, which none of {@code variables} is. */
    private boolean isKept(Node value, List<Node> variables) {
        Node resolved = list.resolve(value);
        return resolved.isConstant() || (list.names().containsKey(resolved) && !variables.contains(resolved));
    }

    private void loop(Step.Loop loop, Supplier<List<Statement>> body) {
        String index = Optional.ofNullable(list.indices().get(loop)).orElseThrow();
        Expression from = integer(loop.from());
        Expression first = loop.backward() ? integer(loop.to().plus(-1)) : from;
        Expression bound = loop.backward() ? from : integer(loop.to());
        Optional<Expression> around = Optional.ofNullable(indices.put(loop.index(), Expression.name(index)));
        notation.inside(loop, () -> code.add(new Statement.For(index, first, bound, loop.backward(), body.get())));
        around.ifPresentOrElse(name -> indices.put(loop.index(), name), () -> indices.remove(loop.index()));
    }

    /** Goes on from a sum in the variable that holds it, or begins another one. */
    private void define(Node node) {
        boolean caught = trap.catches(node);
        // What is looked at says in its message what the comment would.
        Note note = new Note(caught ? "" : comment(reasons.of(node)), origin(node));
        if (!caught && list.accumulates(node)) {
            code.add(addition(node, node, note));
            return;
        }
        Expression value = expressions.definition(node);
        Expression given = caught ? trap.around(node, value, this::use) : value;
        begin(node, given, note);
    }

    /** Gives a variable its first value, or one that goes on in another value's variable. */
    private void begin(Node variable, Expression value, Note note) {
        code.add(
                list.goingOn().contains(variable)
                        ? Statement.assign(local(variable), value, note)
                        : new Statement.Declare(type(variable), name(variable), Optional.of(value), note));
    }

    private static ValueType type(Node node) {
        return node.type().isBoolean() ? ValueType.TRUTH : ValueType.REAL;
    }

    /** For a line that computes or passes on {@code node}, and says nothing. */
    Note note(Node node) {
        return new Note("", origin(node));
    }

    private int origin(Node given) {
        Node node = list.resolve(given);
        if (node.isConstant()) {
            return NOWHERE;
        }
        String name = list.names().get(node);
        return marks.mark(node, name == null ? node.name().orElse("") : name, before(node));
    }

    /** What the sum that {@code node} goes on from has said already. */
    private Optional<Label> before(Node node) {
        return list.sumBefore(node).flatMap(Node::label);
    }

    /** Of what a derivative reads besides, and of values, what the kernel computes: {@code v1 = X*w}. */
    private String comment(Step.Call call) {
        String why = comment(reasons.of(call));
        return why.isEmpty() ? Comments.line(notation.of(call)) : why;
    }

    private Note note(Step.Move move) {
        return new Note(
                comment(reasons.of(move)), move.array().map(this::origin).orElse(NOWHERE));
    }

    /** Of more than a comment holds the rest is not written: a sum of a thousand terms has as many. */
    private String comment(Reasons.Why why) {
        List<Contribution> contributions = why.contributions();
        List<String> said = new ArrayList<>();
        int length = 0;
        for (int i = 0; i < contributions.size() && length <= Comments.LONGEST_LINE; i++) {
            for (Contribution contribution : contributions.get(i).explained(reasons::isThere, explained)) {
                String text = reasons.here(contribution, why).toString();
                if (!said.contains(text)) {
                    said.add(text);
                    length += text.length();
                }
            }
        }
        return Comments.line(said);
    }
}
