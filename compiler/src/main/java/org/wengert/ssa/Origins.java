package org.wengert.ssa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Origin;

/** The statements of a value's list, by the values of the primal program that they define: where those of a derivative come from. */
public final class Origins {

    private final Map<Integer, Step> statements = new HashMap<>();
    private final Map<Integer, Node> values = new HashMap<>();

    /**
     * The statements of a value's list, and of what a derivative computes of the value those that the list does not have: {@code
     * exp(x)} where the value itself is {@code expm1(x)}.
     */
    public Origins(WengertList value, WengertList derivative) {
        add(derivative.values());
        value.graph().inputs().forEach(this::put);
        add(value.steps());
    }

    private void add(List<Step> list) {
        for (Step statement : list) {
            if (statement instanceof Step.Define define) {
                put(define.node(), statement);
            } else if (statement instanceof Step.Choose choose) {
                for (Node result : choose.results()) {
                    put(result, statement);
                    if (result.operation() instanceof Operation.Item) {
                        put(result.operand(0), statement);
                    }
                }
                add(choose.then());
                add(choose.otherwise());
            }
        }
    }

    private void put(Node node) {
        node.origin().ifPresent(origin -> values.put(origin.number(), node));
    }

    /** Of several lines that one value is written in, the last one defines it. */
    private void put(Node node, Step statement) {
        put(node);
        node.origin().ifPresent(origin -> statements.put(origin.number(), statement));
    }

    /** The statement that defines {@code origin}; none of a parameter, and of a value that is not computed. */
    public Optional<Step> statement(Origin origin) {
        return Optional.ofNullable(statements.get(origin.number()));
    }

    /** The value in the list that {@code origin} is. */
    public Optional<Node> value(Origin origin) {
        return Optional.ofNullable(values.get(origin.number()));
    }

    /** The values of the primal program that contribute to a value, beyond those of the sum that it goes on from. */
    public static List<Origin> of(Node node, Optional<Label> before) {
        List<Origin> contributing = new ArrayList<>();
        node.label()
                .ifPresent(
                        label -> label.since(before).forEach(why -> why.primal().ifPresent(contributing::add)));
        return contributing.isEmpty()
                ? node.origin().map(List::of).orElse(List.of())
                : contributing.stream().distinct().toList();
    }
}
