package org.wengert.codegen;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.wengert.ir.Node;

/**
 * A class to be written.
 *
 * @param origin the name of the source, without its folder
 * @param hash the SHA-256 of the source in hexadecimal
 * @param annotation what the class and those in it are annotated with: a qualified name, or {@link #OWN_ANNOTATION}
 * @param trap what an exception says where a node makes NaN of numbers that are none; none to let NaN pass
 */
public record ClassSource(
        String packageName,
        String className,
        String origin,
        String hash,
        List<FunctionSource> functions,
        Optional<String> annotation,
        Optional<Function<Node, String>> trap) {

    /** For an annotation that the class declares itself. */
    public static final String OWN_ANNOTATION = "true";

    public ClassSource(
            String packageName, String className, String origin, String hash, List<FunctionSource> functions) {
        this(packageName, className, origin, hash, functions, Optional.empty(), Optional.empty());
    }
}
