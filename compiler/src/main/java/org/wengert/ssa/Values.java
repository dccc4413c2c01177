package org.wengert.ssa;

import org.wengert.ir.Node;

/** Which values of a program have a line of their own. */
public interface Values {

    /** The value that {@code node}, an input of a body perhaps, is. */
    Node resolve(Node node);

    /** Whether {@code node} is computed where it is used. */
    boolean isInlined(Node node);
}
