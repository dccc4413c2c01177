package org.wengert.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Derivatives of functions over powers of their argument, by Leibniz's rule at every argument but 0: with as many more digits as are
 * lost near 0.
 */
final class PreciseShares {

    private static final int SPARE = 20;

    /** Arithmetics have constants that take longer to compute than a value: there is one for so many digits more. */
    private static final int STEP = 32;

    private static final Map<Integer, Precise> ARITHMETIC = new ConcurrentHashMap<>();

    private final String name;
    private final BigDecimal x;
    private final Precise p;
    private final Elementary e;

    /**
     * @param name of the function, with what is taken from it: {@code tan_less}
     * @param lost how many times the digits before those of x are lost
     */
    PreciseShares(String name, BigDecimal x, int lost, MathContext context) {
        this.name = name.replaceFirst("_.*", "");
        this.x = x;
        int leadingZeros = (int) Math.max(0, -Elementary.magnitude(x));
        int digits = context.getPrecision() + SPARE + lost * (leadingZeros + 1);
        this.p =
                ARITHMETIC.computeIfAbsent((digits + STEP - 1) / STEP * STEP, all -> new Precise(new MathContext(all)));
        this.e = p.elementary();
    }

    /** Up to here the power series at 0 is summed. */
    private static final BigDecimal NEAR = new BigDecimal("0.03");

    /** The n-th derivative of {@code (f(x) - T(x))/x^power}, T being the terms of f's series below {@code x^from}, at most x. */
    static BigDecimal over(String name, BigDecimal x, int power, int n, MathContext context) {
        int from = !name.contains("_less") ? 1 : name.matches("(expm1|log1p|cosh)_.*") ? 2 : 3;
        return x.signum() != 0 && x.abs().compareTo(NEAR) < 0
                ? new PreciseShares(name, BigDecimal.ZERO, 0, context).nearZero(x, from, power, n)
                : new PreciseShares(name, x, n + power + from, context).over(from, power, n);
    }

    /** The derivative of the sum over k of {@code c[k]*x^(k - power)}. */
    private BigDecimal nearZero(BigDecimal at, int from, int power, int n) {
        int terms =
                (int) (p.context().getPrecision() / Math.max(1, -Elementary.magnitude(at) - 1)) + from + power + n + 4;
        List<BigDecimal> c = series(terms);
        BigDecimal sum = p.number(0);
        for (int k = terms; k >= Math.max(from, power + n); k--) {
            BigDecimal falling = c.get(k);
            for (int i = 0; i < n; i++) {
                falling = p.multiply(falling, p.number(k - power - i));
            }
            sum = p.add(sum, p.multiply(falling, p.power(at, k - power - n)));
        }
        return sum;
    }

    /** The n-th derivative of {@code x/f(x)}. */
    static BigDecimal under(String name, BigDecimal x, int n, MathContext context) {
        return new PreciseShares(name, x, n + 1, context).under(n);
    }

    private BigDecimal over(int from, int power, int n) {
        List<BigDecimal> f = new ArrayList<>(series(n));
        if (name.equals("cosh")) {
            f.set(0, p.subtract(f.get(0), p.number(1)));
        } else if (from > 1) {
            f.set(0, p.subtract(f.get(0), x));
            if (n > 0) {
                f.set(1, p.subtract(f.get(1), p.number(1)));
            }
        }
        // The divisor has the coefficients C(power, j)*x^(power - j).
        BigDecimal coefficient = p.number(1);
        List<BigDecimal> divisor = new ArrayList<>();
        for (int j = 0; j <= Math.max(n, power); j++) {
            divisor.add(j > power ? p.number(0) : p.multiply(coefficient, p.power(x, power - j)));
            coefficient = p.divide(p.multiply(coefficient, p.number(power - j)), p.number(j + 1));
        }
        return derivative(quotient(f, divisor, n), n);
    }

    private BigDecimal under(int n) {
        List<BigDecimal> dividend = IntStream.rangeClosed(0, n)
                .mapToObj(i -> i == 0 ? x : p.number(i == 1 ? 1 : 0))
                .toList();
        return derivative(quotient(dividend, series(n), n), n);
    }

    private BigDecimal derivative(List<BigDecimal> coefficients, int n) {
        BigDecimal value = coefficients.get(n);
        for (int k = 2; k <= n; k++) {
            value = p.multiply(value, p.number(k));
        }
        return value;
    }

    private List<BigDecimal> quotient(List<BigDecimal> dividend, List<BigDecimal> divisor, int n) {
        List<BigDecimal> q = new ArrayList<>();
        for (int i = 0; i <= n; i++) {
            BigDecimal rest = dividend.get(i);
            for (int j = 1; j <= Math.min(i, divisor.size() - 1); j++) {
                rest = p.subtract(rest, p.multiply(divisor.get(j), q.get(i - j)));
            }
            q.add(p.divide(rest, divisor.get(0)));
        }
        return q;
    }

