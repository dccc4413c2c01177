package org.wengert.arrays;

import java.util.Arrays;
import java.util.Map;
import org.wengert.Options;
import org.wengert.Wengert;

/**
 * A simulation of 100,000 steps of which the positions take 80 MB if all of them are kept; the speeds are not needed for the derivatives. As a main it prints its value and its gradient
 * with 50 states kept, bit by bit.
 */
final class LongLoop {

    static final int STEPS = 100_000;

    /** Masses between two walls, held by springs that become stiffer; the distance of where they are at last from where they should be. */
    static final String PROGRAM = """
            chain(k: real[n+1], v0: real[n], target: real[n], h, steps: int) = {
              q = zeros(n)
              v = v0
              for t in 0:steps checkpoint(50) {
                e = [(i < n ? q[i] : 0) - (i > 0 ? q[i-1] : 0) for i in 0:n+1]
                pull = k .* (e + e .* e .* e)
                v = v + h*[pull[i+1] - pull[i] for i in 0:n]
                q = q + h*v
              }
              r = q - target
              return dot(r, r)/2
            }
            """;

    /** What is called. */
    public interface Chain {
        double gradient(double[] k, double[] v0, double[] target, double h, double[] kBar, double[] v0Bar);
    }

    private LongLoop() {}

    static String result(String program) {
        int n = 100;
        Chain chain = Wengert.compile(program, Options.DEFAULT.derive("gradient(k, v0)"))
                .at(Map.of("n", n, "steps", STEPS))
                .as(Chain.class);
        double[] k = new double[n + 1];
        double[] v = new double[n];
        double[] target = new double[n];
        Arrays.setAll(k, i -> 1 + 0.1 * Math.sin(i));
        Arrays.setAll(v, i -> Math.cos(3.0 * i));
        Arrays.setAll(target, i -> 0.01 * i);
        double[] kBar = new double[n + 1];
        double[] vBar = new double[n];
        StringBuilder result = new StringBuilder();
        result.append(Double.toHexString(chain.gradient(k, v, target, 1e-3, kBar, vBar)));
        for (double[] bar : new double[][] {kBar, vBar}) {
            Arrays.stream(bar).forEach(b -> result.append(' ').append(Double.toHexString(b)));
        }
        return result.toString();
    }

    public static void main(String[] args) {
        System.out.println(result(args.length > 0 ? stored() : PROGRAM));
    }

    /** The same with all states kept. */
    static String stored() {
        return PROGRAM.replace(" checkpoint(50)", "");
    }
}
