package org.wengert.benchmarks.derivatives;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.wengert.benchmarks.generated.CharacterLstm;

/** The loss of a character model of two layers over 1,024 characters: ADBench's LSTM. */
@State(Scope.Thread)
public class LstmTimes {

    @Param("l2_c1024")
    public String size = "";

    private LstmInputs at = LstmInputs.read("lstm_l2_c1024.txt");
    private CharacterLstm generated = new CharacterLstm(0, 0, 1);
    private LstmByHand byHand = new LstmByHand(0, 0, 1);
    private double[] mainBar = {};
    private double[] extraBar = {};

    @Setup
    public void prepare() {
        at = LstmInputs.read("lstm_" + size + ".txt");
        generated = new CharacterLstm(at.L, at.b, at.c);
        byHand = new LstmByHand(at.L, at.b, at.c);
        mainBar = new double[at.main.length];
        extraBar = new double[at.extra.length];
        double loss = gradient();
        double[] mainBarGenerated = mainBar.clone();
        double[] extraBarGenerated = extraBar.clone();
        double lossByHand = gradientByHand();
        Agreement.check(new double[] {loss, value()}, new double[] {lossByHand, valueByHand()});
        Agreement.check(mainBarGenerated, mainBar);
        Agreement.check(extraBarGenerated, extraBar);
    }

    @Benchmark
    public double value() {
        return generated.value(at.main, at.extra, at.state, at.text);
    }

    @Benchmark
    public double gradient() {
        return generated.gradient(at.main, at.extra, at.state, at.text, mainBar, extraBar);
    }

    @Benchmark
    public double valueByHand() {
        return byHand.value(at.main, at.extra, at.state, at.text);
    }

    @Benchmark
    public double gradientByHand() {
        return byHand.gradient(at.main, at.extra, at.state, at.text, mainBar, extraBar);
    }
}
