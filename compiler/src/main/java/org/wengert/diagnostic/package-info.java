/** What is said to the user: the catalogue, the collector and the layout of messages. */
@NullMarked
package org.wengert.diagnostic;

import org.jspecify.annotations.NullMarked;
