@NullMarked
package org.wengert.gradle;

import org.jspecify.annotations.NullMarked;
