package org.wengert.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wengert.op.Catalogue;
import org.wengert.op.Interval;

/** Draws programs: every built-in, sharing, branches, calls, {@code diff}; arguments are kept inside domains. */
final class Generator {

    /** Built-ins with an argument that they take; {@code %s} is any number. The others get one from their declared domains. */
    private static final List<String> FUNCTIONS = List.of(
            "exp(sin(%s))",
            "expm1(tanh(%s))",
            "log(1 + (%s)^2)",
            "log1p((%s)^2)",
            "log2(1 + abs(%s))",
            "log10(2 + cos(%s))",
            "sqrt(1 + (%s)^2)",
            "sqrt(abs(%s))",
            "cbrt(%s)",
            "sin(%s)",
            "cos(%s)",
            "tan(sin(%s))",
            "asin(0.9*sin(%s))",
            "acos(0.9*cos(%s))",
            "atan(%s)",
            "sinh(sin(%s))",
            "cosh(cos(%s))",
            "tanh(%s)",
            "asinh(%s)",
            "acosh(1.5 + abs(%s))",
            "atanh(0.9*sin(%s))",
            "abs(%s)",
            "sign(%s)",
            "floor(%s)",
            "ceil(%s)",
            "erf(%s)",
            "erfc(%s)",
            "gamma(1.5 + sin(%s))",
            "lgamma(1.5 + (%s)^2)",
            "digamma(1.5 + abs(%s))",
            "log1mexp(-0.1 - abs(%s))",
            "log_sigmoid(%s)",
            "entr(0.1 + abs(%s))",
            "sinc(%s)",
            "exprel(sin(%s))",
            "erfcx(cos(%s))",
            "log_erfc(sin(%s))",
            "normal_cdf(%s)",
            "sigmoid(%s)",
            "softplus(%s)",
            "relu(%s)",
            "leaky_relu(%s)",
            "step(%s)",
            "log(normal_cdf(%s))",
            "log(sigmoid(%s))",
            "log(cosh(%s))",
            "1/(1 + exp(%s))",
            "exp(-(%s)^2)",
            "(%s)^2",
            "(%s)^3",
            "(1 + (%s)^2)^-2",
            "(1 + abs(%s))^-1.5",
            "(0.5 + abs(%s))^0.3",
            "-(%s)",
            "stop_gradient(%s)",
            "log_normal_cdf(%s)",
            "1 - sigmoid(%s)",
            "2^sin(%s)");

    private static final List<String> BINARY = List.of(
            "%s + %s",
            "%s + %s",
            "%s - %s",
            "%s*%s",
            "%s*%s",
            "%s*%s",
            "(%s)/(1.5 + sin(%s))",
            "(%s)/(1 + (%s)^2)",
            "atan2(%s, 2 + cos(%s))",
            "hypot(%s, 0.5 + abs(%s))",
            "logaddexp(%s, %s)",
            "log_diff_exp(2 + sin(%s), cos(%s))",
            "xlogy(%s, 0.5 + abs(%s))",
            "xlog1py(%s, abs(%s))",
            "max(%s, %s)",
            "min(%s, %s)",
            "pow(0.5 + abs(%s), tanh(%s))",
            "(0.5 + abs(%s))^sin(%s)",
            "leaky_relu(%s, tanh(%s))",
            "log(exp(%s) + exp(%s))",
            "exp(sin(%s))/(exp(cos(%s)) + exp(1))");

    private static final List<String> COMPARISONS =
            List.of("%s < %s", "%s <= %s", "%s > %s", "%s >= %s", "%s == %s", "%s != %s");

    /**
     * What programs are made of.
     *
     * @param functions of one number, with their holes
     * @param binary of two numbers
     * @param constants as they are written
     * @param statements how many a body has at most
     */
    record Vocabulary(List<String> functions, List<String> binary, List<String> constants, int statements) {

        /** Arguments are kept inside domains. */
        static final Vocabulary TAME = tame();

        private static Vocabulary tame() {
            List<String> functions = new ArrayList<>(FUNCTIONS);
            List<String> binary = new ArrayList<>(BINARY);
            for (String name : Catalogue.builtInNames()) {
                if (Stream.of(FUNCTIONS, BINARY).flatMap(List::stream).noneMatch(f -> f.contains(name + "("))) {
                    List<Interval> domain =
                            Catalogue.builtIn(name).orElseThrow().domain();
                    (domain.size() == 1 ? functions : binary)
                            .add(domain.stream()
                                    .map(Vocabulary::inside)
                                    .collect(Collectors.joining(", ", name + "(", ")")));
                }
            }
            return new Vocabulary(functions, binary, List.of("0.5", "2", "3", "pi", "0.25", "1", "0"), 4);
        }

        private static String inside(Interval domain) {
            double half = (domain.high() - domain.low()) / 2;
            return domain.low() + half + " + " + 0.9 * half + "*sin(%s)";
        }

        /** Every built-in and operator as it is, so that values leave the domains and the doubles. */
        static Vocabulary bare() {
            List<String> functions = new ArrayList<>(
                    List.of("(%s)^2", "(%s)^3", "(%s)^0.5", "(%s)^-1", "(%s)^1.5", "2^(%s)", "1 - (%s)", "-(%s)"));
            List<String> binary =
                    new ArrayList<>(List.of("%s + %s", "%s - %s", "(%s)*(%s)", "(%s)*(%s)", "(%s)/(%s)", "(%s)^(%s)"));
            for (String name : Catalogue.builtInNames()) {
                int arity = Catalogue.builtIn(name).orElseThrow().operandTypes().size();
                (arity == 1 ? functions : binary).add(name + (arity == 1 ? "(%s)" : "(%s, %s)"));
            }
            return new Vocabulary(functions, binary, List.of("1", "2", "-1", "0.5"), 2);
        }
    }

