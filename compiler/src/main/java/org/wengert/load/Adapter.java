package org.wengert.load;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Implements an interface by static methods of another class loader, with method handles that are constants, so that a call
 * costs what a direct one does. A public interface is implemented in a class loader below its own; one that only its package
 * sees by a hidden class in that package. Either goes with its instance.
 */
final class Adapter {

    private static final String HIDDEN =
            "MethodHandles.classDataAt(MethodHandles.lookup(), \"_\", MethodHandle.class, i)";
    private static final String LOADED =
            "(MethodHandle) ((java.util.function.IntFunction<?>) Program_.class.getClassLoader()).apply(i)";
    private static final String NAME = "Program_";

    private final Class<?> face;
    private final String canonicalName;
    private final List<MethodHandle> handles = new ArrayList<>();

    private Adapter(Class<?> face, String canonicalName) {
        this.face = face;
        this.canonicalName = canonicalName;
    }

    /**
     * An instance of {@code face}.
     *
     * @param targets for each method the static method that it calls
     */
    static Object make(Class<?> face, Map<Method, Method> targets) {
        String name = Optional.ofNullable(face.getCanonicalName())
                .filter(n -> !Modifier.isPrivate(face.getModifiers()))
                .orElseThrow(() -> new IllegalArgumentException(face.getName()
                        + " cannot be implemented: it is private or local; make it a member that its package sees"));
        Adapter adapter = new Adapter(face, name);
        try {
            return isPublic(face) ? adapter.loaded(targets) : adapter.hidden(targets);
        } catch (IllegalAccessException | IllegalAccessError e) {
            throw new IllegalArgumentException(
                    face.getName() + " cannot be implemented from here: make it public, in an exported package", e);
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
            return defineClass(NAME, bytes, 0, bytes.length);
        }
    }

    private Object loaded(Map<Method, Method> targets) throws ReflectiveOperationException {
        byte[] bytes = compile("", LOADED, targets);
        return instance(new Loader(face.getClassLoader(), bytes, handles).adapter());
    }

    private Object hidden(Map<Method, Method> targets) throws ReflectiveOperationException {
        byte[] bytes = compile(face.getPackageName(), HIDDEN, targets);
        return instance(MethodHandles.privateLookupIn(face, MethodHandles.lookup())
                .defineHiddenClassWithClassData(bytes, handles, true)
                .lookupClass());
    }

    private static Object instance(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private byte[] compile(String packageName, String handle, Map<Method, Method> targets) {
        Code code = new Code(handle);
        if (!packageName.isEmpty()) {
            code.line("package " + packageName + ";");
        }
        code.line("import java.lang.invoke.MethodHandle;").line("import java.lang.invoke.MethodHandles;");
        code.line("final class " + NAME + " implements " + canonicalName + " {");
        targets.forEach((method, target) -> {
            code.method(method, handles.size());
            handles.add(handle(target));
        });
        String source = code.line("}").toString();
        String binary = packageName.isEmpty() ? NAME : packageName + "." + NAME;
        return Optional.ofNullable(JavaCompilation.compile(Map.of(binary, source), known(face))
                        .get(binary))
                .orElseThrow();
    }

    private static MethodHandle handle(Method target) {
        try {
            return MethodHandles.publicLookup().unreflect(target);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("bug: a generated method is not public", e);
        }
    }

    /** What the interface is made of, for the compiler to read. */
    private static List<Class<?>> known(Class<?> face) {
        Set<Class<?>> known = new LinkedHashSet<>();
        collect(face, known);
        return List.copyOf(known);
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

    /** The text of an adapter. */
    private static final class Code {
        private final StringBuilder text = new StringBuilder();
        private final String handleAt;

        Code(String handleAt) {
            this.handleAt = handleAt;
        }

        Code line(String line) {
            text.append(line).append('\n');
            return this;
        }

        void method(Method method, int index) {
            String handle = "H" + index;
            line("private static final MethodHandle " + handle + " = handle(" + index + ");");
            if (index == 0) {
                line("private static MethodHandle handle(int i) {");
                line("  try { return " + handleAt + "; } catch (Exception e) { throw new IllegalStateException(e); }");
                line("}");
            }
            List<String> parameters = new ArrayList<>();
            List<String> arguments = new ArrayList<>();
            for (Class<?> type : method.getParameterTypes()) {
                arguments.add("a" + arguments.size());
                parameters.add(type.getCanonicalName() + " a" + parameters.size());
            }
            String returned = method.getReturnType().getCanonicalName();
            line("public " + returned + " " + method.getName() + "(" + String.join(", ", parameters) + ") {");
            line("  try { " + (returned.equals("void") ? "" : "return (" + returned + ") ") + handle + ".invokeExact("
                    + String.join(", ", arguments) + "); }");
            line("  catch (RuntimeException | Error e) { throw e; }");
            line("  catch (Throwable e) { throw new IllegalStateException(e); }");
            line("}");
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
