package org.wengert.cli.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.wengert.op.Tensor;

/** Reads the arrays of NumPy's format {@code .npz}: an archive in which {@code A.npy} holds the array {@code A}. */
public final class NpzReader {

    private static final String ENDING = ".npy";

    private NpzReader() {}

    /** The arrays by name, of which there is one at least. */
    public static Map<String, Tensor> read(InputStream in) throws IOException, ArrayFileException {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        try (ZipInputStream archive = new ZipInputStream(in)) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                String file = entry.getName();
                if (!file.endsWith(ENDING)) {
                    throw new ArrayFileException("there is '" + file + "' in it, which is no .npy file");
                }
                arrays.put(file.substring(0, file.length() - ENDING.length()), array(file, archive));
            }
        } catch (ZipException e) {
            throw new ArrayFileException("its archive is damaged: " + e.getMessage(), e);
        }
        if (arrays.isEmpty()) {
            throw new ArrayFileException("it is not a .npz file, or there are no arrays in it");
        }
        return arrays;
    }

    private static Tensor array(String file, InputStream in) throws IOException, ArrayFileException {
        try {
            return NpyReader.read(in);
        } catch (ArrayFileException e) {
            throw new ArrayFileException("'" + file + "' in it: " + e.getMessage(), e);
        }
    }
}
