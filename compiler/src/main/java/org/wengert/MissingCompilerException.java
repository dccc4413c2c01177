package org.wengert;

/** Says that this JVM has no Java compiler: it is a runtime image (JRE) without the module {@code jdk.compiler}. */
public final class MissingCompilerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    MissingCompilerException() {
        super(
                "this Java runtime has no compiler (module jdk.compiler); run on a JDK, or generate the code when building"
                        + " with: wengert compile");
    }
}
