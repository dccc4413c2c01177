package org.wengert.corpora;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.ir.Decimal;
import org.wengert.product.Product;

/** Runs the corpora: value, first and second derivatives, by every product that gives them. */
final class Corpora {

    private static final double[] NONE = {};

    private Corpora() {}

    /** The scores of all corpora by name. */
    static Map<String, Scores> run() {
        Map<String, Scores> all = new LinkedHashMap<>();
        for (String corpus : List.of("feynman", "globalopt", "adversarial")) {
            all.put(corpus, formulas(corpus));
        }
        all.put("mgh", leastSquares());
        all.put("hs", constrained());
        all.put("nist", regression());
        all.put("mgh over arrays", ArrayCorpora.leastSquares());
        all.put("nist over arrays", ArrayCorpora.regression());
        return all;
    }

    /** A formula of a corpus. */
    record Formula(String corpus, String id, Subject subject) {}

    /** Every scalar formula: objectives, sums of squares and models. */
    static List<Formula> scalarFormulas() {
        List<Formula> all = new ArrayList<>();
        for (String corpus : List.of("feynman", "globalopt", "adversarial")) {
            Json.corpus(corpus)
                    .forEach(line -> all.add(new Formula(
                            corpus, line.text("id"), Subject.formula(line.text("expr"), line.texts("vars")))));
        }
        Json.corpus("mgh")
                .forEach(line -> all.add(new Formula(
                        "mgh", line.text("id"), sumOfSquares(line.texts("vars"), line.texts("residuals")))));
        Json.corpus("hs")
                .forEach(line -> all.add(new Formula(
                        "hs", line.text("id"), Subject.formula(line.text("objective"), line.texts("vars")))));
        Json.corpus("nist").forEach(line -> all.add(new Formula("nist", line.text("id"), model(line))));
        return all;
    }

    private static Subject sumOfSquares(List<String> variables, List<String> residuals) {
        return Subject.formula(
                String.join(" + ", residuals.stream().map(e -> "(" + e + ")^2").toList()), variables);
    }

    private static String modelText(Json line) {
        List<String> all = new ArrayList<>(line.texts("params"));
        all.addAll(line.texts("predictors"));
        return "model(" + String.join(", ", all) + ") = " + line.text("model") + "\n";
    }

    static Subject model(Json line) {
        return Subject.program(modelText(line), line.texts("params").size());
    }

    private static Scores formulas(String corpus) {
        Scores scores = new Scores();
        for (Json line : Json.corpus(corpus)) {
            scores.startCase();
            Subject subject = Subject.formula(line.text("expr"), line.texts("vars"));
            for (Json point : line.objects("points")) {
                scores.startPoint();
                scalar(scores, line.text("id"), subject, point);
            }
        }
        return scores;
    }

    private static void scalar(Scores scores, String id, Subject subject, Json point) {
        double[] x = point.numbers("x");
        String at = at(x);
        if (point.denies("domain")) {
            scores.outside(id, at, subject.evaluate(Product.VALUE, x)[0]);
            return;
        }
        if (point.denies("differentiable")) {
            scores.undifferentiable();
            subject.evaluate(Product.HESSIAN, x);
            return;
        }
        Check check = new Check(scores, id, at, point);
        all(check, subject, x, "value", "grad", "hess");
    }

    /** The references and allowances of one point. */
    record Check(Scores scores, String id, String at, Json point) {

        void of(String product, double[] got, int from, String field) {
            scores.check(id, at, product, got, from, point.numbers(field), noise(field), best(field));
        }

        void of(String product, double[] got, int from, String field, double[] noise) {
            scores.check(id, at, product, got, from, point.numbers(field), noise, NONE);
        }

        /** What plain evaluation loses of value, gradient and Hessian, where the corpus does not say. */
        double[][] plain(Subject f, double[] x, String value, String gradient, String hessian) {
            int n = f.active();
            double[] reference = new double[1 + n + n * n];
            System.arraycopy(point.numbers(value), 0, reference, 0, 1);
            System.arraycopy(point.numbers(gradient), 0, reference, 1, n);
            System.arraycopy(point.numbers(hessian), 0, reference, 1 + n, n * n);
            double[] noise = Plain.noise(f, 0, x, reference);
            return new double[][] {
                Arrays.copyOf(noise, 1),
                Arrays.copyOfRange(noise, 1, 1 + n),
                Arrays.copyOfRange(noise, 1 + n, noise.length)
            };
        }

        private double[] noise(String field) {
            return point.has("noise") && point.object("noise").has(field)
                    ? point.object("noise").numbers(field)
                    : new double[] {0};
        }

