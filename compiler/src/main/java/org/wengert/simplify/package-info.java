/** Passes that keep the value of a graph and make it smaller: identities, conditional evaluation, lowering. */
@NullMarked
package org.wengert.simplify;

import org.jspecify.annotations.NullMarked;
