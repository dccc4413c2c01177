package org.wengert.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.product.Derivative;
import org.wengert.product.Product;
import org.wengert.ssa.Schedule;

/**
 * What a generated method of a function of arrays takes.
 *
 * @param method its name
 * @param arguments in order, those that are written last
 */
public record ArrayCall(String method, List<Argument> arguments) {

    /**
     * One of them.
     *
     * @param shape of a scalar for a number; a scalar that is written is an array of one element
     */
    public record Argument(String name, Shape shape, boolean written, Elements elements) {

        Argument(String name, Shape shape, boolean written) {
            this(name, shape, written, Elements.NUMBERS);
        }

        /** How it is passed. */
        public Class<?> type() {
            return switch (elements) {
                case NUMBERS -> shape.isScalar() && !written ? double.class : double[].class;
                case ROWS -> double[][].class;
                case PLACES -> int[].class;
            };
        }
    }

    /** What an array has. */
    public enum Elements {
        NUMBERS,
        /** There are several of that shape, a row for each. */
        ROWS,
        /** Rows or columns of entries, or where they begin. */
        PLACES
    }

    /**
     * All methods of a function: of each product the form by name, the flat one behind it if there is one, several directions, and where
     * entries are.
     */
    public static List<ArrayCall> of(FunctionSource function) {
        List<ArrayCall> calls = new ArrayList<>();
        Members.products(function).forEach((name, derivative) -> {
            ArrayCall byName = of(function, name, derivative);
            calls.add(byName);
            Optional<FlatForm> form = FlatForm.of(function, derivative);
            form.ifPresent(flat -> calls.add(new ArrayCall(name, flat(flat.arguments()))));
            if (ArrayDirections.isOf(derivative)) {
                List<Argument> arguments = new ArrayList<>(form.map(flat -> flat(flat.given()))
                        .orElseGet(() -> byName.arguments()
                                .subList(0, function.parameters().size())));
                arguments.add(new Argument("directions", Shape.SCALAR, false, Elements.ROWS));
                arguments.add(new Argument("tangents", Shape.SCALAR, true, Elements.ROWS));
                calls.add(new ArrayCall(name + "s", arguments));
            }
            if (derivative.product().isOde()) {
                calls.add(new ArrayCall(name + IntegratorMethod.SUFFIX, constants(function, derivative)));
            }
            derivative.pattern().ifPresent(pattern -> calls.addAll(PatternMethods.calls(name, pattern)));
            if (derivative.isColoured()) {
                calls.addAll(ColouredMethods.calls(name));
            }
        });
        return List.copyOf(calls);
    }

    /** What an integrator is made with; it keeps the arrays, so that none is copied. */
    private static List<Argument> constants(FunctionSource function, Derivative derivative) {
        List<Argument> arguments = new ArrayList<>();
        for (int i : IntegratorMethod.constants(function, derivative)) {
            Shape shape = derivative.graph().inputs().get(i).type().shape();
            Shape flat = shape.isScalar() ? shape : Shape.of(shape.count());
            arguments.add(new Argument(function.parameters().get(i), flat, false));
        }
        if (derivative.takes() == Product.Takes.DIRECTION) {
            arguments.add(new Argument("directions", Shape.SCALAR, false, Elements.ROWS));
        }
        return arguments;
    }

    private static List<Argument> flat(List<FlatForm.Argument> arguments) {
        return arguments.stream()
                .map(a -> new Argument(a.wanted(), a.shape(), a.written()))
                .toList();
    }

    private static ArrayCall of(FunctionSource function, String name, Derivative derivative) {
        Schedule.Names signature = ArraySignature.of(function, derivative);
        List<Node> inputs = derivative.graph().inputs();
        List<Node> outputs = derivative.graph().results();
        List<Argument> arguments = new ArrayList<>();
        int besides = derivative.isColoured() ? 1 : 0; // a direction and a product, in the place of the entries
        for (int i = 0; i < inputs.size() - besides; i++) {
            arguments.add(new Argument(
                    signature.arguments().get(i), inputs.get(i).type().shape(), false));
        }
        for (int i = ArraySignature.returns(derivative) ? 1 : 0; i < outputs.size() - besides; i++) {
            arguments.add(new Argument(
                    signature.results().get(i), outputs.get(i).type().shape(), true));
        }
        if (derivative.isColoured()) {
            arguments.add(new Argument("entries", Shape.SCALAR, true));
        }
        return new ArrayCall(name, arguments);
    }
}
