package org.wengert.cli.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wengert.op.Tensor;

/**
 * Reads an array of numbers in NumPy's format {@code .npy}, versions 1.0, 2.0 and 3.0: the bytes {@code \x93NUMPY}, the version, the
 * length of the header (2 bytes, or 4 from version 2.0 on, little-endian), the header, and the elements. The header is a Python
 * literal of three keys, {@code {'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }} (NumPy Enhancement Proposal 1).
 * Nothing that the header says is believed before the bytes are there: room is made as they come.
 */
public final class NpyReader {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;
    private static final int MOST_AXES = 64;
    private static final int CHUNK = 1 << 16;

    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*(?:'([^']*)'|(\\[))");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");
    private static final Pattern HEADER = Pattern.compile(
            "\\s*\\{(?:\\s*'(?:descr|fortran_order|shape)'\\s*:\\s*(?:'[^']*'|True|False|\\([^()]*\\))\\s*,?)*\\s*}\\s*");
    private static final Pattern TYPE = Pattern.compile("([<>|=])([fiub])([1248])");

    private final InputStream in;

    private NpyReader(InputStream in) {
        this.in = in;
    }

    /** The array that a stream holds, which is read to its end. */
    public static Tensor read(InputStream in) throws IOException, ArrayFileException {
        try {
            return new NpyReader(in).read();
        } catch (EOFException e) {
            throw new ArrayFileException("the file ends within its header", e);
        }
    }

    /** How an element is written. */
    private record ElementType(char kind, int bytes, ByteOrder order) {

        static ElementType of(String descr) throws ArrayFileException {
            Matcher matcher = TYPE.matcher(descr);
            boolean known = matcher.matches();
            if (descr.startsWith("|O") || descr.equals("O")) {
                throw new ArrayFileException("it holds Python objects, which are not read");
            }
            if (!known || !isSupported(matcher.group(2).charAt(0), Integer.parseInt(matcher.group(3)))) {
                throw new ArrayFileException(
                        "elements of type '" + descr + "' are not read, which f2, f4, f8, i1 to i8, u1 to u8 and b1"
                                + " are; a.astype('f8') is an array of f8");
            }
            ByteOrder order = switch (matcher.group(1)) {
                case ">" -> ByteOrder.BIG_ENDIAN;
                case "=" -> ByteOrder.nativeOrder();
                default -> ByteOrder.LITTLE_ENDIAN;
            };
            return new ElementType(matcher.group(2).charAt(0), Integer.parseInt(matcher.group(3)), order);
        }

        private static boolean isSupported(char kind, int bytes) {
            return switch (kind) {
                case 'f' -> bytes >= 2;
                case 'b' -> bytes == 1;
                default -> true;
            };
        }

        /** Integers beyond 2^53 are rounded to the nearest double. */
        double read(ByteBuffer buffer) {
            if (kind == 'f') {
                return switch (bytes) {
                    case 2 -> half(buffer.getShort());
                    case 4 -> buffer.getFloat();
                    default -> buffer.getDouble();
                };
            }
            long value = switch (bytes) {
                case 1 -> buffer.get();
                case 2 -> buffer.getShort();
                case 4 -> buffer.getInt();
                default -> buffer.getLong();
            };
            if (kind != 'u') {
                return value;
            }
            return bytes == 8 ? unsigned(value) : value & ((1L << (8 * bytes)) - 1);
        }

        /** A number of 16 bits: a sign, 5 bits of an exponent and 10 of a fraction (IEEE 754, binary16). */
        private static double half(short bits) {
            int exponent = (bits >> 10) & 0x1f;
            int fraction = bits & 0x3ff;
            double magnitude = exponent == 0x1f
                    ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
                    : exponent == 0 ? Math.scalb((double) fraction, -24) : Math.scalb(1024.0 + fraction, exponent - 25);
            return bits < 0 ? -magnitude : magnitude;
        }

        /** Half of it, with its last bit kept for the rounding, and twice that. */
        private static double unsigned(long value) {
            return value >= 0 ? value : (double) ((value >>> 1) | (value & 1)) * 2;
        }
    }

    private Tensor read() throws IOException, ArrayFileException {
        String header = header();
        if (!HEADER.matcher(header).matches() && DESCR.matcher(header).results().noneMatch(m -> m.group(2) != null)) {
            throw new ArrayFileException("its header is not one of NumPy: " + shown(header));
        }
        if (DESCR.matcher(header).results().anyMatch(m -> m.group(2) != null)) {
            throw new ArrayFileException("its elements are records, which are not read");
        }
        ElementType type = ElementType.of(single(DESCR, header, "descr"));
        boolean fortran = single(ORDER, header, "fortran_order").equals("True");
        int[] extents = extents(single(SHAPE, header, "shape"));
        double[] data = elements(type, extents);
        return new Tensor(extents, fortran ? byRows(extents, data) : data);
    }

    private String header() throws IOException, ArrayFileException {
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new ArrayFileException("it is not a .npy file: it does not begin with \\x93NUMPY");
        }
        int major = in.read();
        int minor = in.read();
        if (major < 1 || major > 3 || minor != 0) {
            throw new ArrayFileException("its format is " + major + "." + minor + "; 1.0, 2.0 and 3.0 are read");
        }
        byte[] size = bytes(major == 1 ? 2 : 4);
        long length = 0;
        for (int i = size.length - 1; i >= 0; i--) {
            length = (length << 8) | (size[i] & 0xff);
        }
        if (length > LONGEST_HEADER) {
            throw new ArrayFileException("its header is said to have " + length + " bytes; at most " + LONGEST_HEADER);
        }
        return new String(bytes((int) length), major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    private static String single(Pattern pattern, String header, String key) throws ArrayFileException {
        List<String> found = pattern.matcher(header)
                .results()
                .map(m -> Optional.ofNullable(m.group(1)).orElse(""))
                .toList();
        if (found.size() != 1) {
            throw new ArrayFileException(
                    "its header has no '" + key + "' that can be read, or several: " + shown(header));
        }
        return found.get(0);
    }

    private static String shown(String header) {
        String stripped = header.strip().replaceAll("\\p{Cntrl}", "?");
        return stripped.length() <= 200 ? stripped : stripped.substring(0, 200) + "...";
    }

    private static int[] extents(String text) throws ArrayFileException {
        String[] sizes = text.isBlank()
                ? new String[0]
                : text.strip().replaceAll(",$", "").split(",", -1);
        if (sizes.length > MOST_AXES) {
            throw new ArrayFileException("its shape has " + sizes.length + " axes");
        }
        List<Integer> extents = new ArrayList<>();
        for (String size : sizes) {
            try {
                extents.add(Integer.parseInt(size.strip()));
            } catch (NumberFormatException e) {
                throw new ArrayFileException("its shape is (" + shown(text) + "), which no array here can have", e);
            }
        }
        return extents.stream().mapToInt(Integer::intValue).toArray();
    }

    private double[] elements(ElementType type, int[] extents) throws IOException, ArrayFileException {
        int count;
        try {
            count = Tensor.count(extents);
        } catch (ArithmeticException e) {
            throw new ArrayFileException(
                    "its shape " + Arrays.toString(extents) + " has more elements than an array", e);
        }
        double[] data = new double[Math.min(count, CHUNK)];
        int read = 0;
        while (read < count) {
            int wanted = Math.min(CHUNK, count - read);
            byte[] bytes = in.readNBytes(wanted * type.bytes());
            if (bytes.length < wanted * type.bytes()) {
                throw new ArrayFileException(
                        "it ends after " + (read + bytes.length / type.bytes()) + " of " + count + " elements");
            }
            if (read + wanted > data.length) {
                data = Arrays.copyOf(data, (int) Math.min(count, 2L * (read + wanted)));
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(type.order());
            for (int i = 0; i < wanted; i++) {
                data[read++] = type.read(buffer);
            }
        }
        if (in.read() >= 0) {
            throw new ArrayFileException("there are more bytes after its " + count + " elements");
        }
        return data;
    }

    /** What lay with the first index running fastest, with the last one doing so. */
    private static double[] byRows(int[] extents, double[] data) {
        double[] rows = new double[data.length];
        int[] index = new int[extents.length];
        for (double element : data) {
            int at = 0;
            for (int axis = 0; axis < extents.length; axis++) {
                at = at * extents[axis] + index[axis];
            }
            rows[at] = element;
            for (int axis = 0; axis < extents.length && ++index[axis] == extents[axis]; axis++) {
                index[axis] = 0;
            }
        }
        return rows;
    }
}
