package org.wengert.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.samples.generated.Backpropagation;
import org.wengert.samples.generated.BlackScholes;
import org.wengert.samples.generated.DeepNetwork;
import org.wengert.samples.generated.Detached;
import org.wengert.samples.generated.Lecture;
import org.wengert.samples.generated.LinearSystems;
import org.wengert.samples.generated.LogSqrt;
import org.wengert.samples.generated.Neurons;
import org.wengert.samples.generated.Relus;
import org.wengert.samples.generated.ResidualNetwork;
import org.wengert.samples.generated.Rosenbrock;
import org.wengert.samples.generated.Spirals;
import org.wengert.samples.generated.TwoLayers;
import org.wengert.samples.generated.VectorAdjoint;

/** A derivative needs no memory but that of its instance, whatever program it is of. */
class AllocationTest {

    private static final Map<String, Supplier<Runnable>> CALLS = new TreeMap<>(Map.ofEntries(
            Map.entry("Backpropagation", AllocationTest::backpropagation),
            Map.entry("BlackScholes", AllocationTest::blackScholes),
            Map.entry("DeepNetwork", AllocationTest::deepNetwork),
            Map.entry("Detached", AllocationTest::detached),
            Map.entry("Lecture", AllocationTest::lecture),
            Map.entry("LinearSystems", AllocationTest::linearSystems),
            Map.entry("LogSqrt", AllocationTest::logSqrt),
            Map.entry("Neurons", AllocationTest::neurons),
            Map.entry("NistModels", AllocationTest::nistModels),
            Map.entry("Relus", AllocationTest::relus),
            Map.entry("ResidualNetwork", AllocationTest::residualNetwork),
            Map.entry("Rosenbrock", AllocationTest::rosenbrock),
            Map.entry("Spirals", AllocationTest::spirals),
            Map.entry("TwoLayers", AllocationTest::twoLayers),
            Map.entry("VectorAdjoint", AllocationTest::vectorAdjoint)));

    static Stream<String> programs() {
        return CALLS.keySet().stream();
    }

