package org.wengert.codegen;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many bytes of bytecode Java text takes at most, checked against class files in the tests. */
final class JavaSize {

    /** HotSpot never compiles a method of more than 8,000 bytes. */
    static final int LARGEST_METHOD = 6_000;

    private static final Pattern TOKEN =
            Pattern.compile("//.*|\\p{javaJavaIdentifierPart}+|[-+*/<>=!?]=?|&&|\\|\\||[(\\[]");

    private JavaSize() {}

    /** Of statements; an estimate from above. */
    static long bytes(String java) {
        long bytes = 0;
        Matcher token = TOKEN.matcher(java);
        while (token.find()) {
            String text = token.group();
            char first = text.charAt(0);
            if (!text.startsWith("//")) {
                // A local of a high index, a field or a constant takes 3 or 4; a comparison with its jumps up to 10.
                bytes += Character.isJavaIdentifierPart(first) ? 4 : "<>!?&|".indexOf(first) >= 0 ? 6 : 2;
            }
        }
        return bytes;
    }
}