        private double[] best(String field) {
            return point.has("tol_best") && point.object("tol_best").has(field)
                    ? point.object("tol_best").numbers(field)
                    : NONE;
        }
    }

    private static void all(Check check, Subject f, double[] x, String value, String gradient, String hessian) {
        int n = f.active();
        check.of("value", f.evaluate(Product.VALUE, x), 0, value);
        check.of("gradient", f.evaluate(Product.GRADIENT, x), 1, gradient);
        check.of("tangent", f.columns(Product.TANGENT, x), 0, gradient);
        double[] second = f.evaluate(Product.HESSIAN, x);
        boolean unknown = Double.isNaN(check.noise(hessian)[0]);
        double[] noise = unknown ? conditioning(f, x) : check.noise(hessian);
        check.of("hessian", second, 1 + n, hessian, noise);
        check.of("hvp", f.columns(Product.HVP, x), 0, hessian, noise);
    }

    /** Where plain evaluation breaks down: by how much the Hessian changes with the last place of the inputs. */
    private static double[] conditioning(Subject f, double[] x) {
        double[] all = f.sensitivity(Product.HESSIAN, x);
        return Arrays.copyOfRange(all, 1 + f.active(), all.length);
    }

    private static void withPlainNoise(
            Check check, Subject f, double[] x, String value, String gradient, String hessian) {
        int n = f.active();
        double[][] noise = check.plain(f, x, value, gradient, hessian);
        double[] first = noise[1];
        double[] second = noise[2];
        check.of("value", f.evaluate(Product.VALUE, x), 0, value, noise[0]);
        check.of("gradient", f.evaluate(Product.GRADIENT, x), 1, gradient, first);
        check.of("tangent", f.columns(Product.TANGENT, x), 0, gradient, first);
        check.of("hessian", f.evaluate(Product.HESSIAN, x), 1 + n, hessian, second);
        check.of("hvp", f.columns(Product.HVP, x), 0, hessian, second);
    }

    private static String function(String name, List<String> variables, List<String> results) {
        return name + "(" + String.join(", ", variables) + ") = {\n  return "
                + String.join(", ", results.stream().map(Subject::language).toList()) + "\n}\n";
    }

    private static Scores leastSquares() {
        Scores scores = new Scores();
        for (Json line : Json.corpus("mgh")) {
            scores.startCase();
            List<String> variables = line.texts("vars");
            List<String> residuals = line.texts("residuals");
            Subject r = Subject.program(function("r", variables, residuals), variables.size());
            Subject sum = sumOfSquares(variables, residuals);
            for (Json point : line.objects("points")) {
                scores.startPoint();
                double[] x = point.numbers("x");
                Check check = new Check(scores, line.text("id"), at(x), point);
                check.of("results", r.evaluate(Product.VALUE, x), 0, "residuals");
                jacobians(check, r, x, "jacobian", point.object("noise").numbers("jacobian"));
                check.of("value", sum.evaluate(Product.VALUE, x), 0, "F");
                check.of("gradient", sum.evaluate(Product.GRADIENT, x), 1, "gradF");
                check.of("tangent", sum.columns(Product.TANGENT, x), 0, "gradF");
                double[] second = check.plain(sum, x, "F", "gradF", "hessF")[2];
                check.of("hessian", sum.evaluate(Product.HESSIAN, x), 1 + sum.active(), "hessF", second);
                check.of("hvp", sum.columns(Product.HVP, x), 0, "hessF", second);
            }
        }
        return scores;
    }

    private static void jacobians(Check check, Subject r, double[] x, String field, double[] noise) {
        int results = r.function().results().size();
        check.of("jacobian", r.evaluate(Product.JACOBIAN, x), results, field, noise);
        check.of("jacobian by tangents", r.columns(Product.TANGENT, x), 0, field, noise);
        check.of("jacobian by adjoints", r.rows(x), 0, field, noise);
    }

