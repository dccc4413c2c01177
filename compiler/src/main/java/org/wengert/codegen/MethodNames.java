package org.wengert.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.wengert.ssa.WengertList;
import org.wengert.tree.Expression;
import org.wengert.tree.Method.Parameter;
import org.wengert.tree.ValueType;

/** The names of a method's arrays, each with an underscore behind it where a value of the author's has the name. */
final class MethodNames {

    /** What a value cannot be called, because generated code reads these. */
    static final Set<String> RESERVED = reserved();

    /** The same where there are loops or arrays. */
    static final Set<String> RESERVED_WITH_STORAGE =
            with(RESERVED, List.of(ArrayClass.WORKSPACE, ArrayClass.SCHEDULES, StepWriter.SWAPPED));

    private final String method;
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> taken;
    private final String extraName;

    MethodNames(WengertList list, String method, Signature signature) {
        this.method = method;
        this.extraName = signature.extra();
        this.taken = list.taken();
        claim("point");
        claim("workspace");
        claim("directions");
        claim("tangents");
        claim("k");
        if (signature.hasExtra()) {
            claim(signature.extra());
        }
        signature.arrays().forEach(target -> claim(target.name()));
        signature.arrays().stream()
                .filter(Signature.Target::whole)
                .forEach(target -> names.put(target.name(), list.outputs().get(target.first())));
    }

    private static Set<String> with(Set<String> names, List<String> more) {
        Set<String> all = new HashSet<>(names);
        all.addAll(more);
        return Set.copyOf(all);
    }

    private static Set<String> reserved() {
        Set<String> reserved = new TreeSet<>(JavaPrinter.classNames());
        // Packages too: a value hides the one of its name from what is written out in full.
        reserved.addAll(List.of("java", "org"));
        return Set.copyOf(reserved);
    }

    private void claim(String name) {
        String free = name;
        while (!taken.add(free)) {
            free += "_";
        }
        names.put(name, free);
    }

    private String get(String name) {
        return names.getOrDefault(name, name);
    }

    String method() {
        return method;
    }

    String point() {
        return get("point");
    }

    String workspace() {
        return get("workspace");
    }

    /** Several directions. */
    String directions() {
        return get("directions");
    }

    /** What comes of them. */
    String tangents() {
        return get("tangents");
    }

    /** Which of them a loop is at. */
    String index() {
        return get("k");
    }

    /** The direction or cotangent. */
    String extra() {
        return get(extraName);
    }

    String array(Signature.Target target) {
        return get(target.name());
    }

    /** What the form over arrays takes. */
    List<Parameter> overArrays(Signature signature) {
        List<Parameter> parameters = new ArrayList<>(List.of(new Parameter(ValueType.ARRAY, point())));
        if (signature.hasExtra()) {
            parameters.add(new Parameter(signature.extraIsScalar() ? ValueType.REAL : ValueType.ARRAY, extra()));
        }
        parameters.addAll(written(signature));
        return parameters;
    }

    /** The arrays that receive something. */
    List<Parameter> written(Signature signature) {
        return signature.arrays().stream()
                .map(target -> new Parameter(ValueType.ARRAY, array(target)))
                .toList();
    }

    /** How input {@code index} is read from the arrays. */
    Expression element(int index, int parameters, Signature signature) {
        if (index < parameters) {
            return Expression.name(point()).at(index);
        }
        Expression extra = Expression.name(get(signature.extra()));
        return signature.extraIsScalar() ? extra : extra.at(index - parameters);
    }
}
