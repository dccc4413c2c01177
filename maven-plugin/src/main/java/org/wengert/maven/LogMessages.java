package org.wengert.maven;

import org.apache.maven.plugin.logging.Log;
import org.wengert.generation.Messages;

/** What a generation says, in the log of a build. */
record LogMessages(Log log) implements Messages {

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
}
