package org.wengert.ssa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.wengert.ir.Contribution;
import org.wengert.ir.Ending;
import org.wengert.ir.Graph;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.op.Arithmetic;
import org.wengert.op.Terms;

/**
 * Where the lines of a list come from, in the names of the list. A sweep says it in the names that it gives; the passes after it read an
 * element of an array in place, make a part of a sum where the sum lies, and fuse loops. So of what a line reads the names are said that it
 * has here: {@code v13 = A[i,j], v13Bar = v20Bar:  ABar += scatter(v13Bar)}.
 */
public final class Reasons {

    private final WengertList list;
    private final Function<String, Optional<String>> indices;
    private final Set<String> names = new HashSet<>();

    private final Map<Node, List<List<Contribution>>> parts = new HashMap<>();

    /** Of values that have lines because they are derived again, what they add to the sum that reads them. */
    private final Map<Node, Contribution> terms = new HashMap<>();

    /**
     * The reasons of a list.
     *
     * @param indices what the index of a loop around is called here, by the name of its symbol
     */
    public Reasons(WengertList list, Function<String, Optional<String>> indices) {
        this.list = list;
        this.indices = indices;
        names.addAll(list.names().values());
        names.addAll(list.buffers().values());
        Set<Node> values = new HashSet<>(list.graph().results());
        collectTerms(list.graph(), values);
        terms.keySet().removeAll(values);
    }

    /** @param values receives what no derivative but another value reads: a value may be what a rule adds too, and is no term for it */
    private void collectTerms(Graph graph, Set<Node> values) {
        for (Node node : graph.nodes()) {
            if (node.label().isEmpty() && (node.name().isPresent() || node.isRegion())) {
                node.operands().forEach(operand -> values.add(list.resolve(operand)));
            }
            node.label().filter(label -> label.role() == Label.Role.ADJOINT).ifPresent(label -> {
                List<Contribution> added = since(node, label);
                boolean each =
                        added.size() == 1 || added.size() == node.operands().size();
                Optional<Node> last = added.isEmpty() || node.operands().size() != 2
                        ? Optional.empty()
                        : Optional.of(list.resolve(node.operand(1)));
                last.filter(term -> each && list.names().containsKey(term))
                        .filter(term -> term.label().isEmpty() && term.name().isPresent())
                        .filter(term -> !added.get(added.size() - 1).speaksOf(called(term)))
                        .filter(term -> isSum(node))
                        .ifPresent(term -> terms.putIfAbsent(term, added.get(added.size() - 1)));
            });
            for (Operation.Body body : node.operation().bodies()) {
                body.graph().results().forEach(result -> values.add(list.resolve(result)));
                collectTerms(body.graph(), values);
            }
        }
    }

    private static boolean isSum(Node node) {
        return node.operator()
                .filter(operator -> operator.equals(Arithmetic.ADD) || operator.equals(Arithmetic.SUBTRACT))
                .isPresent();
    }

    /** Whether a value or storage has this name. */
    public boolean isThere(String name) {
        return names.contains(name);
    }

    /**
     * Why a line is there.
     *
     * @param contributions as the sweep said it
     * @param read of what the line reads, by the names that comments know it by, what it is called here
     */
    public record Why(List<Contribution> contributions, Map<String, String> read) {}

    /** What {@code node} has beyond the sum that it goes on from. */
    public Why of(Node node) {
        List<Contribution> own = Optional.ofNullable(terms.get(node))
                .map(term -> List.of(term.as(name(node))))
                .orElseGet(() -> of(node, name(node)));
        return new Why(own, read(node.operands()));
    }

    /** The same of a variable that {@code node} adds to, without what it has already. */
    public Why ofAdded(Node node) {
        Why all = of(node);
        return new Why(all.contributions().stream().filter(c -> !c.isKept()).toList(), all.read());
    }

    public Why of(Step.Call call) {
        Node node = call.node();
        return new Why(of(node, name(call.place().buffer())), read(node.operands()));
    }

    public Why of(Step.Store store) {
        return ofPart(store.array(), store.part(), store.place(), store.value());
    }

    public Why of(Step.MoveToPart move) {
        return ofPart(move.array(), move.part(), move.to(), move.array().operand(move.part()));
    }

    public Why of(Step.Move move) {
        return move.array()
                .map(array -> ofPart(array, move.part(), move.to(), array.operand(move.part())))
                .orElse(new Why(List.of(), Map.of()));
    }

    /** What a value adds, unless it has said so in a line of its own; and what the sum is of it. */
    public Why of(Step.Increase increase) {
        Node value = list.resolve(increase.value());
        Node sum = increase.variable();
        boolean said = list.names().containsKey(value);
        List<Contribution> all = new ArrayList<>();
        List<Contribution> own = of(value, name(sum));
        if (!said
                || value.name()
                        .filter(name -> Ending.isNumbered(name, name(sum)))
                        .isPresent()) {
            all.addAll(own);
        }
        boolean enough = !all.isEmpty() && all.get(all.size() - 1).gives(name(sum));
        if (!enough) {
            all.addAll(of(sum, name(sum)));
        }
        all.removeIf(Contribution::isKept);
        return new Why(all.isEmpty() ? own : all, read(said ? List.of(value) : value.operands()));
    }

    private Map<String, String> read(List<Node> nodes) {
        Map<String, String> all = new LinkedHashMap<>();
        nodes.forEach(node -> read(node, all));
        return all;
    }

    private void read(Node given, Map<String, String> all) {
        Node node = list.resolve(given);
        Optional<String> name = list.name(node);
        boolean array = !given.type().isScalar() && !given.isRegion();
        if (array) {
            name = place(given).map(place -> name(place.buffer()));
        }
        if (name.isPresent()) {
            String here = name.get();
            called(given).forEach(alias -> all.putIfAbsent(alias, here));
            called(node).forEach(alias -> all.putIfAbsent(alias, here));
        } else {
            node.operands().forEach(operand -> read(operand, all));
        }
    }

