package org.wengert.samples;

import java.util.Locale;
import org.wengert.samples.generated.BlackScholes;

/** The price of a call with all its first-order sensitivities by one backward sweep, and gamma. */
public final class OptionGreeks {

    private OptionGreeks() {}

    public static void main(String[] args) {
        double[] greeks = new double[5];
        double price = BlackScholes.gradient(100, 105, 0.05, 0.2, 1, greeks);
        double[] delta = new double[1];
        double[] gamma = new double[1];
        BlackScholes.hessian(100, 105, 0.05, 0.2, 1, delta, gamma);
        System.out.printf(Locale.ROOT, "price      % .12f%n", price);
        System.out.printf(Locale.ROOT, "delta      % .12f   by the spot%n", greeks[0]);
        System.out.printf(Locale.ROOT, "           % .12f   by the strike%n", greeks[1]);
        System.out.printf(Locale.ROOT, "rho        % .12f   by the rate%n", greeks[2]);
        System.out.printf(Locale.ROOT, "vega       % .12f   by the volatility%n", greeks[3]);
        System.out.printf(Locale.ROOT, "theta      % .12f   by the passing of time%n", -greeks[4]);
        System.out.printf(Locale.ROOT, "gamma      % .12f   twice by the spot%n", gamma[0]);
    }
}
