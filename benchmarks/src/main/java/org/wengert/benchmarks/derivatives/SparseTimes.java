package org.wengert.benchmarks.derivatives;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Random;
import org.wengert.benchmarks.generated.Bratu;
import org.wengert.benchmarks.generated.LuksanVlcek;
import org.wengert.benchmarks.generated.Rosenbrock;

/**
 * Entries of sparse matrices, generated and by hand, one after the other in turn: microseconds of processor time, and the median of the
 * ratios. An argument says of how many numbers.
 */
public final class SparseTimes {

    private static final int ROUNDS = 31;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private SparseTimes() {}

    public static void main(String[] args) {
        int n = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
        Random random = new Random(1);
        double[] x = random.doubles(n, -1, 1).toArray();
        rosenbrock(x);
        bratu(x);
        lagrangian(x, random.doubles(n - 2, -1, 1).toArray());
    }

    private static void rosenbrock(double[] x) {
        Rosenbrock program = new Rosenbrock(x.length);
        double[] generated = new double[program.sparseHessianCount()];
        double[] byHand = new double[generated.length];
        compare(
                "Rosenbrock",
                4_000_000 / x.length,
                generated,
                byHand,
                () -> program.sparseHessian(x, generated),
                () -> SparseByHand.rosenbrock(x, byHand));
    }

    private static void bratu(double[] u) {
        Bratu program = new Bratu(u.length);
        double[] values = new double[u.length];
        double[] generated = new double[program.sparseJacobianCount()];
        double[] byHand = new double[generated.length];
        compare(
                "Bratu",
                1_000_000 / u.length,
                generated,
                byHand,
                () -> program.sparseJacobian(u, 3, values, generated),
                () -> SparseByHand.bratu(u, 3, values, byHand));
    }

    private static void lagrangian(double[] x, double[] y) {
        LuksanVlcek program = new LuksanVlcek(y.length);
        double[] generated = new double[program.sparseHessianCount()];
        double[] byHand = new double[generated.length];
        compare(
                "Luksan-Vlcek",
                200_000 / x.length,
                generated,
                byHand,
                () -> program.sparseHessian(x, y, 2, generated),
                () -> SparseByHand.lagrangian(x, y, 2, byHand));
    }

    private static void compare(
            String name, int times, double[] generated, double[] byHand, Runnable program, Runnable hand) {
        program.run();
        hand.run();
        Agreement.check(generated, byHand);
        double[] programs = new double[ROUNDS];
        double[] hands = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        for (int round = -8; round < ROUNDS; round++) {
            double a = time(hand, times + 1);
            double b = time(program, times + 1);
            if (round >= 0) {
                hands[round] = a;
                programs[round] = b;
                ratios[round] = b / a;
            }
        }
        System.out.printf(
                "%-14s by hand %10.3f us, generated %10.3f us, ratio %.2f%n",
                name, median(hands), median(programs), median(ratios));
    }

    private static double time(Runnable run, int times) {
        long start = THREADS.getCurrentThreadCpuTime();
        for (int k = 0; k < times; k++) {
            run.run();
        }
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / times;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
