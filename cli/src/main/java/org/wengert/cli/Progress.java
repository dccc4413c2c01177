package org.wengert.cli;

import java.util.Timer;
import java.util.TimerTask;

/** Says how far long work is, on a line of a terminal that is written over; nothing where nobody is looking, and nothing of short work. */
final class Progress {

    /** Goes to the start of the line of a terminal and clears it. */
    private static final String CLEARED = "\r\033[K";

    private static final long FIRST_NANOS = 1_000_000_000;
    private static final long EACH_NANOS = 100_000_000;
    private static final long TICK_MILLIS = 500;

    /** What cannot say how far it is. */
    @FunctionalInterface
    interface Work<T, E extends Exception> {
        T run() throws E;
    }

    private final Console console;
    private final boolean seen;
    private final long start = System.nanoTime();
    private long next = start + FIRST_NANOS;
    private boolean said;
    private boolean ended;

    Progress(Console console) {
        this(console, Terminal.isThere());
    }

    Progress(Console console, boolean seen) {
        this.console = console;
        this.seen = seen;
    }

    /** Does work, and says what it is and how many seconds it has taken so far. */
    <T, E extends Exception> T during(String words, Work<T, E> work) throws E {
        if (!seen) {
            return work.run();
        }
        Timer timer = new Timer("progress", true);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        say(words + ", " + Math.round((System.nanoTime() - start) / 1e9) + " s");
                    }
                },
                FIRST_NANOS / 1_000_000,
                TICK_MILLIS);
        try {
            return work.run();
        } finally {
            timer.cancel();
            end();
        }
    }

    synchronized void say(String words) {
        if (seen && !ended && System.nanoTime() - next >= 0) {
            print(words);
            next = System.nanoTime() + EACH_NANOS;
            said = true;
        }
    }

    /** Leaves the line empty. */
    synchronized void end() {
        ended = true;
        if (said) {
            print("");
            said = false;
        }
    }

    private void print(String words) {
        console.err().print(CLEARED + words);
        console.err().flush();
    }
}
