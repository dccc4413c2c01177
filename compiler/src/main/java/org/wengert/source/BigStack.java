package org.wengert.source;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs what recurses over an author's nesting on a thread whose stack is large enough for the deepest nesting that
 * parses.
 *
 * <p>A caller's own stack may be nearly used up, or be that of a thread with 256 KB. The stack is reserved, not
 * committed: a shallow program touches a few pages of it.
 */
public final class BigStack {

    /** 32 KB for each of the 2,000 levels that the parser admits. */
    private static final long BYTES = 64L << 20;

    private BigStack() {}

    /** The value of {@code work}; what it throws comes out as it is. Work inside work stays on its thread. */
    public static <T> T call(Supplier<T> work) {
        return Thread.currentThread() instanceof Worker<?> ? work.get() : new Worker<>(work).result();
    }

    private static final class Worker<T> extends Thread {

        private final Supplier<T> work;
        private @Nullable T value;
        private @Nullable Throwable thrown;

        Worker(Supplier<T> work) {
            super(null, null, "wengert-" + Thread.currentThread().getName(), BYTES);
            this.work = work;
            setDaemon(true);
        }

        @Override
        @SuppressWarnings("ThrowableNotThrown")
        public void run() {
            try {
                value = work.get();
            } catch (RuntimeException | Error e) {
                thrown = e;
            }
        }

        @SuppressWarnings("NullAway") // value is null only where work gave null
        T result() {
            start();
            joinFully();
            if (thrown instanceof Error error) {
                throw error;
            }
            if (thrown instanceof RuntimeException exception) {
                throw exception;
            }
            return value;
        }

        /** Waits however often the caller is interrupted, and leaves the interrupt for the caller to see. */
        private void joinFully() {
            boolean interrupted = false;
            while (true) {
                try {
                    join();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
