package org.wengert.benchmarks.derivatives;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Random;
import org.wengert.benchmarks.generated.Heat;

/** The Jacobian of steps of an equation, by colours: how long its pattern takes, and its entries beside the value. Milliseconds of processor time. */
public final class ColourTimes {

    private static final int ROUNDS = 15;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ColourTimes() {}

    public static void main(String[] args) {
        for (int n : new int[] {1000, 100_000, 1_000_000}) {
            for (int steps : new int[] {1, 3}) {
                times(n, steps);
            }
        }
    }

    private static void times(int n, int steps) {
        double[] u = new Random(1).doubles(n, -1, 1).toArray();
        double[] values = new double[n];
        Heat heat = new Heat(n, steps);
        double pattern = time(heat::sparseJacobianCount);
        double[] entries = new double[heat.sparseJacobianCount()];
        System.out.printf(
                "n %8d, steps %d: %2d colours, %8d entries, pattern %8.2f, value %8.3f, entries %8.3f%n",
                n,
                steps,
                heat.sparseJacobianColours(),
                entries.length,
                pattern,
                median(() -> heat.value(u, 0.1, values)),
                median(() -> heat.sparseJacobian(u, 0.1, values, entries)));
    }

    private static double median(Runnable run) {
        double[] times = new double[ROUNDS];
        for (int round = -8; round < ROUNDS; round++) {
            double time = time(run);
            if (round >= 0) {
                times[round] = time;
            }
        }
        Arrays.sort(times);
        return times[ROUNDS / 2];
    }

    private static double time(Runnable run) {
        long start = THREADS.getCurrentThreadCpuTime();
        run.run();
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
    }
}
