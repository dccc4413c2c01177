package org.wengert.gradle;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.zip.ZipFile;
import org.wengert.generation.RuntimeUse;

/** What generated Java may need to be compiled. */
enum Library {
    RUNTIME("org.wengert:wengert-runtime", "org/wengert/runtime/") {
        @Override
        boolean isUsedBy(String java) {
            return RuntimeUse.isIn(java);
        }

        @Override
        String toAdd() {
            return name + ":" + Tool.version();
        }
    },

    JUNIT("org.junit.jupiter:junit-jupiter", "org/junit/jupiter/api/") {
        @Override
        boolean isUsedBy(String java) {
            return java.contains("import org.junit.jupiter.api.");
        }

        /** One that emitted tests are known to run with. */
        @Override
        String toAdd() {
            return name + ":6.1.3";
        }
    };

    final String name;
    private final String folder;

    Library(String name, String folder) {
        this.name = name;
        this.folder = folder;
    }

    abstract boolean isUsedBy(String java);

    /** With the version that a project takes which has none. */
    abstract String toAdd();

    /** Whether classes of it are in a folder or a jar of a class path. */
    boolean isIn(File classes) {
        if (classes.isDirectory()) {
            return Files.isDirectory(classes.toPath().resolve(folder));
        }
        if (!classes.isFile()) {
            return false;
        }
        try (ZipFile jar = new ZipFile(classes)) {
            return jar.stream().anyMatch(entry -> entry.getName().startsWith(folder));
        } catch (IOException e) {
            // What is no jar is for the compiler to complain of.
            return false;
        }
    }
}