    @Test
    void noProgramIsForgotten() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/expr"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".expr", "")))
                    .containsExactlyInAnyOrderElementsOf(CALLS.keySet());
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void aCallAllocatesNothing(String program) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Supplier<Runnable> calls = CALLS.getOrDefault(program, () -> () -> {});
        Runnable call = calls.get();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 50; i++) {
                call.run();
            }
            // A round may hold what the JVM does once, such as leaving code that it has compiled.
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    private static double[] draw(int count) {
        return Start.normal(new Random(count), count, 1);
    }

    private static Runnable backpropagation() {
        int size = 3 * 4 * 4;
        double[] w = draw(size);
        double[] b = draw(3 * 4);
        double[] e = new double[3 * 4 * 5];
        double[] x = draw(4 * 5);
        double[] y = draw(4 * 5);
        double[] wBar = new double[size];
        double[] bBar = new double[b.length];
        double[] eBar = new double[e.length];
        double[] xBar = new double[x.length];
        Backpropagation squares = new Backpropagation(3, 4, 5);
        return () -> squares.gradient(w, b, e, x, y, wBar, bBar, eBar, xBar);
    }

    private static Runnable blackScholes() {
        double[] greeks = new double[5];
        double[] delta = new double[1];
        double[] gamma = new double[1];
        return () -> {
            BlackScholes.gradient(100, 105, 0.05, 0.2, 1, greeks);
            BlackScholes.hessian(100, 105, 0.05, 0.2, 1, delta, gamma);
        };
    }

    private static Runnable deepNetwork() {
        double[] theta = draw(3 * (4 * 4 + 4));
        double[] thetaBar = new double[theta.length];
        double[] x = draw(4);
        double[] y = draw(4);
        double[] output = new double[4];
        DeepNetwork.distance norm = new DeepNetwork.distance(3, 4);
        DeepNetwork.network layers = new DeepNetwork.network(3, 4);
        return () -> {
            norm.gradient(theta, x, y, thetaBar);
            norm.tangent(theta, x, y, thetaBar);
            layers.adjoint(theta, x, y, output, thetaBar);
        };
    }

    private static Runnable detached() {
        double[] slope = new double[1];
        double[] u = draw(4);
        double[] v = draw(4);
        double[] x = draw(2);
        double[] uBar = new double[4];
        double[] vBar = new double[4];
        double[] wBar = new double[2];
        Detached.heldLoss held = new Detached.heldLoss(2, 2, 2);
        Detached.temporalDifference difference = new Detached.temporalDifference(2);
        return () -> {
            Detached.cube.gradient(3, slope);
            Detached.rounded.gradient(2.7, slope);
            held.gradient(u, v, x, x, uBar, vBar);
            difference.gradient(x, x, x, 1, 0.5, wBar);
        };
    }

    private static Runnable lecture() {
        double[] slope = new double[1];
        return () -> Lecture.gradient(0.75, slope);
    }

    private static Runnable linearSystems() {
        double[] a = draw(9);
        double[] b = draw(3);
        double[] x = new double[3];
        double[] aBar = new double[9];
        double[] bBar = new double[3];
        LinearSystems.byInverse inverse = new LinearSystems.byInverse(3);
        LinearSystems.solution solver = new LinearSystems.solution(3);
        LinearSystems.objective residual = new LinearSystems.objective(3, 3);
        LinearSystems.leastSquares squares = new LinearSystems.leastSquares(3, 3);
        return () -> {
            inverse.adjoint(a, b, b, x, aBar, bBar);
            inverse.tangent(a, b, aBar, bBar, x);
            solver.adjoint(a, b, b, x, aBar, bBar);
            solver.tangent(a, b, aBar, bBar, x);
            residual.gradient(a, b, b, x);
            squares.adjoint(a, b, b, x, aBar, bBar);
            squares.tangent(a, b, aBar, bBar, x);
        };
    }

    private static Runnable logSqrt() {
        double[] gradient = new double[2];
        return () -> LogSqrt.gradient(2, 3, gradient);
    }

    private static Runnable neurons() {
        double[] point = draw(12);
        double[] gradient = new double[10];
        double[] outputs = new double[6];
        return () -> {
            Neurons.loss.gradient(point, gradient);
            Neurons.neurons.value(point, outputs);
        };
    }

    private static Runnable nistModels() {
        Runnable[] fits =
                NistProblem.all().stream().map(AllocationTest::jacobian).toArray(Runnable[]::new);
        return () -> {
            for (Runnable fit : fits) {
                fit.run();
            }
        };
    }

    private static Runnable jacobian(NistProblem problem) {
        double[] b = draw(problem.parameters());
        double[] r = new double[problem.observations()];
        double[] jacobian = new double[r.length * b.length];
        return () -> problem.evaluate(b, r, jacobian);
    }

    private static Runnable relus() {
        double[] w = draw(3 * 4 * 4);
        double[] e = new double[3 * 4 * 5];
        double[] x = draw(4 * 5);
        double[] eBar = new double[e.length];
        Relus.loss squares = new Relus.loss(3, 4, 5);
        return () -> squares.gradient(w, e, x, x, 0.25, eBar);
    }

    private static Runnable residualNetwork() {
        double[] weights = draw(5 * 4 * 2);
        double[] state = draw(2);
        double[] uBar = new double[weights.length];
        double[] vBar = new double[weights.length];
        ResidualNetwork residual = new ResidualNetwork(5, 2, 4);
        return () -> residual.gradient(weights, weights, state, state, uBar, vBar);
    }

    private static Runnable rosenbrock() {
        double[] point = {-1.2, 1};
        double[] gradient = new double[2];
        double[] hessian = new double[4];
        return () -> {
            Rosenbrock.gradient(point, gradient);
            Rosenbrock.hessian(point, gradient, hessian);
        };
    }

    private static Runnable spirals() {
        SpiralPoints points = SpiralPoints.draw(new Random(1), 20);
        SpiralNetwork network = SpiralNetwork.kaiming(new Random(2), 4, 2, 0.25);
        Spirals.loss logistic = network.on(points);
        return () -> {
            network.gradient(logistic, points);
            network.step(1e-3, true);
        };
    }

    private static Runnable twoLayers() {
        double[] u = draw(8 * 2);
        double[] v = draw(8);
        double[] a = draw(50 * 2);
        double[] y = draw(50);
        double[] uBar = new double[u.length];
        double[] vBar = new double[v.length];
        TwoLayers.loss squares = new TwoLayers.loss(8, 2, 50);
        return () -> squares.gradient(u, v, a, y, uBar, vBar);
    }

    private static Runnable vectorAdjoint() {
        double[] x = draw(3);
        double[] v = {-5, 2, 6};
        double[] value = new double[3];
        double[] xBar = new double[3];
        VectorAdjoint.e vector = new VectorAdjoint.e();
        VectorAdjoint.product matrix = new VectorAdjoint.product();
        return () -> {
            vector.adjoint(x, v, value, xBar);
            matrix.value(x, v, xBar);
        };
    }
}
