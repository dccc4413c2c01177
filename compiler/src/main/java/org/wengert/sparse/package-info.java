/** Program → the entries of a matrix of derivatives that are not 0, and where they are. */
@NullMarked
package org.wengert.sparse;

import org.jspecify.annotations.NullMarked;
