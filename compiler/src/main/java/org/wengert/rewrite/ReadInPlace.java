package org.wengert.rewrite;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wengert.ir.Graph;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;
import org.wengert.op.Arithmetic;
import org.wengert.op.ArrayOperator;
import org.wengert.op.ScalarOperator;

/** The arrays of a graph that are not made, because what reads them can have each element computed at the place. */
final class ReadInPlace {

    /** No more operations than these come together at one place. */
    private static final int LARGEST = 60;

    private final Map<Node, Set<Node>> readers = new HashMap<>();
    private final Set<Node> wanted;

    /** How often an element is read, as far as one reading differs from several. */
    private final Map<Node, Integer> reads = new HashMap<>();

    private final Set<Node> inPlace = new HashSet<>();

    /** What is zero but for parts, and sums of such arrays with others: made by adding to the parts. */
    private final Set<Node> sumsOfParts = new HashSet<>();

    private ReadInPlace(Set<Node> wanted) {
        this.wanted = wanted;
    }

    static ReadInPlace of(Graph graph, List<Node> wanted, Liveness liveness) {
        ReadInPlace found = new ReadInPlace(new HashSet<>(wanted));
        List<Node> live = graph.nodes().stream().filter(liveness::isLive).toList();
        for (Node node : live) {
            node.operands()
                    .forEach(operand -> found.readers
                            .computeIfAbsent(operand, n -> new LinkedHashSet<>())
                            .add(node));
        }
        live.stream().filter(found::addsParts).forEach(found.sumsOfParts::add);
        for (int i = live.size() - 1; i >= 0; i--) {
            found.decide(live.get(i));
        }
        found.limit(live);
        return found;
    }

    /** Whether {@code node} is not made. */
    boolean contains(Node node) {
        return inPlace.contains(node);
    }

    /** Whether {@code node} is made by adding to parts of it. */
    boolean isSumOfParts(Node node) {
        return sumsOfParts.contains(node);
    }

    private void decide(Node node) {
        if (node.type().isScalar() || wanted.contains(node)) {
            return;
        }
        Set<Node> of = readers.getOrDefault(node, Set.of());
        if (isSumOfParts(node)) {
            if (of.size() == 1 && of.stream().allMatch(ReadInPlace::isAddition)) {
                inPlace.add(node);
            }
            return;
        }
        if (!hasElements(node) || !of.stream().allMatch(ReadInPlace::readsElements)) {
            return;
        }
        int times = 0;
        for (Node reader : of) {
            int perElement = use(reader).isRepeating() ? 2 : 1;
            times += perElement * (inPlace.contains(reader) ? reads.getOrDefault(reader, 1) : 1);
        }
        if (use(node).isFree() || times <= 1) {
            inPlace.add(node);
            reads.put(node, Math.min(times, 2));
        }
    }

    private boolean addsParts(Node node) {
        return isPart(node)
                || (isAddition(node)
                        && node.operands().stream()
                                .anyMatch(o -> sumsOfParts.contains(o)
                                        && readers.getOrDefault(o, Set.of()).size() == 1
                                        && !wanted.contains(o)));
    }

    static boolean isPart(Node node) {
        return node.operator()
                .filter(o -> o instanceof ArrayOperator array
                        && array.regions(node.type().shape())
                                .filter(r -> !r.cover())
                                .isPresent())
                .isPresent();
    }

    static boolean isAddition(Node node) {
        return node.operator().filter(Arithmetic.ADD::equals).isPresent()
                && node.operands().stream().allMatch(o -> o.type().equals(node.type()));
    }

    private static boolean hasElements(Node node) {
        Optional<Operator> operator = node.operator();
        return ScalarOperator.in(node).isPresent()
                || operator.filter(o -> o instanceof ArrayOperator array
                                && array.elements().isPresent())
                        .isPresent();
    }

    private static boolean readsElements(Node reader) {
        return reader.operation() instanceof Operation.Apply && hasElements(reader);
    }

    private static ArrayOperator.Use use(Node node) {
        return node.operator().orElseThrow() instanceof ArrayOperator array ? array.use() : ArrayOperator.Use.ONCE;
    }

    /** Makes arrays again where too much would come together. */
    private void limit(List<Node> live) {
        Map<Node, Integer> sizes = new HashMap<>();
        for (Node node : live) {
            int size = 1;
            for (Node operand : node.operands()) {
                size += inPlace.contains(operand) ? sizes.getOrDefault(operand, 1) : 0;
            }
            if (size > LARGEST && !isSumOfParts(node)) {
                inPlace.remove(node);
                size = 1;
            }
            sizes.put(node, size);
        }
    }
}
