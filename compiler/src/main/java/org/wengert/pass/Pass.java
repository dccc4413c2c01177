package org.wengert.pass;

import java.util.function.UnaryOperator;
import org.wengert.ir.Graph;

/**
 * One step of a pipeline.
 *
 * @param name as dumps call it
 * @param summary what it changes, in a sentence
 * @param step the new graph, equal in value to the old one
 */
public record Pass(String name, String summary, UnaryOperator<Graph> step) {}
