package org.wengert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(eval("--at-file", "A=" + file("none.csv", ""), "--at", "k=1,x=[1,2]")
                        .out())
                .isEqualTo("{\"value\":[]}\n");
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
