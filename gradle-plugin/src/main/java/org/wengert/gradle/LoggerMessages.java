package org.wengert.gradle;

import org.gradle.api.logging.Logger;
import org.wengert.generation.Messages;

/** What a generation says, in the log of a build. */
record LoggerMessages(Logger logger) implements Messages {

    @Override
    public void info(String line) {
        logger.info(line);
    }

    @Override
    public void warning(String line) {
        logger.warn(line);
    }

    @Override
    public void error(String line) {
        logger.error(line);
    }
}
