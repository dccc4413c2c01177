package org.wengert.syntax;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What an author may have meant by a name that does not exist. */
public final class Spellings {

    private static final int LONGEST_NAME = 60;

    /** Built-ins under the names that they have elsewhere. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("ln", "log"),
            Map.entry("lg", "log10"),
            Map.entry("ld", "log2"),
            Map.entry("lb", "log2"),
            Map.entry("ln1p", "log1p"),
            Map.entry("arcsin", "asin"),
            Map.entry("arccos", "acos"),
            Map.entry("arctan", "atan"),
            Map.entry("arctg", "atan"),
            Map.entry("arctan2", "atan2"),
            Map.entry("tg", "tan"),
            Map.entry("sh", "sinh"),
            Map.entry("ch", "cosh"),
            Map.entry("th", "tanh"),
            Map.entry("tgh", "tanh"),
            Map.entry("arcsinh", "asinh"),
            Map.entry("arccosh", "acosh"),
            Map.entry("arctanh", "atanh"),
            Map.entry("arsinh", "asinh"),
            Map.entry("arcosh", "acosh"),
            Map.entry("artanh", "atanh"),
            Map.entry("sgn", "sign"),
            Map.entry("signum", "sign"),
            Map.entry("fabs", "abs"),
            Map.entry("absolute", "abs"),
            Map.entry("fmin", "min"),
            Map.entry("fmax", "max"),
            Map.entry("minimum", "min"),
            Map.entry("maximum", "max"),
            Map.entry("power", "pow"),
            Map.entry("root", "sqrt"),
            Map.entry("sqr", "sqrt"),
            Map.entry("ceiling", "ceil"),
            Map.entry("tgamma", "gamma"),
            Map.entry("gammaln", "lgamma"),
            Map.entry("loggamma", "lgamma"),
            Map.entry("psi", "digamma"),
            Map.entry("phi", "normal_cdf"),
            Map.entry("normcdf", "normal_cdf"),
            Map.entry("ncdf", "normal_cdf"),
            Map.entry("logistic", "sigmoid"),
            Map.entry("expit", "sigmoid"),
            Map.entry("heaviside", "step"),
            Map.entry("log1pexp", "softplus"),
            Map.entry("infinity", "inf"),
            Map.entry("π", "pi"),
            Map.entry("m_pi", "pi"),
            Map.entry("m_e", "e"));

    private Spellings() {}

    /** The built-in that is called {@code name} elsewhere, such as {@code log} for {@code ln}, in whatever case. */
    public static Optional<String> mend(String name) {
        if (name.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        return Optional.ofNullable(ELSEWHERE.get(fold(name)));
    }

    /**
     * The candidate that {@code name} may be a slip of: the same up to case and look-alike letters, or a few letters
     * added, left out, replaced or swapped.
     */
    public static Optional<String> closest(String name, Collection<String> candidates) {
        if (name.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        int most = name.length() <= 2 ? 0 : name.length() <= 5 ? 1 : name.length() <= 9 ? 2 : 3;
        String folded = fold(name);
        return candidates.stream()
                .filter(candidate -> !candidate.equals(name) && candidate.length() <= LONGEST_NAME)
                .filter(candidate -> distance(folded, fold(candidate)) <= most)
                .min(Comparator.<String>comparingInt(candidate -> distance(folded, fold(candidate)))
                        .thenComparing(candidate -> !folded.startsWith(fold(candidate)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String fold(String name) {
        return LookAlikes.skeleton(name).toLowerCase(Locale.ROOT);
    }

    /** Damerau's distance, without two edits of one pair of letters. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : cell(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int cell(int[][] d, String a, String b, int i, int j) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(d[i - 1][j - 1] + change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
