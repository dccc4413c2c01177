package org.wengert.tree;

import java.util.ArrayDeque;
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
import java.util.function.Function;
import org.wengert.tree.Statement.Declare;
import org.wengert.tree.Statement.For;

/** Which methods mention what, in the order in which statements run. */
final class Mentions {

    private static final int GIVEN = -1;

    private final Map<String, ValueType> types;
    private final Map<String, Set<String>> exchanged;
    private final Function<Statement, Optional<Cutting.Part>> called;

    /** By name of a local where it is from: of those with one name the last one, because they are in different bodies. */
    private final Map<String, Local> locals = new HashMap<>();

    private final Map<String, Range> ranges = new LinkedHashMap<>();
    private final Map<Integer, Span> spans = new HashMap<>();
    private final Map<Integer, Map<String, Declare>> again = new HashMap<>();
    private final Set<String> crossing = new HashSet<>();
    private final Deque<Loop> around = new ArrayDeque<>();
    private int position;

    private record Local(Declare declare, int method) {}

    /** From before the first statement of a method to the last one. */
    private record Span(int begin, int end) {}

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

    /**
     * Of a method that was cut.
     *
     * @param given locals that every method can declare
     * @param types of the numbers and truth values, by name
     * @param exchanged arrays that are exchanged, each with those that it is exchanged with
     * @param called the part that a statement calls
     */
    Mentions(
            Collection<Declare> given,
            Map<String, ValueType> types,
            Map<String, Set<String>> exchanged,
            Function<Statement, Optional<Cutting.Part>> called) {
        this.types = types;
        this.exchanged = exchanged;
        this.called = called;
        given.forEach(local -> locals.put(local.name(), new Local(local, GIVEN)));
    }

    void visit(List<Statement> statements, int method) {
        for (Statement statement : statements) {
            position++;
            Optional<Cutting.Part> part = called.apply(statement);
            if (part.isPresent()) {
                int begin = position;
                visit(part.get().body(), part.get().number());
                spans.put(part.get().number(), new Span(begin, position));
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
        Declare declare = Optional.ofNullable(locals.get(array)).orElseThrow().declare();
        if (moving.put(array, declare) == null) {
            Optional.ofNullable(exchanged.get(array)).orElseThrow().forEach(other -> move(other, moving));
        }
    }

    /** Whether a number that {@code part} mentions is from before it. */
    boolean isFromBefore(String number, int part) {
        Span span = spans.get(part);
        return span != null && range(number).first <= span.begin;
    }

    /** Whether a number that {@code part} mentions is mentioned after it, in the next iteration too. */
    boolean isMentionedAfter(String number, int part) {
        Span span = spans.get(part);
        return span != null && range(number).last > span.end;
    }

    private Range range(String number) {
        return Optional.ofNullable(ranges.get(number)).orElseThrow();
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
