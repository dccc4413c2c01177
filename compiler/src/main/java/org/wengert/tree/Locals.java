package org.wengert.tree;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wengert.tree.Statement.Assign;
import org.wengert.tree.Statement.Declare;

/** Which locals statements name. */
final class Locals {

    private Locals() {}

    /** All names that are read, or written as a target. */
    static Set<String> mentioned(List<Statement> statements) {
        Set<String> mentioned = new HashSet<>();
        statements.forEach(statement -> statement.forEachExpression(expression -> {
            if (expression instanceof Expression.Name name) {
                mentioned.add(name.name());
            }
        }));
        return mentioned;
    }

    /** Adds what a statement and its bodies declare. */
    static void collectDeclared(Statement statement, Set<String> declared) {
        if (statement instanceof Declare declare) {
            declared.add(declare.name());
        }
        statement.bodies().forEach(body -> body.forEach(inside -> collectDeclared(inside, declared)));
    }

    /** Adds the variables that a statement and its bodies assign. */
    static void collectAssigned(Statement statement, Set<String> assigned) {
        if (statement instanceof Assign assign && assign.target() instanceof Expression.Name name) {
            assigned.add(name.name());
        }
        statement.bodies().forEach(body -> body.forEach(inside -> collectAssigned(inside, assigned)));
    }
}
