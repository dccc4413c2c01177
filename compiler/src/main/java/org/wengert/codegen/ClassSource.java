package org.wengert.codegen;

import java.util.List;

/**
 * A class to be written.
 *
 * @param origin the name of the source, without its folder
 * @param hash the SHA-256 of the source in hexadecimal
 */
public record ClassSource(
        String packageName, String className, String origin, String hash, List<FunctionSource> functions) {}
