package org.wengert.check;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What every operator of the catalogue means, by its name alone: written from the definitions and not from the
 * declarations in {@code op}, which it is to test. Conditions are 1 and 0. An operator that is not smooth tells the
 * {@link Decisions} on which piece it was.
 */
final class PreciseOperators {

    private static final Pattern MEMBER = Pattern.compile("(\\w+)\\[(-?\\d+)(?:,(\\d+))?]");

    /** The value at operands that all have one. */
    @FunctionalInterface
    interface Function {
        BigDecimal at(List<BigDecimal> x, Decisions decisions);
    }

    private final Precise p;
    private final Elementary e;
    private final Map<String, Function> table = new HashMap<>();

    PreciseOperators(Precise arithmetic) {
        p = arithmetic;
        e = arithmetic.elementary();
        arithmetic();
        exponentials();
        trigonometric();
        special();
        slopes();
        ratios();
        steps();
        distances();
        remainders();
        logs();
        piecewise();
        logic();
    }

    /** The meaning of {@code name}, families included. */
    Optional<Function> named(String name) {
        Matcher family = MEMBER.matcher(name);
        if (!family.matches()) {
            return Optional.ofNullable(table.get(name));
        }
        int k = Integer.parseInt(family.group(2));
        Function member = switch (family.group(1)) {
            case "power" -> (x, d) -> p.power(x.get(0), k);
            case "exprel" -> (x, d) -> p.exprel(x.get(0), k);
            case "sinc" -> (x, d) -> p.sinc(x.get(0), k);
            case "erfcx" -> (x, d) -> p.erfcx(x.get(0), k);
            case "bernoulli" -> (x, d) -> p.bernoulli(x.get(0), k);
            case "langevin" -> (x, d) -> p.cotangentLessPole(x.get(0), k, -1);
            case "cot_rest" -> (x, d) -> p.cotangentLessPole(x.get(0), k, 1).negate();
            case "log1prel" -> (x, d) -> p.log1prel(x.get(0), k);
            case "pow", "compound" -> {
                BigDecimal more = p.number(family.group(1).equals("pow") ? 0 : 1);
                int inExponent = Integer.parseInt(family.group(3));
                yield (x, d) -> p.powerDerivative(p.add(more, x.get(0)), x.get(1), k, inExponent);
            }
            case "norm_power" -> (x, d) -> p.multiply(p.power(x.get(0), k), p.sqrt(x.get(0)));
            case "hypot" -> (x, d) -> x.stream().reduce(p::hypot).orElseThrow();
            case "hypot_part" -> {
                int i = Integer.parseInt(family.group(3));
                yield (x, d) -> overNorm(x.get(i), x.stream().reduce(p::hypot).orElseThrow());
            }
            case "root_of_squares" -> (x, d) -> p.sqrt(x.get(0));
            case "cos_root", "cos_norm" -> (x, d) -> p.ofRoot(x.get(0), k, -1);
            case "stumpff" -> {
                int derivative = Integer.parseInt(family.group(3));
                yield (x, d) -> p.stumpff(x.get(0), k, derivative);
            }
            case "cosh_root" -> (x, d) -> p.ofRoot(x.get(0), k, 1);
            case "acos_square" -> (x, d) -> p.acosSquare(x.get(0), k);
            case "acosh_square" -> (x, d) -> p.acosSquare(x.get(0), k).negate();
            case "gauss" -> (x, d) -> p.bell(x.get(0), k, 2);
            case "normal_density" -> (x, d) -> p.normalDensity(x.get(0), k);
            case "polygamma" -> (x, d) -> e.polygamma(k, x.get(0));
            default -> null;
        };
        return Optional.ofNullable(member).or(() -> share(family.group(1), k, Optional.ofNullable(family.group(3))));
    }

