/** Evaluates graphs without compiling them: the reference for generated code, and the fastest way to evaluate once. */
@NullMarked
package org.wengert.interpret;

import org.jspecify.annotations.NullMarked;
