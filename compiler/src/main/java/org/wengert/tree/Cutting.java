package org.wengert.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.wengert.tree.Statement.Assign;
import org.wengert.tree.Statement.Block;
import org.wengert.tree.Statement.Declare;
import org.wengert.tree.Statement.For;
import org.wengert.tree.Statement.Heading;
import org.wengert.tree.Statement.If;
import org.wengert.tree.Statement.Return;
import org.wengert.tree.Statement.Run;

/**
 * Cuts a long method into several that HotSpot compiles: consecutive statements, called one after the other; what is in a long loop or
 * conditional is cut too and called from there. A number that several methods mention is an element of an array, which it has from its first line to
 * its last one; then another number has it. Arrays, and what is given besides, each method declares again that mentions them.
 */
public final class Cutting {

    private static final int LARGEST_BODY = ByteCount.LARGEST_METHOD / 2;
    private static final int LARGEST_GROUP = ByteCount.LARGEST_METHOD / 4;
    private static final String CALL = "#";

    /** In place of the number of a part: the method that was cut, and none. */
    private static final int WHOLE = 0;

    private static final int GIVEN = -1;

    /** A method that is called instead of its statements, with the indices of the loops around. */
    public record Part(int number, List<String> indices, List<Statement> body) {}

    /**
     * A method that was cut.
     *
     * @param body what is left of it
     * @param length of the array that holds what several methods mention
     */
    public record Cut(List<Statement> body, List<Part> parts, int length) {}

    private final List<Expression> arguments;
    private final String storage;
    private final List<Part> parts = new ArrayList<>();
    private final List<Declare> given;

    /** Arrays, and the given locals. */
    private final Set<String> declaredAgain = new HashSet<>();

    /** The numbers and truth values, by name. */
    private final Map<String, ValueType> types = new HashMap<>();

    private final ByteCount bytes = ByteCount.ofElements(name -> types.get(name) == ValueType.TRUTH);

    /** Arrays that are exchanged, each with those that it is exchanged with. */
    private final Map<String, Set<String>> exchanged = new LinkedHashMap<>();

    private Cutting(List<Declare> given, List<Expression> arguments, String storage) {
        this.given = given;
        given.forEach(local -> declaredAgain.add(local.name()));
        this.arguments = arguments;
        this.storage = storage;
    }

    /**
     * Cuts a method.
     *
     * @param given locals that every method can declare
     * @param statements what it does
     * @param results what it does then, each as soon as the number that it reads is there, but for a return
     * @param arguments what a call of a part passes on
     * @param storage the array that holds what several methods mention
     * @param names of the parts: what is called, without arguments, of how many there are
     */
    public static Cut cut(
            List<Declare> given,
            List<Statement> statements,
            List<Statement> results,
            List<Expression> arguments,
            String storage,
            Names names) {
        List<Statement> stored =
                results.stream().filter(s -> !(s instanceof Return)).toList();
        List<Statement> returned =
                results.stream().filter(Return.class::isInstance).toList();
        return new Cutting(given, arguments, storage)
                .cut(new OneMeaning(statements).of(placed(statements, stored)), returned, names);
    }

    /** What a part is called. */
    public interface Names {
        /** A call of part {@code number} of {@code count}. */
        Expression call(int number, int count, List<Expression> arguments);
    }

    private Cut cut(List<Statement> statements, List<Statement> returned, Names names) {
        collect(statements);
        List<Statement> shorter = shorten(statements, List.of());
        List<Statement> whole =
                new ArrayList<>(bytes.of(shorter) <= ByteCount.LARGEST_METHOD ? shorter : split(shorter, List.of()));
        whole.addAll(returned);
        Mentions mentions = new Mentions();
        mentions.visit(whole, WHOLE);
        Map<String, Integer> slots = mentions.slots();
        Map<String, Declare> moving = mentions.moving();
        int length = slots.values().stream().mapToInt(slot -> slot + 1).max().orElse(0);
        List<Part> written = new ArrayList<>();
        for (Part part : parts) {
            Writing writing = new Writing(mentions, moving, slots, names, part.number(), part.body());
            written.add(new Part(part.number(), part.indices(), writing.write()));
        }
        return new Cut(new Writing(mentions, moving, slots, names, WHOLE, whole).write(), written, length);
    }

