package org.wengert.benchmarks.derivatives;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Residuals and sparse Jacobian of 31,843 observations: ADBench's BA 1. */
@State(Scope.Thread)
public class BundleTimes {

    @Param({"arrays", "numbers"})
    public String of = "";

    private SparseBundle bundle = new SparseBundle(BundleInputs.read("ba_test.txt"));
    private Residuals generated = Residuals.ofArrays();
    private final Residuals byHand = Residuals.byHand();

    @Setup
    public void prepare() {
        bundle = new SparseBundle(BundleInputs.read("ba1.txt"));
        generated = of.equals("arrays") ? Residuals.ofArrays() : Residuals.ofNumbers();
        double[] valueGenerated = value().clone();
        Agreement.check(valueGenerated, valueByHand());
        double[] generatedEntries = gradient().clone();
        Agreement.check(generatedEntries, gradientByHand());
    }

    @Benchmark
    public double[] value() {
        return bundle.value(generated);
    }

    @Benchmark
    public double[] gradient() {
        return bundle.jacobian(generated);
    }

    @Benchmark
    public double[] valueByHand() {
        return bundle.value(byHand);
    }

    @Benchmark
    public double[] gradientByHand() {
        return bundle.jacobian(byHand);
    }
}
