package org.wengert.ssa;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.wengert.ir.ElementNames;
import org.wengert.ir.Ending;
import org.wengert.ir.Node;

/**
 * Gives scalars, arrays and indices names: those that they have where that is possible, with a number where one is taken, else {@code
 * t1, t2, …} for scalars and {@code a1, a2, …} for arrays. An index has its name within its loop only, and a scalar within its block;
 * storage has one that nothing else has. A derivative that goes on adding keeps its name, what a branch gives a result is computed under
 * the name of that, and what a state becomes next is called so.
 */
final class Naming {

    /** The names in scope, and of all storage. */
    private final Set<String> taken;

    /** By name the last number behind it that is in scope. */
    private final Map<String, Integer> numbers = new HashMap<>();

    /** The names of values in scope in the order in which they were claimed, each with the name that was wanted. */
    private final Deque<Claim> claims = new ArrayDeque<>();

    /** All names there are. */
    private final Set<String> all;

    private final Set<String> wanted;
    private final Map<Node, Integer> uses;
    private final UnaryOperator<String> spelling;
    private final Map<Node, String> names = new HashMap<>();
    private final Set<Node> goingOn = new HashSet<>();

    /** What a state is called of which a value is the next one. */
    private final Map<Node, String> states = new HashMap<>();

    private final Map<Buffer, String> buffers = new HashMap<>();
    private final IdentityHashMap<Step.Loop, String> indices = new IdentityHashMap<>();
    private final Map<String, Integer> last = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();

    private Naming(Schedule schedule, Set<String> reserved, UnaryOperator<String> spelling) {
        this.uses = schedule.uses();
        this.spelling = spelling;
        this.taken = new HashSet<>(reserved);
        this.all = new HashSet<>(reserved);
        this.wanted = schedule.graph().names();
    }

    /**
     * A schedule with names.
     *
     * @param around the names of the class that it is in
     * @param spelling of what a value is to be called
     */
    static WengertList list(
            Schedule schedule, Schedule.Names names, ClassNames around, UnaryOperator<String> spelling) {
        Naming naming = new Naming(schedule, around.all(), spelling);
        List<Node> inputs = schedule.graph().inputs();
        naming.claim(schedule.arguments(), names.arguments());
        naming.claim(schedule.results(), names.results());
        for (int i = 0; i < inputs.size(); i++) {
            if (schedule.arguments().get(i).isEmpty()) {
                naming.claim(inputs.get(i), names.arguments().get(i));
            }
        }
        naming.values(schedule.steps());
        // Indices last, so that they make way for the author's names.
        naming.loops(schedule.steps());
        List<String> beside = naming.beside(
                names.results().stream().map(name -> Ending.OUT.on(name)).toList());
        List<String> outputs = IntStream.range(0, beside.size())
                .mapToObj(
                        i -> schedule.results().get(i).map(naming.buffers::get).orElse(beside.get(i)))
                .toList();
        WengertList list = new WengertList(
                schedule,
                naming.names,
                naming.goingOn,
                naming.buffers,
                naming.indices,
                outputs,
                naming.taken(),
                around);
        assert ListVerifier.verify(list);
        return list;
    }

