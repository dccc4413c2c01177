package org.wengert.driver;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.ssa.JavaNames;

/**
 * What the compiler is told.
 *
 * @param className of the generated class
 * @param functionName of the function that a bare expression is
 * @param parameters of a bare expression, in their order; if absent, its free names in natural alphabetical order
 * @param only the function that is wanted; if absent, all of them
 * @param given what its options are, where that was said
 */
public record CompilerOptions(
        String className,
        String functionName,
        Optional<List<String>> parameters,
        Optional<String> only,
        Map<CompilerOption<?>, Object> given) {

    /** What becomes of NaN in generated code. */
    public enum NaNs {
        /** It is computed with, as Java does. */
        PASS,
        /** The first statement that makes it of numbers that are none throws an exception. */
        TRAPPED
    }

    public CompilerOptions {
        given = Map.copyOf(given);
    }

    /**
     * A product with the names of the parameters that it is taken with respect to, all of them if none are named.
     */
    public record ProductRequest(String product, List<String> parameters) {}

    /** For a class and a function of the given name. */
    public static CompilerOptions named(String name) {
        return named(name, name);
    }

    public static CompilerOptions named(String className, String functionName) {
        return new CompilerOptions(className, functionName, Optional.empty(), Optional.empty(), Map.of());
    }

    /** For the class and the function that a file is named after: {@code Loss} for {@code models/Loss.expr}. */
    public static CompilerOptions ofFile(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return named(JavaNames.identifier(dot > 0 ? name.substring(0, dot) : name));
    }

    /** With all that {@code others} were given. */
    public CompilerOptions withAll(CompilerOptions others) {
        Map<CompilerOption<?>, Object> all = new HashMap<>(given);
        all.putAll(others.given);
        return new CompilerOptions(className, functionName, parameters, only, all);
    }

    public <T> CompilerOptions with(CompilerOption<T> option, T value) {
        return withAll(new CompilerOptions(className, functionName, parameters, only, Map.of(option, value)));
    }

    /** With what a text says of an option. */
    public <T> CompilerOptions parsed(CompilerOption<T> option, String text) throws InvalidOptionException {
        return with(option, option.parse(text));
    }

    @SuppressWarnings("unchecked") // with() puts it there
    public <T> T get(CompilerOption<T> option) {
        return (T) given.getOrDefault(option, option.ifNotGiven());
    }

    public CompilerOptions withParameters(List<String> names) {
        return new CompilerOptions(className, functionName, Optional.of(List.copyOf(names)), only, given);
    }

    /** For one function alone; what it calls is in it. */
    public CompilerOptions only(String function) {
        return new CompilerOptions(className, functionName, parameters, Optional.of(function), given);
    }
}
