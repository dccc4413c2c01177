package org.wengert.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apfloat.Apfloat;
import org.apfloat.FixedPrecisionApfloatHelper;

/**
 * What every operator of the catalogue means, by its name alone: written from the definitions and not from the
 * declarations in {@code op}, which it is to test. Conditions are 1 and 0. An operator that is not smooth tells the
 * {@link Decisions} on which piece it was.
 */
final class PreciseOperators {

    private static final Pattern FAMILY = Pattern.compile("(power|power_log|polygamma)\\[(-?\\d+)]");

    /** The value at operands that all have one. */
    @FunctionalInterface
    interface Function {
        Apfloat at(List<Apfloat> x, Decisions decisions);
    }

    private final Precise p;
    private final FixedPrecisionApfloatHelper m;
    private final Map<String, Function> table = new HashMap<>();

    PreciseOperators(Precise arithmetic) {
        p = arithmetic;
        m = arithmetic.helper();
        arithmetic();
        exponentials();
        trigonometric();
        special();
        piecewise();
        logic();
    }

    /** The meaning of {@code name}, families included. */
    Optional<Function> named(String name) {
        Matcher family = FAMILY.matcher(name);
        if (!family.matches()) {
            return Optional.ofNullable(table.get(name));
        }
        int k = Integer.parseInt(family.group(2));
        return Optional.of(
                switch (family.group(1)) {
                    case "power" -> (x, d) -> p.power(x.get(0), k);
                    case "power_log" -> (x, d) -> p.powerLog(x.get(0), x.get(1), k);
                    default -> (x, d) -> m.polygamma(k, x.get(0));
                });
    }

    private void unary(String name, UnaryOperator<Apfloat> function) {
        table.put(name, (x, d) -> function.apply(x.get(0)));
    }

    private void binary(String name, BinaryOperator<Apfloat> function) {
        table.put(name, (x, d) -> function.apply(x.get(0), x.get(1)));
    }

    private void arithmetic() {
        binary("add", m::add);
        binary("subtract", m::subtract);
        binary("multiply", m::multiply);
        binary("divide", m::divide);
        unary("negate", m::negate);
        binary("guarded_divide", p::guardedDivide);
        unary("sqrt", m::sqrt);
        unary("cbrt", m::cbrt);
        binary("hypot", p::hypot);
        binary("pow", p::pow);
    }

    private void exponentials() {
        unary("exp", p::exp);
        unary("expm1", p::expm1);
        unary("log", m::log);
        unary("log1p", p::log1p);
        unary("log2", x -> p.log(x, 2));
        unary("log10", x -> p.log(x, 10));
        unary("sigmoid", p::sigmoid);
        unary("sigmoid_complement", x -> p.sigmoid(x.negate()));
        unary("negative_exp", x -> m.exp(x.negate()));
        unary("softplus", p::softplus);
    }

    private void trigonometric() {
        unary("sin", m::sin);
        unary("cos", m::cos);
        unary("tan", m::tan);
        unary("asin", m::asin);
        unary("acos", m::acos);
        unary("atan", m::atan);
        binary("atan2", m::atan2);
        unary("sinh", m::sinh);
        unary("cosh", m::cosh);
        unary("tanh", m::tanh);
        unary("log_cosh", x -> m.log(m.cosh(x)));
        unary("one_minus_square", x -> m.subtract(p.number(1), m.multiply(x, x)));
        unary("asinh", m::asinh);
        unary("acosh", m::acosh);
        unary("atanh", m::atanh);
    }

    private void special() {
        unary("erf", m::erf);
        unary("erfc", p::erfc);
        unary("normal_cdf", p::normalCdf);
        unary("log_normal_cdf", x -> m.log(p.normalCdf(x)));
        unary("normal_hazard", x -> m.divide(p.normalDensity(x), p.normalCdf(x)));
        unary("gamma", m::gamma);
        unary("lgamma", p::lgamma);
        unary("digamma", m::digamma);
    }

    private void piecewise() {
        table.put("abs", (x, d) -> d.sign(x.get(0)) < 0 ? m.negate(x.get(0)) : x.get(0));
        table.put("sign", (x, d) -> p.number(d.sign(x.get(0))));
        table.put("step", (x, d) -> p.number(d.sign(x.get(0)) > 0 ? 1 : 0));
        table.put("relu", (x, d) -> d.sign(x.get(0)) > 0 ? x.get(0) : p.number(0));
        table.put("leaky_relu", (x, d) -> d.sign(x.get(0)) > 0 ? x.get(0) : m.multiply(x.get(0), x.get(1)));
        table.put("floor", (x, d) -> d.piece(x.get(0), m.floor(x.get(0))));
        table.put("ceil", (x, d) -> d.piece(x.get(0), m.ceil(x.get(0))));
        table.put("max", (x, d) -> x.get(d.compare(x) >= 0 ? 0 : 1));
        table.put("min", (x, d) -> x.get(d.compare(x) <= 0 ? 0 : 1));
        table.put("stop_gradient", (x, d) -> d.hold(x.get(0)));
        table.put("shift", (x, d) -> d.hold(x.get(0)));
    }

    private void logic() {
        table.put("select", (x, d) -> x.get(x.get(0).signum() != 0 ? 1 : 2));
        table.put("less", (x, d) -> truth(d.compare(x) < 0));
        table.put("less_equal", (x, d) -> truth(d.compare(x) <= 0));
        table.put("greater", (x, d) -> truth(d.compare(x) > 0));
        table.put("greater_equal", (x, d) -> truth(d.compare(x) >= 0));
        table.put("equal", (x, d) -> truth(d.compare(x) == 0));
        table.put("not_equal", (x, d) -> truth(d.compare(x) != 0));
        table.put("and", (x, d) -> truth(x.get(0).signum() != 0 && x.get(1).signum() != 0));
        table.put("or", (x, d) -> truth(x.get(0).signum() != 0 || x.get(1).signum() != 0));
        table.put("not", (x, d) -> truth(x.get(0).signum() == 0));
    }

    private Apfloat truth(boolean holds) {
        return p.number(holds ? 1 : 0);
    }
}
