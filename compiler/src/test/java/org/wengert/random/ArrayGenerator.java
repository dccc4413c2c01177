package org.wengert.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Draws programs of arrays: products, slices, comprehensions, reductions, loops, branches, calls; all values are tame. */
final class ArrayGenerator {

    /** What a value is: its sizes, none for a number. */
    private record Type(List<String> sizes) {

        static final Type NUMBER = new Type(List.of());

        static Type of(String... sizes) {
            return new Type(List.of(sizes));
        }

        int rank() {
            return sizes.size();
        }
    }

    /** A name that can be used, or an index below a size. */
    private record Name(String text, Type type) {}

    private record Index(String text, String below) {}

    private static final List<String> SIZES = List.of("n", "m");

    /** Functions that keep numbers small, of numbers and of arrays. */
    private static final List<String> FUNCTIONS = List.of(
            "sin(%s)",
            "tanh(%s)",
            "cos(%s)",
            "sigmoid(%s)",
            "exp(-abs(%s))",
            "atan(%s)",
            "softplus(%s)",
            "sqrt(1 + (%s) .^ 2)",
            "(-(%s))",
            "relu(%s)",
            "(0.5*(%s))",
            "log1p(abs(%s))",
            "max(%s, 0.25)",
            "((%s) .^ 3)");

    /** Functions whose slopes are infinite, or that are, where a choice leaves them out. */
    private static final List<String> MASKED = List.of(
            "max(log(abs(%s)), -5)",
            "min(1 ./ abs(%s), 9)",
            "sqrt(max(%s, 0.25))",
            "where((%s) > 0.25, 1.5, -0.5)",
            "log(max(abs(%s), 0.5))",
            "min(1 ./ (%s) .^ 2, 4)");

    private static final List<String> BINARY = List.of(
            "(%s + %s)",
            "(%s - %s)",
            "(%s .* %s)",
            "((%s) ./ (1.5 + (%s) .^ 2))",
            "(%s .+ %s)",
            "max(%s, %s)",
            "min(%s, %s)",
            "atan2(%s, 2 + cos(%s))");

    private static final List<String> COMPARISONS = List.of("%s < %s", "%s >= %s", "%s > %s");

    private final Random random;
    private final List<Name> names = new ArrayList<>();
    private final List<Index> indices = new ArrayList<>();
    private int last;
    private int loops;

    private final List<String> functions;

    private ArrayGenerator(Random random, List<String> functions) {
        this.random = random;
        this.functions = functions;
    }

    /** The program that belongs to {@code seed}; its last function has the parameters x, y, A, B, U, t and the integer i. */
    static RandomProgram draw(long seed) {
        return draw(seed, FUNCTIONS);
    }

    /** One with functions too that are infinite where they do not count. */
    static RandomProgram drawMasked(long seed) {
        return draw(seed, Stream.of(FUNCTIONS, MASKED).flatMap(List::stream).toList());
    }

