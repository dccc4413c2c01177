package org.wengert.ssa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wengert.ir.Operator;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.SizeText;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Catalogue;
import org.wengert.op.ScalarOperator;
import org.wengert.op.Tensor;
import org.wengert.runtime.Revolve;

/**
 * What the expressions of a list text are worth. Symbols mean arithmetic, and calls the operators of these names. Where an operator of
 * several symbols is computed as one thing, as {@code sqrt(x + y) - sqrt(x)} is, it is found by its notation, if asked for.
 */
final class TermValues {

    /** What the names of a list stand for while it runs. */
    static final class State {
        final Map<String, Double> numbers = new HashMap<>();
        final Map<String, double[]> arrays = new HashMap<>();
        final Map<String, Long> integers;
        final Map<String, Revolve> schedules = new HashMap<>();

        State(Map<String, Long> integers) {
            this.integers = new HashMap<>(integers);
        }

        double[] array(String name) {
            return Optional.ofNullable(arrays.get(name)).orElseThrow(() -> new IllegalStateException("no " + name));
        }

        int size(Size size) {
            return Math.toIntExact(size.evaluate(s -> Optional.ofNullable(integers.get(s.name()))
                    .orElseThrow(() -> new IllegalStateException("no integer " + s.name()))));
        }

        double number(String name) {
            return Optional.ofNullable(numbers.get(name))
                    .or(() -> Optional.ofNullable(integers.get(name)).map(Long::doubleValue))
                    .orElseGet(() -> constant(name));
        }

        private static double constant(String name) {
            return switch (name) {
                case "true" -> 1;
                case "false" -> 0;
                case "NaN" -> Double.NaN;
                case "inf" -> Double.POSITIVE_INFINITY;
                case "pi" -> Math.PI;
                default -> throw new IllegalStateException("no number " + name);
            };
        }
    }

    /** A number. */
    interface Value {
        double at(State state);
    }

    /** An array. */
    interface Whole {
        Tensor at(State state);
    }

    private record Notation(ScalarOperator operator, Term term) {}

    private record Kernel(ArrayOperator operator, Term term) {}

    private static final Map<Operator, Boolean> PLAIN = new ConcurrentHashMap<>();

    private static final List<Notation> NOTATIONS = Stream.concat(
                    Catalogue.all().stream(), Catalogue.familyMembers().stream())
            .filter(o -> o.java().isPresent() && saysAll(o))
            .map(o -> new Notation(o, Term.read(o.notation())))
            .filter(n -> !n.term.isFlat())
            .sorted(Comparator.comparing((Notation n) -> -n.term.size()))
            .toList();

    private static final List<Kernel> KERNELS = Catalogue.arrays().stream()
            .filter(o -> o.java().isPresent())
            .map(o -> new Kernel(o, Term.read(o.notation())))
            .toList();

    private final boolean precise;

    /** What is an array, and its shape, where it is said. */
    private final Set<String> arrays = new HashSet<>();

    private final Map<String, Shape> shapes = new HashMap<>();

    /** @param precise whether operators of several symbols are found by their notation */
    TermValues(boolean precise) {
        this.precise = precise;
    }

    /** Whether an operator is what its notation says, to the last bit, computed symbol by symbol. */
    static boolean isPlain(Operator operator) {
        return PLAIN.computeIfAbsent(
                operator,
                o -> !(o instanceof ScalarOperator scalar)
                        || (saysAll(scalar) && Term.read(scalar.notation()).isFlat()));
    }

    /** Whether each operand stands in the notation. */
    private static boolean saysAll(ScalarOperator operator) {
        return letters(operator.operandTypes().size()).stream()
                .allMatch(letter -> Pattern.compile("\\b" + letter + "\\b")
                        .matcher(operator.notation())
                        .find());
    }

    private static List<String> letters(int count) {
        return ScalarOperator.operandNames(count);
    }

    void declare(String name, Optional<Shape> shape) {
        arrays.add(name);
        shape.ifPresent(s -> shapes.put(name, s));
    }

    void says(String part, Shape shape) {
        shapes.put(part, shape);
    }

