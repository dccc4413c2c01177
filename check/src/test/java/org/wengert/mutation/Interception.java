package org.wengert.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operator;
import org.wengert.ir.Rewriter;

/** Stands between a declaration and the builder that it applies operators in, to note the applications or to alter one. */
final class Interception implements Rewriter {

    /** An application that a declaration asks for. */
    record Application(Operator operator, List<Node> operands) {}

    /** What is made in place of an application. */
    interface Change {
        Node at(GraphBuilder g, List<Node> operands);
    }

    private final Rewriter before;
    private final int index;
    private final Optional<Change> change;
    private final List<Application> seen = new ArrayList<>();
    private boolean inside;

    private Interception(Rewriter before, int index, Optional<Change> change) {
        this.before = before;
        this.index = index;
        this.change = change;
    }

    /** What {@code declaration} applies in {@code g}, without what identities make of it. */
    static List<Application> seen(GraphBuilder g, Supplier<?> declaration) {
        Interception interception = new Interception(rewriter(g), -1, Optional.empty());
        interception.run(g, declaration);
        return interception.seen;
    }

    /** What {@code declaration} makes in {@code g} if its application number {@code index} is altered. */
    static <T> T altered(GraphBuilder g, int index, Change change, Supplier<T> declaration) {
        return new Interception(rewriter(g), index, Optional.of(change)).run(g, declaration);
    }

    private static Rewriter rewriter(GraphBuilder g) {
        return (Rewriter) Field.read(g, "rewriter");
    }

    private <T> T run(GraphBuilder g, Supplier<T> declaration) {
        Field.write(g, "rewriter", this);
        try {
            return declaration.get();
        } finally {
            Field.write(g, "rewriter", before);
        }
    }

    @Override
    public Optional<Node> rewrite(GraphBuilder g, Operator operator, List<Node> operands) {
        if (inside) {
            return before.rewrite(g, operator, operands);
        }
        inside = true;
        try {
            seen.add(new Application(operator, operands));
            return change.isPresent() && seen.size() - 1 == index
                    ? change.map(c -> c.at(g, operands))
                    : before.rewrite(g, operator, operands);
        } finally {
            inside = false;
        }
    }
}
