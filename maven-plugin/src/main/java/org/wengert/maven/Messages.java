package org.wengert.maven;

import org.apache.maven.plugin.logging.Log;

/** Where a generation says what it does and finds, line by line. */
interface Messages {

    void info(String line);

    void warning(String line);

    void error(String line);

    /** To the log of a build. */
    static Messages to(Log log) {
        return new Messages() {
            @Override
            public void info(String line) {
                log.info(line);
            }

            @Override
            public void warning(String line) {
                log.warn(line);
            }

            @Override
            public void error(String line) {
                log.error(line);
            }
        };
    }
}