    private Optional<Function> share(String family, int number, Optional<String> second) {
        if (family.startsWith("over_")) {
            String f = family.substring("over_".length());
            return Optional.of((x, d) -> PreciseShares.under(f, x.get(0), number, p.context()));
        }
        String f = family.replaceFirst("_over$", "");
        return second.filter(n -> !f.equals(family))
                .map(n -> (x, d) -> PreciseShares.over(f, x.get(0), number, Integer.parseInt(n), p.context()));
    }

    /** {@code f(a*b)/b}, its derivative in b and {@code b/f(a*b)}. */
    private void shares(String name, UnaryOperator<BigDecimal> f) {
        binary(name + "_by", (a, b) -> p.divide(f.apply(p.multiply(a, b)), b));
        binary(
                name + "_by_slope",
                (a, b) -> p.multiply(p.square(a), PreciseShares.over(name, p.multiply(a, b), 1, 1, p.context())));
        binary("by_" + name, (a, b) -> p.divide(b, f.apply(p.multiply(a, b))));
    }

    private void unary(String name, UnaryOperator<BigDecimal> function) {
        table.put(name, (x, d) -> function.apply(x.get(0)));
    }

    private void binary(String name, BinaryOperator<BigDecimal> function) {
        table.put(name, (x, d) -> function.apply(x.get(0), x.get(1)));
    }

    private void arithmetic() {
        binary("add", p::add);
        binary("subtract", p::subtract);
        binary("multiply", p::multiply);
        binary("divide", p::divide);
        unary("negate", BigDecimal::negate);
        binary("guarded_divide", p::guardedDivide);
        unary("sqrt", p::sqrt);
        unary("cbrt", e::cbrt);
        binary("hypot", p::hypot);
        unary("root_of_squares", p::sqrt);
        binary("over_norm", (a, b) -> b.signum() == 0 ? b : p.divide(a, b));
        binary("hypot_part", (a, b) -> overNorm(a, p.hypot(a, b)));
        unary("squared_root", x -> p.multiply(p.sqrt(x), p.sqrt(x)));
        binary("pow", p::pow);
    }

    private void exponentials() {
        unary("exp", e::exp);
        unary("expm1", e::expm1);
        unary("log", e::log);
        unary("log_of_sum", e::log);
        unary("log1p", e::log1p);
        unary("log2", x -> p.log(x, 2));
        unary("log10", x -> p.log(x, 10));
        unary("sigmoid", p::sigmoid);
        unary("sigmoid_complement", x -> p.sigmoid(x.negate()));
        unary("negative_exp", x -> e.exp(x.negate()));
        unary("softplus", p::softplus);
    }

    private void trigonometric() {
        unary("sin", e::sin);
        unary("cos", e::cos);
        unary("tan", e::tan);
        unary("asin", e::asin);
        unary("acos", e::acos);
        unary("atan", e::atan);
        binary("atan2", e::atan2);
        unary("sinh", e::sinh);
        unary("cosh", e::cosh);
        unary("tanh", e::tanh);
        unary("log_cosh", x -> e.log(e.cosh(x)));
        unary("one_minus_square", x -> p.subtract(p.number(1), p.multiply(x, x)));
        unary("asinh", e::asinh);
        unary("acosh", e::acosh);
        unary("atanh", e::atanh);
    }

    private void special() {
        unary("erf", e::erf);
        unary("erfc", e::erfc);
        unary("normal_cdf", p::normalCdf);
        unary("log_normal_cdf", p::logNormalCdf);
        unary("normal_hazard", p::normalHazard);
        unary("normal_excess", x -> p.add(x, p.normalHazard(x)));
        unary("normal_hazard_slope", x -> p.multiply(p.normalHazard(x), p.add(x, p.normalHazard(x))));
        unary("normal_hazard_bend", p::normalHazardBend);
        unary("gamma", e::gamma);
        unary("lgamma", e::lgamma);
        unary("digamma", e::digamma);
    }

