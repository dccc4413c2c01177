package org.wengert.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * conditional is cut too and called from there. A number that several methods mention has an element of an array from its first line to
 * its last one; then another number has it. A method reads such numbers into locals of their names first, and leaves them there last; the
 * elements themselves it mentions where what it calls does. Arrays, and what is given besides, each method declares again that mentions them.
 */
public final class Cutting {

    private static final int LARGEST_BODY = ByteCount.LARGEST_METHOD / 2;
    private static final int LARGEST_GROUP = ByteCount.LARGEST_METHOD / 4;
    private static final String CALL = "#";

    /** In place of the number of a part: the method that was cut. */
    private static final int WHOLE = 0;

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
    private final Map<String, Declare> given = new LinkedHashMap<>();

    /** Arrays, and the given locals. */
    private final Set<String> declaredAgain = new HashSet<>();

    /** The numbers and truth values, by name. */
    private final Map<String, ValueType> types = new HashMap<>();

    private final ByteCount bytes = ByteCount.ofElements(name -> types.get(name) == ValueType.TRUTH);

    /** Arrays that are exchanged, each with those that it is exchanged with. */
    private final Map<String, Set<String>> exchanged = new LinkedHashMap<>();

    private Cutting(List<Declare> given, List<Expression> arguments, String storage) {
        given.forEach(local -> this.given.put(local.name(), local));
        declaredAgain.addAll(this.given.keySet());
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
        Mentions mentions = new Mentions(given.values(), types, exchanged, this::called);
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
        Locals.collectDeclared(statement, changed);
        Locals.collectAssigned(statement, changed);
    }

