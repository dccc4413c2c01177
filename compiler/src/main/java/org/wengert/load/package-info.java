/** From generated Java to classes of the running JVM; the only package that knows {@code javax.tools}. */
@NullMarked
package org.wengert.load;

import org.jspecify.annotations.NullMarked;
