package org.wengert.cli;

/** Says how far long work is, on a line of a terminal that is written over; nothing where nobody is looking, and nothing of short work. */
final class Progress {

    /** Goes to the start of the line of a terminal and clears it. */
    private static final String CLEARED = "\r\033[K";

    private static final long FIRST_NANOS = 1_000_000_000;
    private static final long EACH_NANOS = 100_000_000;

    private final Console console;
    private final boolean seen = Terminal.isThere();
    private long next = System.nanoTime() + FIRST_NANOS;
    private boolean said;

    Progress(Console console) {
        this.console = console;
    }

    void say(String words) {
        if (seen && System.nanoTime() - next >= 0) {
            print(words);
            next = System.nanoTime() + EACH_NANOS;
            said = true;
        }
    }

    /** Leaves the line empty. */
    void end() {
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
