/** Derivatives as formulas that a person would write: from graphs to text of the language. */
@NullMarked
package org.wengert.formula;

import org.jspecify.annotations.NullMarked;