    private void claim(List<Optional<Buffer>> buffers, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            buffers.get(i).ifPresent(buffer -> claim(buffer, name));
        }
    }

    /** All names there are, and those that nothing may have. */
    private Set<String> taken() {
        Set<String> names = new HashSet<>(all);
        names.addAll(indices.values());
        return names;
    }

    private void claim(Buffer buffer, String wanted) {
        String name = wanted.isEmpty() ? temporary("a") : free(spelling.apply(wanted), all);
        all.add(name);
        taken.add(name);
        buffers.put(buffer, name);
    }

    private void claim(Node node, String name) {
        names.put(node, claim(spelling.apply(name)));
    }

    private void claim(Node node) {
        claim(node, node.name());
    }

    private void claim(Node node, Optional<String> name) {
        if (!names.containsKey(node)) {
            Optional<String> next = name.map(spelling)
                    .filter(state -> isNumbered(states.getOrDefault(node, ""), state))
                    .map(Ending.NEXT::on);
            names.put(
                    node,
                    next.isPresent()
                            ? claim(next.get())
                            : name.isPresent() ? claim(spelling.apply(name.get())) : temporary("t"));
        }
    }

    /** Whether {@code name} is {@code plain}, with a number behind it where that was taken. */
    private static boolean isNumbered(String name, String plain) {
        return name.equals(plain) || Ending.unnumbered(name).equals(plain);
    }

    /** A name that is free again behind the block that it is claimed in. */
    private record Claim(String name, String wanted, Optional<Integer> number) {}

    private String claim(String wanted) {
        Optional<Integer> last = Optional.ofNullable(numbers.get(wanted));
        String name = wanted;
        for (int k = last.orElse(1); taken.contains(name); k++) {
            name = ElementNames.with(wanted, "_" + (k + 1));
            numbers.put(wanted, k + 1);
        }
        taken.add(name);
        all.add(name);
        claims.push(new Claim(name, wanted, last));
        return name;
    }

    private static String free(String name, Set<String> others) {
        String free = name;
        for (int k = 2; others.contains(free); k++) {
            free = name + "_" + k;
        }
        return free;
    }

    private String temporary(String letter) {
        String name;
        do {
            name = letter + last.merge(letter, 1, Integer::sum);
        } while (wanted.contains(name) || all.contains(name));
        return letter.equals("a") ? name : claim(name);
    }

    /** Names like {@code wanted} for things besides, which make way for what is named. */
    private List<String> beside(List<String> wanted) {
        NameAllocator allocator = new NameAllocator(taken());
        List<String> names = wanted.stream().map(allocator::claim).toList();
        all.addAll(names);
        return names;
    }

    /** Names the values of a block; what they are called is free behind it, but for storage. */
    private List<String> inside(List<Step> steps) {
        int before = claims.size();
        values(steps);
        List<String> names = new ArrayList<>();
        while (claims.size() > before) {
            Claim claim = claims.pop();
            names.add(claim.name());
            taken.remove(claim.name());
            claim.number().ifPresentOrElse(k -> numbers.put(claim.wanted(), k), () -> numbers.remove(claim.wanted()));
        }
        return names;
    }

    /** Names the values of both branches; only the other branch has a name again. */
    private void choose(Step.Choose choose) {
        List<String> names = new ArrayList<>(branch(choose.then()));
        names.addAll(branch(choose.otherwise()));
        for (String name : names) {
            if (taken.add(name)) {
                claims.push(new Claim(name, name, Optional.ofNullable(numbers.get(name))));
            }
        }
    }

    /** A value of a branch that becomes a result of the conditional is computed in the variable of that. */
    private List<String> branch(List<Step> body) {
        Set<Node> defined = new HashSet<>();
        for (Step step : body) {
            if (step instanceof Step.Define define) {
                defined.add(define.node());
            } else if (step instanceof Step.Choose choose) {
                defined.addAll(choose.results());
            } else if (step instanceof Step.Assign assign && defined.contains(assign.value())) {
                share(assign.value(), name(assign.variable()));
            }
        }
        return inside(body);
    }

    private void share(Node value, String name) {
        Optional<Node> next = Optional.of(value);
        while (next.isPresent() && !names.containsKey(next.get())) {
            names.put(next.get(), name);
            goingOn.add(next.get());
            next = Accumulation.predecessor(next.get()).filter(before -> uses.getOrDefault(before, 0) == 1);
        }
    }

    private String name(Node node) {
        return Optional.ofNullable(names.get(node)).orElseThrow();
    }

    /** Finds the values that become states which have their name. */
    private void next(List<Step> body) {
        for (Step step : body) {
            if (step instanceof Step.Advance advance) {
                for (int k = 0; k < advance.variables().size(); k++) {
                    String state = name(advance.variables().get(k));
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
            } else if (step instanceof Step.Begin begin) {
                begin(begin, here);
                here.add(begin.variable());
            } else if (step instanceof Step.BeginSum begin) {
                claim(begin.variable(), begin.name());
                here.add(begin.variable());
            } else if (step instanceof Step.Open opened) {
                claim(opened.buffer(), opened.buffer().hint());
            } else if (step instanceof Step.Loop loop) {
                next(loop.body());
                inside(loop.body());
            } else if (step instanceof Step.Choose choose) {
                choose.results().forEach(result -> declare(result, here));
                choose(choose);
            } else if (step instanceof Step.Keep keep) {
                inside(keep.body());
            }
        }
    }

    private void declare(Node node, Set<Node> here) {
        claim(node);
        here.add(node);
    }

    /** Names a value; one that goes on from a sum of these steps which nothing else reads has the name of that sum. */
    private void define(Node node, Set<Node> here) {
        Optional<Node> sum = Accumulation.predecessor(node)
                .filter(before -> here.contains(before) && uses.getOrDefault(before, 0) == 1);
        if (!names.containsKey(node) && sum.isPresent()) {
            names.put(node, name(sum.get()));
            goingOn.add(node);
        }
        declare(node, here);
    }

    /** Names a state; one that begins with a value of its name which only the loop reads goes on in the variable of that. */
    private void begin(Step.Begin begin, Set<Node> here) {
        Node value = begin.value();
        boolean goesOn = here.contains(value)
                && uses.getOrDefault(value, 0) == Scheduler.IN_REGION
                && value.name().equals(begin.name());
        if (goesOn) {
            names.put(begin.variable(), name(value));
        } else {
            claim(begin.variable(), begin.name());
        }
    }

    private void loops(List<Step> steps) {
        for (Step step : steps) {
            if (step instanceof Step.Loop loop) {
                String base = spelling.apply(loop.index().base());
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
