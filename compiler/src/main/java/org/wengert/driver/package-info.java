/** The one entry to the compiler, for the command line, builds, tests and running programs alike. */
@NullMarked
package org.wengert.driver;

import org.jspecify.annotations.NullMarked;
