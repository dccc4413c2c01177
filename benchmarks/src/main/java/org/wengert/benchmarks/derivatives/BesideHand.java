package org.wengert.benchmarks.derivatives;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.wengert.benchmarks.CpuTime;

/**
 * Runs the benchmarks of this package and prints microseconds of processor time, generated and by hand, with their ratios. An argument
 * chooses by the beginning of names.
 */
public final class BesideHand {

    private BesideHand() {}

    public static void main(String[] args) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("derivatives." + (args.length > 0 ? args[0] : ""))
                        .addProfiler(CpuTime.class)
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .forks(1)
                        .warmupIterations(5)
                        .warmupTime(TimeValue.milliseconds(600))
                        .measurementIterations(10)
                        .measurementTime(TimeValue.milliseconds(300))
                        .build())
                .run();
        Map<String, Map<String, Double>> rows = new TreeMap<>();
        for (RunResult result : results) {
            BenchmarkParams benchmark = result.getParams();
            String[] name = benchmark.getBenchmark().split("\\.", -1);
            StringBuilder row = new StringBuilder(name[name.length - 2].replace("Times", ""));
            benchmark.getParamsKeys().forEach(key -> row.append(' ').append(benchmark.getParam(key)));
            double microseconds =
                    Objects.requireNonNull(result.getSecondaryResults().get("cpu"))
                                    .getScore()
                            / 1000;
            rows.computeIfAbsent(row.toString(), r -> new TreeMap<>()).put(name[name.length - 1], microseconds);
        }
        System.out.printf("%n%-26s%36s%36s%12s%n", "", "generated", "by hand", "derivative");
        System.out.printf(
                "%-26s%12s%12s%12s%12s%12s%12s%12s%n",
                "us", "value", "derivative", "ratio", "value", "derivative", "ratio", "than hand");
        rows.forEach(BesideHand::print);
    }

    private static void print(String row, Map<String, Double> times) {
        double value = times.getOrDefault("value", Double.NaN);
        double gradient = times.getOrDefault("gradient", Double.NaN);
        double valueByHand = times.getOrDefault("valueByHand", Double.NaN);
        double gradientByHand = times.getOrDefault("gradientByHand", Double.NaN);
        System.out.printf(
                "%-26s%12.1f%12.1f%12.2f%12.1f%12.1f%12.2f%12.2f%n",
                row,
                value,
                gradient,
                gradient / value,
                valueByHand,
                gradientByHand,
                gradientByHand / valueByHand,
                gradient / gradientByHand);
    }
}