    private boolean isArray(Term term) {
        return term.kind() == Term.Kind.PART ? term.text().contains(":") : arrays.contains(term.text());
    }

    /** The number that a term is. */
    Value value(Term term) {
        Optional<Whole> kernel = kernel(term);
        if (kernel.isPresent()) {
            return state -> kernel.get().at(state).value();
        }
        return (precise ? byNotation(term) : Optional.<Value>empty()).orElseGet(() -> bySymbols(term));
    }

    private Optional<Value> byNotation(Term term) {
        for (Notation notation : NOTATIONS) {
            Optional<Map<String, Term>> found = notation.term.match(term);
            if (found.isPresent()) {
                return Optional.of(apply(
                        notation.operator,
                        letters(found.get().size()).stream()
                                .map(letter ->
                                        value(Optional.ofNullable(found.get().get(letter))
                                                .orElseThrow()))
                                .toList()));
            }
        }
        return Optional.empty();
    }

    private static Value apply(ScalarOperator operator, List<Value> operands) {
        return state -> operator.evaluate(
                operands.stream().mapToDouble(o -> o.at(state)).toArray());
    }

    private Value bySymbols(Term term) {
        return switch (term.kind()) {
            case NUMBER -> {
                double number = Double.parseDouble(term.text());
                yield state -> number;
            }
            case NAME -> state -> state.number(term.text());
            case PART -> {
                Size index = SizeText.size(term.text());
                yield state -> state.array(term.part(0).text())[state.size(index)];
            }
            case CALL -> call(term);
            case GROUP -> value(term.part(0));
            case PREFIX -> {
                Value operand = value(term.part(0));
                yield term.text().equals("-") ? state -> -operand.at(state) : state -> truth(operand.at(state) == 0);
            }
            case CHOICE -> {
                Value condition = value(term.part(0));
                Value then = value(term.part(1));
                Value otherwise = value(term.part(2));
                yield state -> condition.at(state) != 0 ? then.at(state) : otherwise.at(state);
            }
            case INFIX -> term.text().equals("^") ? power(term) : infix(term);
            case TRANSPOSE -> throw new IllegalArgumentException("no number: " + term);
        };
    }

    private static double truth(boolean holds) {
        return holds ? 1 : 0;
    }

    private Value infix(Term term) {
        Value a = value(term.part(0));
        Value b = value(term.part(1));
        return switch (term.text()) {
            case "+" -> state -> a.at(state) + b.at(state);
            case "-" -> state -> a.at(state) - b.at(state);
            case "*" -> state -> a.at(state) * b.at(state);
            case "/" -> state -> a.at(state) / b.at(state);
            case "<" -> state -> truth(a.at(state) < b.at(state));
            case "<=" -> state -> truth(a.at(state) <= b.at(state));
            case ">" -> state -> truth(a.at(state) > b.at(state));
            case ">=" -> state -> truth(a.at(state) >= b.at(state));
            case "==" -> state -> truth(a.at(state) == b.at(state));
            case "!=" -> state -> truth(a.at(state) != b.at(state));
            case "and" -> state -> truth(a.at(state) != 0 && b.at(state) != 0);
            case "or" -> state -> truth(a.at(state) != 0 || b.at(state) != 0);
            default -> throw new IllegalArgumentException("no symbol " + term.text());
        };
    }

    /** A whole number as the exponent is the operator of that power. */
    private Value power(Term term) {
        return Catalogue.named("power[" + term.part(1) + "]")
                .map(power -> apply(power, List.of(value(term.part(0)))))
                .orElseGet(() ->
                        apply(Catalogue.named("pow").orElseThrow(), List.of(value(term.part(0)), value(term.part(1)))));
    }

