package org.wengert.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.driver.Arguments;
import org.wengert.driver.CompiledFunction;
import org.wengert.ir.Decimal;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;

/** Values given by name as the arguments of a function. */
final class Point {

    private static final int SHOWN = 8;

    private final CompiledFunction function;
    private final Map<String, Tensor> given;

    Point(CompiledFunction function, Map<String, Tensor> given) {
        this.function = function;
        this.given = given;
    }

    Arguments arguments() throws RequestException {
        List<String> names = function.allParameters();
        Evaluation.allKnown(given, names, "'" + function.name() + "' has no parameter '", "parameter");
        List<String> missing = names.stream().filter(p -> !given.containsKey(p)).toList();
        if (!missing.isEmpty()) {
            throw new RequestException(
                    "missing-value",
                    "no value for " + String.join(", ", first(missing))
                            + (missing.size() > SHOWN ? " and " + (missing.size() - SHOWN) + " more" : ""),
                    Optional.of("'" + function.name() + "' is a function of "
                            + String.join(", ", first(names))
                            + (names.size() > SHOWN ? ", ..." : "")));
        }
        Map<Symbol, Long> integers = new HashMap<>();
        for (String name : function.integers()) {
            integers.put(new Symbol(name), integer(name, value(name)));
        }
        List<Tensor> arrays = new ArrayList<>();
        function.parameters().forEach(name -> arrays.add(value(name)));
        try {
            return Arguments.of(function.source(), arrays, integers);
        } catch (IllegalArgumentException e) {
            throw new RequestException("size-mismatch", String.valueOf(e.getMessage()));
        }
    }

    private static List<String> first(List<String> names) {
        return names.subList(0, Math.min(SHOWN, names.size()));
    }

    private Tensor value(String name) {
        return Optional.ofNullable(given.get(name)).orElseThrow();
    }

    static long integer(String name, Tensor value) throws RequestException {
        if (value.rank() != 0) {
            throw new RequestException("size-mismatch", name + " is an integer, and is given an array");
        }
        double number = value.value();
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw new RequestException(
                    "not-an-integer", name + " is an integer of 32 bits, and is given " + Decimal.shortest(number));
        }
        return (long) number;
    }
}
