package org.wengert.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.product.Block.Axis;
import org.wengert.product.Derivative;
import org.wengert.product.Product.Takes;
import org.wengert.shaded.javapoet.FieldSpec;
import org.wengert.shaded.javapoet.MethodSpec;
import org.wengert.shaded.javapoet.TypeName;
import org.wengert.shaded.javapoet.TypeSpec;
import org.wengert.ssa.ClassNames;
import org.wengert.ssa.JavaNames;
import org.wengert.ssa.NameAllocator;
import org.wengert.ssa.Schedule;
import org.wengert.tree.Expression;
import org.wengert.tree.Method.Parameter;
import org.wengert.tree.Statement;
import org.wengert.tree.ValueType;

/**
 * The form of a method of arrays that optimisers and solvers call: the parameters that vary, one behind the other, are one array, {@code
 * point}, and so are directions and derivatives by parameter. The other parameters go by name. It copies to storage of its own, calls the
 * form by name, and copies back; so that an array which is given twice does no harm.
 */
final class FlatForm {

    static final String POINT = "point";

    private final Derivative derivative;
    private final Schedule.Names named;
    private final List<Integer> active;
    private final List<Argument> arguments = new ArrayList<>();

    /** For each argument of the form by name where it is. */
    private final List<Source> sources = new ArrayList<>();

    /**
     * An argument.
     *
     * @param wanted its name, if that is free
     * @param written whether it receives something
     * @param isDirection whether it is the direction of a tangent
     * @param meaning with its shape, for the documentation
     */
    record Argument(String wanted, Shape shape, boolean written, boolean isDirection, String meaning) {

        Argument(String wanted, Shape shape, boolean written, String meaning) {
            this(wanted, shape, written, false, meaning);
        }

        boolean isGiven() {
            return !written && !isDirection;
        }

        static Argument direction(Shape shape, String meaning) {
            return new Argument("direction", shape, false, true, meaning);
        }
    }

    /**
     * Where an argument of the form by name is.
     *
     * @param argument of this form
     * @param at where it begins there; nothing where it is all of it
     */
    private record Source(int argument, Optional<Size> at, Shape shape, boolean written) {}

    private FlatForm(FunctionSource function, Derivative derivative, List<Integer> active) {
        this.derivative = derivative;
        this.named = ArraySignature.of(function, derivative);
        this.active = active;
        List<Node> inputs = derivative.graph().inputs();
        int parameters = function.parameters().size();
        String layout = layout(function, inputs);
        int point = add(POINT, total(inputs), false, "the parameters" + layout);
        for (int i = 0; i < parameters; i++) {
            int at = active.indexOf(i);
            Shape shape = shape(inputs, i);
            String name = function.parameters().get(i);
            sources.add(
                    at >= 0
                            ? new Source(point, Optional.of(offset(inputs, at)), shape, false)
                            : whole(name, shape, "parameter " + name));
        }
        extras(function, inputs, parameters, layout);
        outputs(function, inputs, layout);
    }

    private int add(String name, Shape shape, boolean written, String meaning) {
        arguments.add(new Argument(name, shape, written, meaning));
        return arguments.size() - 1;
    }

    private Source whole(String name, Shape shape, String meaning) {
        int argument = add(name, shape, false, meaning + OutputDocs.layout(shape));
        return new Source(argument, Optional.empty(), shape, false);
    }

    private void extras(FunctionSource function, List<Node> inputs, int parameters, String layout) {
        if (derivative.takes() == Takes.DIRECTION) {
            int direction = arguments.size();
            arguments.add(Argument.direction(total(inputs), "the tangents of the parameters" + layout));
            for (int k = 0; k < active.size(); k++) {
                sources.add(new Source(direction, Optional.of(offset(inputs, k)), shape(inputs, active.get(k)), false));
            }
        } else if (derivative.takes() == Takes.COTANGENT) {
            for (int j = 0; j < function.results().size(); j++) {
                sources.add(whole(
                        named.arguments().get(parameters + j),
                        shape(inputs, parameters + j),
                        MethodDocs.meaning(function, derivative, j)));
            }
        }
    }

