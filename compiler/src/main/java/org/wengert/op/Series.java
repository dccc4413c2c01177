package org.wengert.op;

import java.util.Optional;
import org.wengert.ir.Node;

/** The Taylor series of a value: its normalised coefficients, {@code c_k} being the derivative number k over {@code k!}. */
@FunctionalInterface
public interface Series {

    /** Coefficient {@code k}; absent where it is 0 whatever the numbers are. */
    Optional<Node> at(int k);

    /** The same but for a coefficient that is the literal 0, which nothing is multiplied by. */
    default Optional<Node> factor(int k) {
        return at(k).filter(c -> !c.isConstant(0) && !c.isConstant(-0.0));
    }
}
