package org.wengert.ir;

/** What a {@link Node} computes. */
public enum Type {
    /** A real number. */
    REAL,
    /** A condition, locally constant in every real. */
    BOOLEAN,
    /** The several results of a region, each read by an {@link Operation.Item}. */
    TUPLE
}