    private void collect(List<Statement> statements) {
        for (Statement statement : statements) {
            if (statement instanceof Declare declare && declare.type() == ValueType.ARRAY) {
                declaredAgain.add(declare.name());
            } else if (statement instanceof Declare declare) {
                types.put(declare.name(), declare.type());
            } else if (statement instanceof Block exchange) {
                Set<String> arrays = new HashSet<>();
                Locals.collectAssigned(exchange, arrays);
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
        Locals.collectDeclared(statement, before);
        statement.forEachExpression(expression -> {
            if (expression instanceof Expression.Name name
                    && (declaredAgain.contains(name.name()) || types.containsKey(name.name()))
                    && before.add(name.name())) {
                bytes[0] += ByteCount.DECLARATION;
            }
        });
        return bytes[0];
    }

    /** Removes the headings at the end, and locals that have no value yet: they are those of what follows. */
    private static List<Statement> takeHeadings(List<Statement> statements) {
        List<Statement> headings = new ArrayList<>();
        while (statements.size() > 1 && belongsToNext(statements.get(statements.size() - 1))) {
            headings.add(0, statements.remove(statements.size() - 1));
        }
        return headings;
    }

    private static boolean belongsToNext(Statement statement) {
        return statement instanceof Heading || hasNoValue(statement);
    }

    private static boolean hasNoValue(Statement statement) {
        return statement instanceof Declare declare && declare.value().isEmpty();
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

    /** Writes a method that reads first what it has from others and leaves last what they have from it. */
    private final class Writing {

        private final Mentions mentions;
        private final Map<String, Declare> moving;
        private final Map<String, Integer> slots;
        private final Names names;
        private final int method;
        private final List<Statement> body;

        /** Whether arrays that it mentions may be exchanged by what it calls, so that no local can hold them. */
        private final boolean isCaller;

        /** What the methods mention that it calls: locals would not have it. */
        private final Set<String> ofCalled = new HashSet<>();

        Writing(
                Mentions mentions,
                Map<String, Declare> moving,
                Map<String, Integer> slots,
                Names names,
                int method,
                List<Statement> body) {
            this.mentions = mentions;
            this.moving = moving;
            this.slots = slots;
            this.names = names;
            this.method = method;
            this.body = body;
            List<Part> called = new ArrayList<>();
            collectCalled(body, called);
            this.isCaller = !called.isEmpty();
            called.forEach(part -> {
                ofCalled.addAll(Locals.mentioned(part.body()));
                part.body().forEach(statement -> Locals.collectDeclared(statement, ofCalled));
            });
        }

        private void collectCalled(List<Statement> statements, List<Part> all) {
            for (Statement statement : statements) {
                called(statement).ifPresent(part -> {
                    all.add(part);
                    collectCalled(part.body(), all);
                });
                statement.bodies().forEach(inside -> collectCalled(inside, all));
            }
        }

        List<Statement> write() {
            List<Statement> written = new ArrayList<>(withoutUnused(body.stream()
                    .flatMap(s -> Stream.concat(write(s).stream(), leave(s)))
                    .toList()));
            Set<String> mentioned = Locals.mentioned(written);
            written.removeIf(s -> hasNoValue(s) && !mentioned.contains(((Declare) s).name()));
            Set<String> declared = new HashSet<>();
            Set<String> assigned = new HashSet<>();
            Set<String> inScope = new HashSet<>();
            for (Statement statement : written) {
                Locals.collectDeclared(statement, declared);
                Locals.collectAssigned(statement, assigned);
                if (statement instanceof Declare declare) {
                    inScope.add(declare.name());
                    declare.value().ifPresent(value -> assigned.add(declare.name()));
                }
            }
            List<String> numbers = Stream.concat(mentioned.stream(), assigned.stream())
                    .distinct()
                    .filter(n -> slots.containsKey(n) && !isElement(n))
                    .sorted(Comparator.comparing(slots::get))
                    .toList();
            List<Statement> all = new ArrayList<>();
            numbers.stream()
                    .filter(n -> mentioned.contains(n) && !declared.contains(n) && mentions.isFromBefore(n, method))
                    .forEach(n -> all.add(taken(n)));
            all.addAll(written);
            numbers.stream()
                    .filter(n -> assigned.contains(n) && (inScope.contains(n) || !declared.contains(n)))
                    .filter(n -> mentions.isMentionedAfter(n, method))
                    .forEach(n -> all.add(Statement.assign(element(n), stored(n, Expression.name(n)))));
            all.addAll(0, again(Locals.mentioned(all)));
            return all;
        }

        private List<Declare> again(Set<String> mentioned) {
            Map<String, Declare> again = mentions.again(method);
            return Stream.concat(
                            given.values().stream().filter(local -> local.name().equals(storage) || isIn(again, local)),
                            again.values().stream().filter(local -> !isIn(given, local)))
                    .filter(local -> mentioned.contains(local.name()))
                    .toList();
        }

        private Declare taken(String number) {
            ValueType type = Optional.ofNullable(types.get(number)).orElseThrow();
            Expression element = element(number);
            return (Declare) Statement.declare(type, number, type == ValueType.TRUTH ? element.truthRead() : element);
        }

        /** Whether a number is mentioned as the element of the array that it has. */
        private boolean isElement(String number) {
            return slots.containsKey(number) && ofCalled.contains(number);
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
            if (statement instanceof Declare declare && isElement(declare.name())) {
                return declare.value()
                        .map(value -> new Assign(
                                element(declare.name()), "=", stored(declare.name(), read(value)), declare.note()));
            }
            if (statement instanceof Assign assign
                    && assign.target() instanceof Expression.Name name
                    && isElement(name.name())) {
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
                Locals.collectAssigned(statement, changed);
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
            if (isElement(name.name())) {
                return types.get(name.name()) == ValueType.TRUTH
                        ? element(name.name()).truthRead()
                        : element(name.name());
            }
            return isMoving(name.name())
                    ? place(Optional.ofNullable(moving.get(name.name())).orElseThrow())
                    : name;
        }
    }

    private static boolean isIn(Map<String, Declare> locals, Declare local) {
        return local.equals(locals.get(local.name()));
    }

    /** Without arrays of the workspace that are declared for other methods alone. */
    private static List<Statement> withoutUnused(List<Statement> statements) {
        Set<String> mentioned = Locals.mentioned(statements);
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
}