    /** The operator of this name; a number in front may be one of its name. */
    private Value call(Term term) {
        Optional<ScalarOperator> numbered = Catalogue.named(term.text() + "[" + term.part(0) + "]");
        if (numbered.isPresent() && term.parts().size() == 2) {
            return apply(numbered.get(), List.of(value(term.part(1))));
        }
        List<Value> operands = term.parts().stream().map(this::value).toList();
        Optional<ScalarOperator> named = Catalogue.named(term.text());
        if (named.isPresent()) {
            return apply(named.get(), operands);
        }
        Size.Function2 function = Arrays.stream(Size.Function2.values())
                .filter(f -> f.id().equals(term.text()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no operator " + term.text()));
        return state -> {
            List<Size> integers =
                    operands.stream().map(o -> Size.of((long) o.at(state))).toList();
            return integers.get(0).apply(function, integers.get(1)).evaluate(s -> 0);
        };
    }

    private record Applied(ArrayOperator operator, List<Term> operands) {}

    /** What a kernel gives. */
    Optional<Whole> kernel(Term term) {
        return applied(term)
                .map(applied ->
                        state -> applied.operator.evaluate(operands(applied, state), size -> size.evaluate(s -> 0)));
    }

    /** What adds the value of a kernel to an array. */
    void add(Term term, State state, Tensor sum) {
        Applied applied = applied(term).orElseThrow();
        List<Tensor> x = operands(applied, state);
        applied.operator.evaluateInto(x, size -> size.evaluate(s -> 0), sum, Shape.of(Size.of(sum.data().length)));
    }

    private List<Tensor> operands(Applied applied, State state) {
        return applied.operands.stream().map(o -> array(o, state)).toList();
    }

    private Optional<Applied> applied(Term term) {
        Optional<Term> factors = term.all()
                .filter(t -> t.kind() == Term.Kind.PREFIX && t.text().equals(";"))
                .findFirst()
                .map(t -> t.part(0));
        Term bare = withoutFactors(term);
        for (Kernel kernel : KERNELS) {
            Optional<Map<String, Term>> found = kernel.term.match(bare);
            if (found.isPresent() && found.get().values().stream().allMatch(this::isArray)) {
                List<Term> operands = new ArrayList<>();
                letters(found.get().size())
                        .forEach(letter -> operands.add(
                                found.get().getOrDefault(letter, found.get().get("a"))));
                factors.ifPresent(operands::add);
                if (fits(kernel.operator, operands)) {
                    return Optional.of(new Applied(kernel.operator, operands));
                }
            }
        }
        return Optional.empty();
    }

    private static Term withoutFactors(Term term) {
        return new Term(
                term.kind(),
                term.text(),
                term.parts().stream()
                        .filter(part ->
                                part.kind() != Term.Kind.PREFIX || !part.text().equals(";"))
                        .map(TermValues::withoutFactors)
                        .toList());
    }

    /** Products with a vector and with a matrix are written alike. */
    private boolean fits(ArrayOperator operator, List<Term> operands) {
        int rank = rank(operands.get(operands.size() - 1));
        return operator.name().startsWith("matvec")
                ? rank == 1
                : !operator.name().startsWith("matmul") || rank == 2;
    }

    private int rank(Term term) {
        return Optional.ofNullable(shapes.get(term.toString())).map(Shape::rank).orElse(1);
    }

    /** A copy of an array, or of a part of one. */
    Tensor array(Term term, State state) {
        Place place = place(term);
        double[] elements = Arrays.copyOfRange(state.array(place.name), place.from(state), place.to(state));
        int[] extents = Optional.ofNullable(shapes.get(term.toString()))
                .map(shape -> shape.sizes().stream().mapToInt(state::size).toArray())
                .orElseGet(() -> new int[] {elements.length});
        return new Tensor(extents, elements);
    }

    Shape shape(String array) {
        return Optional.ofNullable(shapes.get(array)).orElseThrow();
    }

    /** Some elements of an array, or all of them. */
    record Place(String name, Optional<List<Size>> bounds) {
        int from(State state) {
            return bounds.map(b -> state.size(b.get(0))).orElse(0);
        }

        int to(State state) {
            return bounds.map(b -> state.size(b.get(1))).orElseGet(() -> state.array(name).length);
        }
    }

    Place place(Term term) {
        return term.kind() == Term.Kind.PART
                ? new Place(
                        term.part(0).text(),
                        Optional.of(Arrays.stream(term.text().split(":", 2))
                                .map(SizeText::size)
                                .toList()))
                : new Place(term.text(), Optional.empty());
    }
}
