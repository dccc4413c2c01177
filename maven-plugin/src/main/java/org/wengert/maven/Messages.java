package org.wengert.maven;

/** Where a generation says what it does and finds, line by line. */
interface Messages {

    void info(String line);

    void warning(String line);

    void error(String line);
}
