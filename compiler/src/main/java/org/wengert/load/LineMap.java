package org.wengert.load;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wengert.codegen.GeneratedSource;
import org.wengert.codegen.LineOrigin;
import org.wengert.driver.Hashes;
import org.wengert.source.SourceText;
import org.wengert.source.Span;

/**
 * Which line of a program each line of its Java comes from. As text it is one line, {@code 77d1… org/example/Loss.java 45=3,48=4
 * org/example/Loss.expr}.
 *
 * @param java where the Java is below its source folder, with slashes
 * @param hash of the Java's text
 * @param program where the program is below its folder, with slashes
 * @param lines of the program by line of Java, from 1; Java that comes from no line is not among them
 */
public record LineMap(String java, String hash, String program, NavigableMap<Integer, Integer> lines) {

    private static final String JAVA = ".java";
    private static final String NONE = "-";

    public LineMap {
        lines = Collections.unmodifiableNavigableMap(new TreeMap<>(lines));
    }

    /** Of what was generated from {@code text}, which is {@code program} below its folder. */
    public static LineMap of(GeneratedSource java, SourceText text, String program) {
        NavigableMap<Integer, Integer> lines = new TreeMap<>();
        for (LineOrigin origin : java.lines()) {
            if (!origin.span().equals(Span.NONE)) {
                lines.putIfAbsent(
                        origin.line(), text.position(origin.span().start()).line());
            }
        }
        return new LineMap(java.path(), Hashes.sha256(java.text()), program, lines);
    }

    /** What {@link #text} has written; none if it is nothing of the kind. */
    public static Optional<LineMap> parse(String text) {
        String[] parts = text.split(" ", 4);
        if (parts.length < 4 || !parts[1].endsWith(JAVA)) {
            return Optional.empty();
        }
        NavigableMap<Integer, Integer> lines = new TreeMap<>();
        for (String pair : parts[2].equals(NONE) ? new String[0] : parts[2].split(",", -1)) {
            if (!pair.matches("[1-9][0-9]{0,8}=[1-9][0-9]{0,8}")) {
                return Optional.empty();
            }
            int middle = pair.indexOf('=');
            lines.put(Integer.valueOf(pair.substring(0, middle)), Integer.valueOf(pair.substring(middle + 1)));
        }
        return Optional.of(new LineMap(parts[1], parts[0], parts[3], lines));
    }

    /** As one line. */
    public String text() {
        String pairs = lines.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(","));
        return String.join(" ", hash, java, pairs.isEmpty() ? NONE : pairs, program);
    }

    /** The name of the file of Java. */
    String javaFile() {
        return lastName(java);
    }

    /** The name of the file of the program. */
    String programFile() {
        return lastName(program);
    }

    /** The top-level class, as class files name it: {@code org/example/Loss}. */
    String type() {
        return java.substring(0, java.length() - JAVA.length());
    }

    private static String lastName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
