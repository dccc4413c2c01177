/** The independent oracle: programs evaluated with many digits, and their derivatives held against differences. */
@NullMarked
package org.wengert.check;

import org.jspecify.annotations.NullMarked;
