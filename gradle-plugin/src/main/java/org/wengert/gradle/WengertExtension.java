package org.wengert.gradle;

import org.gradle.api.provider.Property;

/** {@code wengert { ... }} in a build script: what holds for all source sets. */
public interface WengertExtension extends GenerationOptions {

    /** Writes a JUnit test for each class of main code too, which the project has to have JUnit Jupiter for. */
    Property<Boolean> getEmitTests();

    /**
     * Fails the build, before the compiler runs, where generated Java needs a library that its class path lacks: the runtime of
     * Wengert, or JUnit Jupiter for emitted tests.
     */
    Property<Boolean> getCheckDependencies();
}
