package org.wengert.benchmarks.derivatives;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.wengert.benchmarks.generated.GaussianMixture;

/** The posterior of a mixture of Gaussians, over 1,000 points: ADBench's GMM. */
@State(Scope.Thread)
public class MixtureTimes {

    @Param({"D=2 K=5", "D=10 K=10", "D=32 K=25"})
    public String size = "";

    private MixtureInputs at = MixtureInputs.draw(0, 0, 0);
    private GaussianMixture.posterior generated = new GaussianMixture.posterior(0, 0, 0);
    private MixtureByHand byHand = new MixtureByHand(0, 0, 0);
    private double[] alphaBar = {};
    private double[] muBar = {};
    private double[] qBar = {};
    private double[] lBar = {};

    @Setup
    public void prepare() {
        switch (size) {
            case "D=2 K=5" -> at = MixtureInputs.read("gmm_d2_K5.txt");
            case "D=10 K=10" -> at = MixtureInputs.read("gmm_d10_K10.txt");
            default -> at = MixtureInputs.draw(32, 25, 1000);
        }
        generated = new GaussianMixture.posterior(at.K, at.D, at.N);
        byHand = new MixtureByHand(at.K, at.D, at.N);
        alphaBar = new double[at.alpha.length];
        muBar = new double[at.mu.length];
        qBar = new double[at.q.length];
        lBar = new double[at.l.length];
        double posterior = gradient();
        double[] alphaBarGenerated = alphaBar.clone();
        double[] muBarGenerated = muBar.clone();
        double[] qBarGenerated = qBar.clone();
        double[] lBarGenerated = lBar.clone();
        double posteriorByHand = gradientByHand();
        Agreement.check(new double[] {posterior, value()}, new double[] {posteriorByHand, valueByHand()});
        Agreement.check(alphaBarGenerated, alphaBar);
        Agreement.check(muBarGenerated, muBar);
        Agreement.check(qBarGenerated, qBar);
        Agreement.check(lBarGenerated, lBar);
    }

    @Benchmark
    public double value() {
        return generated.value(at.alpha, at.mu, at.q, at.l, at.x, at.gamma, at.m);
    }

    @Benchmark
    public double gradient() {
        return generated.gradient(at.alpha, at.mu, at.q, at.l, at.x, at.gamma, at.m, alphaBar, muBar, qBar, lBar);
    }

    @Benchmark
    public double valueByHand() {
        return byHand.value(at.alpha, at.mu, at.q, at.l, at.x, at.gamma, at.m);
    }

    @Benchmark
    public double gradientByHand() {
        return byHand.gradient(at.alpha, at.mu, at.q, at.l, at.x, at.gamma, at.m, alphaBar, muBar, qBar, lBar);
    }
}