    /** With each result behind the last statement that gives the number that it reads a value. */
    private static List<Statement> placed(List<Statement> statements, List<Statement> results) {
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < statements.size(); i++) {
            Set<String> changed = new HashSet<>();
            collectChanged(statements.get(i), changed);
            for (String name : changed) {
                last.put(name, i);
            }
        }
        Map<Integer, List<Statement>> behind = new HashMap<>();
        for (Statement result : results) {
            int at = result instanceof Assign assign && assign.value() instanceof Expression.Name name
                    ? last.getOrDefault(name.name(), statements.size() - 1)
                    : statements.size() - 1;
            behind.computeIfAbsent(at, i -> new ArrayList<>()).add(result);
        }
        List<Statement> all = new ArrayList<>(behind.getOrDefault(-1, List.of()));
        for (int i = 0; i < statements.size(); i++) {
            all.add(statements.get(i));
            all.addAll(behind.getOrDefault(i, List.of()));
        }
        return all;
    }

    private static void collectChanged(Statement statement, Set<String> changed) {
        collectDeclared(statement, changed);
        collectAssigned(statement, changed);
    }

    private static void collectAssigned(Statement statement, Set<String> assigned) {
        if (statement instanceof Assign assign && assign.target() instanceof Expression.Name name) {
            assigned.add(name.name());
        }
        statement.bodies().forEach(body -> body.forEach(inside -> collectAssigned(inside, assigned)));
    }

    private void collect(List<Statement> statements) {
        for (Statement statement : statements) {
            if (statement instanceof Declare declare && declare.type() == ValueType.ARRAY) {
                declaredAgain.add(declare.name());
            } else if (statement instanceof Declare declare) {
                types.put(declare.name(), declare.type());
            } else if (statement instanceof Block exchange) {
                Set<String> arrays = new HashSet<>();
                collectAssigned(exchange, arrays);
                arrays.forEach(array ->
                        exchanged.computeIfAbsent(array, a -> new HashSet<>()).addAll(arrays));
            }
            statement.bodies().forEach(this::collect);
        }
    }

    /** Where an array of the workspace lies: in {@code workspace[slot]}, which may have to be made longer first. */
    private static Expression place(Declare array) {
        Expression opened = array.value().orElseThrow();
        return opened instanceof Expression.Call call
                ? call.arguments().get(0).at(call.arguments().get(1))
                : opened;
    }

    /** Calls of parts that together are {@code statements}. */
    private List<Statement> split(List<Statement> statements, List<String> indices) {
        List<Statement> calls = new ArrayList<>();
        List<Statement> current = new ArrayList<>();
        Set<String> redeclared = new HashSet<>();
        long size = 0;
        for (Statement statement : statements) {
            long length = bytes.of(statement) + redeclarations(statement, redeclared);
            if (size + length > ByteCount.LARGEST_METHOD && !current.isEmpty()) {
                List<Statement> headings = takeHeadings(current);
                calls.add(call(current, indices));
                current = headings;
                redeclared.clear();
                length = bytes.of(statement) + redeclarations(statement, redeclared);
                size = 0;
            }
            current.add(statement);
            size += length;
        }
        if (!current.isEmpty()) {
            calls.add(call(current, indices));
        }
        return group(calls, indices);
    }

    /** What it takes to declare those locals again that are mentioned first here, and declared elsewhere. */
    private long redeclarations(Statement statement, Set<String> before) {
        long[] bytes = {0};
        collectDeclared(statement, before);
        statement.forEachExpression(expression -> {
            if (expression instanceof Expression.Name name
                    && declaredAgain.contains(name.name())
                    && before.add(name.name())) {
                bytes[0] += ByteCount.DECLARATION;
            }
        });
        return bytes[0];
    }

    /** Removes the headings at the end, which are those of what follows. */
    private static List<Statement> takeHeadings(List<Statement> statements) {
        List<Statement> headings = new ArrayList<>();
        while (statements.size() > 1 && statements.get(statements.size() - 1) instanceof Heading) {
            headings.add(0, statements.remove(statements.size() - 1));
        }
        return headings;
    }

    private List<Statement> group(List<Statement> calls, List<String> indices) {
        if (bytes.of(calls) <= LARGEST_GROUP) {
            return calls;
        }
        int count = (int) Math.max(2, (long) LARGEST_GROUP * calls.size() / bytes.of(calls));
        List<Statement> groups = new ArrayList<>();
        for (int from = 0; from < calls.size(); from += count) {
            groups.add(call(calls.subList(from, Math.min(from + count, calls.size())), indices));
        }
        return groups.size() == 1 ? groups : group(groups, indices);
    }

    /** A call of a new part, which has a number in place of a name until it is known how many there are. */
    private Statement call(List<Statement> body, List<String> indices) {
        boolean blank = body.get(0) instanceof Heading heading && heading.text().isEmpty();
        parts.add(new Part(parts.size() + 1, indices, List.copyOf(blank ? body.subList(1, body.size()) : body)));
        List<Expression> all = Stream.concat(
                        arguments.stream(), indices.stream().map(Expression::name))
                .toList();
        return Statement.run(new Expression.Call(CALL, String.valueOf(parts.size()), all));
    }

    private Optional<Part> called(Statement statement) {
        return statement instanceof Run run
                        && run.call() instanceof Expression.Call call
                        && call.type().equals(CALL)
                ? Optional.of(parts.get(Integer.parseInt(call.function()) - 1))
                : Optional.empty();
    }

    /** A long loop or conditional with its bodies shortened first, so that one of many arms goes into a method with its neighbours. */
    private Statement shorten(Statement statement, List<String> indices) {
        if (bytes.of(statement) <= LARGEST_BODY) {
            return statement;
        } else if (statement instanceof If choice) {
            return choice(
                    new If(
                            choice.condition(),
                            shorten(choice.then(), indices),
                            shorten(choice.otherwise(), indices),
                            choice.note()),
                    indices);
        } else if (statement instanceof For loop) {
            List<String> inside = new ArrayList<>(indices);
            inside.add(loop.index());
            For shorter = (For) loop.changeBodies(body -> shorten(body, inside));
            return bytes.of(shorter) <= LARGEST_BODY ? shorter : shorter.changeBodies(body -> split(body, inside));
        }
        return statement;
    }

    private List<Statement> shorten(List<Statement> body, List<String> indices) {
        return body.stream().map(inside -> shorten(inside, indices)).toList();
    }

    /** Calls what is too long, the longer body first. */
    private If choice(If choice, List<String> indices) {
        long then = bytes.of(choice.then());
        long otherwise = bytes.of(choice.otherwise());
        boolean first = then >= otherwise;
        List<Statement> longer = first ? choice.then() : choice.otherwise();
        if (bytes.of(choice) <= LARGEST_BODY
                || longer.stream().allMatch(s -> called(s).isPresent())) {
            return choice;
        }
        List<Statement> calls = split(longer, indices);
        return choice(
                new If(
                        choice.condition(),
                        first ? calls : choice.then(),
                        first ? choice.otherwise() : calls,
                        choice.note()),
                indices);
    }

    /** Which methods mention what, in the order in which statements run. */
    private final class Mentions {

        /** By name of a local where it is from: of those with one name the last one, because they are in different bodies. */
        private final Map<String, Local> locals = new HashMap<>();

        private final Map<String, Range> ranges = new LinkedHashMap<>();
        private final Map<Integer, Map<String, Declare>> again = new HashMap<>();
        private final Set<String> crossing = new HashSet<>();
        private final Deque<Loop> around = new ArrayDeque<>();
        private int position;

        private record Local(Declare declare, int method) {}

        /** A loop with what it mentions of before. */
        private final class Loop {
            private final int begin = position;
            private final Set<Range> outer = Collections.newSetFromMap(new IdentityHashMap<>());
        }

        private static final class Range {
            private final int first;
            private int last;
            private boolean crosses;

            Range(int position) {
                this.first = position;
            }
        }

        Mentions() {
            given.forEach(local -> locals.put(local.name(), new Local(local, GIVEN)));
        }

        void visit(List<Statement> statements, int method) {
            for (Statement statement : statements) {
                position++;
                Optional<Part> part = called(statement);
                if (part.isPresent()) {
                    visit(part.get().body(), part.get().number());
                    continue;
                }
                statement.expressions().forEach(e -> e.forEach(inside -> mention(inside, method)));
                if (statement instanceof Declare declare) {
                    locals.put(declare.name(), new Local(declare, method));
                    mention(declare.name(), method);
                }
                if (statement instanceof For loop) {
                    Loop here = new Loop();
                    around.push(here);
                    visit(loop.body(), method);
                    around.pop();
                    position++;
                    here.outer.forEach(range -> range.last = position);
                } else {
                    statement.bodies().forEach(body -> visit(body, method));
                }
            }
        }

        private void mention(Expression expression, int method) {
            if (expression instanceof Expression.Name name) {
                mention(name.name(), method);
            }
        }

        private void mention(String name, int method) {
            Optional<Local> local = Optional.ofNullable(locals.get(name));
            local.ifPresent(from -> mention(name, from, method));
        }

        private void mention(String name, Local local, int method) {
            boolean crosses = local.method() != method;
            if (types.containsKey(name) && local.method() != GIVEN) {
                Range range = ranges.computeIfAbsent(name, n -> new Range(position));
                range.last = position;
                range.crosses |= crosses;
                around.stream().filter(loop -> range.first < loop.begin).forEach(loop -> loop.outer.add(range));
            } else if (crosses) {
                again.computeIfAbsent(method, m -> new LinkedHashMap<>()).put(name, local.declare());
                crossing.add(name);
            }
        }

        /** Arrays that several methods mention and one exchanges, with what they are exchanged with. */
        Map<String, Declare> moving() {
            Map<String, Declare> moving = new LinkedHashMap<>();
            exchanged.keySet().stream().filter(crossing::contains).forEach(array -> move(array, moving));
            return moving;
        }

        private void move(String array, Map<String, Declare> moving) {
            Declare declare =
                    Optional.ofNullable(locals.get(array)).orElseThrow().declare();
            if (moving.put(array, declare) == null) {
                Optional.ofNullable(exchanged.get(array)).orElseThrow().forEach(other -> move(other, moving));
            }
        }

        /** What {@code method} declares again. */
        Map<String, Declare> again(int method) {
            return again.getOrDefault(method, Map.of());
        }

        /** The elements of the numbers that several methods mention. */
        Map<String, Integer> slots() {
            Map<String, Integer> slots = new HashMap<>();
            PriorityQueue<Integer> free = new PriorityQueue<>();
            PriorityQueue<Map.Entry<Integer, Integer>> busy = new PriorityQueue<>(Map.Entry.comparingByKey());
            List<Map.Entry<String, Range>> crossing = ranges.entrySet().stream()
                    .filter(e -> e.getValue().crosses)
                    .sorted(Comparator.comparingInt(e -> e.getValue().first))
                    .toList();
            int size = 0;
            for (Map.Entry<String, Range> entry : crossing) {
                while (!busy.isEmpty() && busy.element().getKey() < entry.getValue().first) {
                    free.add(busy.remove().getValue());
                }
                int slot = free.isEmpty() ? size++ : free.remove();
                slots.put(entry.getKey(), slot);
                busy.add(Map.entry(entry.getValue().last, slot));
            }
            return slots;
        }
    }

    /** Writes a method with elements for the numbers that others mention too, and declares again what it has from them. */
    private final class Writing {

        private final Collection<Declare> again;
        private final Map<String, Declare> moving;
        private final Map<String, Integer> slots;
        private final Names names;
        private final List<Statement> body;

        /** Whether arrays that it mentions may be exchanged by what it calls, so that no local can hold them. */
        private final boolean isCaller;

        Writing(
                Mentions mentions,
                Map<String, Declare> moving,
                Map<String, Integer> slots,
                Names names,
                int method,
                List<Statement> body) {
            this.again = mentions.again(method).values();
            this.moving = moving;
            this.slots = slots;
            this.names = names;
            this.body = body;
            this.isCaller = calls(body);
        }

        private boolean calls(List<Statement> statements) {
            return statements.stream()
                    .anyMatch(s -> called(s).isPresent() || s.bodies().stream().anyMatch(this::calls));
        }

        List<Statement> write() {
            List<Statement> written = withoutUnused(body.stream()
                    .flatMap(s -> Stream.concat(write(s).stream(), leave(s)))
                    .toList());
            Set<String> mentioned = mentioned(written);
            List<Statement> all = new ArrayList<>();
            given.stream()
                    .filter(local -> local.name().equals(storage) || again.contains(local))
                    .forEach(all::add);
            again.stream().filter(local -> !given.contains(local)).forEach(all::add);
            all.removeIf(local -> !mentioned.contains(((Declare) local).name()));
            all.addAll(written);
            return all;
        }

        private List<Statement> write(List<Statement> statements) {
            return statements.stream().flatMap(s -> write(s).stream()).toList();
        }

        private Optional<Statement> write(Statement statement) {
            Optional<Part> part = called(statement);
            if (part.isPresent()) {
                Expression.Call call = (Expression.Call) ((Run) statement).call();
                return Optional.of(Statement.run(names.call(part.get().number(), parts.size(), call.arguments())));
            }
            if (statement instanceof Declare declare && isMoving(declare.name())) {
                return declare.value()
                        .filter(Expression.Call.class::isInstance)
                        .map(call -> new Run(call, declare.note()));
            }
            if (statement instanceof Declare declare && slots.containsKey(declare.name())) {
                return declare.value()
                        .map(value -> new Assign(
                                element(declare.name()), "=", stored(declare.name(), read(value)), declare.note()));
            }
            if (statement instanceof Assign assign
                    && assign.target() instanceof Expression.Name name
                    && slots.containsKey(name.name())) {
                return Optional.of(new Assign(
                        element(name.name()), assign.sign(), stored(name.name(), read(assign.value())), assign.note()));
            }
            return Optional.of(statement.change(this::read).changeBodies(this::write));
        }

        private boolean isMoving(String array) {
            return isCaller && moving.containsKey(array);
        }

        /** What a statement exchanges stays so for other methods. */
        private Stream<Statement> leave(Statement statement) {
            Set<String> changed = new HashSet<>();
            if (!isCaller) {
                collectAssigned(statement, changed);
            }
            return moving.entrySet().stream()
                    .filter(e -> changed.contains(e.getKey()))
                    .map(e -> Statement.assign(place(e.getValue()), Expression.name(e.getKey())));
        }

        private Expression element(String name) {
            return Expression.name(storage)
                    .at(Optional.ofNullable(slots.get(name)).orElseThrow());
        }

        private Expression stored(String name, Expression value) {
            return types.get(name) == ValueType.TRUTH ? value.truthStored() : value;
        }

        private Expression read(Expression expression) {
            return expression.replace(this::read);
        }

        private Expression read(Expression.Name name) {
            if (slots.containsKey(name.name())) {
                return types.get(name.name()) == ValueType.TRUTH
                        ? element(name.name()).truthRead()
                        : element(name.name());
            }
            return isMoving(name.name())
                    ? place(Optional.ofNullable(moving.get(name.name())).orElseThrow())
                    : name;
        }
    }

    /** Gives locals in different bodies that have one name but are different things different names. */
    private static final class OneMeaning {

        private final Map<String, Declare> first = new HashMap<>();
        private final Set<String> taken;

        OneMeaning(List<Statement> statements) {
            this.taken = mentioned(statements);
        }

        List<Statement> of(List<Statement> statements) {
            List<Statement> all = new ArrayList<>(statements);
            for (int i = 0; i < all.size(); i++) {
                Statement statement = all.get(i);
                if (statement instanceof Declare declare) {
                    Declare before = first.putIfAbsent(declare.name(), declare);
                    if (before != null && !isSame(before, declare)) {
                        List<Statement> scope = all.subList(i, all.size());
                        scope.replaceAll(s -> renamed(s, declare.name(), free(declare.name())));
                        taken.add(free(declare.name()));
                        i--;
                        continue;
                    }
                }
                if (!(statement instanceof Block)) {
                    all.set(i, statement.changeBodies(this::of));
                }
            }
            return all;
        }

        private static boolean isSame(Declare a, Declare b) {
            return a.type() == b.type()
                    && (a.type() != ValueType.ARRAY || a.value().equals(b.value()));
        }

        private String free(String name) {
            String free = name;
            while (taken.contains(free) || first.containsKey(free)) {
                free += "_";
            }
            return free;
        }

        private static Statement renamed(Statement statement, String from, String to) {
            Statement changed =
                    statement instanceof Declare declare && declare.name().equals(from)
                            ? new Declare(declare.type(), to, declare.value(), declare.note())
                            : statement;
            return changed.change(e -> e.replace(name -> name.name().equals(from) ? Expression.name(to) : name))
                    .changeBodies(
                            body -> body.stream().map(s -> renamed(s, from, to)).toList());
        }
    }

    /** Without arrays of the workspace that are declared for other methods alone. */
    private static List<Statement> withoutUnused(List<Statement> statements) {
        Set<String> mentioned = mentioned(statements);
        return without(statements, declare -> !mentioned.contains(declare.name()));
    }

    private static List<Statement> without(List<Statement> statements, Predicate<Declare> unused) {
        return statements.stream()
                .filter(s -> !(s instanceof Declare declare
                        && declare.type() == ValueType.ARRAY
                        && declare.value()
                                .filter(Expression.Element.class::isInstance)
                                .isPresent()
                        && unused.test(declare)))
                .map(s -> s.changeBodies(body -> without(body, unused)))
                .toList();
    }

    private static Set<String> mentioned(List<Statement> statements) {
        Set<String> mentioned = new HashSet<>();
        statements.forEach(statement -> statement.forEachExpression(expression -> {
            if (expression instanceof Expression.Name name) {
                mentioned.add(name.name());
            }
        }));
        return mentioned;
    }

    private static void collectDeclared(Statement statement, Set<String> declared) {
        if (statement instanceof Declare declare) {
            declared.add(declare.name());
        }
        statement.bodies().forEach(body -> body.forEach(inside -> collectDeclared(inside, declared)));
    }
}
