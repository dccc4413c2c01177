/** Wengert lists: graphs put in order, one statement for each value, with names and counted operations. */
@NullMarked
package org.wengert.ssa;

import org.jspecify.annotations.NullMarked;
