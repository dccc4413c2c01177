package org.wengert.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/** A function's value at x to some 70 bits, by mpmath: a double and what it lacks, in ulps; see references.py. */
record Reference(int order, double x, double rounded, double rest) {

    /** All that references.py has written for a function. */
    static List<Reference> of(String function) {
        try (InputStream in = Reference.class.getResourceAsStream(function + ".txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Reference::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reference parse(String line) {
        String[] words = line.split(" ", -1);
        int n = words.length;
        return new Reference(
                n == 4 ? Integer.parseInt(words[0]) : 0,
                Double.parseDouble(words[n - 3]),
                Double.parseDouble(words[n - 2]),
                Double.parseDouble(words[n - 1]));
    }

    /** The absolute error of f at x. */
    double error(DoubleUnaryOperator f) {
        return ulps(f) * Math.ulp(rounded);
    }

    /** The error of f at x in ulps of the value. */
    double ulps(DoubleUnaryOperator f) {
        double y = f.applyAsDouble(x);
        return y == rounded ? Math.abs(rest) : Math.abs((y - rounded) / Math.ulp(rounded) - rest);
    }

    /** The error of f at x in ulps of the value or of the scale, whichever is larger. */
    double ulps(DoubleUnaryOperator f, double scale) {
        return error(f) / Math.ulp(Math.max(Math.abs(rounded), scale));
    }
}
