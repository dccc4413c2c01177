/** Programs and their derivatives as text for people. */
@NullMarked
package org.wengert.explain;

import org.jspecify.annotations.NullMarked;