    private void outputs(FunctionSource function, List<Node> inputs, String layout) {
        OutputDocs docs = new OutputDocs(function, derivative);
        List<Node> outputs = derivative.graph().results();
        boolean returns = ArraySignature.returns(derivative);
        int next = 0;
        for (var block : derivative.blocks()) {
            if (block.axes().equals(List.of(Axis.ACTIVE))) {
                int flat = add(block.name(), total(inputs), true, "receives " + docs.all(block, Shape.SCALAR) + layout);
                for (int k = 0; k < active.size(); k++) {
                    Shape shape = outputs.get(next++).type().shape();
                    sources.add(new Source(flat, Optional.of(offset(inputs, k)), shape, true));
                }
            } else {
                int count = block.isMatrix() ? 1 : function.results().size();
                for (int k = 0; k < count; k++, next++) {
                    Shape shape = outputs.get(next).type().shape();
                    if (next > 0 || !returns) {
                        String name = named.results().get(next) + (shape.isScalar() ? "Out" : "");
                        int argument = add(name, shape, true, "receives " + docs.output(block, k, shape));
                        sources.add(new Source(argument, Optional.empty(), shape, true));
                    }
                }
            }
        }
    }

    /** Where each parameter begins. */
    private String layout(FunctionSource function, List<Node> inputs) {
        List<String> parts = IntStream.range(0, active.size())
                .mapToObj(k -> function.parameters().get(active.get(k)) + " from " + offset(inputs, k))
                .toList();
        return OutputDocs.layout(total(inputs)) + ": " + MethodDocs.listing(parts);
    }

    private static Shape shape(List<Node> nodes, int index) {
        return nodes.get(index).type().shape();
    }

    private Size offset(List<Node> inputs, int position) {
        return active.subList(0, position).stream()
                .map(i -> shape(inputs, i).count())
                .reduce(Size.ZERO, Size::plus);
    }

    private Shape total(List<Node> inputs) {
        return Shape.of(offset(inputs, active.size()));
    }

    /** The form of a product; none where there are less than two parameters that vary, because the form by name is flat then. */
    static Optional<FlatForm> of(FunctionSource function, Derivative derivative) {
        List<Integer> active = active(function, derivative);
        return active.size() < 2 || derivative.isColoured()
                ? Optional.empty()
                : Optional.of(new FlatForm(function, derivative, active));
    }

    /** A value has the point that was asked for, or else that of the derivatives, if these agree. */
    private static List<Integer> active(FunctionSource function, Derivative derivative) {
        boolean asked = derivative.active().size() < function.parameters().size();
        if (!derivative.product().isValue() || asked) {
            return derivative.active();
        }
        Set<List<Integer>> others = new HashSet<>();
        function.derivatives().stream().filter(d -> !d.product().isValue()).forEach(d -> others.add(d.active()));
        return others.size() == 1
                ? others.iterator().next()
                : IntStream.range(0, function.parameters().size()).boxed().toList();
    }

    /** What it takes besides a direction. */
    List<Argument> given() {
        return arguments.stream().filter(Argument::isGiven).toList();
    }

    /** What it takes, those that are written last. */
    List<Argument> arguments() {
        return arguments;
    }