    private static Scores constrained() {
        Scores scores = new Scores();
        for (Json line : Json.corpus("hs")) {
            scores.startCase();
            List<String> variables = line.texts("vars");
            Subject f = Subject.formula(line.text("objective"), variables);
            List<String> constraints = line.objects("constraints").stream()
                    .map(c -> c.text("expr"))
                    .toList();
            Optional<Subject> c = constraints.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Subject.program(function("c", variables, constraints), variables.size()));
            Subject l = lagrangian(line, variables, constraints);
            for (Json point : line.objects("points")) {
                scores.startPoint();
                double[] x = point.numbers("x");
                Check check = new Check(scores, line.text("id"), at(x), point);
                all(check, f, x, "f", "grad", "hess");
                if (c.isPresent()) {
                    constraints(check, c.get(), x);
                    double[] noise = check.plain(l, x, "f", "grad", "lag_hess")[2];
                    check.of("lagrangian", l.evaluate(Product.HESSIAN, x), 1 + l.active(), "lag_hess", noise);
                }
            }
        }
        return scores;
    }

    private static void constraints(Check check, Subject c, double[] x) {
        int results = c.function().results().size();
        int n = c.active();
        double[] values = check.point().numbers("c");
        double[] jacobian = check.point().numbers("jac");
        double[] valueNoise = new double[results];
        double[] noise = new double[results * n];
        for (int k = 0; k < results; k++) {
            double[] reference = new double[1 + n];
            reference[0] = values[k];
            System.arraycopy(jacobian, k * n, reference, 1, n);
            double[] one = Plain.noise(c, k, x, reference);
            valueNoise[k] = one[0];
            System.arraycopy(one, 1, noise, k * n, n);
        }
        check.of("results", c.evaluate(Product.VALUE, x), 0, "c", valueNoise);
        jacobians(check, c, x, "jac", noise);
    }

    private static Subject lagrangian(Json line, List<String> variables, List<String> constraints) {
        StringBuilder text = new StringBuilder(line.text("objective"));
        double[] multipliers = line.numbers("multipliers");
        for (int k = 0; k < multipliers.length; k++) {
            text.append(" + (")
                    .append(Decimal.shortest(multipliers[k]))
                    .append(")*(")
                    .append(constraints.get(k))
                    .append(')');
        }
        return Subject.formula(text.toString(), variables);
    }

    private static Scores regression() {
        Scores scores = new Scores();
        for (Json line : Json.corpus("nist")) {
            scores.startCase();
            List<double[]> data = data(line);
            Subject one = model(line);
            Subject sum = sumOfSquares(line);
            for (Json point : line.objects("points")) {
                scores.startPoint();
                double[] b = point.numbers("b");
                String id = line.text("id");
                Check check = new Check(scores, id, point.text("kind"), point);
                check.of("value", sum.evaluate(Product.VALUE, b), 0, "rss");
                check.of("gradient", sum.evaluate(Product.GRADIENT, b), 1, "grad_rss");
                if (point.text("kind").equals("certified")) {
                    double[] second = check.plain(sum, b, "rss", "grad_rss", "hess_rss")[2];
                    check.of("hessian", sum.evaluate(Product.HESSIAN, b), 1 + b.length, "hess_rss", second);
                }
                for (Json observation : point.objects("observations")) {
                    double[] row = data.get((int) observation.numbers("index")[0]);
                    double[] x = Arrays.copyOf(b, b.length + row.length - 1);
                    System.arraycopy(row, 1, x, b.length, row.length - 1);
                    String at = point.text("kind") + " observation "
                            + (int) observation.numbers("index")[0];
                    withPlainNoise(new Check(scores, id, at, observation), one, x, "model", "grad", "hess");
                }
            }
        }
        return scores;
    }

    private static List<double[]> data(Json line) {
        return ((List<?>) line.get("data"))
                .stream()
                        .map(row -> ((List<?>) row)
                                .stream().mapToDouble(d -> (Double) d).toArray())
                        .toList();
    }

    /** The sum of squares of a regression, written out. */
    static Subject sumOfSquares(Json line) {
        List<String> parameters = line.texts("params");
        return Subject.program(modelText(line) + sumOfSquares(line, parameters, data(line)), parameters.size());
    }

    private static String sumOfSquares(Json line, List<String> parameters, List<double[]> data) {
        boolean logarithm = line.text("response").equals("log(y)");
        List<String> terms = new ArrayList<>();
        for (double[] row : data) {
            List<String> arguments = new ArrayList<>(parameters);
            for (int k = 1; k < row.length; k++) {
                arguments.add(Decimal.shortest(row[k]));
            }
            String response = Decimal.shortest(row[0]);
            terms.add("(" + (logarithm ? "log(" + response + ")" : response) + " - model("
                    + String.join(", ", arguments) + "))^2");
        }
        return "rss(" + String.join(", ", parameters) + ") = " + String.join(" + ", terms) + "\n";
    }

    static String at(double[] x) {
        return "("
                + String.join(", ", Arrays.stream(x).mapToObj(Decimal::shortest).toList()) + ")";
    }
}
