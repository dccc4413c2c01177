/** From syntax to graphs: names, types and arities are resolved here, and every error in them is reported. */
@NullMarked
package org.wengert.elaborate;

import org.jspecify.annotations.NullMarked;