    /** The coefficients of the powers of t up to {@code t^n} of f(x + t), by the differential equations of f. */
    private List<BigDecimal> series(int n) {
        BigDecimal one = p.number(1);
        BigDecimal square = p.square(x);
        return switch (name) {
            case "sin" ->
                cycle(n, List.of(e.sin(x), e.cos(x), e.sin(x).negate(), e.cos(x).negate()));
            case "sinh" -> cycle(n, List.of(e.sinh(x), e.cosh(x)));
            case "cosh" -> cycle(n, List.of(e.cosh(x), e.sinh(x)));
            case "expm1" -> {
                List<BigDecimal> c = cycle(n, List.of(e.exp(x)));
                c.set(0, e.expm1(x));
                yield c;
            }
            case "tan" -> squares(n, e.tan(x), 1);
            case "tanh" -> squares(n, e.tanh(x), -1);
            case "log1p" -> integral(e.log1p(x), quotient(unit(n), List.of(p.add(one, x), one), n));
            case "atan" -> integral(e.atan(x), reciprocal(n, square, 1));
            case "atanh" -> integral(e.atanh(x), reciprocal(n, square, -1));
            case "asin" -> integral(e.asin(x), root(n, square, -1));
            case "asinh" -> integral(e.asinh(x), root(n, square, 1));
            case "erf" -> {
                List<BigDecimal> w = new ArrayList<>(List.of(p.multiply(p.twoOverRootOfPi(), e.exp(square.negate()))));
                for (int k = 0; k < n; k++) {
                    BigDecimal sum = p.multiply(x, w.get(k));
                    w.add(p.divide(p.multiply(p.number(-2), k > 0 ? p.add(sum, w.get(k - 1)) : sum), p.number(k + 1)));
                }
                yield integral(e.erf(x), w);
            }
            default -> throw new IllegalArgumentException("bug: no series of " + name);
        };
    }

    private List<BigDecimal> unit(int n) {
        return IntStream.rangeClosed(0, n)
                .mapToObj(i -> p.number(i == 0 ? 1 : 0))
                .toList();
    }

    private List<BigDecimal> cycle(int n, List<BigDecimal> derivatives) {
        List<BigDecimal> c = new ArrayList<>();
        BigDecimal factorial = p.number(1);
        for (int k = 0; k <= n; k++) {
            c.add(p.divide(derivatives.get(k % derivatives.size()), factorial));
            factorial = p.multiply(factorial, p.number(k + 1));
        }
        return c;
    }

    /** y' = 1 + sign*y^2. */
    private List<BigDecimal> squares(int n, BigDecimal y, int sign) {
        List<BigDecimal> c = new ArrayList<>(List.of(y));
        for (int k = 0; k < n; k++) {
            BigDecimal sum = p.number(0);
            for (int i = 0; i <= k; i++) {
                sum = p.add(sum, p.multiply(c.get(i), c.get(k - i)));
            }
            BigDecimal slope = p.add(p.number(k == 0 ? 1 : 0), p.multiply(p.number(sign), sum));
            c.add(p.divide(slope, p.number(k + 1)));
        }
        return c;
    }

    /** 1/(1 + sign*(x + t)^2). */
    private List<BigDecimal> reciprocal(int n, BigDecimal square, int sign) {
        return quotient(unit(n), quadratic(n, square, sign), n);
    }

    /** The coefficients of {@code 1 + sign*(x + t)^2}. */
    private List<BigDecimal> quadratic(int n, BigDecimal square, int sign) {
        return IntStream.rangeClosed(0, n)
                .mapToObj(k -> switch (k) {
                    case 0 -> p.add(p.number(1), p.multiply(p.number(sign), square));
                    case 1 -> p.multiply(p.number(2.0 * sign), x);
                    case 2 -> p.number(sign);
                    default -> p.number(0);
                })
                .toList();
    }

    /** One over the root of that, which is the quotient by the root: {@code r^2 = 1 + sign*(x + t)^2}. */
    private List<BigDecimal> root(int n, BigDecimal square, int sign) {
        List<BigDecimal> s = quadratic(n, square, sign);
        List<BigDecimal> r = new ArrayList<>(List.of(p.sqrt(s.get(0))));
        for (int k = 1; k <= n; k++) {
            BigDecimal rest = s.get(k);
            for (int i = 1; i < k; i++) {
                rest = p.subtract(rest, p.multiply(r.get(i), r.get(k - i)));
            }
            r.add(p.divide(rest, p.multiply(p.number(2), r.get(0))));
        }
        return quotient(unit(n), r, n);
    }

    private List<BigDecimal> integral(BigDecimal value, List<BigDecimal> slope) {
        List<BigDecimal> c = new ArrayList<>(List.of(value));
        for (int k = 1; k < slope.size(); k++) {
            c.add(p.divide(slope.get(k - 1), p.number(k)));
        }
        return c;
    }
}
