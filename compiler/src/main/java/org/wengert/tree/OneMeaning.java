package org.wengert.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wengert.tree.Statement.Block;
import org.wengert.tree.Statement.Declare;

/** Gives locals in different bodies that have one name but are different things different names. */
final class OneMeaning {

    private final Map<String, Declare> first = new HashMap<>();
    private final Set<String> taken;

    OneMeaning(List<Statement> statements) {
        this.taken = Locals.mentioned(statements);
    }

    List<Statement> of(List<Statement> statements) {
        List<Statement> all = new ArrayList<>(statements);
        for (int i = 0; i < all.size(); i++) {
            Statement statement = all.get(i);
            if (statement instanceof Declare declare) {
                Declare before = first.putIfAbsent(declare.name(), declare);
                if (before != null && !isSame(before, declare)) {
                    List<Statement> scope = all.subList(i, all.size());
                    scope.replaceAll(s -> renamed(s, declare.name(), free(declare.name())));
                    taken.add(free(declare.name()));
                    i--;
                    continue;
                }
            }
            if (!(statement instanceof Block)) {
                all.set(i, statement.changeBodies(this::of));
            }
        }
        return all;
    }

    private static boolean isSame(Declare a, Declare b) {
        return a.type() == b.type() && (a.type() != ValueType.ARRAY || a.value().equals(b.value()));
    }

    private String free(String name) {
        String free = name;
        while (taken.contains(free) || first.containsKey(free)) {
            free += "_";
        }
        return free;
    }

    private static Statement renamed(Statement statement, String from, String to) {
        Statement changed =
                statement instanceof Declare declare && declare.name().equals(from)
                        ? new Declare(declare.type(), to, declare.value(), declare.note())
                        : statement;
        return changed.change(e -> e.replace(name -> name.name().equals(from) ? Expression.name(to) : name))
                .changeBodies(
                        body -> body.stream().map(s -> renamed(s, from, to)).toList());
    }
}
