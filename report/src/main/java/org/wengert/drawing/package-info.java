/** Computational graphs as pictures; the only package that knows the layout library. */
@NullMarked
package org.wengert.drawing;

import org.jspecify.annotations.NullMarked;
