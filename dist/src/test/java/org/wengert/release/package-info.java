/** What a release puts beside the artefacts of the modules. Of the build alone; nothing of it is shipped. */
@NullMarked
package org.wengert.release;

import org.jspecify.annotations.NullMarked;
