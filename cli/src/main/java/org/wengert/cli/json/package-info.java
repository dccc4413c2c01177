/** JSON as values; the only package that knows Jackson. */
@NullMarked
package org.wengert.cli.json;

import org.jspecify.annotations.NullMarked;
