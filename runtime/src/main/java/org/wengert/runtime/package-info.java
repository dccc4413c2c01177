/** What generated classes call beyond {@link java.lang.Math}: scalar kernels, with no dependency but the JDK. */
package org.wengert.runtime;
