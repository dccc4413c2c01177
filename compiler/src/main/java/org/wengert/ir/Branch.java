package org.wengert.ir;

import java.util.List;

/**
 * A body on its way into a region.
 *
 * @param captured for each input of {@code graph} the value outside that it stands for
 */
public record Branch(Graph graph, List<Node> captured) {}
