package org.wengert.source;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wengert.source.UnreadableSourceException.Reason;

class SourceTextTest {

    private static SourceText decode(String text) throws UnreadableSourceException {
        return SourceText.decode("test.expr", text.getBytes(UTF_8));
    }

    private static void assertRefused(Reason reason, String message, ThrowingCallable read) {
        assertThatThrownBy(read).isInstanceOfSatisfying(UnreadableSourceException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e.getMessage()).contains(message);
        });
    }

    @Test
    void countsLinesWhateverEndsThem() {
        SourceText source = SourceText.of("test", "a\nb\r\nc\rd");
        assertThat(source.position(7)).isEqualTo(new Position(4, 1));
        assertThat(source.position(3)).isEqualTo(new Position(2, 2));
        assertThat(source.lineAt(2)).isEqualTo("b");
        assertThat(source.lineAt(5)).isEqualTo("c");
    }

    @Test
    void countsColumnsInCodePoints() {
        assertThat(SourceText.of("test", "𝑥 + y").position(5)).isEqualTo(new Position(1, 5));
    }

    @Test
    void leavesOutAByteOrderMark() throws UnreadableSourceException {
        assertThat(decode("\ufeffx + π").text()).isEqualTo("x + π");
        assertThat(decode("").text()).isEmpty();
    }

    @Test
    void refusesWhatIsNotUtf8WithItsPlace() {
        byte[] latin1 = {'x', '\r', '\n', 'y', (byte) 0xe9, '1'};
        assertRefused(
                Reason.NOT_UTF8,
                "not UTF-8: byte 4, in line 2, is 0xE9, which cannot stand there",
                () -> SourceText.decode("test", latin1));
        byte[] cut = {'x', (byte) 0xcf};
        assertRefused(Reason.NOT_UTF8, "byte 1, in line 1", () -> SourceText.decode("test", cut));
        byte[] surrogate = {(byte) 0xed, (byte) 0xa0, (byte) 0x80};
        assertRefused(Reason.NOT_UTF8, "byte 0", () -> SourceText.decode("test", surrogate));
    }

    @Test
    void refusesBinaryFilesAndUtf16() {
        assertRefused(Reason.BINARY, "byte 1 is zero", () -> SourceText.decode("test", "x".getBytes(UTF_16LE)));
    }

    @Test
    void refusesWhatIsTooLarge() {
        assertRefused(
                Reason.TOO_LARGE, "16 MB", () -> SourceText.decode("test", new byte[SourceReader.MOST_BYTES + 1]));
    }

    @Test
    void readsFilesAndReaders(@TempDir Path folder) throws IOException, UnreadableSourceException {
        Path file = Files.writeString(folder.resolve("f.expr"), "x²");
        assertThat(SourceText.read(file).text()).isEqualTo("x²");
        assertThat(SourceText.read(file).name()).isEqualTo(file.toString());
        assertThat(SourceText.read("stdin", new StringReader("x + 1")).text()).isEqualTo("x + 1");
    }

    @Test
    void saysWhyAFileCannotBeRead(@TempDir Path folder) {
        assertRefused(Reason.NOT_READABLE, "there is no file", () -> SourceText.read(folder.resolve("none.expr")));
        assertRefused(Reason.NOT_READABLE, "is a directory", () -> SourceText.read(folder));
        assertRefused(Reason.NOT_READABLE, "the line is cut", () -> SourceText.read("socket", new Cut()));
    }

    private static final class Cut extends Reader {

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("the line is cut");
        }

        @Override
        public void close() {}
    }
}
