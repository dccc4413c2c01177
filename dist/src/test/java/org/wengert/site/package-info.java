/**
 * The documents as a site: the README, the changelog and the pages of {@code docs} become pages of HTML, and links between them
 * stay. Of the build alone; nothing of it is shipped.
 */
@NullMarked
package org.wengert.site;

import org.jspecify.annotations.NullMarked;
