/** The page with an editor, served to this machine. */
@NullMarked
package org.wengert.explorer;

import org.jspecify.annotations.NullMarked;
