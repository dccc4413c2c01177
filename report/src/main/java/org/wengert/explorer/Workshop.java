package org.wengert.explorer;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Compiles in a process of its own, which has little memory and is ended when it takes too long: what somebody types can
 * neither stop nor slow what serves the page.
 */
final class Workshop implements AutoCloseable {

    private static final int LARGEST_ANSWER = 32 << 20;

    /** A process has given so many answers when another one takes its place: what it has loaded and compiled only grows. */
    private static final int MOST_ANSWERS = 1_000;

    private final String memory;
    private final long seconds;
    private final ExecutorService readers = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "explorer-answers");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable Process process;
    private int answers;

    /**
     * A workshop, whose process is started when it is needed.
     *
     * @param memory of the process, as the option of the JVM says it
     * @param seconds that one answer may take
     */
    Workshop(String memory, long seconds) {
        this.memory = memory;
        this.seconds = seconds;
    }

    /** Why there is no answer. */
    static final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;

        FailedException(String message) {
            super(message);
        }

        FailedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The answer to a program; one at a time. */
    synchronized String answer(String program) throws FailedException {
        try {
            String answer = exchange(running(), program);
            if (++answers >= MOST_ANSWERS) {
                stop();
            }
            return answer;
        } catch (IOException e) {
            stop();
            throw new FailedException("the program took too much memory to compile", e);
        }
    }

    private String exchange(Process worker, String program) throws IOException, FailedException {
        byte[] request = program.getBytes(StandardCharsets.UTF_8);
        DataOutputStream out = new DataOutputStream(worker.getOutputStream());
        out.writeInt(request.length);
        out.write(request);
        out.flush();
        Future<String> answer = readers.submit(() -> read(new DataInputStream(worker.getInputStream())));
        try {
            return answer.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            stop();
            throw new FailedException("compiling took more than " + seconds + " seconds and was given up", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
            throw new FailedException("the explorer is ending", e);
        }
    }

    private static String read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LARGEST_ANSWER) {
            throw new IOException("an answer of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer ends early");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private Process running() throws IOException {
        Process known = process;
        if (known != null && known.isAlive()) {
            return known;
        }
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process started = new ProcessBuilder(List.of(
                        java.toString(),
                        "-Xmx" + memory,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:+UseSerialGC", // gives memory back that one large program has needed
                        "-XX:MinHeapFreeRatio=10",
                        "-XX:MaxHeapFreeRatio=30",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        Optional.ofNullable(System.getProperty("java.class.path"))
                                .orElse(""),
                        Worker.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process = started;
        return started;
    }

    private void stop() {
        Process known = process;
        if (known != null) {
            known.destroyForcibly();
            process = null;
            answers = 0;
        }
    }

    @Override
    public void close() {
        readers.shutdownNow();
        Process known = process;
        if (known != null) {
            known.destroyForcibly();
        }
    }
}