    private static RandomProgram draw(long seed, List<String> functions) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L + 2);
        RandomProgram.Function helper = new ArrayGenerator(random, functions).helper();
        ArrayGenerator g = new ArrayGenerator(random, functions);
        g.names.add(new Name("x", Type.of("n")));
        g.names.add(new Name("y", Type.of("m")));
        g.names.add(new Name("A", Type.of("n", "m")));
        g.names.add(new Name("B", Type.of("n", "n")));
        g.names.add(new Name("U", Type.of("K", "n", "n")));
        g.names.add(new Name("t", Type.NUMBER));
        List<RandomProgram.Statement> statements = g.statements(random.nextInt(5), 2);
        List<Tree> results = new ArrayList<>();
        for (int i = random.nextInt(2); i >= 0; i--) {
            String name = g.fresh();
            statements.add(new RandomProgram.Assign(name, g.value(g.type(), 3)));
            results.add(Tree.leaf(name));
        }
        List<String> parameters =
                List.of("x: real[n]", "y: real[m]", "A: real[n,m]", "B: real[n,n]", "U: real[K,n,n]", "t", "i: int");
        return new RandomProgram(List.of(
                helper, new RandomProgram.Function("f", parameters, List.copyOf(statements), List.copyOf(results))));
    }

    /** A function of two vectors of any size, which is called below. */
    private RandomProgram.Function helper() {
        names.add(new Name("v", Type.of("p")));
        names.add(new Name("w", Type.of("p")));
        names.add(new Name("c", Type.NUMBER));
        List<RandomProgram.Statement> statements = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            statements.add(assign(random.nextBoolean() ? Type.NUMBER : Type.of("p"), 2));
        }
        return new RandomProgram.Function(
                "h", List.of("v: real[p]", "w: real[p]", "c"), statements, List.of(vector("p", 2)));
    }

    private String fresh() {
        return "a" + ++last;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private Type type() {
        return switch (random.nextInt(4)) {
            case 0 -> Type.NUMBER;
            case 1, 2 -> Type.of(pick(SIZES));
            default -> Type.of(pick(SIZES), pick(SIZES));
        };
    }

    private List<RandomProgram.Statement> statements(int count, int depth) {
        List<RandomProgram.Statement> statements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            switch (depth == 0 ? 0 : random.nextInt(5)) {
                case 3 -> statements.add(choose(depth));
                case 4 -> statements.addAll(repeat(depth));
                default -> statements.add(assign(type(), 3));
            }
        }
        return statements;
    }

    private RandomProgram.Assign assign(Type type, int depth) {
        Tree value = value(type, depth);
        String name = fresh();
        names.add(new Name(name, type));
        return new RandomProgram.Assign(name, value);
    }

    private RandomProgram.Statement choose(int depth) {
        Tree condition = condition(2);
        Name given = new Name(fresh(), type());
        List<RandomProgram.Statement> then = arm(given, depth);
        List<RandomProgram.Statement> otherwise = arm(given, depth);
        names.add(given);
        return new RandomProgram.Choose(condition, then, otherwise);
    }

    private List<RandomProgram.Statement> arm(Name given, int depth) {
        int before = names.size();
        List<RandomProgram.Statement> arm = new ArrayList<>(statements(random.nextInt(2), depth - 1));
        arm.add(new RandomProgram.Assign(given.text(), value(given.type(), 2)));
        names.subList(before, names.size()).clear();
        return arm;
    }

    /** A state with its first value, and a loop that gives it others. */
    private List<RandomProgram.Statement> repeat(int depth) {
        RandomProgram.Assign start = assign(type(), 2);
        Name state = names.get(names.size() - 1);
        String below = pick(List.of("K", "K", "i", pick(SIZES)));
        Index index = new Index("k" + ++loops, below);
        int before = names.size();
        indices.add(index);
        List<RandomProgram.Statement> body = new ArrayList<>(statements(random.nextInt(2), depth - 1));
        body.add(new RandomProgram.Assign(
                state.text(),
                Tree.of("0.7*tanh(%s)", Tree.of("(%s + %s)", Tree.leaf(state.text()), value(state.type(), 2)))));
        indices.remove(index);
        names.subList(before, names.size()).clear();
        String kept = random.nextInt(3) == 0 ? " checkpoint(" + (1 + random.nextInt(3)) + ")" : "";
        return List.of(start, new RandomProgram.Repeat(index.text(), below + kept, body));
    }

    private Tree value(Type type, int depth) {
        return switch (type.rank()) {
            case 0 -> number(depth);
            case 1 -> vector(type.sizes().get(0), depth);
            default -> matrix(type.sizes().get(0), type.sizes().get(1), depth);
        };
    }

    /** A name of that type, or a constant of it. */
    private Tree leaf(Type type) {
        List<String> all = names.stream()
                .filter(n -> n.type().equals(type))
                .map(Name::text)
                .toList();
        if (!all.isEmpty() && random.nextInt(8) > 0) {
            return Tree.leaf(all.get(Math.max(random.nextInt(all.size()), random.nextInt(all.size()))));
        }
        return switch (type.rank()) {
            case 0 ->
                indices.isEmpty() || random.nextBoolean()
                        ? Tree.leaf(pick(List.of("0.5", "2", "1", "0.25", isSubject() ? "(0.3*i)" : "0")))
                        : Tree.leaf("(0.3*" + pick(indices).text() + ")");
            default -> Tree.leaf((random.nextBoolean() ? "ones(" : "zeros(") + String.join(", ", type.sizes()) + ")");
        };
    }

    private Tree function(Type type, int depth) {
        return Tree.of(pick(functions), value(type, depth - 1));
    }

    private Tree binary(Type type, int depth) {
        return Tree.of(pick(BINARY), value(type, depth - 1), value(type, depth - 1));
    }

    private Tree conditional(Type type, int depth) {
        return Tree.of("(%s ? %s : %s)", condition(depth - 1), value(type, depth - 1), value(type, depth - 1));
    }

    /** The size of a vector to be reduced. */
    private String size() {
        List<String> known = names.stream()
                .filter(n -> n.type().rank() == 1)
                .map(n -> n.type().sizes().get(0))
                .distinct()
                .toList();
        return known.isEmpty() ? "n" : pick(known);
    }

    private Tree number(int depth) {
        if (depth == 0) {
            return leaf(Type.NUMBER);
        }
        String s = size();
        return switch (random.nextInt(17)) {
            case 0, 1 -> function(Type.NUMBER, depth);
            case 2, 3 -> binary(Type.NUMBER, depth);
            case 4 -> conditional(Type.NUMBER, depth);
            case 5 -> Tree.of("dot(%s, %s)", vector(s, depth - 1), vector(s, depth - 1));
            case 6 ->
                Tree.of(
                        pick(List.of("sum(%s)", "mean(1 + %s)", "norm(2 + %s)", "sum((%s)[1:min(3, " + s + ")])")),
                        vector(s, depth - 1));
            case 7 ->
                Tree.of(
                        pick(List.of("max(%s)", "min(%s)", "logsumexp(%s)", "norm1(%s)", "prod(%s)")),
                        vector(s, depth - 1));
            case 8, 9 -> over(s, pick(List.of("sum", "sum", "mean", "prod", "max", "logsumexp")), depth);
            case 10 -> triangle(s, depth);
            case 11 -> Tree.of("((%s)'*(%s))", vector(s, depth - 1), vector(s, depth - 1));
            case 12 -> element(depth);
            case 13 -> Tree.of("sum(%s)", matrix(s, s, depth - 1));
            case 14 -> Tree.of("trace(%s)", matrix(s, s, depth - 1));
            case 15 ->
                isSubject()
                        ? Tree.of(pick(List.of("diff(%s, t)", "hessian(%s, t)")), number(depth - 1))
                        : leaf(Type.NUMBER);
            default -> leaf(Type.NUMBER);
        };
    }

    /** Whether a derivative may stand here: in the last function, and not in a loop with states. */
    private boolean isSubject() {
        return indices.stream().noneMatch(index -> index.text().startsWith("k"))
                && names.stream().anyMatch(n -> n.text().equals("t"));
    }

    /** {@code sum(e for i in 0:n)}. */
    private Tree over(String size, String reduction, int depth) {
        Index index = new Index("i" + ++loops, size);
        indices.add(index);
        Tree element = number(depth - 1);
        indices.remove(index);
        return Tree.of(reduction + "(%s for " + index.text() + " in 0:" + size + ")", element);
    }

    private Tree triangle(String size, int depth) {
        Index i = new Index("i" + ++loops, size);
        Index j = new Index("j" + ++loops, size);
        indices.addAll(List.of(i, j));
        Tree element = number(depth - 1);
        indices.removeAll(List.of(i, j));
        return Tree.of(
                "sum(%s for " + i.text() + " in 0:" + size + ", " + j.text() + " in 0:" + i.text() + "+1)", element);
    }

    /** {@code x[i]}, behind a condition {@code x[i-1]}. */
    private Tree element(int depth) {
        if (indices.isEmpty()) {
            return function(Type.NUMBER, depth);
        }
        Index index = pick(indices);
        if (index.below().equals("K")) {
            return Tree.of("((%s)*" + index.text() + ")", number(depth - 1));
        }
        Tree vector = vector(index.below(), depth - 1);
        return switch (random.nextInt(4)) {
            case 0 ->
                Tree.of("(" + index.text() + " > 0 ? (%s)[" + index.text() + "-1] : %s)", vector, number(depth - 1));
            case 1 -> Tree.of("(%s)[min(" + index.text() + "+1, " + index.below() + "-1)]", vector);
            default -> Tree.of("(%s)[" + index.text() + "]", vector);
        };
    }

    private Tree vector(String s, int depth) {
        Type type = Type.of(s);
        if (depth == 0) {
            return leaf(type);
        }
        return switch (random.nextInt(19)) {
            case 0, 1 -> function(type, depth);
            case 2, 3 -> binary(type, depth);
            case 4 -> Tree.of("((%s)*(%s))", number(depth - 1), vector(s, depth - 1));
            case 5 -> conditional(type, depth);
            case 6 ->
                Tree.of(
                        "where(%s > %s, %s, %s)",
                        vector(s, depth - 1), number(0), vector(s, depth - 1), vector(s, depth - 1));
            case 7 -> stacked(s, depth);
            case 8 -> Tree.of("((%s)*(%s))", matrix(s, s, depth - 1), vector(s, depth - 1));
            case 9 -> transposed(s, depth);
            case 10 -> Tree.of(pick(List.of("cumsum(%s)", "softmax(%s)", "log_softmax(%s)")), vector(s, depth - 1));
            case 11 -> Tree.of(pick(List.of("sum(%s, 1)", "diag(%s)", "mean(%s, 0)")), matrix(s, s, depth - 1));
            case 12 -> row(s, depth);
            case 13 ->
                s.equals("p")
                        ? leaf(type)
                        : Tree.of("h(%s, %s, %s)", vector(s, depth - 1), vector(s, depth - 1), number(depth - 1));
            case 14 -> Tree.of("concat((%s)[1:], %s)", vector(s, depth - 1), number(depth - 1));
            case 15 ->
                isSubject() && s.equals("n")
                        ? Tree.of(pick(List.of("diff(%s, x)", "sum(hessian(%s, x), 0)")), number(depth - 1))
                        : leaf(type);
            case 16 -> isSubject() ? Tree.of("(jacobian(%s, x)*x)", vector(s, depth - 1)) : leaf(type);
            default -> leaf(type);
        };
    }

    private Tree transposed(String s, int depth) {
        String other = size();
        return Tree.of("((%s)'*(%s))", matrix(other, s, depth - 1), vector(other, depth - 1));
    }

    /** {@code [e for i in 0:n]}. */
    private Tree stacked(String s, int depth) {
        Index index = new Index("i" + ++loops, s);
        indices.add(index);
        Tree element = number(depth - 1);
        indices.remove(index);
        return Tree.of("[%s for " + index.text() + " in 0:" + s + "]", element);
    }

    private Tree row(String s, int depth) {
        List<Index> fitting =
                indices.stream().filter(i -> !i.below().equals("K")).toList();
        if (fitting.isEmpty()) {
            return leaf(Type.of(s));
        }
        Index index = pick(fitting);
        return random.nextBoolean()
                ? Tree.of("(%s)[" + index.text() + "]", matrix(index.below(), s, depth - 1))
                : Tree.of("(%s)[:, " + index.text() + "]", matrix(s, index.below(), depth - 1));
    }

    private Tree matrix(String s, String t, int depth) {
        Type type = Type.of(s, t);
        if (depth == 0) {
            return leaf(type);
        }
        return switch (random.nextInt(15)) {
            case 0, 1 -> function(type, depth);
            case 2, 3 -> binary(type, depth);
            case 4 -> Tree.of("(%s)'", matrix(t, s, depth - 1));
            case 5 -> Tree.of("((%s)*(%s))", matrix(s, t, depth - 1), matrix(t, t, depth - 1));
            case 6 -> Tree.of("((%s)*(%s)')", vector(s, depth - 1), vector(t, depth - 1));
            case 7 -> Tree.of("(%s .+ %s)", matrix(s, t, depth - 1), vector(s, depth - 1));
            case 8 -> {
                Index index = new Index("i" + ++loops, s);
                indices.add(index);
                Tree element = vector(t, depth - 1);
                indices.remove(index);
                yield Tree.of("[%s for " + index.text() + " in 0:" + s + "]", element);
            }
            case 9 -> layer(type, depth);
            case 10 -> s.equals(t) ? Tree.of("((%s)^2)", matrix(s, s, depth - 1)) : leaf(type);
            case 11 -> Tree.of("reshape(%s, " + s + ", " + t + ")", matrix(t, s, depth - 1));
            case 12 ->
                isSubject() && type.equals(Type.of("n", "m")) ? Tree.of("diff(%s, A)", number(depth - 1)) : leaf(type);
            default -> leaf(type);
        };
    }

    /** A matrix of U, where an index below K is at hand. */
    private Tree layer(Type type, int depth) {
        List<Index> fitting =
                indices.stream().filter(i -> i.below().equals("K")).toList();
        return type.equals(Type.of("n", "n")) && !fitting.isEmpty()
                ? Tree.leaf("U[" + pick(fitting).text() + "]")
                : conditional(type, depth);
    }

    private Tree condition(int depth) {
        if (!indices.isEmpty() && random.nextInt(4) == 0) {
            return Tree.condition("(" + pick(indices).text() + " %% 2 == 0)");
        }
        return Tree.condition("(" + pick(COMPARISONS) + ")", number(Math.max(0, depth - 1)), number(0));
    }
}
