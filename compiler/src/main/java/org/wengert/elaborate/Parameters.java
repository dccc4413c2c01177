package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Type;
import org.wengert.syntax.Syntax;

/** Gives a function's scope its parameters, and the names of sizes that stand in their shapes. */
final class Parameters {

    static final int MOST_AXES = 4;

    private final Diagnostics diagnostics;
    private final Integers integers;
    private final Scope scope;

    private Parameters(Diagnostics diagnostics, Scope scope) {
        this.diagnostics = diagnostics;
        this.integers = new Integers(diagnostics);
        this.scope = scope;
    }

    /** Integers first, then the sizes that are names, so that a shape may use what stands behind it. */
    static void define(List<Syntax.Parameter> parameters, Scope scope, Diagnostics diagnostics) {
        Parameters p = new Parameters(diagnostics, scope);
        parameters.stream().filter(FunctionGraph::isInteger).forEach(p::integer);
        Set<String> names = parameters.stream().map(x -> x.name().text()).collect(Collectors.toSet());
        parameters.forEach(x -> p.sizes(x, names));
        parameters.stream().filter(x -> !FunctionGraph.isInteger(x)).forEach(x -> p.real(x, names));
    }

    private void integer(Syntax.Parameter parameter) {
        String name = parameter.name().text();
        if (isNew(parameter)) {
            scope.defineInteger(name, Size.of(scope.symbols().fresh(name)));
        }
        if (!shape(parameter).isEmpty()) {
            diagnostics.report(
                    Code.LIMIT, parameter.span(), "arrays hold real numbers; '" + name + "' is one of integers");
        }
    }

    private boolean isNew(Syntax.Parameter parameter) {
        String name = parameter.name().text();
        if (scope.isDefined(name)) {
            diagnostics.report(Code.DUPLICATE_NAME, parameter.name().span(), "two parameters are named '" + name + "'");
            return false;
        }
        return true;
    }

    private static List<Syntax.Expression> shape(Syntax.Parameter parameter) {
        return parameter.type().map(Syntax.ParameterType::shape).orElse(List.of());
    }

    private void sizes(Syntax.Parameter parameter, Set<String> parameters) {
        for (Syntax.Expression entry : shape(parameter)) {
            if (entry instanceof Syntax.Reference size) {
                String name = size.name().text();
                if (!parameters.contains(name) && !scope.isDefined(name)) {
                    scope.defineInteger(name, Size.of(scope.symbols().size(name)));
                }
            }
        }
    }

    private void real(Syntax.Parameter parameter, Set<String> parameters) {
        String name = parameter.name().text();
        Optional<Shape> shape = realSizes(parameter, parameters);
        if (isNew(parameter)) {
            scope.builder().at(parameter.span());
            scope.define(name, shape.map(s -> scope.builder().input(name, Type.real(s))));
        }
    }

    private Optional<Shape> realSizes(Syntax.Parameter parameter, Set<String> parameters) {
        List<Size> sizes = new ArrayList<>();
        List<Syntax.Expression> entries = shape(parameter);
        for (Syntax.Expression entry : entries) {
            Optional<String> unknown = FreeNames.of(entry).stream()
                    .filter(name -> scope.integer(name).isEmpty())
                    .findFirst();
            if (unknown.isPresent()) {
                unknown(unknown.get(), entry, parameters.contains(unknown.get()));
            } else {
                integers.integer(entry, scope)
                        .filter(size -> isSize(size, entry))
                        .ifPresent(sizes::add);
            }
        }
        if (sizes.size() > MOST_AXES) {
            diagnostics.report(Code.LIMIT, parameter.span(), "arrays have at most " + MOST_AXES + " axes");
            return Optional.empty();
        }
        return sizes.size() == entries.size() ? Optional.of(new Shape(sizes)) : Optional.empty();
    }

    private void unknown(String name, Syntax.Expression entry, boolean isParameter) {
        if (isParameter) {
            diagnostics.report(
                    Code.NOT_AN_INTEGER,
                    entry.span(),
                    "the size '" + name + "' is a parameter that is a real value",
                    "write " + name + ": int, or choose another name for the size");
        } else if (!scope.isDefined(name)) {
            diagnostics.report(
                    Code.NOT_AN_INTEGER,
                    entry.span(),
                    "no argument says what the size '" + name + "' is",
                    "a size is given where it stands alone, as in y: real[" + name + "], or by a parameter " + name
                            + ": int");
            scope.define(name, Optional.empty());
        }
    }

    private boolean isSize(Size size, Syntax.Expression entry) {
        boolean negative = size.constant().orElse(0) < 0;
        if (negative) {
            diagnostics.report(Code.SHAPE_MISMATCH, entry.span(), "a size of " + size);
        }
        return !negative;
    }
}
