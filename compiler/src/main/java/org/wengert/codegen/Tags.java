package org.wengert.codegen;

import java.util.List;
import org.wengert.shaded.javapoet.MethodSpec;

/** The tags of documentation comments of methods, on lines that are no longer than those of the code. */
final class Tags {

    /** A longer line is broken. */
    static final int WIDTH = 110;

    private static final String INDENT = "    ";

    private Tags() {}

    static void param(MethodSpec.Builder method, String name, String meaning) {
        add(method, "@param " + name, meaning);
    }

    static void returns(MethodSpec.Builder method, String meaning) {
        add(method, "@return", meaning);
    }

    /** When the method refuses its arguments: for each of the reasons; none if it takes all. */
    static void refuses(MethodSpec.Builder method, List<String> reasons) {
        if (!reasons.isEmpty()) {
            add(method, "@throws IllegalArgumentException", "if " + String.join(", or if ", reasons));
        }
    }

    private static void add(MethodSpec.Builder method, String tag, String text) {
        method.addJavadoc("$L\n", wrapped(tag + " " + Comments.javadoc(text), INDENT));
    }

    /** Text on lines of which all but the first begin with {@code indent}. */
    static String wrapped(String text, String indent) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (String word : text.split(" ", -1)) {
            if (column > 0 && column + word.length() >= WIDTH) {
                out.append('\n').append(indent);
                column = indent.length();
            } else if (!out.isEmpty()) {
                out.append(' ');
                column++;
            }
            out.append(word);
            column += word.length();
        }
        return out.toString();
    }
}
