/** What generated classes call beyond {@link java.lang.Math}: scalar and matrix kernels, with no dependency but the JDK. */
package org.wengert.runtime;
