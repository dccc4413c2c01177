package org.wengert.load;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.wengert.codegen.ArrayCall;
import org.wengert.codegen.ArrayCall.Argument;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.load.Adapter.Passing;

/**
 * Implements interfaces of callers by the generated class of a function of arrays. An interface is compiled once; each instance
 * of the class then has one of its own. Can be used from many threads.
 */
public final class ArrayViews {

    private final Class<?> type;
    private final String function;
    private final List<ArrayCall> calls;
    private final Map<Class<?>, View> views = new ConcurrentHashMap<>();

    /** What implements an interface, and the shapes of the matrices that it copies. */
    private record View(Adapter adapter, List<Shape> matrices) {}

    /**
     * @param type a generated class
     * @param function its name, which a method may have instead of {@code value}
     * @param calls what its methods take
     */
    public ArrayViews(Class<?> type, String function, List<ArrayCall> calls) {
        this.type = type;
        this.function = function;
        this.calls = List.copyOf(calls);
    }

    /**
     * A view of an instance.
     *
     * @param sizes those that it was made for
     * @throws IllegalArgumentException if a method has no counterpart; the message lists what there is
     */
    public <T> T view(Class<T> face, LoadedArrays instance, Map<Symbol, Long> sizes) {
        View view = views.computeIfAbsent(face, this::view);
        int[] extents = view.matrices().stream()
                .flatMap(shape -> shape.sizes().stream())
                .mapToInt(size -> extent(size, sizes))
                .toArray();
        return face.cast(view.adapter().instance(instance.instance(), extents));
    }

    private static int extent(Size size, Map<Symbol, Long> sizes) {
        return Math.toIntExact(
                size.evaluate(symbol -> Optional.ofNullable(sizes.get(symbol)).orElseThrow()));
    }

    private View view(Class<?> face) {
        List<Method> methods = LoadedProgram.toImplement(face);
        List<Adapter.Call> implemented = new ArrayList<>();
        List<Shape> matrices = new ArrayList<>();
        for (Method method : methods) {
            boolean isValue =
                    method.getName().equals(function) || (methods.size() == 1 && !isProduct(method.getName()));
            ArrayCall call = find(method.getName(), method)
                    .or(() -> isValue ? find("value", method) : Optional.empty())
                    .orElseThrow(() -> new IllegalArgumentException("no generated method fits "
                            + LoadedProgram.signature(method) + "; there are " + offered()
                            + "; a matrix may also be a double[][]"));
            List<Passing> passing = new ArrayList<>();
            for (int i = 0; i < call.arguments().size(); i++) {
                passing.add(
                        passing(method.getParameterTypes()[i], call.arguments().get(i)));
                if (passing.get(i) != Passing.DIRECT) {
                    matrices.add(call.arguments().get(i).shape());
                }
            }
            List<String> names = call.arguments().stream().map(Argument::name).toList();
            implemented.add(new Adapter.Call(method, method(call), passing, names));
        }
        return new View(Adapter.of(face, implemented), matrices);
    }

    private boolean isProduct(String name) {
        return calls.stream().anyMatch(call -> call.method().equals(name));
    }

    private static Passing passing(Class<?> given, Argument argument) {
        if (given == argument.type()) {
            return Passing.DIRECT;
        }
        return argument.written() ? Passing.MATRIX_WRITTEN : Passing.MATRIX_READ;
    }

    private Optional<ArrayCall> find(String name, Method like) {
        return calls.stream()
                .filter(call -> call.method().equals(name) && fits(call, like))
                .findFirst();
    }

    private boolean fits(ArrayCall call, Method like) {
        Class<?>[] types = method(call).getParameterTypes();
        boolean fits = types.length == like.getParameterCount() && method(call).getReturnType() == like.getReturnType();
        for (int i = 0; fits && i < types.length; i++) {
            Class<?> given = like.getParameterTypes()[i];
            boolean matrix =
                    given == double[][].class && call.arguments().get(i).shape().rank() == 2;
            fits = given == types[i] || matrix;
        }
        return fits;
    }

    private Method method(ArrayCall call) {
        Class<?>[] types = call.arguments().stream().map(Argument::type).toArray(Class<?>[]::new);
        try {
            return type.getMethod(call.method(), types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("bug: no method " + call.method() + " is generated", e);
        }
    }

    /** {@code double value(double[] A [n,m], double c)}. */
    private String offered() {
        return calls.stream()
                .map(call -> method(call).getReturnType().getSimpleName() + " " + call.method()
                        + call.arguments().stream()
                                .map(ArrayViews::described)
                                .collect(Collectors.joining(", ", "(", ")")))
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private static String described(Argument argument) {
        String type = argument.type().getSimpleName() + " " + argument.name();
        boolean shapeless = argument.elements() == ArrayCall.Elements.ROWS
                || argument.shape().isScalar();
        return shapeless ? type : type + argument.shape();
    }
}
