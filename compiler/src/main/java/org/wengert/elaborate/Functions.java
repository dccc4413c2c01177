package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.wengert.op.Catalogue;
import org.wengert.op.ScalarOperator;
import org.wengert.syntax.Syntax;

/** What can be called at a place of the file: the functions above, and the built-ins. */
final class Functions {

    private static final Map<String, String> SPECIAL = Map.ofEntries(
            Map.entry("where", "where(condition, a, b)"),
            Map.entry("diff", "diff(expression, name)"),
            Map.entry("jacobian", "jacobian(expression, name)"),
            Map.entry("hessian", "hessian(expression, name)"),
            Map.entry("dot", "dot(x, y)"),
            Map.entry("solve", "solve(A, b)"),
            Map.entry("inv", "inv(A)"),
            Map.entry("det", "det(A)"),
            Map.entry("logdet", "logdet(A)"),
            Map.entry("zeros", "zeros(n, ...)"),
            Map.entry("ones", "ones(n, ...)"),
            Map.entry("eye", "eye(n)"),
            Map.entry("reshape", "reshape(x, n, ...)"),
            Map.entry("concat", "concat(x, y, ...)"),
            Map.entry("rows", "rows(A)"),
            Map.entry("cols", "cols(A)"));

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
        names.addAll(SPECIAL.keySet());
        names.addAll(Catalogue.builtInNames());
        names.addAll(ArrayFunctions.names());
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
        String special = SPECIAL.get(name);
        if (special != null) {
            return List.of(special);
        }
        List<String> signatures = new ArrayList<>(
                Catalogue.builtIn(name).map(Functions::signatures).orElse(List.of()));
        ArrayFunctions.named(name).forEach(f -> signatures.add(f.signature()));
        if (AxisFunctions.isOne(name)) {
            signatures.add(name + "(A, axis)");
        }
        return signatures;
    }

    private static List<String> signatures(ScalarOperator operator) {
        List<String> signatures = new ArrayList<>();
        if (operator.name().equals("leaky_relu")) {
            signatures.add("leaky_relu(a)");
        }
        String more = operator.variadic() ? ", ..." : "";
        signatures.add(operator.name() + "(" + String.join(", ", operator.operandNames()) + more + ")");
        return signatures;
    }
}
