package org.wengert.benchmarks.derivatives;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wengert.benchmarks.generated.CharacterLstm;
import org.wengert.benchmarks.generated.GaussianMixture;

/**
 * Against the golden values of ADBench's and GradBench's hand-written modules, and those of a second implementation from the
 * formulas. The prior of the mixture has the sign of GradBench.
 */
class AdBenchTest {

    private static final double[] MIXTURE_ALPHA = {0.10866285550865246, -0.7412700395238985, 0.6326071840152461};

    private static final double[] MIXTURE_MU = {
        1.1169257653278701,
        0.16333301355145527,
        -0.021998982407119314,
        0.2277782922542361,
        1.2096302561283219,
        -0.060637592073395634
    };

    private static final double[] MIXTURE_Q = {
        -3.877309539853597,
        -0.25135805704682357,
        -0.024200595440323026,
        -6.110977409271949,
        -1.0731187704460854,
        0.8208366546891385
    };

    private static final double[] MIXTURE_L = {-1.214897690150388, 0.16408559032255352, 1.5455010695336773};

    private static final double MIXTURE = -20.067360546658307;

    @Test
    void thePosteriorOfTheSmallestMixture() {
        Mixture mixture = new Mixture(MixtureInputs.read("gmm_test.txt"));
        mixture.generated();
        checkSmallest(mixture);
        mixture.byHand();
        checkSmallest(mixture);
    }

    private static void checkSmallest(Mixture mixture) {
        Close.check(mixture.value, MIXTURE);
        Close.check(mixture.posterior, MIXTURE);
        Close.check(mixture.alphaBar, MIXTURE_ALPHA);
        Close.check(mixture.muBar, MIXTURE_MU);
        Close.check(mixture.qBar, MIXTURE_Q);
        Close.check(mixture.lBar, MIXTURE_L);
    }

    @Test
    void thePosteriorOfTheSmallestMixtureInterpreted() {
        MixtureInputs at = MixtureInputs.read("gmm_test.txt");
        Map<String, Object> point = Map.of(
                "alpha", at.alpha,
                "mu", Interpreted.nested(at.mu, at.K, at.D),
                "q", Interpreted.nested(at.q, at.K, at.D),
                "l", Interpreted.nested(at.l, at.K, at.D * (at.D - 1) / 2),
                "x", Interpreted.nested(at.x, at.N, at.D),
                "gamma", at.gamma,
                "m", at.m);
        Interpreted program = Interpreted.of("GaussianMixture.expr", "posterior");
        Close.check(program.value(point), MIXTURE);
        Close.check(
                program.gradient(point, "alpha", "mu", "q", "l"),
                Close.join(MIXTURE_ALPHA, MIXTURE_MU, MIXTURE_Q, MIXTURE_L));
    }

    @Test
    void thePosteriorOfMixturesAtAThousandPoints() {
        mixture("gmm_d2_K5.txt", -5396.099838426139, 1321.2930951347987);
        mixture("gmm_d10_K10.txt", -33529.312309997404, 4659.074777759657);
    }

    private static void mixture(String file, double value, double normOfGradient) {
        Mixture mixture = new Mixture(MixtureInputs.read(file));
        mixture.generated();
        mixture.check(value, normOfGradient);
        mixture.byHand();
        mixture.check(value, normOfGradient);
    }

    /** The posterior and its gradient, one way or the other. */
    private static final class Mixture {
        private final MixtureInputs at;
        private final double[] alphaBar;
        private final double[] muBar;
        private final double[] qBar;
        private final double[] lBar;
        private double value;
        private double posterior;

        Mixture(MixtureInputs at) {
            this.at = at;
            this.alphaBar = new double[at.alpha.length];
            this.muBar = new double[at.mu.length];
            this.qBar = new double[at.q.length];
            this.lBar = new double[at.l.length];
        }

        void generated() {
            GaussianMixture.posterior program = new GaussianMixture.posterior(at.K, at.D, at.N);
            value = program.value(at.alpha, at.mu, at.q, at.l, at.x, at.gamma, at.m);
            posterior =
                    program.gradient(at.alpha, at.mu, at.q, at.l, at.x, at.gamma, at.m, alphaBar, muBar, qBar, lBar);
        }

        void byHand() {
            MixtureByHand program = new MixtureByHand(at.K, at.D, at.N);
            value = program.value(at.alpha, at.mu, at.q, at.l, at.x, at.gamma, at.m);
            posterior =
                    program.gradient(at.alpha, at.mu, at.q, at.l, at.x, at.gamma, at.m, alphaBar, muBar, qBar, lBar);
        }

        void check(double expected, double normOfGradient) {
            Close.check(value, expected);
            Close.check(posterior, expected);
            Close.check(Close.norm(Close.join(alphaBar, muBar, qBar, lBar)), normOfGradient);
        }
    }

    /** The reprojection of the observations of {@code ba_test.txt}, which are all the same: two errors and their rows. */
    private static final double[] ERRORS = {-0.2690488492351894, 0.2599447926779019};

