package org.wengert.generation;

import java.util.Optional;

/** What a project has for generated Java to be compiled with, as far as that asks for something. */
public interface Libraries {

    /** What is to be said if Java needs the runtime and its compiler does not see it. */
    Optional<String> lacksRuntime(String java);

    /** What is to be said if an emitted test needs JUnit and the compiler of the tests does not see it. */
    Optional<String> lacksJUnit(String test);
}
