package org.wengert.codegen;

import java.util.List;
import java.util.Optional;

/**
 * A class to be written.
 *
 * @param origin the name of the source, without its folder
 * @param hash the SHA-256 of the source in hexadecimal
 * @param annotation what the class and those in it are annotated with: a qualified name, or {@link #OWN_ANNOTATION}
 */
public record ClassSource(
        String packageName,
        String className,
        String origin,
        String hash,
        List<FunctionSource> functions,
        Optional<String> annotation) {

    /** For an annotation that the class declares itself. */
    public static final String OWN_ANNOTATION = "true";

    public ClassSource(
            String packageName, String className, String origin, String hash, List<FunctionSource> functions) {
        this(packageName, className, origin, hash, functions, Optional.empty());
    }
}
