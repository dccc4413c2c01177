/** Derivatives as passes from graph to graph: tangents forward, adjoints backward, and what is composed of them. */
@NullMarked
package org.wengert.differentiate;

import org.jspecify.annotations.NullMarked;
