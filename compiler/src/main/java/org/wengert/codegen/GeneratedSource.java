package org.wengert.codegen;

/**
 * A Java file.
 *
 * @param packageName empty for the unnamed package
 * @param className of its one top-level class
 * @param text the whole file; lines end with {@code \n}
 */
public record GeneratedSource(String packageName, String className, String text) {

    /** Where it belongs below a source folder, such as {@code org/example/Loss.java}. */
    public String path() {
        return (packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/") + className + ".java";
    }
}
