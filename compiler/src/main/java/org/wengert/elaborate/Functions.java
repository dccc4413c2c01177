package org.wengert.elaborate;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.wengert.syntax.Syntax;

/** What can be called at a place of the file: the functions above, and the built-ins. */
final class Functions {

    private final Map<String, FunctionGraph> defined = new LinkedHashMap<>();
    private final Set<String> broken = new HashSet<>();
    private final Set<String> later = new HashSet<>();
    private String current = "";

    Functions(List<Syntax.Function> all) {
        all.forEach(f -> later.add(f.name().text()));
    }

    void enter(String name) {
        current = name;
    }

    void define(FunctionGraph function) {
        defined.put(function.name(), function);
        later.remove(function.name());
    }

    /** Says that {@code name} is in error, so that calls of it are no further errors. */
    void defineBroken(String name) {
        broken.add(name);
        later.remove(name);
    }

    Optional<FunctionGraph> defined(String name) {
        return Optional.ofNullable(defined.get(name));
    }

    List<FunctionGraph> all() {
        return List.copyOf(defined.values());
    }

    boolean isBroken(String name) {
        return broken.contains(name);
    }

    boolean isLater(String name) {
        return later.contains(name);
    }

    boolean isCurrent(String name) {
        return current.equals(name);
    }

    boolean isFunction(String name) {
        return defined.containsKey(name) || !signatures(name).isEmpty();
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>(defined.keySet());
        names.addAll(BuiltIns.names());
        return names;
    }

    /** The ways in which {@code name} can be called. */
    List<String> signatures(String name) {
        Optional<FunctionGraph> function = defined(name);
        if (function.isPresent()) {
            return List.of(name + "("
                    + String.join(
                            ", ",
                            function.get().syntax().parameters().stream()
                                    .map(p -> p.name().text())
                                    .toList())
                    + ")");
        }
        return BuiltIns.signatures(name);
    }
}
