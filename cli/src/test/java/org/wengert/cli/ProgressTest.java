package org.wengert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private Progress progress(boolean seen) {
        return new Progress(Console.of(InputStream.nullInputStream(), OutputStream.nullOutputStream(), said), seen);
    }

    private static String slow() throws InterruptedException {
        Thread.sleep(1_700);
        return "done";
    }

    @Test
    void saysHowLongWorkTakesAndClearsTheLine() throws Exception {
        assertThat(progress(true).during("compiling f.expr", ProgressTest::slow))
                .isEqualTo("done");
        assertThat(said.toString(StandardCharsets.UTF_8))
                .startsWith("\r\033[Kcompiling f.expr, 1 s")
                .endsWith("\r\033[K");
    }

    @Test
    void saysNothingWhereNobodyLooksOrWorkIsShort() throws Exception {
        assertThat(progress(false).during("compiling f.expr", ProgressTest::slow))
                .isEqualTo("done");
        assertThat(progress(true).during("compiling f.expr", () -> 1)).isEqualTo(1);
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
