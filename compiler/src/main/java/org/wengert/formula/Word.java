package org.wengert.formula;

import java.util.Locale;

/** Functions of the language that formulas are written with, besides those that their programs call. */
enum Word {
    ZEROS,
    TRACE;

    /** As it is called. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
