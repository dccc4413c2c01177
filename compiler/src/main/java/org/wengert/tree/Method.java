package org.wengert.tree;

import java.util.List;
import java.util.Optional;

/**
 * A method of generated code.
 *
 * @param result what it gives back; nothing if it writes to arrays alone
 */
public record Method(String name, Optional<ValueType> result, List<Parameter> parameters, List<Statement> body) {

    /** What a method takes. */
    public record Parameter(ValueType type, String name) {}

    /** Its parameters as the arguments of another method that takes the same. */
    public List<Expression> arguments() {
        return arguments(parameters);
    }

    public static List<Expression> arguments(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> Expression.name(parameter.name()))
                .toList();
    }
}
