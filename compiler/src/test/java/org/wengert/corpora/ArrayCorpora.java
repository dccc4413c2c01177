package org.wengert.corpora;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.wengert.Options;
import org.wengert.Program;
import org.wengert.Wengert;

/**
 * The least-squares corpora written over vectors, each entry by generated Java and by the interpreter: the problems of mgh in the form
 * of the paper, the regressions of nist by the models of the samples.
 */
final class ArrayCorpora {

    /** The residuals of a problem. */
    interface Residuals {
        void value(double[] x, double[] r);

        void jacobian(double[] x, double[] r, double[] jacobian);
    }

    /** The residuals of a regression. */
    interface Regression {
        void value(double[] b, double[] x, double[] y, double[] r);

        void jacobian(double[] b, double[] x, double[] y, double[] r, double[] jacobian);
    }

    /** The sum of squares of a regression. */
    interface SumOfSquares {
        double value(double[] b, double[] x, double[] y);

        double gradient(double[] b, double[] x, double[] y, double[] bBar);

        double hessian(double[] b, double[] x, double[] y, double[] bBar, double[] hessian);

        void hvp(double[] b, double[] x, double[] y, double[] bDot, double[] bBarDot);
    }

    private static final Path MODELS = Path.of("..", "samples", "src", "main", "expr", "NistModels.expr");

    private ArrayCorpora() {}

    /** The problems of More, Garbow and Hillstrom. */
    static Scores leastSquares() {
        String text = resource("mgh-arrays.expr");
        Scores scores = new Scores();
        for (Json line : Json.corpus("mgh")) {
            scores.startCase();
            Program program = Wengert.compile(
                    text, Options.DEFAULT.function(line.text("id")).derive("value", "jacobian"));
            Map<String, Integer> sizes = new HashMap<>();
            program.sizes().forEach(size -> sizes.put(size, (int) line.numbers(size)[0]));
            Residuals java = program.at(sizes).as(Residuals.class);
            for (Json point : line.objects("points")) {
                scores.startPoint();
                double[] x = point.numbers("x");
                Corpora.Check check = new Corpora.Check(scores, line.text("id"), Corpora.at(x), point);
                residuals(check, java, x);
                Map<String, Object> arguments = new HashMap<>(Map.of("x", x));
                if (sizes.containsKey("m")) {
                    arguments.put("m", sizes.get("m"));
                }
                interpreted(check, program, arguments);
            }
        }
        return scores;
    }

    private static void residuals(Corpora.Check check, Residuals java, double[] x) {
        double[] r = new double[check.point().numbers("residuals").length];
        java.value(x, r);
        check.of("results in Java", r, 0, "residuals");
        double[] again = new double[r.length];
        double[] jacobian = new double[r.length * x.length];
        java.jacobian(x, again, jacobian);
        check.of("results with Jacobian in Java", again, 0, "residuals");
        check.of("jacobian in Java", jacobian, 0, "jacobian");
    }

    private static void interpreted(Corpora.Check check, Program program, Map<String, Object> arguments) {
        check.of("results interpreted", numbers(program.evaluate("value", arguments)), 0, "residuals");
        check.of("jacobian interpreted", numbers(program.evaluate("jacobian", arguments)), 0, "jacobian");
    }

    /** The regressions, whose second derivatives are those of the sum of squares. */
    static Scores regression() {
        String text = file(MODELS);
        Scores scores = new Scores();
        Map<String, Program> models = new HashMap<>();
        Map<String, Program> sums = new HashMap<>();
        for (Json line : Json.corpus("nist")) {
            scores.startCase();
            String name = model(line);
            Program model = models.computeIfAbsent(
                    name, f -> Wengert.compile(text, Options.DEFAULT.function(f).derive("value", "jacobian(b)")));
            Program sum = sums.computeIfAbsent(
                    name,
                    f -> Wengert.compile(
                            text + sumOfSquares(f, line),
                            Options.DEFAULT.derive("value", "gradient(b)", "hessian(b)", "hvp(b)")));
            Data data = new Data(line);
            Subject one = Corpora.model(line);
            Subject all = Corpora.sumOfSquares(line);
            for (Json point : line.objects("points")) {
                scores.startPoint();
                Corpora.Check check = new Corpora.Check(scores, line.text("id"), point.text("kind"), point);
                sum(check, all, sum, data);
                observations(check, one, model, data);
            }
        }
        return scores;
    }

    /** The function of the samples that has the model of a data set. */
    private static String model(Json line) {
        String id = line.text("id").substring("nist-".length());
        return switch (id) {
            case "BoxBOD" -> "misra1a";
            case "Chwirut1", "Chwirut2" -> "chwirut";
            case "DanWood" -> "danWood";
            case "Gauss1", "Gauss2", "Gauss3" -> "gauss";
            case "Hahn1", "Thurber" -> "cubics";
            case "Lanczos1", "Lanczos2", "Lanczos3" -> "lanczos";
            default -> id.toLowerCase(Locale.ROOT);
        };
    }

    private static String sumOfSquares(String model, Json line) {
        String columns = predictors(line) == 1 ? "" : "," + predictors(line);
        return """

                rss(b: real[p], x: real[m%s], y: real[m]) = {
                  r = %s(b, x, y)
                  return dot(r, r)
                }
                """.formatted(columns, model);
    }

