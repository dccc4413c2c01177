package org.wengert.benchmarks;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.wengert.runtime.LinearSystems;
import org.wengert.runtime.Matrices;
import org.wengert.runtime.Transposed;

/**
 * The kernels of matrices beside loops as one writes them, and beside EJML. The rows {@code cpu} are processor time. An argument chooses benchmarks by the beginning of their names.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 12, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public class MatrixKernels {

    @Param({"4", "17", "64", "256"})
    public int n;

    private double[] a = {};
    private double[] b = {};
    private double[] x = {};
    private double[] y = {};
    private double[] factors = {};
    private DMatrixRMaj ejmlA = new DMatrixRMaj(0, 0);
    private DMatrixRMaj ejmlB = ejmlA;
    private DMatrixRMaj ejmlX = ejmlA;
    private DMatrixRMaj ejmlY = ejmlA;
    private DMatrixRMaj ejmlVector = ejmlA;
    private LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.lu(0);

    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(MatrixKernels.class.getSimpleName() + "." + (args.length > 0 ? args[0] : ""))
                        .addProfiler(CpuTime.class)
                        .build())
                .run();
    }

    @Setup
    public void fill() {
        Random random = new Random(1);
        a = random.doubles((long) n * n, -1, 1).toArray();
        b = random.doubles((long) n * n, -1, 1).toArray();
        x = random.doubles(n, -1, 1).toArray();
        y = new double[n * n];
        factors = new double[LinearSystems.factorSize(n)];
        LinearSystems.factor(n, a, 0, factors, 0);
        ejmlA = new DMatrixRMaj(n, n, true, a);
        ejmlB = new DMatrixRMaj(n, n, true, b);
        ejmlX = new DMatrixRMaj(n, 1, true, x);
        ejmlY = new DMatrixRMaj(n, n);
        ejmlVector = new DMatrixRMaj(n, 1);
        solver = LinearSolverFactory_DDRM.lu(n);
        solver.setA(ejmlA);
    }

    @Benchmark
    public double[] multiplyHere() {
        Matrices.multiply(Transposed.NEITHER, n, n, n, a, 0, b, 0, y, 0);
        return y;
    }

    @Benchmark
    public double[] multiplyByLoops() {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int l = 0; l < n; l++) {
                    sum += a[i * n + l] * b[l * n + j];
                }
                y[i * n + j] = sum;
            }
        }
        return y;
    }

    @Benchmark
    public DMatrixRMaj multiplyByEjml() {
        return CommonOps_DDRM.mult(ejmlA, ejmlB, ejmlY);
    }

    @Benchmark
    public double[] leftTransposedHere() {
        Matrices.multiply(Transposed.LEFT, n, n, n, a, 0, b, 0, y, 0);
        return y;
    }

    @Benchmark
    public DMatrixRMaj leftTransposedByEjml() {
        return CommonOps_DDRM.multTransA(ejmlA, ejmlB, ejmlY);
    }

    @Benchmark
    public double[] vectorHere() {
        Matrices.timesVector(n, n, a, 0, x, 0, y, 0);
        return y;
    }

    @Benchmark
    public double[] vectorByLoops() {
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += a[i * n + j] * x[j];
            }
            y[i] = sum;
        }
        return y;
    }

    @Benchmark
    public DMatrixRMaj vectorByEjml() {
        return CommonOps_DDRM.mult(ejmlA, ejmlX, ejmlVector);
    }

    @Benchmark
    public double[] transposedVectorHere() {
        Matrices.transposedTimesVector(n, n, a, 0, x, 0, y, 0);
        return y;
    }

    @Benchmark
    public DMatrixRMaj transposedVectorByEjml() {
        return CommonOps_DDRM.multTransA(ejmlA, ejmlX, ejmlVector);
    }

    @Benchmark
    public double[] factorHere() {
        LinearSystems.factor(n, a, 0, factors, 0);
        return factors;
    }

    @Benchmark
    public boolean factorByEjml() {
        return solver.setA(ejmlA);
    }

    @Benchmark
    public double[] solveHere() {
        LinearSystems.solve(n, 1, factors, 0, x, 0, y, 0);
        return y;
    }

    @Benchmark
    public DMatrixRMaj solveByEjml() {
        solver.solve(ejmlX, ejmlVector);
        return ejmlVector;
    }

    @Benchmark
    public double[] inverseHere() {
        LinearSystems.inverse(n, factors, 0, y, 0);
        return y;
    }

    @Benchmark
    public DMatrixRMaj inverseByEjml() {
        solver.invert(ejmlY);
        return ejmlY;
    }
}
