package org.wengert.benchmarks.derivatives;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.wengert.benchmarks.generated.TwoLayerNetwork;

/** The loss of a network of two layers. */
@State(Scope.Thread)
public class TwoLayerTimes {

    @Param({"N=100 d=10 p=20", "N=256 d=64 p=128"})
    public String size = "";

    private TwoLayerInputs at = TwoLayerInputs.of(0, 0, 0);
    private TwoLayerNetwork generated = new TwoLayerNetwork(0, 0, 0);
    private TwoLayersByHand byHand = new TwoLayersByHand(0, 0, 0);
    private double[] uBar = {};
    private double[] vBar = {};

    @Setup
    public void prepare() {
        at = size.startsWith("N=100") ? TwoLayerInputs.of(100, 10, 20) : TwoLayerInputs.of(256, 64, 128);
        generated = new TwoLayerNetwork(at.p, at.d, at.n);
        byHand = new TwoLayersByHand(at.p, at.d, at.n);
        uBar = new double[at.U.length];
        vBar = new double[at.v.length];
        double loss = gradient();
        double[] uBarGenerated = uBar.clone();
        double[] vBarGenerated = vBar.clone();
        double lossByHand = gradientByHand();
        Agreement.check(new double[] {loss, value()}, new double[] {lossByHand, valueByHand()});
        Agreement.check(uBarGenerated, uBar);
        Agreement.check(vBarGenerated, vBar);
    }

    @Benchmark
    public double value() {
        return generated.value(at.U, at.v, at.A, at.y);
    }

    @Benchmark
    public double gradient() {
        return generated.gradient(at.U, at.v, at.A, at.y, uBar, vBar);
    }

    @Benchmark
    public double valueByHand() {
        return byHand.value(at.U, at.v, at.A, at.y);
    }

    @Benchmark
    public double gradientByHand() {
        return byHand.gradient(at.U, at.v, at.A, at.y, uBar, vBar);
    }
}
