/** From operators of whole arrays to loops over their elements, as Java has them. */
@NullMarked
package org.wengert.loops;

import org.jspecify.annotations.NullMarked;
