package org.wengert.interpret;

import java.util.List;
import org.wengert.ir.Node;
import org.wengert.ir.Operator;
import org.wengert.op.Tensor;

/** Is told of every operation that an evaluation makes. */
public interface Tally {

    /** Of what is not interested. */
    Tally NONE = new Tally() {};

    /** An operator was applied; a kernel, perhaps one that adds its value to what was there. */
    default void applied(Operator operator, List<Tensor> operands) {}

    /** What came of it, at a node of the graph or of a body. */
    default void computed(Node node, List<Tensor> operands, Tensor value) {}

    /** So many numbers were added to others, as terms of sums. */
    default void added(int elements) {}
}
