package org.wengert.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.wengert.Options;
import org.wengert.Wengert;
import org.wengert.codegen.GeneratedSource;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOption;
import org.wengert.driver.CompilerOptions;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.load.LoadedProgram;
import org.wengert.product.Derivative;
import org.wengert.source.BigStack;
import org.wengert.source.SourceText;
import org.wengert.ssa.Schedule;

/**
 * How compiling and running grow with the length of a program: the iteration x = sin(x) + c*x written out, and random
 * arithmetic. For each length: time of each stage and what it leaves on the heap, and the steady state of the compiled
 * gradient in thread CPU time, medians of several runs; beside the iteration, a loop written by hand that keeps its states.
 * One argument, the greatest number of calls, shortens it.
 */
public final class Scaling {

    private static final int ROUNDS = 7;
    private static final double STATEMENTS_PER_STEP = 6;

    private Scaling() {}

    public static void main(String[] args) {
        int calls = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        System.out.printf(
                Locale.ROOT,
                "%-10s %7s %10s | %-15s %-15s %-15s %-15s | %9s %12s %8s%n",
                "program",
                "lines",
                "statements",
                "front ms, MB",
                "derive ms, MB",
                "write ms, MB",
                "load ms, MB",
                "ns/call",
                "ns/statement",
                "by hand");
        measure("warm-up", 1_000, Scaling::iteration, 2_000, true);
        for (int lines : new int[] {1_000, 10_000, 100_000}) {
            measure("iteration", lines, Scaling::iteration, calls, true);
            measure("random", lines, Scaling::random, calls, false);
        }
        measureLoop(100_000, calls);
    }

    /** The iteration as a program with a loop, whose code does not grow with the number of steps. */
    interface Iteration {
        double gradient(double x, double c, double[] xBar, double[] cBar);
    }

    private static void measureLoop(int lines, int calls) {
        String program = "f(x, c) = {\n  z = x\n  for k in 1:%d { z = sin(z) + c*z }\n  return z\n}\n".formatted(lines);
        Iteration iteration = Wengert.compile(program, Options.DEFAULT.derive("gradient"))
                .at(Map.of())
                .as(Iteration.class);
        double[] point = {1, -1e-4};
        double[] xBar = new double[1];
        double[] cBar = new double[1];
        double nanos = steadyState(calls, () -> iteration.gradient(point[0], point[1], xBar, cBar));
        double[] expected = new double[2];
        double[] states = new double[lines];
        double byHand = steadyState(calls, () -> loop(point, states, expected));
        require(xBar[0] == expected[0] && cBar[0] == expected[1], xBar[0] + " " + cBar[0] + Arrays.toString(expected));
        double statements = STATEMENTS_PER_STEP * lines;
        System.out.printf(
                Locale.ROOT,
                "%-10s %7d steps: %9.0f ns/call, %.2f ns/statement of the list written out, by hand %.2f%n",
                "for",
                lines,
                nanos,
                nanos / statements,
                byHand / statements);
    }

    private static void measure(String name, int lines, IntFunction<String> maker, int calls, boolean hasLoop) {
        SourceText text = SourceText.of("f", maker.apply(lines));
        CompilerOptions options = CompilerOptions.named("f")
                .with(CompilerOption.DERIVE, List.of(new ProductRequest("gradient", List.of())));
        Stages stages = new Stages();
        Compilation compilation = stages.run(() -> Compiler.compile(text, options));
        CompiledFunction function = compilation.functions().get(0);
        Derivative derivative =
                stages.run(() -> function.derivative(function.requests().get(0)));
        GeneratedSource java = stages.run(compilation::java);
        LoadedProgram loaded = stages.run(() -> LoadedProgram.load(java, java.className()));
        int statements =
                BigStack.call(() -> Schedule.of(derivative.graph()).steps().size());
        double[] point = {1, -1e-4};
        double[] gradient = new double[2];
        double nanos = steadyState(calls, () -> loaded.evaluations().gradient(point, gradient));
        String loop = "";
        if (hasLoop) {
            double[] states = new double[lines];
            double[] expected = new double[2];
            double byHand = steadyState(calls, () -> loop(point, states, expected));
            require(Arrays.equals(gradient, expected), Arrays.toString(gradient) + Arrays.toString(expected));
            loop = String.format(Locale.ROOT, "%.2f", byHand / statements);
        }
        System.out.printf(
                Locale.ROOT,
                "%-10s %7d %10d | %s | %9.0f %12.2f %8s%n",
                name,
                lines,
                statements,
                stages,
                nanos,
                nanos / statements,
                loop);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }

    /** The iteration and its gradient as one would write them. */
    private static double loop(double[] point, double[] states, double[] gradient) {
        double c = point[1];
        double x = point[0];
        for (int k = 0; k < states.length - 1; k++) {
            states[k] = x;
            x = Math.sin(x) + c * x;
        }
        double xBar = 1;
        double cBar = 0;
        for (int k = states.length - 2; k >= 0; k--) {
            cBar += xBar * states[k];
            xBar = xBar * c + xBar * Math.cos(states[k]);
        }
        gradient[0] = xBar;
        gradient[1] = cBar;
        return x;
    }

    /** Times of the stages and how much more each leaves in use. */
    private static final class Stages {
        private final StringBuilder columns = new StringBuilder();

        <T> T run(Supplier<T> stage) {
            long used = used();
            long start = System.nanoTime();
            T result = stage.get();
            long millis = (System.nanoTime() - start) / 1_000_000;
            columns.append(columns.isEmpty() ? "" : " ")
                    .append(String.format(Locale.ROOT, "%8d %6.1f", millis, (used() - used) / 1e6));
            return result;
        }

        private static long used() {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }

        @Override
        public String toString() {
            return columns.toString();
        }
    }

    /** The median time of a call when every method has been compiled by the JVM's last compiler. */
    private static double steadyState(int calls, DoubleSupplier call) {
        double sink = 0;
        for (int i = 0; i < calls; i++) {
            sink += call.getAsDouble();
        }
        double[] times = new double[ROUNDS];
        int each = Math.max(1, calls / 50);
        for (int round = 0; round < ROUNDS; round++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int i = 0; i < each; i++) {
                sink += call.getAsDouble();
            }
            times[round] = (double) (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / each;
        }
        Arrays.sort(times);
        return Double.isNaN(sink) ? Double.NaN : times[ROUNDS / 2];
    }

    private static String iteration(int lines) {
        StringBuilder program = new StringBuilder("f(x, c) = {\n  x0 = x\n");
        for (int i = 1; i < lines; i++) {
            program.append("  x%d = sin(x%d) + c*x%d\n".formatted(i, i - 1, i - 1));
        }
        return program.append("  return x").append(lines - 1).append("\n}\n").toString();
    }

    /** Sums and products of two of the last twenty values, kept near one. */
    private static String random(int lines) {
        Random random = new Random(lines);
        StringBuilder program = new StringBuilder("f(x, c) = {\n  x0 = x\n  x1 = c\n");
        for (int i = 2; i < lines; i++) {
            int a = i - 1 - random.nextInt(Math.min(i, 20));
            int b = i - 1 - random.nextInt(Math.min(i, 20));
            String line = switch (random.nextInt(4)) {
                case 0 -> "0.5*(x%d + x%d)";
                case 1 -> "x%d*x%d + 0.25";
                case 2 -> "x%d - 0.75*x%d";
                default -> "0.5*x%d/(1 + x%d^2)";
            };
            program.append(("  x%d = " + line + "\n").formatted(i, a, b));
        }
        return program.append("  return x").append(lines - 1).append("\n}\n").toString();
    }
}
