package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.wengert.ir.Node;
import org.wengert.runtime.Logarithms;

/** Binary and decimal logarithms of products and quotients that are no doubles; those of powers of the base are exact. */
final class LogsOfBases {

    private static final Base TWO = new Base(2, Logarithms::log2, "Logarithms.log2");
    private static final Base TEN = new Base(10, Math::log10, "Math.log10");

    static final List<ScalarOperator> ALL =
            Stream.of(TWO, TEN).flatMap(base -> base.all().stream()).toList();

    private LogsOfBases() {}

    /** The operators of one base. */
    private static final class Base {
        private final int base;
        private final DoubleUnaryOperator log;
        private final String java;
        private final ScalarOperator orSum;
        private final ScalarOperator orDifference;
        private final ScalarOperator ofProduct;
        private final ScalarOperator ofQuotient;

        Base(int base, DoubleUnaryOperator log, String java) {
            this.base = base;
            this.log = log;
            this.java = java;
            String name = "log" + base;
            orSum = lowered(
                    name + "_or_sum",
                    name + "(a) of a product a = b*c, or " + name + "(b) + " + name + "(c) where that left the range",
                    x -> productOrSum(x[0], x[1], x[2]),
                    template("", "+"));
            orDifference = lowered(
                    name + "_or_difference",
                    name + "(a) of a quotient a = b/c, log1p((b - c)/c)/log(" + base + ") near 1, " + name + "(b) - "
                            + name + "(c) where a left the range",
                    x -> quotientOrDifference(x[0], x[1], x[2]),
                    template("$0 > 0.5 && $0 < 2 ? Math.log1p(($1 - $2) / $2) / " + Math.log(base) + " : ", "-"));
            ofProduct = function(
                            name + "_of_product",
                            name + "(a*b) without overflow",
                            name + "(a*b)",
                            (a, b) -> productOrSum(a * b, a, b))
                    .internal()
                    .commutative()
                    .lowersTo((g, x) -> g.apply(orSum, g.multiply(x.get(0), x.get(1)), x.get(0), x.get(1)))
                    .cost(1, 1)
                    .rule("#/(a*log(" + base + "))", (g, x, y) -> over(g, x.get(0)))
                    .rule("#/(b*log(" + base + "))", (g, x, y) -> over(g, x.get(1)))
                    .domain(Interval.POSITIVE, Interval.POSITIVE)
                    .build();
            ofQuotient = function(
                            name + "_of_quotient",
                            name + "(a/b) without overflow and cancellation",
                            name + "(a/b)",
                            (a, b) -> quotientOrDifference(a / b, a, b))
                    .internal()
                    .lowersTo((g, x) -> g.apply(orDifference, g.divide(x.get(0), x.get(1)), x.get(0), x.get(1)))
                    .cost(1, 1)
                    .rule("#/(a*log(" + base + "))", (g, x, y) -> over(g, x.get(0)))
                    .rule(
                            "-#/(b*log(" + base + "))",
                            (g, x, y) -> over(g, x.get(1)).negated())
                    .domain(Interval.POSITIVE, Interval.POSITIVE)
                    .build();
        }

        List<ScalarOperator> all() {
            return List.of(ofProduct, ofQuotient, orSum, orDifference);
        }

        private Partial over(Algebra g, Node x) {
            return Partial.overTimes(x, g.constant(1 / Math.log(base)));
        }

        private String template(String near, String sign) {
            return near + "($0 < 1e-290 || $0 > 1e290) && $1 < 0 == $2 < 0 ? " + java + "(Math.abs($1)) " + sign + " "
                    + java + "(Math.abs($2)) : " + java + "($0)";
        }

        private ScalarOperator lowered(String name, String summary, ScalarOperator.Kernel value, String template) {
            return ScalarOperator.ofThree(name, summary, "log" + base + "(a)", value)
                    .internal()
                    .java(JavaForm.of(template))
                    .cost(1, 1)
                    .rule("#/(a*log(" + base + "))", (g, x, y) -> over(g, x.get(0)))
                    .rule("0", (g, x, y) -> Partial.ZERO)
                    .rule("0", (g, x, y) -> Partial.ZERO)
                    .domain(new Interval(2, 8), Interval.POSITIVE, Interval.POSITIVE)
                    .build();
        }

        private double productOrSum(double product, double a, double b) {
            return (product < 1e-290 || product > 1e290) && a < 0 == b < 0
                    ? log.applyAsDouble(Math.abs(a)) + log.applyAsDouble(Math.abs(b))
                    : log.applyAsDouble(product);
        }

        private double quotientOrDifference(double quotient, double a, double b) {
            return quotient > 0.5 && quotient < 2
                    ? Math.log1p((a - b) / b) / Math.log(base)
                    : (quotient < 1e-290 || quotient > 1e290) && a < 0 == b < 0
                            ? log.applyAsDouble(Math.abs(a)) - log.applyAsDouble(Math.abs(b))
                            : log.applyAsDouble(quotient);
        }
    }

    /** The logarithm of which {@code log} is the natural one, if that is of a product or a quotient. */
    static Optional<Node> of(Algebra g, int base, Node log) {
        Base of = base == 2 ? TWO : TEN;
        if (Match.is(log, Logs.LOG_OF_PRODUCT)) {
            return Optional.of(g.apply(of.ofProduct, log.operand(0), log.operand(1)));
        }
        return Match.is(log, Logs.LOG_OF_QUOTIENT)
                ? Optional.of(g.apply(of.ofQuotient, log.operand(0), log.operand(1)))
                : Optional.empty();
    }
}
