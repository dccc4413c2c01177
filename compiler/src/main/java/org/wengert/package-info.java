/** Wengert in a running JVM: {@link org.wengert.Wengert#compile(String)} and what it gives. */
@NullMarked
package org.wengert;

import org.jspecify.annotations.NullMarked;
