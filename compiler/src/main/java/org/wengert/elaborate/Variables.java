package org.wengert.elaborate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wengert.syntax.Syntax;

/** The names by which a function differentiates inside: {@code z} of {@code diff(e, z)}. */
final class Variables {

    private static final Set<String> DERIVATIVES = Set.of("diff", "jacobian", "hessian", "taylor");

    private final Set<String> names = new HashSet<>();

    private Variables() {}

    static Set<String> of(Syntax.Function function) {
        Variables variables = new Variables();
        variables.visit(function.body());
        return Set.copyOf(variables.names);
    }

    private void visit(List<Syntax.Statement> statements) {
        for (Syntax.Statement statement : statements) {
            if (statement instanceof Syntax.Assignment assignment) {
                visit(assignment.value());
            } else if (statement instanceof Syntax.Return given) {
                given.results().forEach(this::visit);
            } else if (statement instanceof Syntax.For loop) {
                visit(loop.body());
            } else if (statement instanceof Syntax.If conditional) {
                conditional.arms().forEach(arm -> visit(arm.body()));
                conditional.otherwise().ifPresent(this::visit);
            }
        }
    }

    private void visit(Syntax.Expression expression) {
        if (expression instanceof Syntax.Call call
                && DERIVATIVES.contains(call.function().text())
                && call.arguments().size() >= 2
                && call.arguments().get(1) instanceof Syntax.Reference variable) {
            names.add(variable.name().text());
        }
        Subexpressions.of(expression).forEach(this::visit);
    }
}
