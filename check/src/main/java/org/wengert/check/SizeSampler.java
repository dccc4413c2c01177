package org.wengert.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.wengert.driver.Arguments;
import org.wengert.driver.CompiledFunction;
import org.wengert.ir.Symbol;

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
            Optional<Arguments> fitting = Arguments.zeros(function.source(), sizes);
            if (fitting.isPresent()) {
                return fitting;
            }
        }
        return Optional.empty();
    }
}
