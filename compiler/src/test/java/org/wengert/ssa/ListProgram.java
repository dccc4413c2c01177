package org.wengert.ssa;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.SizeText;
import org.wengert.op.Tensor;
import org.wengert.runtime.Revolve;

/** The text of a list, read, so that it can be run and written again. */
final class ListProgram {

    private static final String NAME = "[\\p{L}_$][\\p{L}\\p{N}_$]*";
    private static final Pattern ASSIGNMENT = Pattern.compile("(" + NAME + "(?:, " + NAME + ")*) (=|\\+=|-=) (.*)");
    private static final Pattern FOR = Pattern.compile("for (" + NAME + ") in ([^: ]*):([^: ]*)( backward|) \\{");
    private static final Pattern START =
            Pattern.compile("keep (\\S*) states of (\\S*) iterations(?: of schedule (\\d+))?");
    private static final Pattern KEEP = Pattern.compile("if kept before (\\S*)(?: of schedule (\\d+))? \\{");
    private static final Pattern RESTORE =
            Pattern.compile("go to the last state kept before (\\S*)(?: of schedule (\\d+))?");
    private static final Pattern PARTS = Pattern.compile("(.*?)\\[([^\\[\\]]*,[^\\[\\]]*|[^\\[\\]]*)]");
    private static final Pattern BECOMES = Pattern.compile("(store|copy|call) (.*?) (\\+?=) (.*)");

    private final TermValues values;
    private final List<Declared> inputs = new ArrayList<>();
    private final List<Declared> outputs = new ArrayList<>();
    private final List<Line> body;

    /** An input or output: a number, or an array of a shape. */
    private record Declared(String name, Optional<Shape> shape) {
        static Declared read(String text) {
            Matcher matcher = Pattern.compile("(" + NAME + ")\\[(.*)]").matcher(text);
            return matcher.matches()
                    ? new Declared(matcher.group(1), Optional.of(SizeText.shape(matcher.group(2))))
                    : new Declared(text, Optional.empty());
        }

        @Override
        public String toString() {
            return name + shape.map(Shape::toString).orElse("");
        }
    }

    /** A line, with the lines inside of it. */
    private record Line(Supplier<String> text, Consumer<TermValues.State> run, String comment) {}

    private final Deque<String> lines;

    /**
     * Reads a list.
     *
     * @param precise whether operators of several symbols are found by their notation
     * @throws IllegalArgumentException if it is none
     */
    ListProgram(String text, boolean precise) {
        values = new TermValues(precise);
        lines = new ArrayDeque<>(text.lines().toList());
        declare();
        body = block();
        if (!lines.isEmpty()) {
            throw new IllegalArgumentException("not a line of a list: " + lines.peek());
        }
    }

