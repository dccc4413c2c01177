package org.wengert.samples;

import java.util.Locale;

/**
 * Fits every nonlinear regression of the NIST Statistical Reference Datasets from both starts with residuals and Jacobians that are
 * generated, and prints how many digits agree with the certified parameters.
 */
public final class NistFits {

    private NistFits() {}

    public static void main(String[] args) {
        System.out.println(
                "data set   start  digits of Levenberg-Marquardt  refined  steps  evaluations  sum of squares");
        for (NistProblem problem : NistProblem.all()) {
            for (int start = 1; start <= 2; start++) {
                NistFit fit = new NistFit(problem, problem.start(start));
                System.out.printf(
                        Locale.ROOT,
                        "%-10s %5d %30.1f %8.1f %6d %12d  %.10e%n",
                        problem.name(),
                        start,
                        fit.digitsOfLevenbergMarquardt(),
                        fit.digits(),
                        fit.steps(),
                        fit.evaluations(),
                        fit.sum());
            }
        }
    }
}
