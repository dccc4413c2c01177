/** Measurements; none of them is part of a build. */
package org.wengert.benchmarks;
