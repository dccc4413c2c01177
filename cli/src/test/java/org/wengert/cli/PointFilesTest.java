package org.wengert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PointFilesTest {

    private static final String PRODUCT = "f(A: real[n,m], x: real[m], k: int) = k*(A*x)";

    @TempDir
    private Path folder = Path.of("");

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static Run eval(String... more) {
        String[] all = new String[more.length + 7];
        String[] first = {"eval", "-e", PRODUCT, "--derive", "value", "--format", "json"};
        System.arraycopy(first, 0, all, 0, 7);
        System.arraycopy(more, 0, all, 7, more.length);
        return Run.of(all);
    }

    @Test
    void readsAPointFromJson() throws IOException {
        String point = file("point.json", "{\"A\": [[1, 2], [3, 4]],\n \"x\": [5, 6], \"k\": 2}\n");
        assertThat(eval("--at-file", point)).isEqualTo(new Run(0, "{\"value\":[34,78]}\n", ""));
    }

    @Test
    void readsArraysFromCsvBesideWhatIsTyped() throws IOException {
        String a = file("a.csv", "\ufeffleft,right\n# numbers\n1, 2\n\n\"3\",4e0\n");
        String x = file("x.csv", "5\n6\n");
        assertThat(eval("--at-file", "A=" + a, "--at-file", "x=" + x, "--at", "k=2")
                        .out())
                .isEqualTo("{\"value\":[34,78]}\n");
        assertThat(eval("--at-file", "A=" + a, "--at-file", "x=" + file("row.csv", "5,6"), "--at", "k=1")
                        .out())
                .isEqualTo("{\"value\":[17,39]}\n");
    }

    /** Every way to write the row 1.5, 2, -3e1 gives that row. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5,2,-3e1",
                "1.5 2 -3e1",
                "  1.5   2 -3e1  \n",
                "1.5;2;-3e1",
                "1.5; 2; -3e1\r\n",
                "1.5\t2\t-3e1",
                "# row\n\n1.5 2 -3e1\n\n",
                "a;b;c\n1.5;2;-3e1",
                "a b c\n1.5 2 -3e1",
                "\"a, b\",c,d\n1.5,2,-3e1",
                "alpha\tbeta\tgamma\n1.5\t2\t-3e1",
                "x1,NA,x3\n1.5,2,-3e1"
            })
    void readsRowsHoweverTheyAreSeparated(String text) throws IOException {
        Run run = Run.of(
                "eval", "-e", "f(x: real[n]) = 10*x", "--at-file", "x=" + file("x.csv", text), "--format", "json");
        assertThat(run).isEqualTo(new Run(0, "{\"value\":[15,20,-300]}\n", ""));
    }

    /** What cannot be read as it is meant is refused: passed over, it would be a row that is lost. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''            | there are no numbers in it; an empty array is typed, as in --at 'A=[]'",
                "a,b           | there are no numbers in it; an empty array is typed, as in --at 'A=[]'",
                "NA,NA~1,2     | line 1: 'NA' is not a number; a number that is not known is written nan",
                "1,2~NA,NA     | line 2: 'NA' is not a number; a number that is not known is written nan",
                "1,2~3,        | line 2: a field is empty; a number that is not known is written nan",
                "1,5;2,5       | line 1: '1,5' is not a number; numbers are written with a point: 1.5",
                "1,2~3;4       | line 2 has 1 fields, those before it 2",
                "1,2~3 4,5     | line 2: '3 4' is not a number; the numbers of this file are separated by commas",
                "7.1m,2.5m     | line 1: '7.1m' is not a number",
                "x y~1 z       | line 2: 'z' is not a number",
                "-~1           | line 1: '-' is not a number"
            })
    void refusesWhatItWouldMisread(String text, String message) throws IOException {
        String a = file("a.csv", text.replace('~', '\n'));
        assertThat(eval("--at-file", "A=" + a, "--at", "x=[1,2],k=1").err())
                .endsWith("a.csv': " + message + " [malformed-file]\n");
    }

    private static byte[] npy(String descr, String shape, byte[] elements) {
        byte[] header = ("{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes =
                ByteBuffer.allocate(10 + header.length + elements.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        bytes.put((byte) 1).put((byte) 0).putShort((short) header.length);
        return bytes.put(header).put(elements).array();
    }

    private String npz(String name, Map<String, byte[]> files) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream archive = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                archive.putNextEntry(new ZipEntry(entry.getKey()));
                archive.write(entry.getValue());
            }
        }
        return file.toString();
    }

    @Test
    void readsTheArraysOfArchives() throws IOException {
        byte[] a = npy("|u1", "(2, 2)", new byte[] {1, 2, 3, 4});
        byte[] x = npy("|i1", "(2,)", new byte[] {5, 6});
        byte[] k = npy("|b1", "()", new byte[] {1});
        String all = npz("all.npz", Map.of("A.npy", a, "x.npy", x, "k.npy", k));
        assertThat(eval("--at-file", all)).isEqualTo(new Run(0, "{\"value\":[17,39]}\n", ""));
        String one = npz("one.npz", Map.of("arr_0.npy", a));
        assertThat(eval("--at-file", "A=" + one, "--at-file", "x=" + all, "--at", "k=2")
                        .out())
                .isEqualTo("{\"value\":[34,78]}\n");
        assertThat(eval("--at-file", "A=" + npz("two.npz", Map.of("b.npy", a, "c.npy", x)))
                        .err())
                .startsWith("wengert: error: --at-file: there is no array 'A' in the file");
        assertThat(eval("--at-file", file("no.npz", "1,2")).err())
                .endsWith("it is not a .npz file, or there are no arrays in it [malformed-file]\n");
        assertThat(eval("--at-file", file("b.csv", "1,2")).err()).contains("name the parameter");
    }

    @Test
    void readsArraysFromNumpy() throws IOException {
        byte[] header =
                "{'descr': '>f4', 'fortran_order': True, 'shape': (2, 2), }\n".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(10 + header.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        bytes.putShort((short) header.length).put(header).order(ByteOrder.BIG_ENDIAN);
        bytes.putFloat(1).putFloat(3).putFloat(2).putFloat(4);
        Path a = Files.write(folder.resolve("a.npy"), bytes.array());
        assertThat(eval("--at-file", "A=" + a, "--at", "x=[5,6],k=2").out()).isEqualTo("{\"value\":[34,78]}\n");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        assertThat(eval("--at-file", "A=" + file("a.csv", "1,2\n3")).err())
                .endsWith("a.csv': line 2 has 1 fields, those before it 2 [malformed-file]\n");
        assertThat(eval("--at-file", "A=" + file("a.csv", "1,2\n3,four")).err())
                .endsWith("a.csv': line 2: 'four' is not a number [malformed-file]\n");
        assertThat(eval("--at-file", "A=" + file("a.npy", "1,2")).err())
                .endsWith("it does not begin with \\x93NUMPY [malformed-file]\n");
        assertThat(eval("--at-file", "A=" + file("a.txt", "1,2")).exit()).isEqualTo(2);
        assertThat(eval("--at-file", file("p.json", "[1]")).err())
                .endsWith("p.json': the file is one JSON object, by name [malformed-file]\n");
        assertThat(eval("--at-file", file("p.json", "{\"A\": [1, [2]]}")).err())
                .endsWith("A[1] is an array, those before it are numbers [ragged-array]\n");
        assertThat(eval("--at-file", folder.resolve("gone.json").toString()).err())
                .endsWith("gone.json' cannot be read: there is no such file [unreadable-file]\n");
        assertThat(eval("--at", "k=1", "--at-file", file("p.json", "{\"k\": 1}"))
                        .err())
                .isEqualTo("wengert: error: the point gives 'k' twice [duplicate-name]\n");
        Files.write(folder.resolve("b.csv"), new byte[] {(byte) 0xff, ',', '1'});
        assertThat(eval("--at-file", "A=" + folder.resolve("b.csv")).err()).endsWith("is not UTF-8 [not-utf8]\n");
    }
}
