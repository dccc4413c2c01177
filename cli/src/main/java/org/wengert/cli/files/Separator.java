package org.wengert.cli.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What stands between the numbers of a line. */
enum Separator {
    SEMICOLON(';', "semicolons"),
    TAB('\t', "tabs"),
    COMMA(',', "commas"),
    /** Any number of them; the reader, which knows no such thing, is told of a character that no file has. */
    BLANKS('\u0001', "blanks");

    /** So much of a file is looked at. */
    private static final int LOOK = 1 << 20;

    private final char character;
    private final String words;

    Separator(char character, String words) {
        this.character = character;
        this.words = words;
    }

    char character() {
        return character;
    }

    /** Told by the first line that is no heading, or by that if there is one number a line: {@code 1,5; 2} has semicolons, and numbers that are to have points. */
    static Separator of(BufferedReader text, Heading heading) throws IOException {
        text.mark(LOOK + 1);
        char[] start = new char[LOOK];
        int length = 0;
        for (int read = 0; read >= 0 && length < LOOK; read = text.read(start, length, LOOK - length)) {
            length += read;
        }
        text.reset();
        List<String> lines = new String(start, 0, length)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .limit(2)
                .toList();
        boolean headed =
                lines.size() == 2 && heading.is(Arrays.asList(lines.get(0).split("[,;\\s\"]+")));
        if (lines.isEmpty()) {
            return COMMA;
        }
        Separator found = of(lines.get(headed ? 1 : 0).strip());
        return headed && found == BLANKS ? of(lines.get(0).strip()) : found;
    }

    private static Separator of(String line) {
        return Arrays.stream(values())
                .filter(s -> line.indexOf(s.character) >= 0)
                .findFirst()
                .orElse(BLANKS);
    }

    /** The fields of a line that was cut at {@link #character}; none of a blank one. */
    List<String> fields(List<String> cut) {
        if (cut.stream().allMatch(String::isBlank) && cut.size() == 1) {
            return List.of();
        }
        return this == BLANKS
                ? List.of(cut.get(0).strip().split("\\s+"))
                : cut.stream().map(String::strip).toList();
    }

    /** What may be the matter with a field that is no number. */
    String hint(String field, Function<String, Optional<Double>> number) {
        if (number.apply(field.replace(',', '.')).isPresent()) {
            return "; numbers are written with a point: " + field.replace(',', '.');
        }
        boolean several = field.split("[,;\\s]+").length > 1;
        return several ? "; the numbers of this file are separated by " + words : "";
    }
}
