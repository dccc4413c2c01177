package org.wengert.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Splits a stream of bytes into lines of strict UTF-8, and outlives lines that are too long or are not text. */
final class Lines {

    static final int LONGEST = 16 << 20;

    private final InputStream in;

    Lines(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** A line that could not be made a text, with the reason instead; or the text. */
    record Line(String text, Optional<String> fault) {}

    /** The next line without its end; empty where there is none. */
    Optional<Line> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        boolean tooLong = false;
        int b = in.read();
        if (b < 0) {
            return Optional.empty();
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (line.size() < LONGEST) {
                line.write(b);
            } else {
                tooLong = true;
            }
        }
        return Optional.of(
                tooLong
                        ? new Line("", Optional.of("the line is longer than " + (LONGEST >> 20) + " MB"))
                        : decode(line.toByteArray()));
    }

    private static Line decode(byte[] bytes) {
        try {
            return new Line(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString(),
                    Optional.empty());
        } catch (CharacterCodingException e) {
            return new Line("", Optional.of("the line is not UTF-8"));
        }
    }
}
