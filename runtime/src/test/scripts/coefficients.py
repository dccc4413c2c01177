"""Derives the polynomial coefficients and split constants of org.wengert.runtime.

Each polynomial interpolates its function at the Chebyshev points of an interval in 200-bit arithmetic, is
converted to powers of the stated variable and rounded coefficient by coefficient to double. The printed error
is the largest difference between the rounded polynomial (evaluated exactly) and the function, as a power of two.

    python3 coefficients.py            # prints every table
"""

from mpmath import (acosh, asinh, atanh, bernoulli, cos, cot, digamma, erf, erfc, exp, factorial, findroot, log, loggamma,
                    mp, mpf, nstr, pi, polyval, psi, sin, sqrt, tan)

mp.prec = 200


def interpolate(f, a, b, degree):
    """Powers (lowest first) of the polynomial through f at the Chebyshev points of [a, b]."""
    n = degree + 1
    a, b = mpf(a), mpf(b)
    nodes = [cos(pi * (2 * j + 1) / (2 * n)) for j in range(n)]
    values = [f((a + b) / 2 + (b - a) / 2 * t) for t in nodes]
    cheb = [2 * sum(v * cos(k * pi * (2 * j + 1) / (2 * n)) for j, v in enumerate(values)) / n for k in range(n)]
    cheb[0] /= 2
    # u = scale * x + shift maps [a, b] to [-1, 1]; T_k(u) by its recurrence.
    scale, shift = 2 / (b - a), -(a + b) / (b - a)
    previous, current = [mpf(1)], [shift, scale]
    total = [mpf(0)] * n
    for k in range(n):
        t = previous
        for i, c in enumerate(t):
            total[i] += cheb[k] * c
        previous, current = current, _next(current, previous, scale, shift)
    return total


def _next(t, before, scale, shift):
    out = [mpf(0)] * (len(t) + 1)
    for i, c in enumerate(t):
        out[i] += 2 * shift * c
        out[i + 1] += 2 * scale * c
    for i, c in enumerate(before):
        out[i] -= c
    return out


def table(name, f, a, b, degree):
    rounded = [float(c) for c in interpolate(f, a, b, degree)]
    points = [mpf(a) + (mpf(b) - mpf(a)) * k / 997 for k in range(1, 997)]
    error = max(abs(polyval([mpf(c) for c in reversed(rounded)], x) - f(x)) for x in points)
    print('%s: degree %d on [%s, %s], error 2^%s' % (name, degree, nstr(mpf(a), 6), nstr(mpf(b), 6), nstr(log(error, 2), 4)))
    print('    ' + ',\n    '.join(repr(c) for c in rounded))


def split(name, value, bits=53):
    if bits < 53:
        scale = mpf(2) ** (bits - 1 - int(mp.floor(log(abs(value), 2))))
        hi = float(mp.floor(value * scale) / scale)
    else:
        hi = float(value)
    print('%s = %r + %r' % (name, hi, float(value - mpf(hi))))


OFFSET = mpf(77) / 64


def scaled_tail(t):
    """g = (1 + 2z) exp(z^2) erfc(z) at z = 2 (1 + t) / (1 - t), less OFFSET."""
    if t > 1 - mpf(10) ** -12:
        return 2 / sqrt(pi) - OFFSET
    z = 2 * (1 + t) / (1 - t)
    return (1 + 2 * z) * exp(z * z) * erfc(z) - OFFSET


def erf_excess(w):
    x = sqrt(w)
    return erf(x) / x - 2 / sqrt(pi) if w > 0 else mpf(0)


def even_quotient(f, w, first):
    """(f(x)/x - 1)/x^2 as a function of w = x^2, with its limit at zero."""
    x = sqrt(w)
    return (f(x) / x - 1) / w if w > mpf(10) ** -20 else first


