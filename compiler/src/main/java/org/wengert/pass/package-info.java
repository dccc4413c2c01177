/** Passes from graph to graph: what a pass is, and the rebuilding that all of them share. */
@NullMarked
package org.wengert.pass;

import org.jspecify.annotations.NullMarked;
