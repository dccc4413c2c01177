/** From folders of programs to folders of Java, in a Gradle build. */
@NullMarked
package org.wengert.gradle;

import org.jspecify.annotations.NullMarked;