    private void slopes() {
        binary("over_squares", (a, b) -> p.divide(a, p.add(p.square(a), p.square(b))));
        table.put("over_squares_of", (x, d) -> p.divide(x.get(0), x.get(2)));
        unary("atan_slope", x -> p.reciprocal(p.onePlusSquare(x)));
        unary("over_root", x -> p.reciprocal(p.sqrt(p.onePlusSquare(x))));
        unary("quotient_by_root", x -> p.divide(x, p.sqrt(p.onePlusSquare(x))));
        unary("root_of_square_less_one", x -> p.sqrt(p.subtract(p.square(x), p.number(1))));
        unary("quotient_by_lesser_root", x -> p.divide(x, p.sqrt(p.subtract(p.square(x), p.number(1)))));
        unary("sech_square", x -> p.reciprocal(p.square(e.cosh(x))));
        binary("sech_square_of", (x, tanh) -> p.subtract(p.number(1), p.square(tanh)));
        unary("sigmoid_slope", x -> p.multiply(p.sigmoid(x), p.sigmoid(x.negate())));
        binary("sigmoid_slope_of", (sigmoid, negativeExp) -> p.multiply(negativeExp, p.square(sigmoid)));
        binary("sigmoid_of", (x, negativeExp) -> p.reciprocal(p.add(p.number(1), negativeExp)));
        table.put("exp_share", (x, d) -> {
            BigDecimal exp = e.exp(x.get(0));
            return p.divide(exp, p.add(x.get(1), p.multiply(x.get(2), exp)));
        });
        table.put("exp_rest", (x, d) -> {
            BigDecimal exp = e.exp(x.get(0));
            return p.divide(x.get(1), p.add(x.get(1), p.multiply(x.get(2), exp)));
        });
        unary("soft_tail", x -> p.softplus(x.abs().negate()));
        table.put(
                "soft_tail_slope",
                (x, d) -> p.multiply(
                        p.number(-d.sign(x.get(0))), p.sigmoid(x.get(0).abs().negate())));
        unary("half_tanh", x -> e.tanh(p.half(x)));
        binary("half_tanh_of", (x, sigmoid) -> p.subtract(p.multiply(p.number(2), sigmoid), p.number(1)));
        binary("vanishing_times", p::multiply);
        binary("steep_times", p::multiply);
    }

    private void ratios() {
        unary("log1mexp", x -> e.log(e.expm1(x).negate()));
        unary("bose", x -> p.reciprocal(e.expm1(x)));
        binary("over_expm1", (a, b) -> p.divide(a, e.expm1(b)));
        binary("over_opposite_expm1", (a, b) -> p.divide(a, e.expm1(b.negate())));
        binary("logaddexp", (a, b) -> p.add(b, p.softplus(p.subtract(a, b))));
        binary(
                "log_diff_exp",
                (a, b) -> p.add(a, e.log(e.expm1(p.subtract(b, a)).negate())));
        unary("log_sigmoid", x -> p.softplus(x.negate()).negate());
        binary("xlogy", (a, b) -> a.signum() == 0 ? a : p.multiply(a, e.log(b)));
        binary("xlog1py", (a, b) -> a.signum() == 0 ? a : p.multiply(a, e.log1p(b)));
        unary("entr", x -> x.signum() == 0 ? x : p.multiply(x, e.log(x)).negate());
        unary("sinc", x -> p.sinc(x, 0));
        unary("exprel", x -> p.exprel(x, 0));
        unary("erfcx", x -> p.erfcx(x, 0));
        unary("log_erfc", x -> e.log(e.erfc(x)));
        unary("erfc_hazard", p::erfcHazard);
        unary("erfc_hazard_slope", x -> {
            BigDecimal h = p.erfcHazard(x);
            return p.multiply(h, p.subtract(h, p.multiply(p.number(2), x)));
        });
    }

