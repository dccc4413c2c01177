package org.wengert.cli;

/** What a run says to the shell. */
final class Exit {

    static final int FINE = 0;

    /** The program, or what it gives, is in error. */
    static final int PROGRAM_IN_ERROR = 1;

    /** Wrong usage, or a file that cannot be read or written. */
    static final int WRONG_USAGE = 2;

    private Exit() {}
}
