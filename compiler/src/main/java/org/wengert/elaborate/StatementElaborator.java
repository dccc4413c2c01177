package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.elaborate.Requirements.Complaint;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Size;
import org.wengert.syntax.Syntax;

/** Makes the nodes of a body, statement by statement, and gives them the author's names. */
final class StatementElaborator {

    /** Each case lies in those before it, whose names are looked through for its own. */
    private static final int MOST_ARMS = 3_000;

    private final ExpressionElaborator expressions;
    private final Set<String> variables;
    private final Diagnostics diagnostics;

    /** For a function that differentiates by {@code variables} inside. */
    StatementElaborator(ExpressionElaborator expressions, Set<String> variables, Diagnostics diagnostics) {
        this.expressions = expressions;
        this.variables = variables;
        this.diagnostics = diagnostics;
    }

    /** The results of a function's body; none if there is an error in it. */
    Optional<List<Graph.Output>> body(Syntax.Function function, Scope scope) {
        Optional<List<Graph.Output>> results = Optional.empty();
        boolean returns = false;
        for (Syntax.Statement statement : function.body()) {
            if (statement instanceof Syntax.Return given) {
                returns = true;
                results = results(function.name().text(), given, scope);
            } else {
                statement(statement, scope);
            }
        }
        if (!returns) {
            diagnostics.report(
                    Code.MISSING_RESULT,
                    function.name().span(),
                    "'" + function.name().text() + "' returns nothing",
                    "end its body with a line: return value");
        }
        return results;
    }

    private void statement(Syntax.Statement statement, Scope scope) {
        if (statement instanceof Syntax.Assignment assignment) {
            assign(assignment, scope);
        } else if (statement instanceof Syntax.If conditional) {
            conditional(conditional, scope);
        } else if (statement instanceof Syntax.For loop) {
            loop(loop, scope);
        } else {
            diagnostics.report(
                    Code.MISPLACED_RETURN,
                    statement.span(),
                    "a return inside of an if",
                    "give the result a name in both branches and return it at the end");
        }
    }

    private void assign(Syntax.Assignment assignment, Scope scope) {
        Optional<Node> value = expressions.any(assignment.value(), scope);
        String name = assignment.name().text();
        if (scope.isDefined(name) && !scope.isOpenState(name)) {
            diagnostics.report(
                    Code.DUPLICATE_NAME,
                    assignment.name().span(),
                    "'" + name + "' has a value already",
                    "a name is given once; choose another one, such as " + name + "_2");
            return;
        }
        boolean local = !scope.isDefined(name);
        scope.define(name, value.map(node -> named(name, node, scope)));
        if (local) {
            expressions.integers().find(assignment.value(), scope).ifPresent(size -> scope.defineInteger(name, size));
        }
    }

    /** The value of a name that is given here; apart from equal values, if something is differentiated by this name. */
    private Node named(String name, Node value, Scope scope) {
        scope.builder().name(value, name);
        if (!variables.contains(name) || !value.type().isReal() || InnerDerivatives.isKnown(value)) {
            return value;
        }
        Node named = scope.nameValue(value);
        scope.builder().name(named, name);
        return named;
    }

    /** How many states are kept, which is at least one. */
    private Optional<Size> checkpoints(Syntax.Expression number, Scope scope) {
        Integers integers = expressions.integers();
        Optional<Size> size = integers.integer(number, scope);
        return size.filter(c -> {
            Message message = Message.of("checkpoint(", c, ") keeps no state, at least one is needed");
            Complaint complaint = new Complaint(Code.INDEX_OUT_OF_RANGE, number.span(), message);
            return integers.requirements().nonNegative(c.plus(-1), scope, complaint);
        });
    }

