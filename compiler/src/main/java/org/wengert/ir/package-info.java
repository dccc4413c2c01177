/** The graph: interned values, regions that own a body, the builder that makes them and the verifier that doubts them. */
@NullMarked
package org.wengert.ir;

import org.jspecify.annotations.NullMarked;
