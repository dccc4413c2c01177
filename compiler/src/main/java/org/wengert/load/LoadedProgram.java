package org.wengert.load;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wengert.codegen.GeneratedSource;
import org.wengert.runtime.ArcSquares;
import org.wengert.runtime.ColouredMatrix;
import org.wengert.runtime.Differences;
import org.wengert.runtime.Distances;
import org.wengert.runtime.ErrorFunctions;
import org.wengert.runtime.ExponentialFunctions;
import org.wengert.runtime.GammaFunctions;
import org.wengert.runtime.LinearSystems;
import org.wengert.runtime.Logarithms;
import org.wengert.runtime.Matrices;
import org.wengert.runtime.NormalDistribution;
import org.wengert.runtime.Norms;
import org.wengert.runtime.PolygammaFunctions;
import org.wengert.runtime.Remainders;
import org.wengert.runtime.Revolve;
import org.wengert.runtime.RootFunctions;
import org.wengert.runtime.Shares;
import org.wengert.runtime.TaylorIntegrator;
import org.wengert.runtime.Transposed;
import org.wengert.source.SourceText;

/**
 * A generated class in the running JVM. It has a class loader of its own, so that it goes when nobody holds it any more.
 */
public final class LoadedProgram {

    private static final List<Class<?>> KNOWN = List.of(
            Evaluations.class,
            ArcSquares.class,
            ColouredMatrix.class,
            ColouredMatrix.Product.class,
            Differences.class,
            Distances.class,
            Remainders.class,
            Shares.class,
            ErrorFunctions.class,
            ExponentialFunctions.class,
            GammaFunctions.class,
            LinearSystems.class,
            Logarithms.class,
            Matrices.class,
            Norms.class,
            Revolve.class,
            RootFunctions.class,
            TaylorIntegrator.class,
            TaylorIntegrator.Jet.class,
            TaylorIntegrator.TangentJet.class,
            NormalDistribution.class,
            PolygammaFunctions.class,
            Transposed.class);

    private final Class<?> type;
    private final Evaluations evaluations;

    private LoadedProgram(Class<?> type, Evaluations evaluations) {
        this.type = type;
        this.evaluations = evaluations;
    }

    /** Defines what was compiled for one program. */
    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(Evaluations.class.getClassLoader());
            this.classes = new HashMap<>(classes);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes =
                    Optional.ofNullable(classes.remove(name)).orElseThrow(() -> new ClassNotFoundException(name));
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    /** Whether this JVM has a Java compiler. */
    public static boolean isPossible() {
        return ModuleLayer.boot().findModule("java.compiler").isPresent() && JavaCompilation.isPossible();
    }

    /**
     * Compiles and loads, where that {@link #isPossible}.
     *
     * @param className binary name of the class with the methods: the top-level one, or that of a function in it
     */
    public static LoadedProgram load(GeneratedSource source, String className) {
        return load(source, className, classFile -> classFile);
    }

    /** The same; stack traces, debuggers and profiles show the lines of {@code program}. */
    public static LoadedProgram load(GeneratedSource source, String className, SourceText program) {
        return load(source, className, new SourceLines(LineMap.of(source, program, program.name()))::inPlaceOfJava);
    }

    private static LoadedProgram load(GeneratedSource source, String className, UnaryOperator<byte[]> change) {
        Map<String, String> sources = new LinkedHashMap<>();
        String prefix = source.packageName().isEmpty() ? "" : source.packageName() + ".";
        sources.put(prefix + source.className(), source.text());
        Map<String, byte[]> classes = JavaCompilation.compile(sources, KNOWN);
        classes.replaceAll((name, classFile) -> change.apply(classFile));
        Loader loader = new Loader(classes);
        try {
            Class<?> type = Class.forName(className, true, loader);
            return new LoadedProgram(type, adapter(type, Evaluations.class));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("bug: the generated class is missing", e);
        }
    }

    /** The products over arrays. */
    public Evaluations evaluations() {
        return evaluations;
    }

    /** The generated class. */
    public Class<?> type() {
        return type;
    }

    private static Evaluations adapter(Class<?> type, Class<Evaluations> face) {
        List<Adapter.Call> calls = new ArrayList<>();
        for (Method method : face.getMethods()) {
            find(type, method.getName(), method).ifPresent(target -> calls.add(Adapter.Call.direct(method, target)));
        }
        return face.cast(Adapter.of(face, calls).instance(type));
    }

    /**
     * This program as an interface of the caller's; each method becomes a direct call.
     *
     * @param function the function's name, which a method may have instead of {@code value}
     * @throws IllegalArgumentException if a method has no counterpart; the message lists what there is
     */
    public <T> T as(Class<T> face, String function) {
        List<Method> methods = toImplement(face);
        List<Adapter.Call> calls = new ArrayList<>();
        for (Method method : methods) {
            boolean isValue =
                    method.getName().equals(function) || (methods.size() == 1 && !isProduct(method.getName()));
            Method target = find(type, method.getName(), method)
                    .or(() -> isValue ? find(type, "value", method) : Optional.empty())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "no generated method fits " + signature(method) + "; there are " + offered()));
            calls.add(Adapter.Call.direct(method, target));
        }
        return face.cast(Adapter.of(face, calls).instance(type));
    }

    private boolean isProduct(String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals(name));
    }

    /** The methods of an interface that have to be implemented. */
    static List<Method> toImplement(Class<?> face) {
        if (!face.isInterface() || face.isSealed() || face.isHidden()) {
            throw new IllegalArgumentException(face.getName() + " is not an interface that can be implemented");
        }
        return Arrays.stream(face.getMethods())
                .filter(m -> Modifier.isAbstract(m.getModifiers()))
                .toList();
    }

    private static Optional<Method> find(Class<?> type, String name, Method like) {
        return Arrays.stream(type.getMethods())
                .filter(m -> m.getName().equals(name)
                        && Modifier.isStatic(m.getModifiers())
                        && Arrays.equals(m.getParameterTypes(), like.getParameterTypes())
                        && m.getReturnType() == like.getReturnType())
                .findFirst();
    }

    private String offered() {
        return Stream.of(type.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers()))
                .map(LoadedProgram::signature)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    static String signature(Method method) {
        List<String> types = new ArrayList<>();
        for (Class<?> parameter : method.getParameterTypes()) {
            types.add(parameter.getSimpleName());
        }
        return method.getReturnType().getSimpleName() + " " + method.getName() + "(" + String.join(", ", types) + ")";
    }
}
