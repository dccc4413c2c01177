package org.wengert.codegen;

import java.util.List;

/**
 * A test of a generated class, to be written.
 *
 * @param tested the class
 * @param points for each of its functions in order, what is known of it; none for one that is not tested
 * @param oracle how the points came to know it, in a sentence for each function
 */
public record TestSource(ClassSource tested, List<List<TestPoint>> points, List<String> oracle) {}
