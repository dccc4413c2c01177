package org.wengert.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.op.Tensor;

final class NpyReaderTest {

    private static final String MATRIX = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";

    private static byte[] file(int major, String header, byte[] elements) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(12 + text.length + elements.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) major)
                .put((byte) 0);
        buffer = major == 1 ? buffer.putShort((short) text.length) : buffer.putInt(text.length);
        buffer.put(text).put(elements);
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    private static byte[] doubles(double... values) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            buffer.putDouble(value);
        }
        return buffer.array();
    }

    private static Tensor read(byte[] bytes) throws IOException, ArrayFileException {
        return NpyReader.read(new ByteArrayInputStream(bytes));
    }

    private static void refuses(byte[] bytes, String message) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(ArrayFileException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void readsEveryVersion(int major) throws Exception {
        Tensor tensor = read(file(major, MATRIX + "   \n", doubles(1, 2, 3, 4, 5, 6)));
        assertThat(tensor.extents()).containsExactly(2, 3);
        assertThat(tensor.data()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void readsTheOrderOfFortranByRows() throws Exception {
        String header = MATRIX.replace("False", "True");
        assertThat(read(file(1, header, doubles(1, 4, 2, 5, 3, 6))).data()).containsExactly(1, 2, 3, 4, 5, 6);
        String cube = "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 1, 3), }";
        assertThat(read(file(1, cube, doubles(1, 4, 2, 5, 3, 6))).data()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void readsNumbersEmptyArraysAndVectors() throws Exception {
        assertThat(read(file(1, MATRIX.replace("(2, 3)", "()"), doubles(7))).rank())
                .isZero();
        assertThat(read(file(1, MATRIX.replace("(2, 3)", "(0, 3)"), doubles())).extents())
                .containsExactly(0, 3);
        assertThat(read(file(1, MATRIX.replace("(2, 3)", "(1,)"), doubles(Double.NaN)))
                        .data())
                .containsExactly(Double.NaN);
    }

    /** The bytes of 1 and of another number of each type. */
    @ParameterizedTest
    @CsvSource({
        "<f4, 0000803f 000000c0, 1, -2",
        ">f4, 3f800000 c0000000, 1, -2",
        ">f8, 3ff0000000000000 c000000000000000, 1, -2",
        "|i1, 01 fe, 1, -2",
        "|u1, 01 fe, 1, 254",
        "|b1, 01 00, 1, 0",
        "<i2, 0100 feff, 1, -2",
        ">u2, 0001 fffe, 1, 65534",
        "<i4, 01000000 feffffff, 1, -2",
        "<u4, 01000000 feffffff, 1, 4294967294",
        ">i8, 0000000000000001 fffffffffffffffe, 1, -2",
        "<f2, 003c 00c0, 1, -2",
        ">f2, 3555 0001, 0.333251953125, 5.960464477539063e-8",
        ">f2, 7bff fc00, 65504, -Infinity",
        "<u8, 0100000000000000 0000000000000080, 1, 9223372036854775808"
    })
    void readsEveryType(String descr, String hex, double first, double second) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(java.util.HexFormat.of().parseHex(hex.replace(" ", "")));
        String header = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (2,), }";
        assertThat(read(file(1, header, bytes.toByteArray())).data()).containsExactly(first, second);
    }

    @Test
    void refusesWhatItDoesNotRead() {
        refuses(file(1, MATRIX.replace("<f8", "|O"), doubles()), "Python objects");
        refuses(file(1, MATRIX.replace("<f8", "<f16"), doubles()), "type '<f16'");
        refuses(file(1, MATRIX.replace("<f8", "<c16"), doubles()), "type '<c16'");
        refuses(file(1, MATRIX.replace("'<f8'", "[('a', '<f8')]"), doubles()), "records");
        refuses(file(4, MATRIX, doubles()), "its format is 4.0");
        refuses("x,y\n1,2\n".getBytes(StandardCharsets.UTF_8), "not a .npy file");
        refuses(new byte[0], "not a .npy file");
    }

    @Test
    void refusesHeadersThatAreMalformed() {
        refuses(file(1, "{'descr': '<f8'}", doubles()), "no 'fortran_order'");
        refuses(file(1, MATRIX.replace("}", "'shape': (1,)}"), doubles()), "'shape'");
        refuses(file(1, "nonsense", doubles()), "not one of NumPy");
        refuses(file(1, MATRIX.replace("(2, 3)", "(-2, 3)"), doubles()), "shape");
        refuses(file(1, MATRIX.replace("(2, 3)", "(2,, 3)"), doubles()), "no array here can have");
        refuses(file(1, MATRIX.replace("(2, 3)", "(99999999999,)"), doubles()), "no array here can have");
        refuses(file(1, MATRIX.replace("(2, 3)", "(65536, 65536)"), doubles()), "more elements than an array");
        refuses(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 50}, "ends within its header");
        refuses(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, -1}, "4294967295 bytes");
    }

    /** A header that promises two thousand million numbers costs nothing before they come. */
    @Test
    void doesNotTrustSizes() {
        refuses(file(1, MATRIX.replace("(2, 3)", "(2000000000,)"), doubles(1, 2)), "ends after 2 of 2000000000");
        refuses(file(1, MATRIX, doubles(1, 2, 3, 4, 5, 6, 7)), "more bytes after its 6 elements");
    }

    @Test
    void readsMoreThanOneChunk() throws Exception {
        double[] values = new Random(1).doubles(200_001).toArray();
        assertThat(read(file(1, MATRIX.replace("(2, 3)", "(200001,)"), doubles(values)))
                        .data())
                .isEqualTo(values);
    }

    /** Whatever the bytes are, they are an array or an error that says so. */
    @Test
    void outlivesRandomChanges() throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = file(1 + random.nextInt(3), MATRIX, doubles(1, 2, 3, 4, 5, 6));
            for (int k = random.nextInt(4); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                Tensor tensor = read(bytes);
                assertThat(tensor.data()).hasSize(Tensor.count(tensor.extents()));
            } catch (ArrayFileException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }
}
