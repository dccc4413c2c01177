package org.wengert.gradle;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where classes of the tests' class path come from. */
final class ClassFolders {

    private ClassFolders() {}

    /** The folder or jar that a class is in. */
    static Path of(String type) {
        try {
            return Path.of(Class.forName(type, false, ClassFolders.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
