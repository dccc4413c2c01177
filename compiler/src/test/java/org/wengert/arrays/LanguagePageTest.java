package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.op.Tensor;

/** The examples of the page of the language that are programs of arrays; scalar ones are compiled with those of other pages. */
class LanguagePageTest {

    static List<String> programs() throws IOException {
        return Pattern.compile("(?ms)^```expr\\n(.*?)^```$")
                .matcher(Files.readString(Path.of("..", "docs", "language.md")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .filter(program -> program.contains("real["))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void programsAreRightAndObeyTheLaws(String text) {
        assertThat(ArrayProgram.diagnostics(text)).isEmpty();
        ArrayProgram program = ArrayProgram.of(text);
        Random random = new Random(5);
        List<Tensor> x = program.function().graph().inputs().stream()
                .map(input -> ArrayLaws.draw(
                        random,
                        input.type().shape().sizes().stream()
                                .mapToInt(size -> Math.toIntExact(size.evaluate(symbol -> 3)))
                                .toArray()))
                .toList();
        assertThat(new ArrayLaws(program.sizes(x, Map.of()), random).broken(program, x))
                .isEmpty();
    }
}
