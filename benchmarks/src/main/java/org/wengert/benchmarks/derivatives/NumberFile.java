package org.wengert.benchmarks.derivatives;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.StringTokenizer;

/** The numbers of a file beside this class, which white space separates. */
final class NumberFile {

    private final StringTokenizer words;

    private NumberFile(String text) {
        this.words = new StringTokenizer(text);
    }

    static NumberFile open(String name) {
        try (InputStream stream = Objects.requireNonNull(NumberFile.class.getResourceAsStream(name), name)) {
            return new NumberFile(new String(stream.readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int integer() {
        return Integer.parseInt(words.nextToken());
    }

    double real() {
        return Double.parseDouble(words.nextToken());
    }

    double[] reals(int count) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = real();
        }
        return numbers;
    }
}
