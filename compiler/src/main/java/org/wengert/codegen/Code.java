package org.wengert.codegen;

/** Java text under construction, with its indentation. */
final class Code {

    private static final String STEP = "    ";

    /** What lies deeper stands no further to the right, or a thousand conditionals in each other would be mostly blanks. */
    private static final int DEEPEST = 20;

    private final StringBuilder text = new StringBuilder();
    private int depth;

    /** Adds a line. */
    Code line(String line) {
        if (!line.isEmpty()) {
            text.append(STEP.repeat(Math.min(depth, DEEPEST))).append(line);
        }
        text.append('\n');
        return this;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Adds all lines of {@code other} as they are. */
    Code append(Code other) {
        text.append(other.text);
        return this;
    }

    /** Adds a line and indents what follows. */
    Code open(String line) {
        return line(line).indent();
    }

    Code indent() {
        depth++;
        return this;
    }

    /** Ends an indentation with a line. */
    Code close(String line) {
        depth--;
        return line(line);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
