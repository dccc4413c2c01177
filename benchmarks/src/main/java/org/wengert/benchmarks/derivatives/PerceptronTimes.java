package org.wengert.benchmarks.derivatives;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.wengert.benchmarks.generated.Perceptron;

/** The loss of a perceptron of six layers, over a batch of 32. */
@State(Scope.Thread)
public class PerceptronTimes {

    @Param("64")
    public int width;

    private PerceptronInputs at = PerceptronInputs.of(0, 0, 0);
    private Perceptron generated = new Perceptron(0, 0, 0);
    private PerceptronByHand byHand = new PerceptronByHand(0, 0, 0);
    private double[] wBar = {};
    private double[] bBar = {};

    @Setup
    public void prepare() {
        at = PerceptronInputs.of(6, width, 32);
        generated = new Perceptron(at.layers, at.width, at.n);
        byHand = new PerceptronByHand(at.layers, at.width, at.n);
        wBar = new double[at.W.length];
        bBar = new double[at.b.length];
        double loss = gradient();
        double[] wBarGenerated = wBar.clone();
        double[] bBarGenerated = bBar.clone();
        double lossByHand = gradientByHand();
        Agreement.check(new double[] {loss, value()}, new double[] {lossByHand, valueByHand()});
        Agreement.check(wBarGenerated, wBar);
        Agreement.check(bBarGenerated, bBar);
    }

    @Benchmark
    public double value() {
        return generated.value(at.W, at.b, at.X, at.Y);
    }

    @Benchmark
    public double gradient() {
        return generated.gradient(at.W, at.b, at.X, at.Y, wBar, bBar);
    }

    @Benchmark
    public double valueByHand() {
        return byHand.value(at.W, at.b, at.X, at.Y);
    }

    @Benchmark
    public double gradientByHand() {
        return byHand.gradient(at.W, at.b, at.X, at.Y, wBar, bBar);
    }
}
