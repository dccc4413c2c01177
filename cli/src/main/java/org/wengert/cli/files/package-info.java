/** Arrays read from files: CSV and NumPy; the only package that knows FastCSV. */
@NullMarked
package org.wengert.cli.files;

import org.jspecify.annotations.NullMarked;
