package org.wengert.load;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/** An instance of the generated class of a function of arrays, for arrays of some sizes. */
public final class LoadedArrays {

    private final Object instance;

    private LoadedArrays(Object instance) {
        this.instance = instance;
    }

    /**
     * Makes an instance of a generated class.
     *
     * @param sizes in the order of the constructor's parameters
     * @throws IllegalArgumentException if no call can have these sizes
     */
    public static LoadedArrays of(Class<?> type, List<Long> sizes) {
        Constructor<?> constructor = type.getConstructors()[0];
        Object[] arguments = sizes.stream().map(Math::toIntExact).toArray();
        try {
            return new LoadedArrays(constructor.newInstance(arguments));
        } catch (InvocationTargetException e) {
            throw unchecked(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("bug: a generated class has no constructor", e);
        }
    }

    /** The generated object. */
    public Object instance() {
        return instance;
    }

    /**
     * Calls a method.
     *
     * @param arguments as the method takes them: {@code Double} or {@code double[]}
     * @return what it returns; NaN if that is nothing
     */
    public double call(String name, Object... arguments) {
        Method method = Arrays.stream(instance.getClass().getMethods())
                .filter(m -> m.getName().equals(name) && m.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no method " + name + " is generated"));
        try {
            return method.invoke(instance, arguments) instanceof Double value ? value : Double.NaN;
        } catch (InvocationTargetException e) {
            throw unchecked(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("bug: a generated method is not public", e);
        }
    }

    /** What was thrown, an error at once. */
    static RuntimeException unchecked(InvocationTargetException e) {
        Throwable cause = e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException exception ? exception : new IllegalStateException(e);
    }
}
