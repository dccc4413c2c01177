/** What an operator is: one declaration each, from which names, derivatives, Java, documents and tests follow. */
@NullMarked
package org.wengert.op;

import org.jspecify.annotations.NullMarked;
