package org.wengert.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends an evaluation that takes too long, between two iterations of a loop.
 *
 * @param seconds that it may take; 0 for any time
 */
record Deadline(long seconds) {

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "wengert-clock");
        thread.setDaemon(true);
        return thread;
    });

    /** From so many on it is slow. */
    private static final long SLOW = 1;

    /** What is typed; it may take so long, if anything is. */
    static Deadline parse(String text, long otherwise) throws RequestException {
        if (text.isEmpty()) {
            return new Deadline(otherwise);
        }
        Optional<Double> seconds =
                Numbers.parse(text).filter(s -> s >= 1 && s <= Integer.MAX_VALUE && s == Math.rint(s));
        return new Deadline(seconds.orElseThrow(() -> new RequestException(
                        "malformed-value", "--limit: '" + text + "' is not a number of whole seconds, at least 1"))
                .longValue());
    }

    /** Something that is evaluated. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws RequestException;
    }

    /**
     * The results, in time.
     *
     * @param slow what is done once it takes more than a second
     */
    <T> T evaluate(Work<T> work, Runnable slow) throws RequestException {
        Thread thread = Thread.currentThread();
        List<Future<?>> alarms = new ArrayList<>(List.of(CLOCK.schedule(slow, SLOW, TimeUnit.SECONDS)));
        if (seconds > 0) {
            alarms.add(CLOCK.schedule(thread::interrupt, seconds, TimeUnit.SECONDS));
        }
        try {
            return work.run();
        } catch (CancellationException e) {
            throw new RequestException(
                    "limit",
                    "evaluating this takes more than " + seconds + (seconds == 1 ? " second" : " seconds"),
                    Optional.of("fewer iterations, or more time with --limit SECONDS"));
        } finally {
            alarms.forEach(alarm -> alarm.cancel(false));
            clearInterrupt();
        }
    }

    /** Ends the work here, if its time is up. */
    static void look() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException();
        }
    }

    /** It is over, in time or not: an alarm that came last is not for what follows. */
    @SuppressWarnings("CheckReturnValue")
    private static void clearInterrupt() {
        Thread.interrupted();
    }
}
