/** From folders of programs to folders of Java, in a Maven build. Only the mojos know Maven. */
@NullMarked
package org.wengert.maven;

import org.jspecify.annotations.NullMarked;
