package org.wengert.mutation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Private fields by name: a declaration is altered where it stands, because everything refers to the one object. */
final class Field {

    private Field() {}

    static Object read(Object owner, String name) {
        return Objects.requireNonNull(readIfThere(owner, name), name);
    }

    /** Null where the field is. */
    static @Nullable Object readIfThere(Object owner, String name) {
        try {
            return find(owner, name).get(owner);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name, e);
        }
    }

    static void write(Object owner, String name, @Nullable Object value) {
        try {
            find(owner, name).set(owner, value);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name, e);
        }
    }

    private static java.lang.reflect.Field find(Object owner, String name) throws NoSuchFieldException {
        java.lang.reflect.Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