    /** The method; storage is shared by the flat forms of a class. */
    MethodSpec write(ArrayMethod method, FunctionSource function, Storage storage) {
        NameAllocator names = new NameAllocator(method.list().around().all());
        Function<Size, Expression> own = storage.ofCall();
        List<String> given =
                arguments.stream().map(a -> names.claim(a.wanted())).toList();
        List<Parameter> parameters = new ArrayList<>();
        List<Statement> code = new ArrayList<>();
        List<Statement> after = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            boolean number = argument.shape().isScalar() && !argument.written();
            parameters.add(new Parameter(number ? ValueType.REAL : ValueType.ARRAY, given.get(i)));
            if (isFlat(i)) {
                code.add(method.checkLength(given.get(i), argument.shape().count()));
            }
        }
        List<Expression> passed = new ArrayList<>();
        for (Source source : sources) {
            passed.add(pass(source, given, own, method, code, after));
        }
        Expression call = new Expression.Call("", method.name(), passed);
        if (!method.returns()) {
            code.add(Statement.run(call));
        } else if (after.isEmpty()) {
            code.add(new Statement.Return(call, Statement.Note.NONE));
        } else {
            String value = names.claim("value");
            code.add(Statement.declare(ValueType.REAL, value, call));
            after.add(new Statement.Return(Expression.name(value), Statement.Note.NONE));
        }
        code.addAll(after);
        MethodSpec.Builder flat = method.members().write(method.method(parameters, code), Modifier.PUBLIC);
        method.describe(flat);
        for (int i = 0; i < arguments.size(); i++) {
            Tags.param(flat, given.get(i), arguments.get(i).meaning());
        }
        method.describeReturn(flat);
        boolean written = IntStream.range(0, arguments.size())
                .anyMatch(i -> arguments.get(i).written() && !isFlat(i));
        Tags.refuses(flat, ArrayMethod.refusals(derivative, true, written));
        return flat.build();
    }

    private boolean isFlat(int argument) {
        return sources.stream().anyMatch(s -> s.argument() == argument && s.at().isPresent());
    }

    /** How an argument of the form by name is passed; it adds what comes before and after the call. */
    private static Expression pass(
            Source source,
            List<String> given,
            Function<Size, Expression> storage,
            ArrayMethod method,
            List<Statement> before,
            List<Statement> after) {
        Expression array = Expression.name(given.get(source.argument()));
        if (source.at().isEmpty()) {
            return array;
        }
        Expression from = method.integer(source.at().get());
        Expression count = method.integer(source.shape().count());
        if (source.shape().isScalar() && !source.written()) {
            return array.at(from);
        }
        Expression own = storage.apply(source.shape().count());
        Expression zero = Expression.integer(0);
        if (!source.written()) {
            before.add(copy(array, from, own, zero, count));
        } else if (source.shape().isScalar()) {
            after.add(Statement.assign(array.at(from), own.at(0)));
        } else {
            after.add(copy(own, zero, array, from, count));
        }
        return own;
    }

    /** Copies elements: from what and where, to what and where, how many. */
    static Statement copy(Expression... arguments) {
        return Statement.run(new Expression.Call("System", "arraycopy", List.of(arguments)));
    }

    /** The arrays that the flat forms of a class copy to, which are not called at the same time. */
    static final class Storage {
        private final Slots slots;
        private final Map<Size, List<Integer>> arrays = new HashMap<>();

        Storage(Slots slots) {
            this.slots = slots;
        }

        /** For one call: by size an array that the call has for nothing else. */
        private Function<Size, Expression> ofCall() {
            Map<Size, Integer> used = new HashMap<>();
            return size -> {
                List<Integer> all = arrays.computeIfAbsent(size, s -> new ArrayList<>());
                int next = used.merge(size, 1, Integer::sum);
                if (all.size() < next) {
                    all.add(slots.own(size));
                }
                return Expression.name(ArrayClass.WORKSPACE).at(all.get(next - 1));
            };
        }
    }

    /** The fields that say where each parameter begins in {@code point}, and how long that is. */
    record Layout(List<String> names, List<Size> places, List<String> meanings) {

        /** Of a class all of whose flat forms have one point. */
        static Optional<Layout> of(FunctionSource function, List<FlatForm> forms, ClassNames around) {
            Set<List<Integer>> points = new HashSet<>();
            forms.forEach(form -> points.add(form.active));
            return points.size() == 1 ? Optional.of(forms.get(0).layout(function, around)) : Optional.empty();
        }

        /** Adds the fields to a class; those that depend on the sizes are given a value in {@code constructor}. */
        void addTo(TypeSpec.Builder type, List<Statement> constructor, Function<Symbol, Expression> symbols) {
            for (int i = 0; i < names.size(); i++) {
                Size place = places.get(i);
                FieldSpec.Builder field = FieldSpec.builder(TypeName.INT, names.get(i), Modifier.PUBLIC, Modifier.FINAL)
                        .addJavadoc("$L\n", Comments.javadoc(meanings.get(i)));
                if (place.constant().isPresent()) {
                    field.addModifiers(Modifier.STATIC).initializer("$L", place);
                } else {
                    constructor.add(
                            Statement.assign(Expression.name(names.get(i)), SizeExpressions.exact(place, symbols)));
                }
                type.addField(field.build());
            }
        }
    }

    private Layout layout(FunctionSource function, ClassNames around) {
        NameAllocator fields = new NameAllocator(around.all());
        List<Node> inputs = derivative.graph().inputs();
        List<String> names = new ArrayList<>();
        List<Size> places = new ArrayList<>();
        List<String> meanings = new ArrayList<>();
        for (int k = 0; k < active.size(); k++) {
            String parameter = function.parameters().get(active.get(k));
            names.add(fields.claim(JavaNames.identifier(parameter).toUpperCase(Locale.ROOT) + "_OFFSET"));
            places.add(offset(inputs, k));
            meanings.add("Where " + parameter + " begins in the array point of the flat forms.");
        }
        names.add(fields.claim("POINT_LENGTH"));
        places.add(offset(inputs, active.size()));
        meanings.add("The length of the array point of the flat forms.");
        return new Layout(names, places, meanings);
    }
}
