package org.wengert.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.wengert.ir.Node;
import org.wengert.product.Derivative;
import org.wengert.ssa.NameAllocator;
import org.wengert.ssa.WengertList;
import org.wengert.tree.Expression;
import org.wengert.tree.Method.Parameter;
import org.wengert.tree.Statement;

/** The method that computes a derivative line by line: the list, what it takes, and where the outputs go. */
abstract class DerivativeMethod {

    private final FunctionSource function;
    private final Derivative derivative;
    private final String name;
    private final WengertList list;
    private final Members members;
    private final LineMarks.Writer marks;
    private final NaNTrap trap;
    private final NameAllocator others;

    DerivativeMethod(
            FunctionSource function,
            Derivative derivative,
            String name,
            WengertList list,
            Members members,
            LineMarks.Writer marks,
            NaNTrap trap) {
        this.function = function;
        this.derivative = derivative;
        this.name = name;
        this.list = list;
        this.members = members;
        this.marks = marks;
        this.trap = trap;
        this.others = new NameAllocator(list.taken());
    }

    /** What it takes, and what it passes on to its parts. */
    abstract List<Parameter> passedOn();

    /** Whether the first output is returned. */
    abstract boolean returns();

    /** Where numbers go that are not returned, by output, in the order in which they are written. */
    abstract SortedMap<Integer, Expression> written();

    /** What an output comes from, for those who look for the line of the program. */
    Node origin(int output) {
        return outputs().get(output);
    }

    final FunctionSource function() {
        return function;
    }

    final Derivative derivative() {
        return derivative;
    }

    final String name() {
        return name;
    }

    final WengertList list() {
        return list;
    }

    final Members members() {
        return members;
    }

    final LineMarks.Writer marks() {
        return marks;
    }

    final NaNTrap trap() {
        return trap;
    }

    final List<Node> inputs() {
        return list.graph().inputs();
    }

    final List<Node> outputs() {
        return list.graph().results();
    }

    /** The names of the parameters that it is taken with respect to. */
    final List<String> active() {
        return MethodDocs.activeNames(function, derivative);
    }

    /** A name that nothing has, for a local besides those of the list. */
    final String free(String hint) {
        return others.claim(hint);
    }

    /** A name for a part. */
    final String partName(int number) {
        return members.method(name + "Part" + number);
    }

    /** The statements behind the list. */
    final List<Statement> results(StepWriter writer) {
        List<Statement> statements = new ArrayList<>();
        written()
                .forEach((output, place) -> statements.add(
                        Statement.assign(place, writer.use(outputs().get(output)), writer.note(origin(output)))));
        if (returns()) {
            statements.add(new Statement.Return(
                    writer.use(outputs().get(0)), writer.note(outputs().get(0))));
        }
        return statements;
    }
}