    private static int predictors(Json line) {
        return line.texts("predictors").size();
    }

    /** Observations. */
    private static final class Data {
        private final int m;
        private final int columns;
        /** The predictors by rows. */
        private final double[] x;

        private final double[] y;
        /** A response that counts as nothing, so that the residuals are the model with its sign changed. */
        private final double[] zero;

        Data(Json line) {
            columns = predictors(line);
            double[] all = line.numbers("data");
            m = all.length / (1 + columns);
            x = new double[m * columns];
            y = new double[m];
            for (int i = 0; i < m; i++) {
                y[i] = all[i * (1 + columns)];
                System.arraycopy(all, i * (1 + columns) + 1, x, i * columns, columns);
            }
            zero = new double[m];
            Arrays.fill(zero, line.text("response").equals("log(y)") ? 1 : 0);
        }

        Map<String, Object> arguments(double[] b, double[] response) {
            if (columns == 1) {
                return Map.of("b", b, "x", x, "y", response);
            }
            double[][] rows = new double[m][];
            Arrays.setAll(rows, i -> row(i));
            return Map.of("b", b, "x", rows, "y", response);
        }

        double[] row(int i) {
            return Arrays.copyOfRange(x, i * columns, (i + 1) * columns);
        }
    }

    private static void sum(Corpora.Check check, Subject all, Program sum, Data data) {
        double[] b = check.point().numbers("b");
        SumOfSquares java = sum.at(Map.of("p", b.length, "m", data.m)).as(SumOfSquares.class);
        double[] gradient = new double[b.length];
        double[] hessian = new double[b.length * b.length];
        check.of("rss in Java", new double[] {java.value(b, data.x, data.y)}, 0, "rss");
        java.gradient(b, data.x, data.y, gradient);
        check.of("gradient in Java", gradient, 0, "grad_rss");
        java.hessian(b, data.x, data.y, gradient, hessian);
        double[] noise = check.plain(all, b, "rss", "grad_rss", "hess_rss")[2];
        check.of("hessian in Java", hessian, 0, "hess_rss", noise);
        check.of("hvp in Java", columns(java, b, data), 0, "hess_rss", noise);
        Map<String, Object> arguments = data.arguments(b, data.y);
        check.of("rss interpreted", numbers(sum.evaluate("value", arguments)), 0, "rss");
        check.of("gradient interpreted", numbers(sum.evaluate("gradient(b)", arguments)), 0, "grad_rss");
        check.of("hessian interpreted", numbers(sum.evaluate("hessian(b)", arguments)), 0, "hess_rss", noise);
    }

    private static double[] columns(SumOfSquares java, double[] b, Data data) {
        int n = b.length;
        double[] all = new double[n * n];
        double[] column = new double[n];
        for (int k = 0; k < n; k++) {
            double[] direction = new double[n];
            direction[k] = 1;
            java.hvp(b, data.x, data.y, direction, column);
            for (int i = 0; i < n; i++) {
                all[i * n + k] = column[i];
            }
        }
        return all;
    }

    private static void observations(Corpora.Check check, Subject one, Program model, Data data) {
        double[] b = check.point().numbers("b");
        Regression java = model.at(Map.of("m", data.m)).as(Regression.class);
        double[] r = new double[data.m];
        double[] again = new double[data.m];
        double[] jacobian = new double[data.m * b.length];
        java.value(b, data.x, data.zero, r);
        java.jacobian(b, data.x, data.zero, again, jacobian);
        Map<String, Object> arguments = data.arguments(b, data.zero);
        double[] interpreted = numbers(model.evaluate("value", arguments));
        double[] matrix = numbers(model.evaluate("jacobian(b)", arguments));
        for (Json observation : check.point().objects("observations")) {
            int i = (int) observation.numbers("index")[0];
            Corpora.Check of =
                    new Corpora.Check(check.scores(), check.id(), check.at() + " observation " + i, observation);
            double[] x = Arrays.copyOf(b, b.length + data.columns);
            System.arraycopy(data.row(i), 0, x, b.length, data.columns);
            double[][] noise = of.plain(one, x, "model", "grad", "hess");
            of.of("model in Java", new double[] {-r[i]}, 0, "model", noise[0]);
            of.of("model with Jacobian in Java", new double[] {-again[i]}, 0, "model", noise[0]);
            of.of("jacobian in Java", negated(jacobian, i, b.length), 0, "grad", noise[1]);
            of.of("model interpreted", new double[] {-interpreted[i]}, 0, "model", noise[0]);
            of.of("jacobian interpreted", negated(matrix, i, b.length), 0, "grad", noise[1]);
        }
    }

    private static double[] negated(double[] jacobian, int row, int n) {
        return Arrays.stream(jacobian, row * n, (row + 1) * n).map(v -> -v).toArray();
    }

    /** What an evaluation gives of one result and one parameter, by rows. */
    private static double[] numbers(Object named) {
        return named instanceof Map<?, ?> map
                ? numbers(map.values().iterator().next())
                : named instanceof Object[] rows
                        ? Arrays.stream(rows)
                                .flatMapToDouble(row -> Arrays.stream(numbers(row)))
                                .toArray()
                        : named instanceof double[] vector ? vector : new double[] {(Double) named};
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ArrayCorpora.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String file(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
