/** From Wengert lists to Java that people read; the only package that knows JavaPoet. */
@NullMarked
package org.wengert.codegen;

import org.jspecify.annotations.NullMarked;
