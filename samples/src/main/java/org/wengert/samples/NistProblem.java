package org.wengert.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.wengert.samples.generated.NistModels;

/** A nonlinear regression of the NIST Statistical Reference Datasets, read from {@code nist.txt}. */
final class NistProblem {

    /** The residuals and their Jacobian by rows, as they are generated for all models. */
    interface Residuals {
        void jacobian(double[] b, double[] x, double[] y, double[] r, double[] jacobian);
    }

    /** From the number of observations to the residuals. */
    private static final Map<String, IntFunction<Residuals>> MODELS = Map.ofEntries(
            Map.entry("Bennett5", m -> new NistModels.bennett5(m)::jacobian),
            Map.entry("BoxBOD", m -> new NistModels.misra1a(m)::jacobian),
            Map.entry("Chwirut1", m -> new NistModels.chwirut(m)::jacobian),
            Map.entry("Chwirut2", m -> new NistModels.chwirut(m)::jacobian),
            Map.entry("DanWood", m -> new NistModels.danWood(m)::jacobian),
            Map.entry("ENSO", m -> new NistModels.enso(m)::jacobian),
            Map.entry("Eckerle4", m -> new NistModels.eckerle4(m)::jacobian),
            Map.entry("Gauss1", m -> new NistModels.gauss(m)::jacobian),
            Map.entry("Gauss2", m -> new NistModels.gauss(m)::jacobian),
            Map.entry("Gauss3", m -> new NistModels.gauss(m)::jacobian),
            Map.entry("Hahn1", m -> new NistModels.cubics(m)::jacobian),
            Map.entry("Kirby2", m -> new NistModels.kirby2(m)::jacobian),
            Map.entry("Lanczos1", m -> new NistModels.lanczos(m)::jacobian),
            Map.entry("Lanczos2", m -> new NistModels.lanczos(m)::jacobian),
            Map.entry("Lanczos3", m -> new NistModels.lanczos(m)::jacobian),
            Map.entry("MGH09", m -> new NistModels.mgh09(m)::jacobian),
            Map.entry("MGH10", m -> new NistModels.mgh10(m)::jacobian),
            Map.entry("MGH17", m -> new NistModels.mgh17(m)::jacobian),
            Map.entry("Misra1a", m -> new NistModels.misra1a(m)::jacobian),
            Map.entry("Misra1b", m -> new NistModels.misra1b(m)::jacobian),
            Map.entry("Misra1c", m -> new NistModels.misra1c(m)::jacobian),
            Map.entry("Misra1d", m -> new NistModels.misra1d(m)::jacobian),
            Map.entry("Nelson", m -> new NistModels.nelson(m)::jacobian),
            Map.entry("Rat42", m -> new NistModels.rat42(m)::jacobian),
            Map.entry("Rat43", m -> new NistModels.rat43(m)::jacobian),
            Map.entry("Roszman1", m -> new NistModels.roszman1(m)::jacobian),
            Map.entry("Thurber", m -> new NistModels.cubics(m)::jacobian));

    private final String name;
    private final String difficulty;
    private final double[] start1;
    private final double[] start2;
    private final double[] certified;
    private final double certifiedSum;
    private final double[] y;
    private final double[] x;
    private final Residuals residuals;

    private NistProblem(List<String> lines) {
        name = lines.get(0);
        difficulty = lines.get(1).substring("difficulty ".length());
        start1 = numbers(lines.get(2).substring("start1 ".length()));
        start2 = numbers(lines.get(3).substring("start2 ".length()));
        certified = numbers(lines.get(4).substring("certified ".length()));
        certifiedSum = Double.parseDouble(lines.get(5).substring("rss ".length()));
        List<double[]> rows = lines.stream().skip(6).map(NistProblem::numbers).toList();
        y = rows.stream().mapToDouble(row -> row[0]).toArray();
        x = rows.stream().flatMapToDouble(row -> Arrays.stream(row).skip(1)).toArray();
        residuals = Objects.requireNonNull(MODELS.get(name)).apply(y.length);
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    /** All problems, from the easiest to the hardest. */
    static List<NistProblem> all() {
        try (InputStream in = Objects.requireNonNull(NistProblem.class.getResourceAsStream("nist.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<NistProblem> problems = new ArrayList<>();
            Arrays.stream(text.split("(?m)^== "))
                    .skip(1)
                    .forEach(section ->
                            problems.add(new NistProblem(section.strip().lines().toList())));
            return problems;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    /** How hard NIST says that it is: lower, average or higher. */
    String difficulty() {
        return difficulty;
    }

    int observations() {
        return y.length;
    }

    int parameters() {
        return certified.length;
    }

    /** The first start is far from the solution, the second one is near. */
    double[] start(int which) {
        return (which == 1 ? start1 : start2).clone();
    }

    /** The certified parameters, of eleven digits. */
    double[] certified() {
        return certified.clone();
    }

    /** The certified sum of the squares of the residuals. */
    double certifiedSum() {
        return certifiedSum;
    }

    /** Writes the residuals at {@code b} and their Jacobian by rows. */
    void evaluate(double[] b, double[] r, double[] jacobian) {
        residuals.jacobian(b, x, y, r, jacobian);
    }

    /** How many digits of the parameters are the certified ones: the least over them of -log10 of the relative error. */
    double digits(double[] b) {
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < b.length; j++) {
            least = Math.min(least, -Math.log10(Math.abs(b[j] - certified[j]) / Math.abs(certified[j])));
        }
        return least;
    }

    @Override
    public String toString() {
        return name;
    }
}
