package org.wengert.arrays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LongLoopTest {

    /** What {@link LongLoop} prints in a JVM of its own with a heap of 64 MB. */
    private static String inSmallHeap(String... arguments) throws IOException, InterruptedException {
        String here = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                here,
                LongLoop.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.strip();
    }

    @Test
    void aLongLoopHasItsGradientInASmallHeapBitForBit() throws Exception {
        assertEquals(LongLoop.result(LongLoop.stored()), inSmallHeap());
    }

    @Test
    void withAllStatesTheHeapIsTooSmall() throws Exception {
        String output = inSmallHeap("stored");
        assertTrue(output.contains(OutOfMemoryError.class.getName()), output);
    }
}
