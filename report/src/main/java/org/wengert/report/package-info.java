/** What is known of a program and its derivatives, as one page for people. */
@NullMarked
package org.wengert.report;

import org.jspecify.annotations.NullMarked;
