/** Generated code as statements and expressions, before it is text of some language. */
@NullMarked
package org.wengert.tree;

import org.jspecify.annotations.NullMarked;
