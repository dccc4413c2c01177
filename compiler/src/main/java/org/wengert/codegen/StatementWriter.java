package org.wengert.codegen;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Type;
import org.wengert.ssa.Statement;
import org.wengert.ssa.WengertList;

/** Writes the statements of a list as Java, each derivative with the primal line and the rule that it comes from. */
final class StatementWriter {

    private final WengertList list;
    private final JavaExpressions expressions;
    private final Locations locations;
    private final LineMarks.Writer marks;
    private final NaNTrap trap;
    private final Set<String> declared = new HashSet<>();

    /** Where values are kept. */
    interface Locations {
        /** How a value is read. */
        String read(Node node);

        /** Whether a value is a local variable of the method that defines it. */
        boolean isLocal(Node node);
    }

    StatementWriter(WengertList list, Locations locations, LineMarks.Writer marks, NaNTrap trap) {
        this.list = list;
        this.locations = locations;
        this.marks = marks;
        this.trap = trap;
        this.expressions = new JavaExpressions(list, this::read);
    }

    String use(Node node) {
        return expressions.use(node);
    }

    /** The workspace holds numbers: a condition there is 1 or 0. */
    private boolean isStoredCondition(Node node) {
        return node.type().equals(Type.BOOLEAN) && !locations.isLocal(node);
    }

    private String read(Node node) {
        return isStoredCondition(node) ? "(" + locations.read(node) + " != 0)" : locations.read(node);
    }

    private String stored(Node target, String value) {
        return isStoredCondition(target) ? "(" + value + ") ? 1 : 0" : value;
    }

    void write(List<Statement> statements, Code code) {
        statements.forEach(s -> write(s, code));
    }

    void write(Statement statement, Code code) {
        if (statement instanceof Statement.Define define) {
            define(define.node(), code);
        } else if (statement instanceof Statement.Assign assign) {
            if (!isSilent(assign)) {
                code.line(locations.read(assign.item()) + " = " + stored(assign.item(), use(assign.value())) + ";"
                        + mark(assign.item()));
            }
        } else {
            choose((Statement.Choose) statement, code);
        }
    }

    private void define(Node node, Code code) {
        String target = locations.read(node);
        Optional<Node> before = list.accumulates(node).filter(n -> isKnown(node, target));
        String line = before.isPresent() && !trap.catches(node)
                ? target + expressions.addition(node)
                : declaration(node) + target + " = " + stored(node, value(node)) + ";";
        Optional<Label> label = before.flatMap(Node::label);
        // What is looked at says in its message what the comment would.
        code.line(line + (trap.catches(node) ? "" : comment(node, label)) + marks.mark(node, name(node), label));
    }

    private String value(Node node) {
        String value = expressions.definition(node);
        return trap.catches(node) ? trap.around(node, value, this::use) : value;
    }

    /** The mark of a line that passes {@code node} on. */
    String mark(Node node) {
        return node.isConstant() ? "" : marks.mark(node, name(node));
    }

    private String name(Node node) {
        return list.name(node).orElse("");
    }

    /** The first line of a conditional. */
    String head(Statement.Choose choose) {
        return "if (" + use(choose.condition()) + ") {"
                + choose.results().stream().findFirst().map(this::mark).orElse("");
    }

    /** A sum goes on only in a variable that this method, or the workspace, has. */
    private boolean isKnown(Node node, String target) {
        return !locations.isLocal(node) || declared.contains(target);
    }

    private String declaration(Node node) {
        if (!locations.isLocal(node) || !declared.add(locations.read(node))) {
            return "";
        }
        return node.type().equals(Type.BOOLEAN) ? "boolean " : "double ";
    }

    /** The contributions that this line adds to those of the line before. */
    private static String comment(Node node, Optional<Label> before) {
        return node.label()
                .map(label -> label.since(before))
                .filter(c -> !c.isEmpty())
                .map(c -> " // " + c.stream().map(Object::toString).collect(Collectors.joining(";  ")))
                .map(Comments::line)
                .orElse("");
    }

    /** Declares what both branches assign, unless it is the result of the branch around, which is there already. */
    void declareResults(Statement.Choose choose, Code code) {
        for (Node result : choose.results()) {
            String declaration = declaration(result);
            if (!declaration.isEmpty()) {
                code.line(declaration + locations.read(result) + ";" + mark(result));
            }
        }
    }

    private void choose(Statement.Choose choose, Code code) {
        declareResults(choose, code);
        code.open(head(choose));
        write(choose.then(), code);
        List<Statement> otherwise = choose.otherwise();
        for (Optional<Statement.Choose> next = onlyChoice(otherwise); next.isPresent(); next = onlyChoice(otherwise)) {
            code.close("} else " + head(next.get())).indent();
            write(next.get().then(), code);
            otherwise = next.get().otherwise();
        }
        code.close("} else {").indent();
        write(otherwise, code);
        code.close("}");
    }

    /** The conditional that {@code body} is, if there is no other line to write in it. */
    Optional<Statement.Choose> onlyChoice(List<Statement> body) {
        return !body.isEmpty()
                        && body.get(0) instanceof Statement.Choose choose
                        && choose.results().stream().allMatch(this::isThere)
                        && body.subList(1, body.size()).stream().allMatch(this::isSilent)
                ? Optional.of(choose)
                : Optional.empty();
    }

    private boolean isThere(Node node) {
        return !locations.isLocal(node) || declared.contains(locations.read(node));
    }

    /** Whether nothing is written for {@code statement}, which gives a value the name that it has. */
    private boolean isSilent(Statement statement) {
        return statement instanceof Statement.Assign assign
                && read(assign.item()).equals(use(assign.value()));
    }
}
