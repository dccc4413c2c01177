package org.wengert.codegen;

import java.util.List;
import java.util.stream.Collectors;

/** Makes text safe inside of Java comments, where a Unicode escape or the end of the comment would become code. */
final class Comments {

    /** A comment of one line is shortened to so many characters. */
    static final int LONGEST_LINE = 236;

    private static final String SEPARATOR = ";  ";

    private Comments() {}

    /** Text for a comment of one line, shortened if it is endless. */
    static String line(String text) {
        String plain = plain(text);
        return plain.length() <= LONGEST_LINE ? plain : plain.substring(0, LONGEST_LINE - 3) + "...";
    }

    /** What is said one after the other, the last of it being what matters most: as much as there is room for. */
    static String line(List<String> said) {
        int first = said.size();
        int length = 0;
        while (first > 0
                && (first == said.size() || length + said.get(first - 1).length() <= LONGEST_LINE)) {
            length += said.get(--first).length() + SEPARATOR.length();
        }
        return line(String.join(SEPARATOR, said.subList(first, said.size())));
    }

    /** Text for a documentation comment, with the characters that HTML takes for its own. */
    static String javadoc(String text) {
        return plain(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("*/", "*&#47;");
    }

    /**
     * Text for a code tag in a documentation comment, on several lines if it has them. Braces stay where they balance; of a
     * text that was cut, or has some in a comment, they would end the tag.
     */
    static String code(String text) {
        String safe = text.lines()
                .map(Comments::plain)
                .map(line -> line.replace("@", "(at)").replace("*/", "* /"))
                .collect(Collectors.joining("\n"));
        return isBalanced(safe) ? safe : safe.replace("{", "(").replace("}", ")");
    }

    private static boolean isBalanced(String text) {
        int depth = 0;
        for (int i = 0; i < text.length() && depth >= 0; i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
        }
        return depth == 0;
    }

    /**
     * Text on one line in which nothing hides and nothing escapes: the solution of a system, {@code A\ u}, has a blank that keeps
     * its operator from being a Unicode escape.
     */
    static String plain(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean invisible = Character.isISOControl(c)
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE
                    || type == Character.UNASSIGNED;
            if (c == 'u' && !out.isEmpty() && out.charAt(out.length() - 1) == '\\') {
                out.append(' ');
            }
            out.appendCodePoint(invisible ? ' ' : c);
        });
        return out.toString();
    }
}
