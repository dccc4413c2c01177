package org.wengert.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.wengert.source.UnreadableSourceException.Reason;

/** From bytes to {@link SourceText}: strict UTF-8 of a bounded size, a byte order mark at the start left out. */
final class SourceReader {

    /** Far beyond what a class file could hold of it compiled; parsing takes some 100 bytes of memory for each of these. */
    static final int MOST_BYTES = 16 << 20;

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private SourceReader() {}

    static SourceText read(Path file) throws UnreadableSourceException {
        if (Files.isDirectory(file)) {
            throw new UnreadableSourceException(Reason.NOT_READABLE, "'" + file + "' is a directory");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return decode(file.toString(), in.readNBytes(MOST_BYTES + 1));
        } catch (NoSuchFileException e) {
            throw new UnreadableSourceException(Reason.NOT_READABLE, "there is no file '" + file + "'", e);
        } catch (AccessDeniedException e) {
            throw new UnreadableSourceException(Reason.NOT_READABLE, "'" + file + "' may not be read", e);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    static SourceText read(String name, Reader reader) throws UnreadableSourceException {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[8192];
        try {
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                text.append(buffer, 0, n);
                checkSize(text.length());
            }
        } catch (IOException e) {
            throw unreadable(name, e);
        }
        return text(name, text);
    }

    static SourceText decode(String name, byte[] bytes) throws UnreadableSourceException {
        checkSize(bytes.length);
        checkZeroes(bytes);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length); // UTF-8 never takes fewer bytes than UTF-16 units
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw notUtf8(bytes, in.position());
        }
        return text(name, out.flip());
    }

    private static SourceText text(String name, CharSequence read) {
        String text = read.toString();
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return SourceText.of(name, marked ? text.substring(1) : text);
    }

    private static void checkSize(int size) throws UnreadableSourceException {
        if (size > MOST_BYTES) {
            throw new UnreadableSourceException(
                    Reason.TOO_LARGE, "the file is larger than " + (MOST_BYTES >> 20) + " MB; split it");
        }
    }

    private static void checkZeroes(byte[] bytes) throws UnreadableSourceException {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                throw new UnreadableSourceException(
                        Reason.BINARY, "byte " + i + " is zero: this is not text, or not in UTF-8");
            }
        }
    }

    private static UnreadableSourceException notUtf8(byte[] bytes, int offset) {
        int line = 1;
        for (int i = 0; i < offset; i++) {
            boolean carriageReturn = bytes[i] == '\r' && (i + 1 == bytes.length || bytes[i + 1] != '\n');
            line += bytes[i] == '\n' || carriageReturn ? 1 : 0;
        }
        String message = String.format(
                Locale.ROOT,
                "not UTF-8: byte %d, in line %d, is 0x%02X, which cannot stand there",
                offset,
                line,
                bytes[offset] & 0xff);
        return new UnreadableSourceException(Reason.NOT_UTF8, message);
    }

    private static UnreadableSourceException unreadable(String name, IOException cause) {
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new UnreadableSourceException(Reason.NOT_READABLE, "'" + name + "' cannot be read: " + why, cause);
    }
}
