/** Programs that use generated code; each prints what it finds. */
package org.wengert.samples;