    private void steps() {
        binary("difference_of_squares", (a, b) -> p.subtract(p.square(a), p.square(b)));
        binary("expm1_of", (a, b) -> p.subtract(b, p.number(1)));
        binary("one_minus_cos_of", (a, b) -> p.subtract(p.number(1), b));
        unary("one_minus_cos", x -> p.multiply(p.number(2), p.square(e.sin(p.half(x)))));
        binary("one_minus_cos_norm", (a, b) -> p.multiply(p.number(2), p.square(e.sin(p.half(p.sqrt(a))))));
        binary("cosh_less_one_of", (a, b) -> p.subtract(b, p.number(1)));
        unary("cosh_less_one", x -> p.multiply(p.number(2), p.square(e.sinh(p.half(x)))));
        binary("cos_difference", (a, b) -> p.subtract(e.cos(a), e.cos(b)));
        binary("sin_difference", (a, b) -> p.subtract(e.sin(a), e.sin(b)));
        step("cos_step", e::cos);
        step("sin_step", e::sin);
        step("root_step", p::sqrt);
        step("log_step", e::log);
        step("lgamma_step", e::lgamma);
        binary("lbeta", (a, b) -> p.subtract(p.add(e.lgamma(a), e.lgamma(b)), e.lgamma(p.add(a, b))));
        binary("beta", (a, b) -> p.divide(p.multiply(e.gamma(a), e.gamma(b)), e.gamma(p.add(a, b))));
        step("digamma_step", e::digamma);
        step("trigamma_step", x -> e.polygamma(1, x));
        // In the upper tail the values are so near to 1 that their difference has no digits.
        binary(
                "normal_between",
                (a, b) -> a.signum() > 0 && b.signum() > 0
                        ? p.subtract(p.normalCdf(b.negate()), p.normalCdf(a.negate()))
                        : p.subtract(p.normalCdf(a), p.normalCdf(b)));
        binary("exp_of_sum", (a, b) -> e.exp(p.add(a, b)));
        binary("compound", (a, b) -> p.pow(p.add(p.number(1), a), b));
        binary("compound_less_one", (a, b) -> p.subtract(p.pow(p.add(p.number(1), a), b), p.number(1)));
        binary("power_less_one", (a, b) -> p.subtract(p.pow(a, b), p.number(1)));
        unary("root_of_one_more_less_one", x -> p.subtract(p.sqrt(p.add(p.number(1), x)), p.number(1)));
        unary("hypot_less_one", x -> p.subtract(p.sqrt(p.onePlusSquare(x)), p.number(1)));
        unary(
                "reciprocal_root_less_one",
                x -> p.subtract(p.reciprocal(p.sqrt(p.subtract(p.number(1), x))), p.number(1)));
        binary("root_of_square_plus", (a, b) -> p.sqrt(p.add(p.square(a), b)));
        binary("root_less", (a, b) -> p.subtract(p.sqrt(p.add(p.square(a), b)), a));
        binary("root_less_slope", (a, b) -> p.subtract(p.number(1), p.divide(a, p.sqrt(p.add(p.square(a), b)))));
        binary("gamma_quotient", (a, b) -> p.divide(e.gamma(a), e.gamma(p.add(a, b))));
        binary("gamma_rise", (a, b) -> p.divide(e.gamma(p.add(a, b)), e.gamma(a)));
        unary("place", x -> x);
        binary("reciprocal_step", (a, b) -> p.subtract(p.reciprocal(p.add(a, b)), p.reciprocal(a)));
        UnaryOperator<BigDecimal> atan = e::atan;
        binary("atan_of_quotient", (a, b) -> atan.apply(p.divide(a, b)));
        unary("sech", x -> p.reciprocal(e.cosh(x)));
        unary("square_share", x -> p.divide(p.square(x), p.onePlusSquare(x)));
        unary("share", x -> p.divide(x, p.add(p.number(1), x)));
        UnaryOperator<BigDecimal> asinh = e::asinh;
        unary("acosh1p", x -> p.multiply(p.number(2), asinh.apply(p.sqrt(p.half(x)))));
    }

