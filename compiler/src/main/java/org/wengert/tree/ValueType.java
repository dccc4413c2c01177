package org.wengert.tree;

/** What a local or a parameter is. */
public enum ValueType {
    REAL,
    TRUTH,
    INTEGER,
    ARRAY,
    /** Several arrays. */
    ARRAYS,
    /** What says which states of loops are kept. */
    SCHEDULES
}
