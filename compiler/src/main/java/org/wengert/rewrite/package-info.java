/**
 * Passes from a graph to an equal graph: identities, sinking into branches, lowering, merging, and whole arrays as loops. {@link
 * org.wengert.rewrite.Pipelines} says which run when.
 */
@NullMarked
package org.wengert.rewrite;

import org.jspecify.annotations.NullMarked;