    private void distances() {
        UnaryOperator<BigDecimal> cbrt = e::cbrt;
        UnaryOperator<BigDecimal> atan = e::atan;
        UnaryOperator<BigDecimal> reciprocalRoot = x -> p.reciprocal(p.sqrt(x));
        binary("hypot_less", (a, b) -> p.subtract(p.hypot(a, b), a));
        binary("hypot_less_slope", (a, b) -> p.subtract(p.number(1), overNorm(a, p.hypot(a, b))));
        difference("root_difference", p::sqrt);
        step("reciprocal_root_step", reciprocalRoot);
        difference("cbrt_difference", cbrt);
        step("cbrt_step", cbrt);
        step("reciprocal_cbrt_step", x -> p.reciprocal(p.square(cbrt.apply(x))));
        difference("reciprocal_difference", p::reciprocal);
        table.put(
                "quotient_difference",
                (x, d) -> p.subtract(p.divide(x.get(0), x.get(1)), p.divide(x.get(0), x.get(2))));
        table.put(
                "quotient_step",
                (x, d) -> p.subtract(p.divide(x.get(0), p.add(x.get(1), x.get(2))), p.divide(x.get(0), x.get(1))));
        table.put(
                "quotient_square_step",
                (x, d) -> p.subtract(
                        p.divide(x.get(0), p.square(p.add(x.get(1), x.get(2)))),
                        p.divide(x.get(0), p.square(x.get(1)))));
        step("reciprocal_square_step", x -> p.reciprocal(p.square(x)));
        step("square_step", p::square);
        table.put("power_difference", (x, d) -> p.subtract(p.pow(x.get(0), x.get(2)), p.pow(x.get(1), x.get(2))));
        table.put(
                "power_step",
                (x, d) -> p.subtract(p.pow(p.add(x.get(0), x.get(1)), x.get(2)), p.pow(x.get(0), x.get(2))));
        table.put("exp_step_of", (x, d) -> p.subtract(x.get(1), x.get(2)));
        difference("exp_difference", e::exp);
        step("exp_step", e::exp);
        difference("sigmoid_difference", p::sigmoid);
        step("sigmoid_step", p::sigmoid);
        step("tanh_step", e::tanh);
        step("sigmoid_slope_step", x -> p.multiply(p.sigmoid(x), p.sigmoid(x.negate())));
        step("sech_square_step", x -> p.reciprocal(p.square(e.cosh(x))));
        step("xlogx_step", x -> p.multiply(x, e.log(x)));
        difference("tan_difference", e::tan);
        step("tan_step", e::tan);
        difference("atan_difference", atan);
        step("atan_step", atan);
        step("atan_slope_step", x -> p.reciprocal(p.onePlusSquare(x)));
        binary("erf_difference", this::erfDifference);
        binary("erf_step", (a, b) -> erfDifference(p.add(a, b), a));
        table.put("quadratic_root", (x, d) -> {
            BigDecimal root = p.sqrt(p.add(p.square(x.get(1)), p.multiply(x.get(0), x.get(2))));
            return p.divide(p.subtract(root, x.get(1)), x.get(0));
        });
        table.put("quadratic_root_square", (x, d) -> {
            BigDecimal root = p.sqrt(p.add(p.square(x.get(1)), p.multiply(x.get(0), x.get(2))));
            return p.divide(p.square(p.divide(p.subtract(root, x.get(1)), x.get(0))), root);
        });
        table.put("quadratic_root_slope", (x, d) -> {
            BigDecimal root = p.sqrt(p.add(p.square(x.get(1)), p.multiply(x.get(0), x.get(2))));
            return p.divide(p.subtract(root, x.get(1)), p.multiply(x.get(0), root));
        });
        table.put("root_of_quadratic_less", (x, d) -> p.subtract(quadraticRoot(x), x.get(0)));
        table.put(
                "root_of_quadratic_less_slope",
                (x, d) -> p.subtract(p.divide(p.add(x.get(0), p.half(x.get(1))), quadraticRoot(x)), p.number(1)));
        table.put("share_of_quadratic_root", (x, d) -> p.divide(x.get(0), quadraticRoot(x)));
        binary("log1p_of_quotient", (a, b) -> e.log1p(p.divide(a, b)));
        binary("log_of_squares", (a, b) -> e.log(p.add(p.square(a), p.square(b))));
    }