def log_gamma_quotient(s):
    x = s + mpf(3) / 2
    if min(abs(x - 1), abs(x - 2)) < mpf(10) ** -25:
        x += mpf(10) ** -24
    return loggamma(x) / ((x - 1) * (x - 2)) - mpf(1) / 2


def stirling_correction(w):
    """x (lgamma(x) - (x - 1/2) log x + x - log(2 pi)/2) at w = 1/x^2."""
    if w < mpf(10) ** -8:
        return mpf(1) / 12 - w / 360 + w ** 2 / 1260 - w ** 3 / 1680 + w ** 4 / 1188 - w ** 5 * 691 / 360360
    x = 1 / sqrt(w)
    return x * (loggamma(x) - (x - mpf(1) / 2) * log(x) + x - log(2 * pi) / 2)


def digamma_correction(w):
    """x^2 (log x - 1/(2x) - psi(x)) at w = 1/x^2."""
    if w < mpf(10) ** -8:
        return mpf(1) / 12 - w / 120 + w ** 2 / 252 - w ** 3 / 240 + w ** 4 / 132 - w ** 5 * 691 / 32760
    x = 1 / sqrt(w)
    return x * x * (log(x) - 1 / (2 * x) - digamma(x))


def trigamma_correction(w):
    """x^3 (psi'(x) - 1/x - 1/(2x^2)) at w = 1/x^2."""
    if w < mpf(10) ** -8:
        return mpf(1) / 6 - w / 30 + w ** 2 / 42 - w ** 3 / 30 + w ** 4 * 5 / 66 - w ** 5 * 691 / 2730
    x = 1 / sqrt(w)
    return x ** 3 * (psi(1, x) - 1 / x - 1 / (2 * x * x))


ROOT = findroot(digamma, mpf('1.4616321449683623'))


def digamma_quotient(s):
    x = s + mpf(3) / 2
    q = digamma(x) / (x - ROOT) if abs(x - ROOT) > mpf(10) ** -20 else psi(1, ROOT)
    return x * q - mpf('1.4375')


def cot_excess(w):
    """(1 - pi r cot(pi r))/r^2 at w = r^2."""
    if w < mpf(10) ** -15:
        return pi ** 2 / 3 + pi ** 4 * w / 45
    r = sqrt(w)
    return (1 - pi * r * cot(pi * r)) / w


def tan_excess(w):
    """(pi tan(pi q)/q - pi^2)/q^2 at w = q^2."""
    if w < mpf(10) ** -15:
        return pi ** 4 / 3 + 2 * pi ** 6 * w / 15
    q = sqrt(w)
    return (pi * tan(pi * q) / q - pi ** 2) / w


def log_tail(q):
    """(atanh(s)/s - 1 - q/3)/q^2 at q = s^2."""
    if q < mpf(10) ** -12:
        return mpf(1) / 5 + q / 7 + q * q / 9
    s = sqrt(q)
    return (atanh(s) / s - 1 - q / 3) / q ** 2


def exp_tail(r):
    """(exp(r) - 1 - r - r^2/2)/r^3."""
    if abs(r) < mpf(10) ** -12:
        return mpf(1) / 6 + r / 24 + r * r / 120
    return (exp(r) - 1 - r - r * r / 2) / r ** 3


def sinc_tail(w):
    """(sin(pi r)/(pi r) - 1 + pi^2 w/6)/w^2 at w = r^2."""
    if w < mpf(10) ** -12:
        return pi ** 4 / 120 - pi ** 6 * w / 5040
    r = sqrt(w)
    return (sin(pi * r) / (pi * r) - 1 + pi ** 2 * w / 6) / w ** 2


def cdf_excess(w):
    x = sqrt(w)
    return erf(x / sqrt(mpf(2))) / (2 * x) - 1 / sqrt(2 * pi) if w > 0 else mpf(0)


def acosh_excess(t):
    return (acosh(1 + t) / sqrt(2 * t) - 1) / t if t > mpf(10) ** -20 else -mpf(1) / 12


