package org.wengert.generation;

/** Where a generation says what it does and finds, line by line. */
public interface Messages {

    void info(String line);

    void warning(String line);

    void error(String line);
}
