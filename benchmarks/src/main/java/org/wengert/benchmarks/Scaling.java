package org.wengert.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import org.wengert.Options;
import org.wengert.Program;
import org.wengert.Wengert;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.source.BigStack;
import org.wengert.source.SourceText;
import org.wengert.ssa.Scheduler;

/**
 * How compiling and running grow with the length of a program: the iteration x = sin(x) + c*x written out, and random
 * arithmetic. For each length, the time of each stage and the steady state of the compiled gradient, in thread CPU time,
 * medians of several runs. One argument, the greatest number of calls, shortens it.
 */
public final class Scaling {

    private static final int ROUNDS = 7;

    private Scaling() {}

    public static void main(String[] args) {
        int calls = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        System.out.printf(
                Locale.ROOT,
                "%-10s %9s %11s | %9s %9s %9s %9s | %9s %13s%n",
                "program",
                "lines",
                "statements",
                "front ms",
                "derive ms",
                "write ms",
                "load ms",
                "ns/call",
                "ns/statement");
        measure("warm-up", 1_000, Scaling::iteration, 2_000);
        for (int lines : new int[] {1_000, 10_000, 100_000}) {
            measure("iteration", lines, Scaling::iteration, calls);
            measure("random", lines, Scaling::random, calls);
        }
    }

    private static void measure(String name, int lines, IntFunction<String> maker, int calls) {
        String text = maker.apply(lines);
        CompilerOptions options =
                CompilerOptions.named("f").withDerive(List.of(new ProductRequest("gradient", List.of())));
        long start = System.nanoTime();
        Compilation compilation = Compiler.compile(SourceText.of("f", text), options);
        long parsed = System.nanoTime();
        CompiledFunction function = compilation.functions().get(0);
        function.derivative(function.requests().get(0));
        long derived = System.nanoTime();
        String java = compilation.java().text();
        long written = System.nanoTime();
        Program program = Wengert.compile(text, Options.DEFAULT.derive("gradient"));
        long loaded = System.nanoTime() - written - (written - start);
        int statements = BigStack.call(() -> Scheduler.schedule(
                        function.derivative(function.requests().get(0)).graph(), Set.of())
                .statements()
                .size());
        double nanos = steadyState(program, calls);
        System.out.printf(
                Locale.ROOT,
                "%-10s %9d %11d | %9d %9d %9d %9d | %9.0f %13.2f%n",
                name,
                lines,
                statements,
                (parsed - start) / 1_000_000,
                (derived - parsed) / 1_000_000,
                (written - derived) / 1_000_000,
                loaded / 1_000_000,
                nanos,
                nanos / statements);
        if (java.isEmpty()) {
            throw new IllegalStateException("nothing was written");
        }
    }

    /** The median time of a call when every method has been compiled by the JVM's last compiler. */
    private static double steadyState(Program program, int calls) {
        double[] point = {1, -1e-4};
        double[] gradient = new double[2];
        double sink = 0;
        for (int i = 0; i < calls; i++) {
            sink += program.gradient(point, gradient);
        }
        double[] times = new double[ROUNDS];
        int each = Math.max(1, calls / 50);
        for (int round = 0; round < ROUNDS; round++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int i = 0; i < each; i++) {
                sink += program.gradient(point, gradient);
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
