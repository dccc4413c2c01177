package org.wengert.codegen;

import java.util.List;

/**
 * A Java file.
 *
 * @param packageName empty for the unnamed package
 * @param className of its one top-level class
 * @param text the whole file; lines end with {@code \n}
 * @param lines where lines come from, in order; those that compute nothing are not among them
 */
public record GeneratedSource(String packageName, String className, String text, List<LineOrigin> lines) {

    /** Where it belongs below a source folder, such as {@code org/example/Loss.java}. */
    public String path() {
        return (packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/") + className + ".java";
    }
}
