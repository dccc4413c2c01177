package org.wengert.load;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.driver.AtomicOutput;

/**
 * The line maps of what was generated to one folder, kept until the Java is compiled: as a file of one line for each program after
 * the folder, as seen from that of the file.
 *
 * @param sources the folder of the Java
 */
public record LineMapFile(Path sources, List<LineMap> maps) {

    public LineMapFile {
        maps = List.copyOf(maps);
    }

    /** What is in a file; none if there is no such file or it is not as {@link #write} leaves it. */
    public static Optional<LineMapFile> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            List<LineMap> maps = new ArrayList<>();
            for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
                Optional<LineMap> map = LineMap.parse(line);
                if (map.isEmpty()) {
                    return Optional.empty();
                }
                maps.add(map.get());
            }
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new LineMapFile(folder(file).resolve(lines.get(0)).normalize(), maps));
        } catch (CharacterCodingException | InvalidPathException damaged) {
            return Optional.empty();
        }
    }

    /** Writes the file, or deletes it if there is nothing to keep. */
    public void write(Path file) throws IOException {
        if (maps.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        StringBuilder text = new StringBuilder();
        text.append(seenFrom(folder(file), sources)).append('\n');
        maps.forEach(map -> text.append(map.text()).append('\n'));
        AtomicOutput.write(folder(file), Map.of(file.getFileName(), text.toString()));
    }

    /** How a folder is named beside a file in {@code from}, so that both can be moved together. */
    public static String seenFrom(Path from, Path folder) {
        Path here = from.toAbsolutePath().normalize();
        Path there = folder.toAbsolutePath().normalize();
        return there.getRoot() != null && there.getRoot().equals(here.getRoot())
                ? here.relativize(there).toString()
                : there.toString();
    }

    private static Path folder(Path file) {
        return file.toAbsolutePath().normalize().resolveSibling("");
    }
}