    private static final double[] ROWS = {
        228.87720220824676,
        634.5748114955454,
        -782.2228662593405,
        2.4289261560715967,
        -11.782807962801131,
        2.5416931248774346,
        -1.0365708495851809,
        0.417022,
        0,
        -350.7395210960052,
        -912.1077736680086,
        -2.4289261560715967,
        11.782807962801131,
        -2.5416931248774346,
        -0.6451670397129874,
        -120.54243599499688,
        -385.6732407664604,
        97.54762914033265,
        -1.7837210852957657,
        4.154667994331261,
        2.040257180298989,
        0.3491763974331459,
        0,
        0.417022,
        118.1491477044145,
        307.25010896034325,
        1.7837210852957657,
        -4.154667994331261,
        -2.040257180298989,
        0.623335921553064
    };

    private static final List<Residuals> RESIDUALS =
            List.of(Residuals.ofArrays(), Residuals.ofNumbers(), Residuals.byHand());

    @Test
    void theResidualsOfABundle() {
        SparseBundle bundle = new SparseBundle(BundleInputs.read("ba_test.txt"));
        for (Residuals residuals : RESIDUALS) {
            double[] errors = bundle.value(residuals).clone();
            double[] expected = Close.join(repeat(ERRORS, 10), repeat(new double[] {0.826092651516}, 10));
            Close.check(errors, expected);

            double[] entries = bundle.jacobian(residuals);
            Close.check(entries, Close.join(repeat(ROWS, 10), repeat(new double[] {-0.834044}, 10)));
            Close.check(errors, expected);
        }
    }

    @Test
    void theResidualsOfThirtyThousandObservations() {
        SparseBundle bundle = new SparseBundle(BundleInputs.read("ba1.txt"));
        for (Residuals residuals : RESIDUALS) {
            Close.check(Arrays.copyOf(bundle.value(residuals), 2), 0.10133583791450886, -0.06896776592424401);
            Close.check(
                    Arrays.copyOf(bundle.jacobian(residuals), 15),
                    -461.4463210015993,
                    178.8679280144455,
                    -19.423916472206248,
                    -3.0615983420410315,
                    6.392457556226442,
                    -3.340282281299017,
                    0.26476024920703156,
                    0.417022,
                    0,
                    243.62824566083003,
                    676.4867782658688,
                    3.0615983420410315,
                    -6.392457556226442,
                    3.340282281299017,
                    0.24299878163378708);
        }
    }

    @Test
    void aCameraThatIsNotTurned() {
        double[] camera = {0, 0, 0, 1, 2, 3, 400, 5, 6, 0.07, 0.008};
        double[] point = {4, -5, 16};
        double[] feature = {10, 20};
        double[] expectedResidual = new double[3];
        double[] expected = new double[45];
        Residuals.byHand().jacobian(camera, point, 0.5, feature, expectedResidual, expected);
        for (Residuals residuals : RESIDUALS) {
            double[] residual = new double[3];
            double[] jacobian = new double[45];
            residuals.jacobian(camera, point, 0.5, feature, residual, jacobian);
            Close.check(residual, expectedResidual);
            Close.check(jacobian, expected);
        }
    }

    @Test
    void theLossOfACharacterModel() {
        LstmInputs at = LstmInputs.read("lstm_l2_c1024.txt");
        double[] mainBar = new double[at.main.length];
        double[] extraBar = new double[at.extra.length];
        CharacterLstm generated = new CharacterLstm(at.L, at.b, at.c);
        checkLstm(
                generated.value(at.main, at.extra, at.state, at.text),
                generated.gradient(at.main, at.extra, at.state, at.text, mainBar, extraBar),
                Close.join(mainBar, extraBar));

        LstmByHand byHand = new LstmByHand(at.L, at.b, at.c);
        checkLstm(
                byHand.value(at.main, at.extra, at.state, at.text),
                byHand.gradient(at.main, at.extra, at.state, at.text, mainBar, extraBar),
                Close.join(mainBar, extraBar));
    }

    @Test
    void theLossOfACharacterModelInterpreted() {
        LstmInputs at = LstmInputs.read("lstm_l2_c1024.txt");
        Map<String, Object> point = Map.of(
                "main", Interpreted.nested(at.main, at.L, 2, 4, at.b),
                "extra", Interpreted.nested(at.extra, 3, at.b),
                "state", Interpreted.nested(at.state, at.L, 2, at.b),
                "text", Interpreted.nested(at.text, at.c, at.b));
        Interpreted program = Interpreted.of("CharacterLstm.expr", "loss");
        double loss = program.value(point);
        checkLstm(loss, loss, program.gradient(point, "main", "extra"));
    }

    private static void checkLstm(double value, double loss, double[] gradient) {
        Close.check(value, 0.6666651795588522);
        Close.check(loss, 0.6666651795588522);
        Close.check(Close.norm(gradient), 0.09474138011446077);
        Close.check(1e6 * gradient[0], 3.14387024996101);
        Close.check(1e5 * gradient[7], -3.6784080733607);
        Close.check(gradient[gradient.length - 1], -0.020022569089598066);
    }

    private static double[] repeat(double[] one, int times) {
        double[][] all = new double[times][];
        Arrays.fill(all, one);
        return Close.join(all);
    }
}