    private Optional<Place> place(Node array) {
        return array.operation().bodies().isEmpty() ? Optional.of(list.place(array)) : Optional.empty();
    }

    /** All names of a value, and of what it is a view of. */
    private static Set<String> called(Node node) {
        Set<String> all = new LinkedHashSet<>();
        Node next = node;
        while (true) {
            next.name().ifPresent(all::add);
            next.aliases().forEach(alias -> all.add(alias.name()));
            if (next.type().isScalar() || !Terms.isReshape(next)) {
                return all;
            }
            next = next.operand(0);
        }
    }

    private String name(Node node) {
        return list.names().getOrDefault(node, "");
    }

    private String name(Buffer buffer) {
        return Optional.ofNullable(list.buffers().get(buffer)).orElse(buffer.hint());
    }

    /** Of what is several derivatives what the variable is, behind what has a name there that has no line. */
    private List<Contribution> of(Node node, String variable) {
        String called = node.name().orElse("");
        List<Contribution> own = node.label().map(label -> since(node, label)).orElse(List.of());
        if (variable.isEmpty() || (Ending.isNumbered(called, variable) && !own.isEmpty())) {
            return in(variable, own);
        }
        Optional<List<Contribution>> other = as(node, alias -> Ending.isNumbered(alias, variable));
        if (other.isPresent()) {
            List<Contribution> all = new ArrayList<>(isThere(called) ? List.of() : own);
            all.addAll(in(variable, other.get()));
            return all;
        }
        if (own.isEmpty()) {
            return as(node, alias -> Ending.isPart(alias, variable))
                    .map(all -> in(variable, all))
                    .orElse(own);
        }
        return Ending.isPart(called, variable) || isThere(called)
                ? in(variable, own)
                : own.stream().map(c -> c.giving(called, variable)).toList();
    }

    /** What is said of a value as the derivative that it is by another name. */
    private static Optional<List<Contribution>> as(Node node, Predicate<String> name) {
        return node.aliases().stream()
                .filter(alias -> name.test(alias.name()))
                .flatMap(alias -> alias.label().stream())
                .map(Label::contributions)
                .filter(all -> !all.isEmpty())
                .findFirst();
    }

    private List<Contribution> since(Node node, Label label) {
        return label.since(list.sumBefore(node).flatMap(Node::label));
    }

    private static List<Contribution> in(String variable, List<Contribution> all) {
        return all.stream().map(contribution -> contribution.in(variable)).toList();
    }

    /** Of a part of a sum what speaks of it. */
    private Why ofPart(Node sum, int part, Place place, Node value) {
        String variable = name(place.buffer());
        boolean one = sum.operands().size() <= 1 || sum.operation() instanceof Operation.Item;
        if (one) {
            List<Node> read = new ArrayList<>(List.of(value));
            read.addAll(list.resolve(value).operands());
            return new Why(of(sum, variable), read(read));
        }
        List<Contribution> said =
                parts.computeIfAbsent(sum, s -> byPart(s, of(s, variable))).get(part);
        return new Why(in(variable, said), read(List.of(value)));
    }

    private List<List<Contribution>> byPart(Node sum, List<Contribution> all) {
        int count = sum.operands().size();
        List<Optional<Contribution>> found = new ArrayList<>();
        List<Contribution> left = new ArrayList<>(all);
        List<Set<String>> spoken = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            Set<String> names = new LinkedHashSet<>(called(sum.operand(k)));
            names.addAll(read(List.of(sum.operand(k))).keySet());
            spoken.add(names);
            Optional<Contribution> same = Optional.of(k)
                    .filter(i -> all.size() == count)
                    .map(all::get)
                    .filter(c -> left.contains(c) && c.speaksOf(names));
            Optional<Contribution> one = same.isPresent()
                    ? same
                    : left.stream().filter(c -> c.speaksOf(names)).findFirst();
            one.ifPresent(left::remove);
            found.add(one);
        }
        long open = found.stream().filter(Optional::isEmpty).count();
        boolean inOrder = open == left.size();
        List<List<Contribution>> parts = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            List<Contribution> of = new ArrayList<>(found.get(k).stream().toList());
            if (of.isEmpty() && !left.isEmpty()) {
                of.addAll(inOrder ? List.of(left.get(0)) : left);
                left.removeAll(of);
            } else if (of.isEmpty()) {
                Set<String> names = spoken.get(k);
                all.stream().filter(c -> c.speaksOf(names)).findFirst().ifPresent(of::add);
            }
            parts.add(of);
        }
        return parts;
    }

    /** A contribution, or what explains one, in the names that indices and what the line reads have here. */
    public Contribution here(Contribution contribution, Why why) {
        Contribution named = contribution.spelled(this::index);
        for (Map.Entry<String, String> read : why.read().entrySet()) {
            String alias = read.getKey();
            if (!isThere(alias) && !read.getValue().equals(alias)) {
                named = named.knowing(alias, read.getValue());
            }
        }
        return named;
    }

    /** What is said of a line, without what explains it. */
    List<Contribution> said(Why why) {
        return why.contributions().stream()
                .map(contribution -> here(contribution, why))
                .toList();
    }

    /**
     * Indices are called as they are here, as a loop that was fused or reversed had another one; that of a loop which is not around as
     * its author did.
     */
    private String index(String word, boolean subscript) {
        if (isThere(word)) {
            return word;
        }
        String plain = Ending.unnumbered(word);
        return indices.apply(word)
                .or(() -> indices.apply(plain))
                .orElse(subscript && plain.length() == 1 ? plain : word);
    }
}
