/** From folders of programs to folders of Java, in a build of any kind: what has not changed is not compiled again. */
@NullMarked
package org.wengert.generation;

import org.jspecify.annotations.NullMarked;
