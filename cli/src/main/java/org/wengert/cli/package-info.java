/** The command {@code wengert}: what is typed and piped becomes calls of the compiler; the only package that knows picocli. */
@NullMarked
package org.wengert.cli;

import org.jspecify.annotations.NullMarked;