LIMIT = (sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)
ZERO_1 = findroot(lambda x: log(abs(mp.gamma(x))), mpf('-2.4570247382208006'))
ZERO_2 = findroot(lambda x: log(abs(mp.gamma(x))), mpf('-2.7476826467274127'))


def between_negative_zeros(s):
    """log|Gamma(x)|/((x - z1)(x - z2)) at x = s - 2.59375, z1 and z2 the zeros in (-3, -2)."""
    x = s - mpf('2.59375')
    if min(abs(x - ZERO_1), abs(x - ZERO_2)) < mpf(10) ** -25:
        x += mpf(10) ** -24
    return log(abs(mp.gamma(x))) / ((x - ZERO_1) * (x - ZERO_2))


if __name__ == '__main__':
    table('LOG_TAIL', log_tail, 0, LIMIT ** 2, 9)
    table('EXP_TAIL', exp_tail, -mpf('0.3575'), mpf('0.3575'), 9)
    split('LN2', log(2), 42)
    split('1/3', mpf(1) / 3)
    split('LOG2_E', 1 / log(mpf(2)))
    print()
    table('ERF (excess over 2/sqrt(pi))', erf_excess, 0, mpf('0.25'), 10)
    table('SCALED_TAIL (g - 77/64)', scaled_tail, mpf('-0.6') - mpf(2) ** -30, 1, 26)
    split('2/sqrt(pi)', 2 / sqrt(pi))
    split('sqrt(2)', sqrt(mpf(2)))
    split('sqrt(2/pi)', sqrt(2 / pi))
    split('1/sqrt(2 pi)', 1 / sqrt(2 * pi))
    split('sqrt(1/2)', sqrt(mpf(1) / 2))
    table('CDF (excess over 1/sqrt(2 pi))', cdf_excess, 0, mpf('0.5626'), 10)
    print()
    table('LOG_GAMMA (quotient - 1/2, s = x - 1.5)', log_gamma_quotient, mpf('-0.75'), 1, 31)
    table('STIRLING', stirling_correction, 0, mpf('0.16'), 14)
    table('SINC_TAIL', sinc_tail, 0, mpf('0.25'), 8)
    table('BETWEEN_ZEROS (u = 4 s)', lambda u: between_negative_zeros(u / 4), mpf('-0.875'), mpf('0.875'), 35)
    split('log(2 pi)/2 - 1/2', log(2 * pi) / 2 - mpf(1) / 2)
    split('pi^2/6', pi ** 2 / 6)
    split('zero 1', ZERO_1)
    split('zero 2', ZERO_2)
    print()
    table('DIGAMMA (x psi/(x - root) - 1.4375, s = x - 1.5)', digamma_quotient, mpf('-0.5'), mpf('0.5'), 18)
    table('DIGAMMA_TAIL', digamma_correction, 0, mpf('0.25'), 19)
    table('TRIGAMMA_TAIL', trigamma_correction, 0, mpf('0.25'), 22)
    table('COT_SERIES', cot_excess, 0, mpf('0.0625'), 9)
    table('TAN_SERIES', tan_excess, 0, mpf('0.0625'), 14)
    split('pi^2', pi ** 2)
    print('BERNOULLI: B(2j)/(2j)!, j = 1..12')
    print('    ' + ',\n    '.join(repr(float(bernoulli(2 * j) / factorial(2 * j))) for j in range(1, 13)))
    split('root', ROOT)
    split('root - 1', ROOT - 1)
    print()
    table('ASINH', lambda w: even_quotient(asinh, w, -mpf(1) / 6), 0, mpf('0.25'), 12)
    table('ATANH', lambda w: even_quotient(atanh, w, mpf(1) / 3), 0, mpf('0.25'), 14)
    table('ACOSH (t = x - 1)', acosh_excess, 0, mpf('0.5'), 13)
