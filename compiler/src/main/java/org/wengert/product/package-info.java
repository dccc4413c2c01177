/** What can be derived of a function, declared: what each product takes and gives, and how it is composed of the two sweeps. */
@NullMarked
package org.wengert.product;

import org.jspecify.annotations.NullMarked;
