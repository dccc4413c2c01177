package org.wengert.codegen;

/** Java text under construction, with its indentation. */
final class Code {

    private static final String STEP = "    ";

    private final StringBuilder text = new StringBuilder();
    private String indent = "";

    /** Adds a line. */
    Code line(String line) {
        if (!line.isEmpty()) {
            text.append(indent).append(line);
        }
        text.append('\n');
        return this;
    }

    /** Adds a line and indents what follows. */
    Code open(String line) {
        return line(line).indent();
    }

    Code indent() {
        indent += STEP;
        return this;
    }

    /** Ends an indentation with a line. */
    Code close(String line) {
        indent = indent.substring(STEP.length());
        return line(line);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