    /** {@code sqrt(a^2 + b*a + c)}. */
    private BigDecimal quadraticRoot(List<BigDecimal> x) {
        BigDecimal linear = p.add(p.multiply(x.get(1), x.get(0)), x.get(2));
        return p.sqrt(p.add(p.square(x.get(0)), linear));
    }

    /** In the tails the values are so near to 1 or -1 that their difference has no digits. */
    private BigDecimal erfDifference(BigDecimal a, BigDecimal b) {
        return a.signum() > 0 && b.signum() > 0
                ? p.subtract(e.erfc(b), e.erfc(a))
                : a.signum() < 0 && b.signum() < 0
                        ? p.subtract(e.erfc(a.negate()), e.erfc(b.negate()))
                        : p.subtract(e.erf(a), e.erf(b));
    }

    /** {@code f(a) - f(b)}. */
    private void difference(String name, UnaryOperator<BigDecimal> f) {
        binary(name, (a, b) -> p.subtract(f.apply(a), f.apply(b)));
    }

    /** {@code f(x) - x}. */
    private void less(String name, UnaryOperator<BigDecimal> f) {
        unary(name + "_less", x -> p.subtract(f.apply(x), x));
    }

    private void remainders() {
        shares("sin", e::sin);
        shares("sinh", e::sinh);
        shares("tan", e::tan);
        shares("tanh", e::tanh);
        shares("atan", e::atan);
        shares("atanh", e::atanh);
        shares("asin", e::asin);
        shares("asinh", e::asinh);
        shares("erf", e::erf);
        shares("log1p", e::log1p);
        binary("unless_zero", (a, b) -> a);
        binary("expm1_over", (a, b) -> p.divide(e.expm1(p.multiply(a, b)), b));
        binary("expm1_over_slope", (a, b) -> p.multiply(p.square(a), p.exprel(p.multiply(a, b), 1)));
        less("sin", e::sin);
        less("sinh", e::sinh);
        less("tan", e::tan);
        less("tanh", e::tanh);
        less("atan", e::atan);
        less("atanh", e::atanh);
        less("asin", e::asin);
        less("asinh", e::asinh);
        less("expm1", e::expm1);
        less("log1p", e::log1p);
        unary("log_less", x -> p.subtract(e.log(x), p.subtract(x, p.number(1))));
        UnaryOperator<BigDecimal> sinhc = x -> p.divide(e.sinh(x), x);
        UnaryOperator<BigDecimal> slope =
                x -> p.subtract(p.reciprocal(e.expm1(x.negate()).negate()), p.reciprocal(x));
        unary("sinhc", sinhc);
        unary("einstein", x -> p.reciprocal(p.square(sinhc.apply(p.half(x)))));
        unary("log_sinhc", x -> e.log(sinhc.apply(x)));
        unary("sin_less_x_cos", x -> p.subtract(e.sin(x), p.multiply(x, e.cos(x))));
        binary("normal_cdf_ratio", (a, b) -> p.divide(p.normalCdf(a), p.normalCdf(b)));
        binary("erfc_ratio", (a, b) -> p.divide(e.erfc(a), e.erfc(b)));
        unary("log_sinc", x -> e.log(p.divide(e.sin(x), x)));
        unary("log_exprel", x -> e.log(p.divide(e.expm1(x), x)));
        unary("log_exprel_slope", slope);
        unary("bose_rest", x -> p.subtract(p.reciprocal(e.expm1(x)), p.reciprocal(x)));
        unary("log_cos", x -> e.log(e.cos(x)));
        unary("log_erfcx", x -> p.add(e.log(e.erfc(x)), p.square(x)));
        unary("log_erfcx_slope", x -> p.subtract(p.multiply(p.number(2), x), p.erfcHazard(x)));
        unary("log_erfcx_bend", x -> {
            BigDecimal h = p.erfcHazard(x);
            return p.subtract(p.number(2), p.multiply(h, p.subtract(h, p.multiply(p.number(2), x))));
        });
    }

