/**
 * From generated Java to classes of the running JVM, and the lines of classes, loaded or built; the only package that knows
 * {@code javax.tools} and ASM.
 */
@NullMarked
package org.wengert.load;

import org.jspecify.annotations.NullMarked;
