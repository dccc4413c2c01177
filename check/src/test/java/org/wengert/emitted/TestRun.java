package org.wengert.emitted;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Runs the tests of an emitted class as JUnit does: each in an instance of its own, those of nested classes too. */
final class TestRun {

    private final Loader loader;
    private int tests;

    private TestRun(Loader loader) {
        this.loader = loader;
    }

    /**
     * The first failure of a test, with the test's name.
     *
     * @param classes the test and what it tests
     */
    static Optional<String> failure(Map<String, byte[]> classes, String test) {
        TestRun run = new TestRun(new Loader(classes));
        try {
            Optional<String> failure = run.failure(run.loader.loadClass(test), Optional.empty());
            if (run.tests == 0) {
                throw new AssertionError("no test in " + test);
            }
            return failure;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private Optional<String> failure(Class<?> type, Optional<Object> outer) throws ReflectiveOperationException {
        for (Method method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                tests++;
                method.setAccessible(true);
                try {
                    method.invoke(instance(type, outer));
                } catch (InvocationTargetException e) {
                    return Optional.of(type.getSimpleName() + "." + method.getName() + ": " + e.getCause());
                }
            }
        }
        for (Class<?> nested : type.getDeclaredClasses()) {
            if (nested.isAnnotationPresent(Nested.class)) {
                Optional<String> failure = failure(nested, Optional.of(instance(type, outer)));
                if (failure.isPresent()) {
                    return failure;
                }
            }
        }
        return Optional.empty();
    }

    private static Object instance(Class<?> type, Optional<Object> outer) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return outer.isPresent() ? constructor.newInstance(outer.get()) : constructor.newInstance();
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(TestRun.class.getClassLoader());
            this.classes = new HashMap<>(classes);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
