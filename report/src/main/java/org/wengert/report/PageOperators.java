package org.wengert.report;

import java.util.Set;
import java.util.regex.Pattern;

/** The operators that the script of the page evaluates; the others it names and leaves out. */
final class PageOperators {

    private static final Set<String> NAMES = Set.of(
            "add",
            "subtract",
            "multiply",
            "divide",
            "negate",
            "guarded_divide",
            "sqrt",
            "cbrt",
            "hypot",
            "over_norm",
            "root_of_squares",
            "squared_root",
            "log_of_sum",
            "pow",
            "exp",
            "expm1",
            "negative_exp",
            "log",
            "log1p",
            "log2",
            "log10",
            "softplus",
            "sin",
            "cos",
            "tan",
            "asin",
            "acos",
            "atan",
            "atan2",
            "sinh",
            "cosh",
            "tanh",
            "asinh",
            "acosh",
            "atanh",
            "gauss[0]",
            "normal_density[0]",
            "expm1_of",
            "one_minus_cos_of",
            "over_squares",
            "over_squares_of",
            "atan_slope",
            "over_root",
            "quotient_by_root",
            "root_of_square_less_one",
            "quotient_by_lesser_root",
            "sech_square_of",
            "sigmoid_of",
            "half_tanh_of",
            "vanishing_times",
            "steep_times",
            "log_or_sum",
            "log_or_difference",
            "log_difference",
            "log_abs",
            "log_of_power",
            "log1p_of_square",
            "log_of_one_minus_square",
            "sech",
            "share",
            "square_share",
            "atan_of_quotient",
            "abs",
            "sign",
            "step",
            "floor",
            "ceil",
            "relu",
            "leaky_relu",
            "max",
            "min",
            "shift",
            "select",
            "log_cosh",
            "less",
            "less_equal",
            "greater",
            "greater_equal",
            "equal",
            "not_equal",
            "and",
            "or",
            "not");

    private static final Pattern FAMILIES = Pattern.compile("power\\[-?\\d+]|root_of_squares\\[\\d+]");

    private PageOperators() {}

    /** Whether the page evaluates an operator; a test in a browser holds it against the compiler. */
    static boolean has(String operator) {
        return NAMES.contains(operator) || FAMILIES.matcher(operator).matches();
    }
}
