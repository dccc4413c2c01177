/** From text to {@link org.wengert.syntax.Syntax}; the only package that knows ANTLR. */
@NullMarked
package org.wengert.syntax;

import org.jspecify.annotations.NullMarked;