    private void logs() {
        binary("log_of_product", (a, b) -> e.log(p.multiply(a, b)));
        binary("log_of_quotient", (a, b) -> e.log(p.divide(a, b)));
        for (int base : new int[] {2, 10}) {
            binary("log" + base + "_of_product", (a, b) -> p.log(p.multiply(a, b), base));
            binary("log" + base + "_of_quotient", (a, b) -> p.log(p.divide(a, b), base));
            unary("log" + base + "_or_sum", x -> p.log(x, base));
            unary("log" + base + "_or_difference", x -> p.log(x, base));
        }
        binary("log_difference", (a, b) -> p.subtract(e.log(a), e.log(b)));
        binary("log_of_multiple_of_exp", (a, b) -> p.add(e.log(a), b));
        binary("log_of_multiple_of_normal_cdf", (a, b) -> p.add(e.log(a), p.logNormalCdf(b)));
        binary("log_of_multiple_of_erfc", (a, b) -> p.add(e.log(a), e.log(e.erfc(b))));
        unary("log_or_exponent", e::log);
        unary("log_or_sum", e::log);
        unary("log_or_difference", e::log);
        binary("log_of_one_more_than_quotient", (a, b) -> e.log1p(p.divide(b, a)));
        unary("log_abs", x -> e.log(x.abs()));
        binary("log_of_power", (a, b) -> a.signum() > 0 ? p.multiply(b, e.log(a)) : e.log(p.pow(a, b)));
        unary("log_of_gamma", x -> e.log(e.gamma(x)));
        unary("log1p_of_square", x -> e.log1p(p.square(x)));
        unary("log_of_one_minus_square", x -> e.log1p(p.square(x).negate()));
    }

    /** {@code f(a + b) - f(a)}. */
    private void step(String name, UnaryOperator<BigDecimal> f) {
        binary(name, (a, b) -> p.subtract(f.apply(p.add(a, b)), f.apply(a)));
    }

    private void piecewise() {
        table.put("abs", (x, d) -> d.sign(x.get(0)) < 0 ? x.get(0).negate() : x.get(0));
        table.put("sign", (x, d) -> p.number(d.sign(x.get(0))));
        table.put("step", (x, d) -> p.number(d.sign(x.get(0)) > 0 ? 1 : 0));
        table.put("relu", (x, d) -> d.sign(x.get(0)) > 0 ? x.get(0) : p.number(0));
        table.put("half_relu", (x, d) -> d.sign(x.get(0)) > 0 ? x.get(0) : p.number(0));
        table.put("leaky_relu", (x, d) -> d.sign(x.get(0)) > 0 ? x.get(0) : p.multiply(x.get(0), x.get(1)));
        table.put("floor", (x, d) -> d.piece(x.get(0), p.floor(x.get(0))));
        table.put("ceil", (x, d) -> d.piece(x.get(0), p.ceil(x.get(0))));
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

    private BigDecimal overNorm(BigDecimal a, BigDecimal norm) {
        return norm.signum() == 0 ? norm : p.divide(a, norm);
    }

    private BigDecimal truth(boolean holds) {
        return p.number(holds ? 1 : 0);
    }
}
