/** Texts and places in them. */
@NullMarked
package org.wengert.source;

import org.jspecify.annotations.NullMarked;