    /** A loop whose states are the names that are given before it and again in it. */
    private void loop(Syntax.For loop, Scope scope) {
        Optional<Comprehensions.Bounds> bounds =
                expressions.comprehensions().bounds(loop.index(), loop.from(), loop.to(), scope);
        Optional<Size> checkpoints = loop.checkpoint().flatMap(c -> checkpoints(c, scope));
        if (bounds.isEmpty() || checkpoints.isEmpty() != loop.checkpoint().isEmpty()) {
            return;
        }
        Scope inside = bounds.get().scope();
        List<String> states = assigned(loop.body())
                .filter(scope::isDefined)
                .distinct()
                .filter(name -> scope.lookup(name).isPresent())
                .toList();
        List<Node> initial = new ArrayList<>();
        for (String name : states) {
            Node before = scope.lookup(name).orElseThrow();
            initial.add(before);
            inside.defineState(name, inside.body().state(name, before.type()));
        }
        loop.body().forEach(s -> statement(s, inside));
        List<Node> results = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            String name = states.get(i);
            Node before = initial.get(i);
            Optional<Node> after = inside.lookup(name)
                    .flatMap(a ->
                            expressions.alike(name, before, a, "before an iteration", "after it", loop.span(), inside));
            after.ifPresent(results::add);
        }
        if (states.isEmpty()) {
            diagnostics.report(
                    Code.UNUSED_VALUE,
                    loop.span(),
                    "this loop gives no name that is there after it a value",
                    "give the name a first value before the loop");
        }
        if (results.size() < states.size() || states.isEmpty()) {
            states.forEach(name -> scope.define(name, Optional.empty()));
            return;
        }
        scope.builder().at(loop.span());
        List<Operation.Role> roles = Collections.nCopies(states.size(), Operation.Role.CARRY);
        Node tuple = bounds.get().make(scope.builder(), checkpoints, initial, results, roles);
        for (int i = 0; i < states.size(); i++) {
            Node item = scope.builder().item(tuple, i);
            scope.define(states.get(i), Optional.of(named(states.get(i), item, scope)));
        }
    }

    /** The names that statements give a value, those in them included. */
    private static Stream<String> assigned(List<Syntax.Statement> statements) {
        return statements.stream().flatMap(statement -> {
            if (statement instanceof Syntax.Assignment assignment) {
                return Stream.of(assignment.name().text());
            } else if (statement instanceof Syntax.For loop) {
                return assigned(loop.body());
            } else if (statement instanceof Syntax.If conditional) {
                return Stream.concat(
                        conditional.arms().stream().flatMap(arm -> assigned(arm.body())),
                        conditional.otherwise().stream().flatMap(StatementElaborator::assigned));
            }
            return Stream.empty();
        });
    }

    private void conditional(Syntax.If conditional, Scope scope) {
        if (conditional.otherwise().isEmpty() && !assigned(List.of(conditional)).allMatch(scope::isOpenState)) {
            diagnostics.report(
                    Code.INCOMPLETE_IF,
                    conditional.span(),
                    "an if without else gives no name a value in every case",
                    "add else { ... }, or write name = condition ? a : b");
        }
        if (conditional.arms().size() > MOST_ARMS) {
            diagnostics.report(
                    Code.LIMIT,
                    conditional.arms().get(MOST_ARMS).span(),
                    "this is one of " + conditional.arms().size() + " cases of an if, which has at most " + MOST_ARMS,
                    "put the values into an array, and read the one that is meant");
            assigned(List.of(conditional)).forEach(name -> scope.define(name, Optional.empty()));
            return;
        }
        choose(conditional, 0, scope);
    }

    /** The arms from {@code arm} on: a region whose second body is the next arm. */
    private void choose(Syntax.If conditional, int arm, Scope scope) {
        Syntax.Arm taken = conditional.arms().get(arm);
        Optional<Node> test = expressions.condition(taken.condition(), scope);
        Scope then = scope.branch(expressions.integers().facts(taken.condition(), true, scope));
        taken.body().forEach(s -> statement(s, then));
        Scope otherwise = scope.branch(expressions.integers().facts(taken.condition(), false, scope));
        if (arm + 1 < conditional.arms().size()) {
            choose(conditional, arm + 1, otherwise);
        } else {
            conditional.otherwise().ifPresent(body -> body.forEach(s -> statement(s, otherwise)));
        }
        join(taken, test, then, otherwise, scope);
    }

    /** A name that both branches give is given behind them; a state that one of them gives stays as it is in the other. */
    private void join(Syntax.Arm arm, Optional<Node> test, Scope then, Scope otherwise, Scope scope) {
        List<String> common = Stream.concat(then.ownNames().stream(), otherwise.ownNames().stream())
                .distinct()
                .filter(name -> scope.isOpenState(name)
                        || (then.ownNames().contains(name)
                                && otherwise.ownNames().contains(name)))
                .toList();
        List<String> sound = new ArrayList<>();
        List<Node> thenValues = new ArrayList<>();
        List<Node> otherwiseValues = new ArrayList<>();
        for (String name : common) {
            Optional<Node> a = then.lookup(name);
            Optional<Node> b = otherwise.lookup(name);
            Optional<Node> fitted = a.isEmpty() || b.isEmpty()
                    ? Optional.empty()
                    : expressions.alike(
                            name, a.get(), b.get(), "in one branch", "in the other one", arm.span(), otherwise);
            if (fitted.isPresent() && test.isPresent()) {
                sound.add(name);
                thenValues.add(a.orElseThrow());
                otherwiseValues.add(fitted.get());
            } else {
                scope.define(name, Optional.empty());
            }
        }
        if (sound.isEmpty()) {
            return;
        }
        scope.builder().at(arm.span());
        Node region = scope.builder()
                .cond(
                        test.orElseThrow(),
                        then.body().buildResults(thenValues),
                        otherwise.body().buildResults(otherwiseValues));
        for (int i = 0; i < sound.size(); i++) {
            Node item = scope.builder().item(region, i);
            scope.define(sound.get(i), Optional.of(named(sound.get(i), item, scope)));
        }
    }

    private Optional<List<Graph.Output>> results(String function, Syntax.Return given, Scope scope) {
        List<Graph.Output> outputs = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        int position = 0;
        for (Syntax.Expression expression : given.results()) {
            Optional<Node> value = expressions.real(expression, scope);
            String name = resultName(function, expression, given.results().size(), ++position);
            if (!taken.add(name)) {
                diagnostics.report(
                        Code.DUPLICATE_NAME,
                        expression.span(),
                        "two results are named '" + name + "'",
                        "a result is called what is returned: give this one a name of its own first, " + name + "2 = "
                                + name);
            }
            value.ifPresent(node -> {
                scope.builder().name(node, name);
                outputs.add(new Graph.Output(name, node));
            });
        }
        return outputs.size() == given.results().size() ? Optional.of(outputs) : Optional.empty();
    }

    private static String resultName(String function, Syntax.Expression result, int count, int position) {
        if (count == 1) {
            return function;
        }
        return result instanceof Syntax.Reference reference ? reference.name().text() : function + position;
    }
}
