package org.wengert.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.wengert.driver.Arguments;
import org.wengert.driver.CompiledFunction;
import org.wengert.ir.Node;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;

/** Draws small sizes and integers for which a function can be called. */
final class SizeSampler {

    /** The largest size or integer that is drawn. */
    static final int LARGEST = 4;

    private static final int DRAWS = 400;

    private final CompiledFunction function;
    private final Map<String, Long> fixed;
    private final SplittableRandom random;

    /**
     * @param fixed sizes and integers that are not drawn
     */
    SizeSampler(CompiledFunction function, Map<String, Long> fixed, long seed) {
        this.function = function;
        this.fixed = fixed;
        this.random = new SplittableRandom(seed);
    }

    /** Sizes with arrays of zeros; absent if none were found. */
    Optional<Arguments> draw() {
        for (int draw = 0; draw < DRAWS; draw++) {
            Map<Symbol, Long> sizes = new HashMap<>();
            for (Symbol symbol : function.source().symbols()) {
                long drawn = 1L + random.nextInt(LARGEST);
                sizes.put(symbol, fixed.getOrDefault(symbol.name(), drawn));
            }
            Optional<Arguments> fitting = fitting(sizes);
            if (fitting.isPresent()) {
                return fitting;
            }
        }
        return Optional.empty();
    }

    private Optional<Arguments> fitting(Map<Symbol, Long> sizes) {
        try {
            return Optional.of(arguments(sizes));
        } catch (IllegalArgumentException | ArithmeticException | NegativeArraySizeException unfit) {
            return Optional.empty();
        }
    }

    private Arguments arguments(Map<Symbol, Long> sizes) {
        List<Tensor> arrays = new ArrayList<>();
        for (Node input : function.source().graph().inputs()) {
            arrays.add(Tensor.zeros(input.type().shape().sizes().stream()
                    .mapToInt(size -> Math.toIntExact(size.evaluate(
                            symbol -> Optional.ofNullable(sizes.get(symbol)).orElseThrow())))
                    .toArray()));
        }
        Map<Symbol, Long> integers = new HashMap<>();
        for (String name : function.integers()) {
            Symbol symbol = new Symbol(name);
            integers.put(symbol, Optional.ofNullable(sizes.get(symbol)).orElseThrow());
        }
        return Arguments.of(function.source(), arrays, integers);
    }
}
