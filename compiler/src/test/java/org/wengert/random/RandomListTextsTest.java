package org.wengert.random;

import java.util.Optional;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.product.Product;
import org.wengert.source.BigStack;
import org.wengert.source.SourceText;
import org.wengert.ssa.ListLaws;

/** The texts of the lists of programs drawn at random read back, and say all of them. */
class RandomListTextsTest {

    @Test
    void listsOfNumbersReadBack() {
        check(40, seed -> Generator.draw(seed, ""));
    }

    @Test
    void listsOfArraysReadBack() {
        check(15, ArrayGenerator::draw);
    }

    private static void check(int programs, LongFunction<RandomProgram> draw) {
        Seeds seeds = new Seeds(programs);
        seeds.check(draw, (program, seed) -> BigStack.call(() -> broken(program)));
        seeds.report("lists read back");
    }

    private static Optional<String> broken(RandomProgram program) {
        Compilation compilation = Compiler.compile(SourceText.of("f.expr", program.text()), CompilerOptions.named("f"));
        CompiledFunction function = compilation.function(program.subject()).orElseThrow();
        try {
            for (Product product : function.possible()) {
                ListLaws.hold(function, product);
            }
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
