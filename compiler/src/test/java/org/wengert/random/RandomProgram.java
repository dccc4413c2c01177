package org.wengert.random;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A valid program: functions, the last of which is the subject. */
record RandomProgram(List<Function> functions) {

    /**
     * A function with its statements and results.
     *
     * @param parameters with their types
     */
    record Function(String name, List<String> parameters, List<Statement> statements, List<Tree> results) {

        String text() {
            StringBuilder out = new StringBuilder(name + "(" + String.join(", ", parameters) + ") = {\n");
            statements.forEach(s -> s.write("  ", out));
            return out.append("  return ")
                    .append(String.join(
                            ", ", results.stream().map(Tree::toString).toList()))
                    .append("\n}\n")
                    .toString();
        }
    }

    /** A line of a body. */
    sealed interface Statement {
        void write(String indent, StringBuilder out);

        /** The names that it gives. */
        List<String> names();

        Statement replace(String name, Tree by);

        List<Statement> smaller();
    }

    /** {@code name = value}. */
    record Assign(String name, Tree value) implements Statement {
        @Override
        public void write(String indent, StringBuilder out) {
            out.append(indent).append(name).append(" = ").append(value).append('\n');
        }

        @Override
        public List<String> names() {
            return List.of(name);
        }

        @Override
        public Statement replace(String old, Tree by) {
            return new Assign(name, value.replace(old, by));
        }

        @Override
        public List<Statement> smaller() {
            return value.smaller().stream()
                    .map(v -> (Statement) new Assign(name, v))
                    .toList();
        }
    }

    /** {@code if condition { ... } else { ... }}, the same names given in both. */
    record Choose(Tree condition, List<Statement> then, List<Statement> otherwise) implements Statement {
        @Override
        public void write(String indent, StringBuilder out) {
            out.append(indent).append("if ").append(condition).append(" {\n");
            then.forEach(s -> s.write(indent + "  ", out));
            out.append(indent).append("} else {\n");
            otherwise.forEach(s -> s.write(indent + "  ", out));
            out.append(indent).append("}\n");
        }

        @Override
        public List<String> names() {
            List<String> other =
                    otherwise.stream().flatMap(s -> s.names().stream()).toList();
            return then.stream()
                    .flatMap(s -> s.names().stream())
                    .filter(other::contains)
                    .toList();
        }

        @Override
        public Statement replace(String old, Tree by) {
            return new Choose(
                    condition.replace(old, by),
                    then.stream().map(s -> s.replace(old, by)).toList(),
                    otherwise.stream().map(s -> s.replace(old, by)).toList());
        }

        @Override
        public List<Statement> smaller() {
            List<Statement> all = new ArrayList<>();
            condition.smaller().forEach(c -> all.add(new Choose(c, then, otherwise)));
            changes(then).forEach(t -> all.add(new Choose(condition, t, otherwise)));
            changes(otherwise).forEach(o -> all.add(new Choose(condition, then, o)));
            return all;
        }
    }

    /** {@code for index in 0:to { ... }}, with a state that is given before it; behind {@code to} may follow what is kept. */
    record Repeat(String index, String to, List<Statement> body) implements Statement {
        @Override
        public void write(String indent, StringBuilder out) {
            out.append(indent)
                    .append("for ")
                    .append(index)
                    .append(" in 0:")
                    .append(to)
                    .append(" {\n");
            body.forEach(s -> s.write(indent + "  ", out));
            out.append(indent).append("}\n");
        }

        @Override
        public List<String> names() {
            return List.of();
        }

        @Override
        public Statement replace(String old, Tree by) {
            return new Repeat(
                    index, to, body.stream().map(s -> s.replace(old, by)).toList());
        }

        @Override
        public List<Statement> smaller() {
            List<Statement> all = new ArrayList<>();
            for (int i = 0; i < body.size(); i++) {
                List<Statement> fewer = new ArrayList<>(body);
                fewer.remove(i);
                all.add(new Repeat(index, to, fewer));
            }
            changes(body).forEach(b -> all.add(new Repeat(index, to, b)));
            return all;
        }
    }

    private static List<List<Statement>> changes(List<Statement> statements) {
        List<List<Statement>> all = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            for (Statement smaller : statements.get(i).smaller()) {
                List<Statement> changed = new ArrayList<>(statements);
                changed.set(i, smaller);
                all.add(changed);
            }
        }
        return all;
    }

    String text() {
        StringBuilder out = new StringBuilder();
        functions.forEach(f -> out.append(f.text()));
        return out.toString();
    }

    String subject() {
        return functions.get(functions.size() - 1).name();
    }

    /** Simpler programs; those that are not valid do not compile and so do not fail in the same way. */
    Stream<RandomProgram> smaller() {
        List<RandomProgram> all = new ArrayList<>();
        for (int f = functions.size() - 1; f >= 0; f--) {
            Function function = functions.get(f);
            if (f < functions.size() - 1) {
                List<Function> fewer = new ArrayList<>(functions);
                fewer.remove(f);
                all.add(new RandomProgram(fewer));
            }
            for (Function smaller : smaller(function)) {
                List<Function> changed = new ArrayList<>(functions);
                changed.set(f, smaller);
                all.add(new RandomProgram(changed));
            }
        }
        return all.stream();
    }

    private static List<Function> smaller(Function function) {
        List<Function> all = new ArrayList<>();
        List<Statement> statements = function.statements();
        for (int i = statements.size() - 1; i >= 0; i--) {
            List<Statement> fewer = new ArrayList<>(statements);
            Statement removed = fewer.remove(i);
            List<Tree> results = function.results();
            for (String name : removed.names()) {
                fewer.replaceAll(s -> s.replace(name, Tree.leaf("x")));
                results = results.stream()
                        .map(r -> r.replace(name, Tree.leaf("x")))
                        .toList();
            }
            all.add(new Function(function.name(), function.parameters(), fewer, results));
        }
        if (function.results().size() > 1) {
            for (int i = 0; i < function.results().size(); i++) {
                List<Tree> fewer = new ArrayList<>(function.results());
                fewer.remove(i);
                all.add(new Function(function.name(), function.parameters(), statements, fewer));
            }
        }
        for (int i = 0; i < function.results().size(); i++) {
            for (Tree smaller : function.results().get(i).smaller()) {
                List<Tree> changed = new ArrayList<>(function.results());
                changed.set(i, smaller);
                all.add(new Function(function.name(), function.parameters(), statements, changed));
            }
        }
        changes(statements)
                .forEach(s -> all.add(new Function(function.name(), function.parameters(), s, function.results())));
        return all;
    }
}
