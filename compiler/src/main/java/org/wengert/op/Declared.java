package org.wengert.op;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Operator;

/** What every operator declares, be it of numbers or on arrays. */
public sealed interface Declared extends Operator permits ScalarOperator, ArrayOperator {

    /** The declaration; a graph has no other operators. */
    static Declared of(Operator operator) {
        return (Declared) operator;
    }

    /** How a Wengert list writes it, in terms of {@code x}, or of {@code a, b, c}: {@code a + b}, {@code log(x)}. */
    String notation();

    List<Identity> identities();

    /** How the coefficients of Taylor series of the value follow from those of the operands. */
    Recurrence recurrence();

    /** Whether it varies with an operand. */
    boolean hasDerivative(int operand);

    /** What it adds to the adjoint of an operand; empty if that is nothing that can be said. */
    Optional<String> adjointText(int operand);

    /** Whether it takes a call of a library. */
    boolean isCostly();
}