    private final Random random;
    private final Vocabulary vocabulary;
    private final List<RandomProgram.Function> functions = new ArrayList<>();
    private final List<String> parameters;
    private int names;
    private List<String> scope = new ArrayList<>();

    private Generator(Random random, Vocabulary vocabulary) {
        this.random = random;
        this.vocabulary = vocabulary;
        this.parameters = List.of("x", "y", "z").subList(0, 1 + random.nextInt(3));
    }

    /** The program that belongs to {@code seed}; its functions' names end in {@code suffix}. */
    static RandomProgram draw(long seed, String suffix) {
        return draw(seed, suffix, Vocabulary.TAME);
    }

    static RandomProgram draw(long seed, String suffix, Vocabulary vocabulary) {
        Generator g = new Generator(new Random(seed * 0x9E3779B97F4A7C15L + 1), vocabulary);
        int helpers = g.random.nextInt(3);
        for (int i = 0; i < helpers; i++) {
            g.functions.add(g.function("h" + i + suffix, 1));
        }
        g.functions.add(g.function("f" + suffix, g.random.nextInt(3) > 0 ? 1 : 1 + g.random.nextInt(3)));
        return new RandomProgram(List.copyOf(g.functions));
    }

    private RandomProgram.Function function(String name, int results) {
        scope = new ArrayList<>(parameters);
        List<RandomProgram.Statement> statements = statements(random.nextInt(vocabulary.statements() + 1), 2);
        List<Tree> values = new ArrayList<>();
        for (int i = 0; i < results; i++) {
            Tree value = real(2);
            if (results > 1) {
                statements.add(new RandomProgram.Assign("r" + i, value));
            }
            values.add(results > 1 ? Tree.leaf("r" + i) : value);
        }
        return new RandomProgram.Function(name, parameters, statements, values);
    }

    private List<RandomProgram.Statement> statements(int count, int depth) {
        List<RandomProgram.Statement> statements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            statements.add(depth > 0 && random.nextInt(4) == 0 ? choose(depth) : assign());
        }
        return statements;
    }

    private RandomProgram.Statement assign() {
        Tree value = real(2);
        String name = "t" + ++names;
        scope.add(name);
        return new RandomProgram.Assign(name, value);
    }

    private RandomProgram.Statement choose(int depth) {
        Tree condition = condition(2);
        List<String> before = scope;
        List<String> given = List.of("t" + ++names, "t" + ++names).subList(0, 1 + random.nextInt(2));
        List<RandomProgram.Statement> then = arm(depth, before, given);
        List<RandomProgram.Statement> otherwise = arm(depth, before, given);
        scope = new ArrayList<>(before);
        scope.addAll(given);
        return new RandomProgram.Choose(condition, then, otherwise);
    }

    private List<RandomProgram.Statement> arm(int depth, List<String> before, List<String> given) {
        scope = new ArrayList<>(before);
        List<RandomProgram.Statement> arm = new ArrayList<>(statements(random.nextInt(2), depth - 1));
        given.forEach(name -> arm.add(new RandomProgram.Assign(name, real(2))));
        return arm;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private Tree name() {
        return Tree.leaf(scope.get(Math.max(random.nextInt(scope.size()), random.nextInt(scope.size()))));
    }

    private Tree real(int depth) {
        if (depth == 0) {
            return random.nextInt(5) == 0 ? Tree.leaf(pick(vocabulary.constants())) : name();
        }
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> Tree.of(pick(vocabulary.functions()), real(depth - 1));
            case 5, 6, 7, 8, 9 -> Tree.of("(" + pick(vocabulary.binary()) + ")", real(depth - 1), real(depth - 1));
            case 10 -> Tree.of("(%s ? %s : %s)", condition(depth - 1), real(depth - 1), real(depth - 1));
            case 11 -> Tree.of("where(%s, %s, %s)", condition(depth - 1), real(depth - 1), real(depth - 1));
            case 12 -> call(depth);
            case 13 -> Tree.of("diff(%s, %s)", real(depth - 1), Tree.leaf(pick(parameters)));
            default -> name();
        };
    }

    private Tree call(int depth) {
        if (functions.isEmpty()) {
            return name();
        }
        Tree[] arguments = parameters.stream().map(p -> real(depth - 1)).toArray(Tree[]::new);
        String holes = String.join(", ", parameters.stream().map(p -> "%s").toList());
        return Tree.of(functions.get(random.nextInt(functions.size())).name() + "(" + holes + ")", arguments);
    }

    private Tree condition(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            return switch (random.nextInt(3)) {
                case 0 -> Tree.condition("(%s and %s)", condition(depth - 1), condition(depth - 1));
                case 1 -> Tree.condition("(%s or %s)", condition(depth - 1), condition(depth - 1));
                default -> Tree.condition("(not (%s))", condition(depth - 1));
            };
        }
        return Tree.condition("(" + pick(COMPARISONS) + ")", real(Math.max(0, depth - 1)), real(0));
    }
}
