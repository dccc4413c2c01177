package org.wengert.mutation;

import java.util.function.Supplier;
import org.wengert.op.ScalarOperator;

/**
 * One alteration of one declaration.
 *
 * @param operator whose declaration is altered
 * @param part of the declaration: rule, identity, kernel, java, lowering
 * @param change what is altered, in words
 * @param field the field of {@link ScalarOperator} that holds the part
 * @param altered what the field holds instead
 */
record Mutant(ScalarOperator operator, String part, String change, String field, Object altered) {

    /** Runs {@code work} with the declaration altered. */
    <T> T during(Supplier<T> work) {
        Object before = Field.read(operator, field);
        Field.write(operator, field, altered);
        try {
            return work.get();
        } finally {
            Field.write(operator, field, before);
        }
    }

    String name() {
        return operator.name() + ", " + part + ": " + change;
    }
}
