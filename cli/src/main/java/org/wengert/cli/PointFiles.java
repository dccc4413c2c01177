package org.wengert.cli;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wengert.cli.files.ArrayFileException;
import org.wengert.cli.files.CsvArrays;
import org.wengert.cli.files.NpyReader;
import org.wengert.cli.files.NpzReader;
import org.wengert.cli.json.JsonException;
import org.wengert.cli.json.JsonReader;
import org.wengert.driver.CompiledFunction;
import org.wengert.ir.Node;
import org.wengert.op.Tensor;

/**
 * Reads points from files: {@code point.json}, an object of numbers and arrays, {@code point.npz}, or one array, {@code A=a.csv},
 * {@code A=a.npy}.
 */
final class PointFiles {

    private final Map<String, Tensor> values = new LinkedHashMap<>();
    private final Set<String> tables = new HashSet<>();

    private PointFiles() {}

    /**
     * Values by name.
     *
     * @param typed those that are given beside the files
     */
    static PointFiles read(Map<String, Tensor> typed, List<String> files) throws RequestException {
        PointFiles point = new PointFiles();
        point.putAll(typed);
        for (String file : files) {
            point.read(file);
        }
        return point;
    }

    private void read(String file) throws RequestException {
        int equals = file.indexOf('=');
        String place = file.substring(equals + 1).strip();
        try {
            if (equals < 0) {
                putAll(all(ProgramArguments.path(place)));
            } else {
                putAll(Map.of(
                        file.substring(0, equals).strip(),
                        array(file.substring(0, equals).strip(), ProgramArguments.path(place))));
            }
        } catch (ArrayFileException | JsonException e) {
            throw new RequestException("malformed-file", "'" + place + "': " + e.getMessage(), e);
        } catch (CharacterCodingException e) {
            throw new RequestException("not-utf8", "'" + place + "' is not UTF-8", e);
        } catch (IOException e) {
            String reason =
                    Files.exists(ProgramArguments.path(place)) ? ": " + e.getMessage() : ": there is no such file";
            throw new RequestException("unreadable-file", "'" + place + "' cannot be read" + reason, e);
        }
    }

    private static Map<String, Tensor> all(Path file)
            throws IOException, JsonException, ArrayFileException, RequestException {
        return switch (ending(file)) {
            case "npz" -> npz(file);
            case "csv", "npy" ->
                throw new RequestException(
                        "wrong-usage",
                        "--at-file: '" + file + "' holds one array, and it is not said which",
                        Optional.of("name the parameter, as in --at-file A=" + file));
            default -> json(file);
        };
    }

    private static String ending(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Map<String, Tensor> npz(Path file) throws IOException, ArrayFileException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return NpzReader.read(in);
        }
    }

    /** The array of that name, or the only one. */
    private static Tensor picked(String name, Map<String, Tensor> arrays) throws RequestException {
        Optional<Tensor> found = Optional.ofNullable(arrays.get(name))
                .or(() -> arrays.values().stream().findFirst().filter(only -> arrays.size() == 1));
        return found.orElseThrow(() -> new RequestException(
                "unknown-parameter",
                "--at-file: there is no array '" + name + "' in the file",
                Optional.of("it has " + String.join(", ", arrays.keySet()))));
    }

    private static Map<String, Tensor> json(Path file) throws IOException, JsonException, RequestException {
        return JsonArrays.readAll(
                new JsonReader().read(Files.readString(file), "the file is one JSON object, by name"));
    }

    private Tensor array(String name, Path file) throws IOException, ArrayFileException, RequestException {
        String ending = ending(file);
        if (ending.equals("npz")) {
            return picked(name, npz(file));
        }
        if (ending.equals("npy")) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                return NpyReader.read(in);
            }
        }
        if (ending.equals("csv")) {
            tables.add(name);
            try (BufferedReader text = Files.newBufferedReader(file)) {
                return CsvArrays.read(text, Numbers::parse);
            }
        }
        throw new RequestException(
                "wrong-usage", "--at-file: '" + file + "' is none of .csv, .npy and .npz, which hold arrays");
    }

    private void putAll(Map<String, Tensor> more) throws RequestException {
        for (Map.Entry<String, Tensor> entry : more.entrySet()) {
            if (values.putIfAbsent(entry.getKey(), entry.getValue()) != null) {
                throw new RequestException("duplicate-name", "the point gives '" + entry.getKey() + "' twice");
            }
        }
    }

    /** The names of all values. */
    Set<String> names() {
        return values.keySet();
    }

    /** A table of one row or column is a vector where a vector is wanted, one of one field a number. */
    Map<String, Tensor> of(CompiledFunction function) {
        Map<String, Tensor> fitted = new LinkedHashMap<>(values);
        List<Node> inputs = function.primal().inputs();
        for (int i = 0; i < inputs.size(); i++) {
            int rank = inputs.get(i).type().shape().rank();
            fitted.computeIfPresent(
                    function.parameters().get(i), (name, table) -> tables.contains(name) ? fitted(table, rank) : table);
        }
        function.integers()
                .forEach(k ->
                        fitted.computeIfPresent(k, (name, table) -> tables.contains(name) ? fitted(table, 0) : table));
        return fitted;
    }

    private static Tensor fitted(Tensor table, int rank) {
        int count = table.data().length;
        boolean line = table.rank() == 2 && (table.extent(0) == 1 || table.extent(1) == 1);
        if (rank == 1 && line) {
            return new Tensor(new int[] {count}, table.data());
        }
        return rank == 0 && count == 1 ? Tensor.scalar(table.value()) : table;
    }
}
