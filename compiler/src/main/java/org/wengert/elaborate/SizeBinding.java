package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;

/**
 * Finds the sizes of a function from the arrays that it is called with: in {@code f(A: real[n,m], y: real[n])} the rows of A
 * are n, and y has to have as many elements.
 */
public final class SizeBinding {

    private final Map<Symbol, Long> values;
    private final Map<Symbol, String> sources = new HashMap<>();
    private final List<String> errors = new ArrayList<>();

    private SizeBinding(Map<Symbol, Long> integers) {
        values = new HashMap<>(integers);
        integers.keySet().forEach(k -> sources.put(k, k + " is " + integers.get(k)));
    }

    /**
     * The sizes and integers of a call.
     *
     * @param extents of the argument for each input of the function's graph
     * @param integers the values of its integer parameters
     * @throws IllegalArgumentException if the arguments do not fit the parameters, each other, or what the body needs; the
     *     message has a line for everything that is wrong
     */
    public static Map<Symbol, Long> of(FunctionGraph function, List<int[]> extents, Map<Symbol, Long> integers) {
        SizeBinding binding = new SizeBinding(integers);
        List<Node> inputs = function.graph().inputs();
        for (int i = 0; i < inputs.size(); i++) {
            binding.rank(inputs.get(i), extents.get(i));
        }
        binding.fail();
        for (int i = 0; i < inputs.size(); i++) {
            binding.named(inputs.get(i), extents.get(i));
        }
        binding.fail();
        for (int i = 0; i < inputs.size(); i++) {
            binding.computed(inputs.get(i), extents.get(i));
        }
        binding.fail();
        function.requirements().forEach(r -> r.violation(binding.values).ifPresent(binding.errors::add));
        binding.fail();
        return Map.copyOf(binding.values);
    }

    private void fail() {
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", errors));
        }
    }

    private void rank(Node input, int[] extents) {
        Shape shape = input.type().shape();
        if (shape.rank() != extents.length) {
            errors.add(name(input) + " is " + (shape.isScalar() ? "a number" : shape) + ", and is given "
                    + (extents.length == 0
                            ? "a number"
                            : Arrays.stream(extents)
                                    .mapToObj(String::valueOf)
                                    .collect(Collectors.joining(",", "[", "]"))));
        }
    }

    /** Binds, or compares, the sizes that are names. */
    private void named(Node input, int[] extents) {
        for (int axis = 0; axis < extents.length; axis++) {
            Optional<Symbol> symbol = input.type().shape().size(axis).symbol();
            if (symbol.isPresent()) {
                String source = has(input, extents, axis);
                Long before = values.putIfAbsent(symbol.get(), (long) extents[axis]);
                if (before == null) {
                    sources.put(symbol.get(), source);
                } else if (before != extents[axis]) {
                    errors.add("size " + symbol.get() + ": " + sources.get(symbol.get()) + ", " + source);
                }
            }
        }
    }

    /** Compares the sizes that are numbers or expressions. */
    private void computed(Node input, int[] extents) {
        for (int axis = 0; axis < extents.length; axis++) {
            Size size = input.type().shape().size(axis);
            if (size.symbol().isEmpty()) {
                String source = has(input, extents, axis);
                try {
                    long expected = size.evaluate(
                            s -> Optional.ofNullable(values.get(s)).orElseThrow());
                    if (expected != extents[axis]) {
                        String is = size.constant().isPresent() ? "" : " = " + expected;
                        errors.add("size " + size + is + ": " + source);
                    }
                } catch (ArithmeticException e) {
                    errors.add("size " + size + ": " + e.getMessage());
                }
            }
        }
    }

    /** {@code A has 100 rows}. */
    private static String has(Node input, int[] extents, int axis) {
        int n = extents[axis];
        return name(input) + " has " + n
                + switch (extents.length) {
                    case 1 -> n == 1 ? " element" : " elements";
                    case 2 -> (axis == 0 ? " row" : " column") + (n == 1 ? "" : "s");
                    default -> " along axis " + axis;
                };
    }

    private static String name(Node input) {
        return input.name().orElseThrow();
    }
}
