package org.wengert.explorer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that the explorer offers.
 *
 * @param title the comment that the program begins with
 */
public record Example(String title, String program) {

    /** From a formula to what takes loops and arrays. */
    static final List<Example> ALL = Stream.of(
                    "formula", "valley", "lecture", "decay", "softmax", "kink", "network", "logistic", "pendulum")
            .map(Example::read)
            .toList();

    private static Example read(String name) {
        try (InputStream in = Example.class.getResourceAsStream("examples/" + name + ".expr")) {
            if (in == null) {
                throw new IllegalStateException("bug: no example " + name);
            }
            String program = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Example(program.lines().findFirst().orElse("").replaceFirst("^# ", ""), program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
