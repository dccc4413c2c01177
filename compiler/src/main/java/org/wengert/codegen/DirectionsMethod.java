package org.wengert.codegen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.product.Derivative;
import org.wengert.shaded.javapoet.MethodSpec;
import org.wengert.ssa.Step;
import org.wengert.ssa.WengertList;
import org.wengert.tree.Expression;
import org.wengert.tree.Method;
import org.wengert.tree.Method.Parameter;
import org.wengert.tree.Statement;
import org.wengert.tree.ValueType;

/**
 * Writes {@code tangents}, several directions at once: the values are computed once, and in a loop what depends on the
 * direction, line by line as {@code tangent} does. Of a list that has loops or is cut into methods, {@code tangent} is called for
 * each direction.
 */
final class DirectionsMethod {

    private final NumberMethod writer;
    private final MethodNames names;
    private final WengertList list;
    private final List<Node> seeds;

    /** What depends on the direction. */
    private final Set<Node> directed;

    private DirectionsMethod(NumberMethod writer, Derivative derivative) {
        this.writer = writer;
        this.names = writer.names();
        this.list = writer.list();
        List<Node> inputs = list.graph().inputs();
        this.seeds = inputs.subList(derivative.parameters(), inputs.size());
        this.directed = new HashSet<>(seeds);
    }

    static MethodSpec write(NumberMethod writer, Derivative derivative) {
        NumberMethod shared = writer.isCut() ? writer : writer.separating(undirected(derivative));
        return new DirectionsMethod(shared, derivative).write(derivative.results() == 1);
    }

    /** The values that do not depend on the direction and are read together with what does. */
    private static Set<Node> undirected(Derivative derivative) {
        Graph graph = derivative.graph();
        Set<Node> directed = new HashSet<>(
                graph.inputs().subList(derivative.parameters(), graph.inputs().size()));
        Set<Node> undirected = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (node.operands().stream().anyMatch(directed::contains)) {
                directed.add(node);
                node.operands().stream().filter(o -> !directed.contains(o)).forEach(undirected::add);
            }
        }
        return undirected;
    }

    private MethodSpec write(boolean returns) {
        List<Parameter> parameters = List.of(
                new Parameter(ValueType.ARRAY, names.point()),
                new Parameter(ValueType.ARRAYS, names.directions()),
                new Parameter(ValueType.ARRAYS, names.tangents()));
        List<Statement> statements = writer.isCut() ? calls(returns) : sweeps();
        MethodSpec.Builder method = writer.members()
                .write(new Method(names.method() + "s", Optional.empty(), parameters, statements), NumberMethod.PUBLIC);
        writer.docs().describeDirections(method);
        return method.build();
    }

    private Statement loop(List<Statement> body) {
        return Statement.loop(names.index(), new Expression.Length(Expression.name(names.directions())), body);
    }

    private Expression direction() {
        return Expression.name(names.directions()).at(Expression.name(names.index()));
    }

    private Expression tangent() {
        return Expression.name(names.tangents()).at(Expression.name(names.index()));
    }

    private List<Statement> calls(boolean returns) {
        List<Expression> arguments = new ArrayList<>(List.of(Expression.name(names.point()), direction()));
        if (!returns) {
            arguments.add(tangent());
        }
        Expression call = new Expression.Call("", names.method(), arguments);
        return List.of(loop(List.of(returns ? Statement.assign(tangent().at(0), call) : Statement.run(call))));
    }

    private List<Statement> sweeps() {
        StepWriter steps = writer.ofNumbers();
        List<Step> all = list.steps();
        Set<Step> each = new HashSet<>();
        all.stream().filter(s -> isDirected(s)).forEach(each::add);
        List<Statement> statements = new ArrayList<>(writer.inputs(input -> !seeds.contains(input)));
        if (each.size() < all.size()) {
            statements.add(new Statement.Heading("// Values, once."));
        }
        statements.addAll(
                steps.write(all.stream().filter(step -> !each.contains(step)).toList()));
        List<Statement> body = new ArrayList<>();
        body.add(Statement.declare(ValueType.ARRAY, names.extra(), direction()));
        body.addAll(writer.inputs(seeds::contains));
        body.addAll(steps.write(all.stream().filter(each::contains).toList()));
        List<Graph.Output> outputs = list.graph().outputs();
        for (int i = 0; i < outputs.size(); i++) {
            Node output = outputs.get(i).node();
            body.add(Statement.assign(tangent().at(i), steps.use(output), steps.note(output)));
        }
        statements.add(loop(body));
        return statements;
    }

    /** Whether {@code statement} reads what depends on the direction; then so does what it defines. */
    private boolean isDirected(Step statement) {
        if (statement instanceof Step.Define define) {
            boolean is = define.node().operands().stream().anyMatch(operand -> isDirected(operand));
            if (is) {
                directed.add(define.node());
            }
            return is;
        }
        if (statement instanceof Step.Assign assign) {
            return isDirected(assign.value());
        }
        Step.Choose choose = (Step.Choose) statement;
        boolean is = isDirected(choose.condition())
                || choose.then().stream().anyMatch(s -> isDirected(s))
                || choose.otherwise().stream().anyMatch(s -> isDirected(s));
        if (is) {
            directed.addAll(choose.results());
        }
        return is;
    }

    private boolean isDirected(Node given) {
        Node node = list.resolve(given);
        return directed.contains(node)
                || (list.isInlined(node) && node.operands().stream().anyMatch(operand -> isDirected(operand)));
    }
}
