package org.wengert.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where a run reads and writes: UTF-8, whatever the locale. */
record Console(InputStream in, PrintStream out, PrintStream err) {

    static Console of(InputStream in, OutputStream out, OutputStream err) {
        return new Console(in, utf8(out), utf8(err));
    }

    private static PrintStream utf8(OutputStream stream) {
        return new PrintStream(stream, false, StandardCharsets.UTF_8);
    }

    void flush() {
        out.flush();
        err.flush();
    }
}
