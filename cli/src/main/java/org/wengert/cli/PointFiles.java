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
import org.wengert.cli.files.CsvTable;
import org.wengert.cli.files.NpyReader;
import org.wengert.cli.files.NpzReader;
import org.wengert.cli.json.JsonException;
import org.wengert.cli.json.JsonReader;
import org.wengert.driver.CompiledFunction;
import org.wengert.ir.Node;
import org.wengert.op.Tensor;

/**
 * Reads points from files: {@code point.json}, an object of numbers and arrays, {@code point.npz}, or one array, {@code A=a.csv},
 * {@code A=a.npy}. {@code points.csv} is a table with a point in each row.
 */
final class PointFiles {

    private final Map<String, Tensor> values = new LinkedHashMap<>();
    private final Set<String> matrices = new HashSet<>();
    private Optional<PointTable> table = Optional.empty();

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
        for (String name : point.table.map(PointTable::names).orElse(Set.of())) {
            if (point.values.containsKey(name)) {
                throw twice(name);
            }
        }
        return point;
    }

    private void read(String file) throws RequestException {
        int equals = file.indexOf('=');
        String place = file.substring(equals + 1).strip();
        try {
            if (equals < 0) {
                all(ProgramArguments.path(place));
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

    private void all(Path file) throws IOException, JsonException, ArrayFileException, RequestException {
        switch (ending(file)) {
            case "npz" -> putAll(npz(file));
            case "csv" -> table(file);
            case "npy" ->
                throw new RequestException(
                        "wrong-usage",
                        "--at-file: '" + file + "' holds one array, and it is not said which",
                        Optional.of("name the parameter, as in --at-file A=" + file));
            default -> putAll(json(file));
        }
    }

    private void table(Path file) throws IOException, ArrayFileException, RequestException {
        if (table.isPresent()) {
            throw new RequestException(
                    "wrong-usage",
                    "--at-file: '" + file + "' is a second table of points",
                    Optional.of("an array in a file is named, as in --at-file A=" + file));
        }
        try (BufferedReader text = Files.newBufferedReader(file)) {
            CsvTable read = CsvArrays.readTable(text, Numbers::parse);
            if (read.columns().isEmpty()) {
                throw new RequestException(
                        "malformed-file",
                        "'" + file + "': it does not say which parameters its columns are",
                        Optional.of("its first line names them, as in x,v[0],v[1]; of an array, name the parameter:"
                                + " --at-file A=" + file));
            }
            table = Optional.of(new PointTable(file.toString(), read));
        }
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
            matrices.add(name);
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
                throw twice(entry.getKey());
            }
        }
    }

    private static RequestException twice(String name) {
        return new RequestException("duplicate-name", "the point gives '" + name + "' twice");
    }

    /** Points of which these values are what all have in common, if there is a table of them. */
    Optional<PointTable> table() {
        return table;
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
                    function.parameters().get(i),
                    (name, array) -> matrices.contains(name) ? fitted(array, rank) : array);
        }
        function.integers()
                .forEach(k -> fitted.computeIfPresent(
                        k, (name, array) -> matrices.contains(name) ? fitted(array, 0) : array));
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
