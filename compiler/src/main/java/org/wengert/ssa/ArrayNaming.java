package org.wengert.ssa;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;

/**
 * Gives scalars, arrays and indices names: those that they have where that is possible, else {@code t1, t2, …} for scalars and
 * {@code a1, a2, …} for arrays. An index has its name within its loop only, and a scalar within its block; storage has one that nothing
 * else has. A derivative that goes on adding keeps its name, and what a state becomes next is called so.
 */
final class ArrayNaming {

    /** The names in scope, and of all storage. */
    private final Set<String> taken;

    /** All names there are. */
    private final Set<String> all;

    private final Set<String> wanted;
    private final Map<Node, Integer> uses;
    private final Map<Node, String> names = new HashMap<>();

    /** What a state is called of which a value is the next one. */
    private final Map<Node, String> states = new HashMap<>();

    private final Map<Buffer, String> buffers = new HashMap<>();
    private final IdentityHashMap<Step.Loop, String> indices = new IdentityHashMap<>();
    private final Map<String, Integer> last = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Names for a program.
     *
     * @param uses how often a value is read
     */
    ArrayNaming(Graph graph, Map<Node, Integer> uses, Set<String> reserved) {
        this.uses = uses;
        this.taken = new HashSet<>(reserved);
        this.all = new HashSet<>(reserved);
        this.wanted = graph.names();
    }

    Map<Node, String> names() {
        return names;
    }

    Map<Buffer, String> buffers() {
        return buffers;
    }

    /** By loop, because loops one after the other may have one index. */
    IdentityHashMap<Step.Loop, String> indices() {
        return indices;
    }

    /** All names there are, and those that nothing may have. */
    Set<String> taken() {
        Set<String> names = new HashSet<>(all);
        names.addAll(indices.values());
        return names;
    }

    void claim(Buffer buffer) {
        String name = buffer.hint().isEmpty() ? temporary("a") : free(JavaNames.identifier(buffer.hint()), all);
        claimed(name);
        buffers.put(buffer, name);
    }

    void claim(Node node, String name) {
        names.put(node, claim(JavaNames.identifier(name)));
    }

    private void claim(Node node) {
        claim(node, node.name());
    }

    private void claim(Node node, Optional<String> name) {
        if (!names.containsKey(node)) {
            String next = states.getOrDefault(node, "") + "Next";
            boolean isNext = name.filter(n -> next.equals(JavaNames.identifier(n) + "Next"))
                    .isPresent();
            names.put(
                    node,
                    isNext ? claim(next) : name.isPresent() ? claim(JavaNames.identifier(name.get())) : temporary("t"));
        }
    }

    private String claim(String name) {
        return claimed(free(name, taken));
    }

    private static String free(String name, Set<String> others) {
        String free = name;
        for (int k = 2; others.contains(free); k++) {
            free = name + "_" + k;
        }
        return free;
    }

    private String claimed(String name) {
        taken.add(name);
        all.add(name);
        return name;
    }

    private String temporary(String letter) {
        String name;
        do {
            name = letter + last.merge(letter, 1, Integer::sum);
        } while (wanted.contains(name) || all.contains(name));
        return claimed(name);
    }

    /** A name like {@code wanted} for something besides, which makes way for what is named. */
    String beside(String wanted) {
        return claimed(new NameAllocator(taken()).claim(wanted));
    }

    /** Names what {@code steps} define; indices last, so that they make way for the author's names. */
    void run(List<Step> steps) {
        values(steps);
        loops(steps);
    }

    /** Names the values of a block; what they are called is free behind it, but for storage. */
    private void inside(List<Step> steps) {
        Set<String> before = new HashSet<>(taken);
        values(steps);
        taken.retainAll(before);
        taken.addAll(buffers.values());
    }

    /** Finds the values that become states which have their name. */
    private void next(List<Step> body) {
        for (Step step : body) {
            if (step instanceof Step.Advance advance) {
                for (int k = 0; k < advance.variables().size(); k++) {
                    String state = Optional.ofNullable(
                                    names.get(advance.variables().get(k)))
                            .orElseThrow();
                    Optional<Node> value = Optional.of(advance.values().get(k));
                    while (value.isPresent()) {
                        states.put(value.get(), state);
                        value = Accumulation.predecessor(value.get());
                    }
                }
            }
        }
    }

    private void values(List<Step> steps) {
        Set<Node> here = new HashSet<>();
        for (Step step : steps) {
            if (step instanceof Step.Define define) {
                define(define.node(), here);
            } else if (step instanceof Step.Declare declare) {
                claim(declare.variable());
                here.add(declare.variable());
            } else if (step instanceof Step.Begin begin) {
                begin(begin, here);
                here.add(begin.variable());
            } else if (step instanceof Step.BeginSum begin) {
                claim(begin.variable(), begin.name());
                here.add(begin.variable());
            } else if (step instanceof Step.Open opened) {
                claim(opened.buffer());
            } else if (step instanceof Step.Loop loop) {
                next(loop.body());
                inside(loop.body());
            } else if (step instanceof Step.Choose choose) {
                inside(choose.then());
                inside(choose.otherwise());
            } else if (step instanceof Step.Keep keep) {
                inside(keep.body());
            }
        }
    }

    /** Names a value; one that goes on from a sum of these steps which nothing else reads has the name of that sum. */
    private void define(Node node, Set<Node> here) {
        Optional<String> sum = Accumulation.predecessor(node)
                .filter(before -> here.contains(before) && uses.getOrDefault(before, 0) == 1)
                .map(names::get);
        sum.ifPresentOrElse(name -> names.put(node, name), () -> claim(node));
        here.add(node);
    }

    /** Names a state; one that begins with a value of its name which only the loop reads goes on in the variable of that. */
    private void begin(Step.Begin begin, Set<Node> here) {
        Node value = begin.value();
        boolean goesOn = here.contains(value)
                && uses.getOrDefault(value, 0) == ArrayScheduler.IN_REGION
                && value.name().equals(begin.name());
        if (goesOn) {
            names.put(begin.variable(), Optional.ofNullable(names.get(value)).orElseThrow());
        } else {
            claim(begin.variable(), begin.name());
        }
    }

    private void loops(List<Step> steps) {
        for (Step step : steps) {
            if (step instanceof Step.Loop loop) {
                String base = JavaNames.identifier(loop.index().base());
                String name = base;
                for (int k = 2; all.contains(name) || open.contains(name); k++) {
                    name = base + "_" + k;
                }
                indices.put(loop, name);
                open.push(name);
                loops(loop.body());
                open.pop();
            } else if (step instanceof Step.Choose choose) {
                loops(choose.then());
                loops(choose.otherwise());
            }
        }
    }
}
