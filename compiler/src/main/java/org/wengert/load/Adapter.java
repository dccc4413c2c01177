package org.wengert.load;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Implements an interface by methods of a class of another class loader, with method handles that are constants, so that a call
 * costs what a direct one does. A public interface is implemented in a class loader below its own; one that only its package
 * sees by a hidden class in that package. Either goes with its instances.
 */
final class Adapter {

    private final Constructor<?> constructor;

    private Adapter(Constructor<?> constructor) {
        this.constructor = constructor;
    }

    /** How an argument comes to the method that is called. */
    enum Passing {
        DIRECT,
        /** An array of rows is copied into one array before the call. */
        MATRIX_READ,
        /** One array is copied into an array of rows after the call. */
        MATRIX_WRITTEN
    }

    /**
     * A method of the interface and the one that it calls, which is static or one of the object that an instance is made for.
     *
     * @param names of the parameters, for complaints
     */
    record Call(Method method, Method target, List<Passing> passing, List<String> names) {

        static Call direct(Method method, Method target) {
            int n = method.getParameterCount();
            return new Call(method, target, Collections.nCopies(n, Passing.DIRECT), Collections.nCopies(n, ""));
        }

        boolean isStatic() {
            return Modifier.isStatic(target.getModifiers());
        }
    }

    /** A class that implements {@code face}. */
    static Adapter of(Class<?> face, List<Call> calls) {
        String name = Optional.ofNullable(face.getCanonicalName())
                .filter(n -> !Modifier.isPrivate(face.getModifiers()))
                .orElseThrow(() -> new IllegalArgumentException(face.getName()
                        + " cannot be implemented: it is private or local; make it a member that its package sees"));
        List<MethodHandle> handles = calls.stream().map(Adapter::handle).toList();
        try {
            Class<?> type = isPublic(face) ? loaded(face, name, calls, handles) : hidden(face, name, calls, handles);
            Constructor<?> constructor = type.getDeclaredConstructor(Object.class, int[].class);
            constructor.setAccessible(true);
            return new Adapter(constructor);
        } catch (IllegalAccessException | IllegalAccessError e) {
            throw new IllegalArgumentException(
                    face.getName()
                            + " cannot be implemented from here: make it public, in a package that is exported, or open to "
                            + Optional.ofNullable(Adapter.class.getModule().getName())
                                    .orElse("all"),
                    e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("bug: an adapter cannot be made", e);
        }
    }

    /**
     * An instance of the interface.
     *
     * @param target whose methods are called, where they are not static
     * @param extents rows and columns of every matrix that is copied, in the order of the calls
     */
    Object instance(Object target, int... extents) {
        try {
            return constructor.newInstance(target, extents);
        } catch (InvocationTargetException e) {
            throw LoadedArrays.unchecked(e); // there is no memory for the matrices
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("bug: an adapter cannot be made", e);
        }
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && Optional.ofNullable(type.getEnclosingClass())
                        .map(Adapter::isPublic)
                        .orElse(true);
    }

    /** Holds one adapter and the handles that it takes when it is initialised. */
    private static final class Loader extends ClassLoader implements IntFunction<MethodHandle> {
        private final byte[] bytes;
        private final List<MethodHandle> handles;

        Loader(ClassLoader parent, byte[] bytes, List<MethodHandle> handles) {
            super(parent);
            this.bytes = bytes.clone();
            this.handles = handles;
        }

        @Override
        public MethodHandle apply(int index) {
            return handles.get(index);
        }

        Class<?> adapter() {
            return defineClass(AdapterSource.NAME, bytes, 0, bytes.length);
        }
    }

    private static Class<?> loaded(Class<?> face, String name, List<Call> calls, List<MethodHandle> handles) {
        byte[] bytes = compile(face, "", AdapterSource.of(name, "", AdapterSource.LOADED, calls));
        Loader loader = new Loader(face.getClassLoader(), bytes, handles);
        if (face.getModule().isOpen(face.getPackageName(), Adapter.class.getModule())) {
            face.getModule().addOpens(face.getPackageName(), loader.getUnnamedModule());
        }
        return loader.adapter();
    }

    private static Class<?> hidden(Class<?> face, String name, List<Call> calls, List<MethodHandle> handles)
            throws ReflectiveOperationException {
        String packageName = face.getPackageName();
        byte[] bytes = compile(face, packageName, AdapterSource.of(name, packageName, AdapterSource.HIDDEN, calls));
        return MethodHandles.privateLookupIn(face, MethodHandles.lookup())
                .defineHiddenClassWithClassData(bytes, handles, true)
                .lookupClass();
    }

    private static byte[] compile(Class<?> face, String packageName, String source) {
        String binary = packageName.isEmpty() ? AdapterSource.NAME : packageName + "." + AdapterSource.NAME;
        return Optional.ofNullable(JavaCompilation.compile(Map.of(binary, source), known(face))
                        .get(binary))
                .orElseThrow();
    }

    /** With the receiver, if there is one, as an object. */
    private static MethodHandle handle(Call call) {
        try {
            MethodHandle handle = MethodHandles.publicLookup().unreflect(call.target());
            MethodType type = handle.type();
            return call.isStatic() ? handle : handle.asType(type.changeParameterType(0, Object.class));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("bug: a generated method is not public", e);
        }
    }

    /** What the interface is made of, for the compiler to read. */
    private static List<Class<?>> known(Class<?> face) {
        Set<Class<?>> known = new LinkedHashSet<>();
        collect(face, known);
        for (Method method : face.getMethods()) {
            Class<?> result = method.getReturnType();
            if (!result.isPrimitive() && !result.isArray()) {
                collect(result, known); // an integrator
            }
        }
        return new ArrayList<>(known);
    }

    private static void collect(Class<?> type, Set<Class<?>> known) {
        if (known.add(type)) {
            Optional.ofNullable(type.getEnclosingClass()).ifPresent(c -> collect(c, known));
            Optional.ofNullable(type.getSuperclass()).ifPresent(c -> collect(c, known));
            for (Class<?> above : type.getInterfaces()) {
                collect(above, known);
            }
        }
    }
}
