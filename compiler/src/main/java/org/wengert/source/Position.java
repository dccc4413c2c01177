package org.wengert.source;

/** A place in a text as people count it: line and column from 1. */
public record Position(int line, int column) {}