    private void declare() {
        List<String> outside = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("input ")) {
                Arrays.stream(line.substring("input ".length()).split(", ", -1))
                        .map(Declared::read)
                        .forEach(inputs::add);
                outside.add(line);
            } else if (line.startsWith("output ")) {
                outputs.add(Declared.read(line.substring("output ".length())));
                outside.add(line);
            }
        }
        lines.removeAll(outside);
        inputs.forEach(this::declare);
        outputs.forEach(this::declare);
    }

    private void declare(Declared declared) {
        declared.shape.ifPresent(shape -> values.declare(declared.name, Optional.of(shape)));
    }

    /** The outputs. */
    List<Tensor> run(List<Tensor> given, Map<String, Long> integers) {
        TermValues.State state = new TermValues.State(integers);
        for (int i = 0; i < inputs.size(); i++) {
            String name = inputs.get(i).name;
            if (inputs.get(i).shape.isPresent()) {
                state.arrays.put(name, given.get(i).data().clone());
            } else {
                state.numbers.put(name, given.get(i).value());
            }
        }
        outputs.forEach(output -> output.shape.ifPresent(shape -> open(state, output.name, shape.count())));
        run(body, state);
        return outputs.stream()
                .map(output -> output.shape.isPresent()
                        ? values.array(Term.read(output.name), state)
                        : Tensor.scalar(values.value(Term.read(output.name)).at(state)))
                .toList();
    }

    /** What nothing has been written to is NaN. */
    private static void open(TermValues.State state, String name, Size size) {
        double[] array = new double[state.size(size)];
        Arrays.fill(array, Double.NaN);
        state.arrays.put(name, array);
    }

    private static void run(List<Line> lines, TermValues.State state) {
        lines.forEach(line -> line.run.accept(state));
    }

    @Override
    public String toString() {
        return (inputs.isEmpty()
                        ? ""
                        : inputs.stream().map(Declared::toString).collect(Collectors.joining(", ", "input ", "\n")))
                + text(body, "")
                + outputs.stream().map(output -> "output " + output + "\n").collect(Collectors.joining());
    }

    private static String text(List<Line> lines, String indent) {
        return lines.stream()
                .flatMap(line -> (line.text.get() + line.comment).lines())
                .map(line -> indent + line + "\n")
                .collect(Collectors.joining());
    }

    /** The lines up to the brace that closes them, which stays. */
    private List<Line> block() {
        List<Line> block = new ArrayList<>();
        while (!lines.isEmpty() && !lines.peek().strip().startsWith("}")) {
            block.add(line(lines.remove().strip()));
        }
        return block;
    }

    private Line line(String all) {
        int comment = all.indexOf("   # ");
        String text = comment < 0 ? all : all.substring(0, comment);
        int where = text.indexOf(" where ");
        if (where >= 0) {
            shapes(text.substring(where + " where ".length()).replaceAll(" \\{$", ""));
            text = text.substring(0, where) + (text.endsWith(" {") ? " {" : "");
        }
        String said = where < 0 ? "" : all.substring(where, comment < 0 ? all.length() : comment);
        Line line = statement(text);
        return new Line(
                line.text, line.run, said.replaceAll(" \\{$", "") + (comment < 0 ? "" : all.substring(comment)));
    }

    /** {@code A[0:n*m] is n by m, B is n by n}. */
    private void shapes(String text) {
        for (String one : text.split(", (?=\\S+ is )", -1)) {
            String[] words = one.split(" is ", 2);
            values.says(words[0], SizeText.shape(words[1].replace(" by ", ",")));
        }
    }

    private Line statement(String text) {
        Matcher assignment = ASSIGNMENT.matcher(text);
        if (assignment.matches()) {
            return assignment(assignment.group(1), assignment.group(2), assignment.group(3));
        }
        Matcher becomes = BECOMES.matcher(text);
        if (becomes.matches()) {
            boolean add = becomes.group(3).equals("+=");
            return switch (becomes.group(1)) {
                case "store" -> store(Term.read(becomes.group(2)), add, Term.read(becomes.group(4)));
                case "call" -> call(Term.read(becomes.group(2)), add, Term.read(becomes.group(4)));
                default -> copy(becomes.group(2), add, Term.read(becomes.group(4)));
            };
        }
        Matcher loop = FOR.matcher(text);
        if (loop.matches()) {
            return loop(
                    loop.group(1),
                    SizeText.size(loop.group(2)),
                    SizeText.size(loop.group(3)),
                    !loop.group(4).isEmpty());
        }
        Optional<Line> schedule = schedule(text);
        return schedule.isPresent()
                ? schedule.get()
                : text.startsWith("if ") ? choose("if ", text) : storage(text, text.split(" ", 2));
    }

    private Line storage(String text, String[] words) {
        switch (words[0]) {
            case "open" -> {
                Declared declared = Declared.read(words[1]);
                Size size = declared.shape.orElseThrow().count();
                values.declare(declared.name, Optional.empty());
                return new Line(() -> "open " + declared, state -> open(state, declared.name, size), "");
            }
            case "clear" -> {
                Term term = Term.read(words[1]);
                TermValues.Place place = values.place(term);
                return new Line(
                        () -> "clear " + term,
                        state -> Arrays.fill(state.array(place.name()), place.from(state), place.to(state), 0),
                        "");
            }
            case "swap" -> {
                String[] names = words[1].split(", ", 2);
                return new Line(
                        () -> "swap " + names[0] + ", " + names[1],
                        state -> {
                            double[] a = state.array(names[0]);
                            state.arrays.put(names[0], state.array(names[1]));
                            state.arrays.put(names[1], a);
                        },
                        "");
            }
            default -> throw new IllegalArgumentException("not a line of a list: " + text);
        }
    }

    private Line assignment(String names, String symbol, String right) {
        List<String> variables = List.of(names.split(", ", -1));
        List<Term> terms = new ArrayList<>();
        int from = 0;
        int depth = 0;
        for (int i = 0; i <= right.length(); i++) {
            boolean end = i == right.length() || (depth == 0 && right.startsWith(", ", i));
            if (end) {
                terms.add(Term.read(right.substring(from, i)));
                from = i + 2;
            } else {
                depth += "([".indexOf(right.charAt(i)) >= 0 ? 1 : ")]".indexOf(right.charAt(i)) >= 0 ? -1 : 0;
            }
        }
        List<TermValues.Value> given = terms.stream().map(values::value).toList();
        return new Line(
                () -> names + " " + symbol + " "
                        + terms.stream().map(Term::toString).collect(Collectors.joining(", ")),
                state -> {
                    double[] next = given.stream().mapToDouble(v -> v.at(state)).toArray();
                    for (int i = 0; i < next.length; i++) {
                        double before = symbol.equals("=") ? 0 : state.number(variables.get(i));
                        state.numbers.put(
                                variables.get(i),
                                switch (symbol) {
                                    case "+=" -> before + next[i];
                                    case "-=" -> before - next[i];
                                    default -> next[i];
                                });
                    }
                },
                "");
    }

    private static String becomes(boolean add) {
        return add ? " += " : " = ";
    }

    private Line store(Term place, boolean add, Term term) {
        Size index = SizeText.size(place.text());
        TermValues.Value value = values.value(term);
        return new Line(
                () -> "store " + place + becomes(add) + term,
                state -> {
                    double[] array = state.array(place.part(0).text());
                    int i = state.size(index);
                    array[i] = value.at(state) + (add ? array[i] : 0);
                },
                "");
    }

    private Line call(Term target, boolean add, Term term) {
        TermValues.Whole kernel =
                values.kernel(term).orElseThrow(() -> new IllegalArgumentException("no kernel: " + term));
        TermValues.Place place = values.place(target);
        return new Line(
                () -> "call " + target + becomes(add) + term,
                state -> {
                    int from = place.from(state);
                    Tensor made;
                    if (add) {
                        double[] sum = Arrays.copyOfRange(state.array(place.name()), from, place.to(state));
                        made = new Tensor(new int[] {sum.length}, sum);
                        values.add(term, state, made);
                    } else {
                        made = kernel.at(state);
                    }
                    put(made.data(), state.array(place.name()), from, place.to(state));
                },
                "");
    }

    private static void put(double[] elements, double[] array, int from, int to) {
        if (elements.length != to - from) {
            throw new IllegalStateException(elements.length + " elements for " + (to - from));
        }
        System.arraycopy(elements, 0, array, from, elements.length);
    }

    /** Of the whole array {@code a[i, 0:n]}, or of some elements one after the other. */
    private Line copy(String target, boolean add, Term source) {
        Matcher parts = PARTS.matcher(target);
        boolean byAxes = parts.matches()
                && (parts.group(2).contains(", ") || parts.group(1).contains("["));
        if (byAxes) {
            return copyToPart(Term.read(parts.group(1)), parts.group(2), add, source);
        }
        Term term = Term.read(target);
        TermValues.Place place = values.place(term);
        return new Line(
                () -> "copy " + term + becomes(add) + source,
                state -> {
                    double[] elements = values.array(source, state).data();
                    double[] array = state.array(place.name());
                    int from = place.from(state);
                    for (int i = 0; add && i < elements.length; i++) {
                        elements[i] = array[from + i] + elements[i];
                    }
                    put(elements, array, from, place.to(state));
                },
                "");
    }

    private Line copyToPart(Term whole, String subscripts, boolean add, Term source) {
        Shape shape = values.shape(whole.toString());
        List<List<Size>> axes = Arrays.stream(subscripts.split(", ", -1))
                .map(axis ->
                        Arrays.stream(axis.split(":", 2)).map(SizeText::size).toList())
                .toList();
        TermValues.Place place = values.place(whole);
        String written = axes.stream()
                .map(axis -> axis.stream().map(Size::toString).collect(Collectors.joining(":")))
                .collect(Collectors.joining(", "));
        return new Line(
                () -> "copy " + whole + "[" + written + "]" + becomes(add) + source,
                state -> {
                    List<Integer> at = new ArrayList<>(List.of(place.from(state)));
                    int stride = place.to(state) - place.from(state);
                    for (int axis = 0; axis < axes.size(); axis++) {
                        stride = stride == 0 ? 0 : stride / state.size(shape.size(axis));
                        int first = state.size(axes.get(axis).get(0));
                        int last = axes.get(axis).size() == 1
                                ? first + 1
                                : state.size(axes.get(axis).get(1));
                        List<Integer> next = new ArrayList<>();
                        for (int before : at) {
                            for (int k = first; k < last; k++) {
                                next.add(before + k * stride);
                            }
                        }
                        at = next;
                    }
                    double[] elements = values.array(source, state).data();
                    double[] array = state.array(place.name());
                    for (int i = 0; i < at.size(); i++) {
                        array[at.get(i)] = elements[i] + (add ? array[at.get(i)] : 0);
                    }
                },
                "");
    }

    private Line loop(String index, Size from, Size to, boolean backward) {
        List<Line> inside = block();
        lines.remove();
        return new Line(
                () -> "for " + index + " in " + from + ":" + to + (backward ? " backward" : "") + " {\n"
                        + text(inside, "  ") + "}",
                state -> {
                    long first = state.size(from);
                    long count = state.size(to) - first;
                    for (long k = 0; k < count; k++) {
                        state.integers.put(index, backward ? first + count - 1 - k : first + k);
                        run(inside, state);
                    }
                    state.integers.remove(index);
                },
                "");
    }

    private Line choose(String head, String text) {
        Term condition = Term.read(text.substring(head.length(), text.length() - " {".length()));
        TermValues.Value holds = values.value(condition);
        List<Line> then = block();
        String next = lines.remove().strip();
        boolean chained = next.startsWith("} else if ");
        List<Line> otherwise = new ArrayList<>();
        if (chained) {
            otherwise.add(choose("} else if ", next));
        } else if (next.equals("} else {")) {
            otherwise.addAll(block());
            lines.remove();
        }
        return new Line(
                () -> head + condition + " {\n" + text(then, "  ")
                        + (chained
                                ? otherwise.get(0).text.get()
                                : (next.equals("}") ? "" : "} else {\n" + text(otherwise, "  ")) + "}"),
                state -> run(holds.at(state) != 0 ? then : otherwise, state),
                "");
    }

    private Optional<Line> schedule(String text) {
        Matcher start = START.matcher(text);
        Matcher keep = KEEP.matcher(text);
        Matcher restore = RESTORE.matcher(text);
        if (start.matches()) {
            Size states = SizeText.size(start.group(1));
            Size count = SizeText.size(start.group(2));
            String number = number(start.group(3));
            return Optional.of(new Line(
                    () -> "keep " + states + " states of " + count + " iterations" + which(number),
                    state -> {
                        Revolve schedule = new Revolve();
                        schedule.start(state.size(count), state.size(states));
                        state.schedules.put(number, schedule);
                    },
                    ""));
        }
        if (keep.matches()) {
            Size position = SizeText.size(keep.group(1));
            String number = number(keep.group(2));
            List<Line> inside = block();
            lines.remove();
            return Optional.of(new Line(
                    () -> "if kept before " + position + which(number) + " {\n" + text(inside, "  ") + "}",
                    state -> {
                        Revolve schedule = schedule(state, number);
                        if (schedule.keeps(state.size(position))) {
                            state.integers.put("slot" + number, (long) schedule.slot());
                            run(inside, state);
                        }
                    },
                    ""));
        }
        if (restore.matches()) {
            Size position = SizeText.size(restore.group(1));
            String number = number(restore.group(2));
            return Optional.of(new Line(
                    () -> "go to the last state kept before " + position + which(number),
                    state -> {
                        Revolve schedule = schedule(state, number);
                        schedule.restore(state.size(position));
                        state.integers.put("slot" + number, (long) schedule.slot());
                        state.integers.put("position" + number, (long) schedule.position());
                    },
                    ""));
        }
        return Optional.empty();
    }

    private static Revolve schedule(TermValues.State state, String number) {
        return Optional.ofNullable(state.schedules.get(number)).orElseThrow();
    }

    private static String number(@org.jspecify.annotations.Nullable String group) {
        return group == null ? "" : group;
    }

    private static String which(String number) {
        return number.isEmpty() ? "" : " of schedule " + number;
    }
}
