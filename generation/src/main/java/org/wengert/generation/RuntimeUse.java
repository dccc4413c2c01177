package org.wengert.generation;

import java.util.regex.Pattern;

/** Whether generated Java needs the runtime: it imports a class of it, or names one in full where a name is taken. */
public final class RuntimeUse {

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");

    private RuntimeUse() {}

    public static boolean isIn(String java) {
        // What a program says about itself is in the comments.
        return java.contains("org.wengert.runtime.")
                && COMMENT.matcher(java).replaceAll("").contains("org.wengert.runtime.");
    }
}
