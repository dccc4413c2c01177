package org.wengert.load;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A source map as debuggers read it, by JSR-45 (Jakarta Debugging Support for Other Languages 2.0): of each line of Java, the line
 * of the program. Lines {@code 3,2:45} say that 45 and 46 come from 3 and 4, lines {@code 3:45,2} that both come from 3.
 *
 * <pre>
 * SMAP
 * Loss.java
 * Expr
 * *S Expr
 * *F
 * + 1 Loss.expr
 * org/example/Loss.expr
 * *L
 * 3#1:45
 * 5:47,2
 * *E
 * </pre>
 */
record SourceMap(String text) {

    /** What debuggers call the program's view of the code, and show if they are not told otherwise. */
    static final String STRATUM = "Expr";

    /** Of those lines of Java that a class has. */
    static SourceMap of(LineMap map, Collection<Integer> wanted) {
        NavigableMap<Integer, Integer> lines = new TreeMap<>(map.lines());
        lines.keySet().retainAll(wanted);
        StringBuilder text = new StringBuilder();
        text.append("SMAP\n")
                .append(map.javaFile())
                .append('\n')
                .append(STRATUM)
                .append('\n');
        text.append("*S ").append(STRATUM).append('\n');
        text.append("*F\n+ 1 ")
                .append(map.programFile())
                .append('\n')
                .append(map.program())
                .append('\n');
        text.append("*L\n");
        String file = "#1";
        while (!lines.isEmpty()) {
            text.append(take(lines, file)).append('\n');
            file = "";
        }
        return new SourceMap(text.append("*E\n").toString());
    }

    /** The first lines that one entry can say, which are taken away. */
    private static String take(NavigableMap<Integer, Integer> lines, String file) {
        int java = lines.firstKey();
        int program = lines.getOrDefault(java, 0);
        lines.remove(java);
        int same = run(lines, java, program, 0);
        int rising = same == 1 ? run(lines, java, program, 1) : 1;
        return program + file + (rising > 1 ? "," + rising : "") + ":" + java + (same > 1 ? "," + same : "");
    }

    /** How many lines of Java follow each other while the program's advance by {@code step}. */
    private static int run(NavigableMap<Integer, Integer> lines, int java, int program, int step) {
        int count = 1;
        while (lines.getOrDefault(java + count, 0) == program + count * step) {
            lines.remove(java + count);
            count++;
        }
        return count;
    }
}
