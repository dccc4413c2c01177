package org.wengert.gradle;

import java.nio.file.Path;

/** Something that builds a project. */
interface Gradle {

    /** What it says, errors too. */
    String run(Path project, boolean configurationCache, String... tasks) throws Exception;
}
