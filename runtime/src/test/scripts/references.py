"""Writes the reference values that the tests of org.wengert.runtime measure ulps against.

    python3 references.py [points per interval] [target folder]

One file per function; a line is the argument(s), the value rounded to double, and what the rounding took away in ulps
of that double: value = rounded + rest * ulp(rounded). Arguments: seeded random ones in every interval of the
implementation, the neighbours of every boundary, zero and pole, tails, subnormals, and the worst ones that larger runs
of this script have found (worst.txt).
"""

import math
import os
import random
import sys

from mpmath import (acosh, asinh, atanh, cot, erf, erfc, exp, factorial, findroot, gamma, log, loggamma, mp, mpf, nstr,
                    pi, psi, sin, sqrt, zeta)

mp.prec = 180
HERE = os.path.dirname(os.path.abspath(__file__))


def log_normal_cdf(x):
    if x < -10 ** 6:
        w = 1 / (x * x)
        return -x * x / 2 - log(-x) - log(2 * pi) / 2 + log(1 - w + 3 * w ** 2 - 15 * w ** 3 + 105 * w ** 4 - 945 * w ** 5)
    if x > 0:
        return mp.log1p(-erfc(x / sqrt(mpf(2))) / 2)
    return log(erfc(-x / sqrt(mpf(2))) / 2)


def normal_hazard(x):
    if x < -10 ** 6:
        w = 1 / (x * x)
        return -x / (1 - w + 3 * w ** 2 - 15 * w ** 3 + 105 * w ** 4 - 945 * w ** 5)
    return exp(-x * x / 2) / sqrt(2 * pi) / (erfc(-x / sqrt(mpf(2))) / 2)


def log_abs_gamma(x):
    if x > 0:
        with mp.workprec(mp.prec + 200):
            return loggamma(x)
    with mp.workprec(mp.prec + 200):
        return log(pi / abs(x * sin(pi * x))) - loggamma(-x)


def real_psi(n, x):
    if x > 0:
        return psi(n, x)
    if n == 0:
        with mp.workprec(mp.prec + 200):
            return psi(0, 1 - x) - pi * cot(pi * x)
    with mp.workprec(mp.prec + 200):
        return (-1) ** (n + 1) * factorial(n) * hurwitz(n + 1, x)


def hurwitz(s, x):
    m = int(mp.ceil(-x)) + 1
    if m < 60:
        return sum((x + k) ** -s for k in range(m)) + zeta(s, x + m)
    r = x - mp.nint(x)
    return r ** -s + zeta(s, 1 + r) + (-1) ** s * (zeta(s, 1 - r) - zeta(s, 1 - x))


def line(values):
    *arguments, value = values
    rounded = float(value)
    rest = (value - mpf(rounded)) / mpf(math.ulp(rounded))
    return ' '.join([hexadecimal(a) for a in arguments] + [hexadecimal(rounded), nstr(rest, 5)])


def hexadecimal(a):
    if isinstance(a, int):
        return str(a)
    mantissa, exponent = a.hex().split('p')
    return (mantissa.rstrip('0').rstrip('.') if '.' in mantissa else mantissa) + 'p' + str(int(exponent))


def near(x, steps=3):
    """x and its nearest neighbours, and some a little further away."""
    out = [x]
    up = down = x
    for _ in range(steps):
        up, down = math.nextafter(up, math.inf), math.nextafter(down, -math.inf)
        out += [up, down]
    return out + [x + d * max(abs(x), 1e-300) for d in (1e-13, -1e-13, 1e-9, -1e-9, 1e-5, -1e-5)]


def uniform(a, b):
    return lambda r: r.uniform(a, b)


def logarithmic(a, b):
    """Signed magnitudes between a and b, of one sign."""
    s = 1 if a > 0 else -1
    return lambda r: s * math.exp(r.uniform(math.log(abs(a)), math.log(abs(b))))


TINY = [5e-324, 1e-323, 2.5e-320, 1e-310, 2.2250738585072014e-308, 1e-300, 1e-200, 1e-100, 1e-50, 1e-20, 1e-17]


def both(points):
    return points + [-p for p in points]


def flat(lists):
    return [x for xs in lists for x in xs]


def lgamma_zeros():
    guesses = ['-2.457', '-2.7476', '-3.1435808883499799', '-3.9552942848585977', '-4.0391618357', '-4.991544640560048',
               '-5.0082181688', '-5.9986804', '-6.001385294']
    return [float(findroot(lambda x: log_abs_gamma(x), mpf(g))) for g in guesses]


def digamma_zeros():
    guesses = ['-0.5040830082644554', '-1.573498473162390', '-2.610720868444144', '-3.635293366436901', '-9.702672541']
    return [float(findroot(lambda x: real_psi(0, x), mpf(g))) for g in guesses]


POLES = flat([near(-float(k), 3)[1:] for k in (1, 2, 3, 4, 7, 20, 100)])

FUNCTIONS = {
    'erf': (erf, [uniform(-0.5, 0.5), logarithmic(1e-12, 0.5), uniform(0.5, 1), uniform(1, 2), uniform(-6, -0.5)],
            both(TINY) + flat(near(b) for b in (0.5, -0.5, 1.0, 3.7252902984619140625e-9, 5.9, 6.0))),
    'erfc': (erfc, [uniform(-0.5, 0.5), uniform(0.5, 1), uniform(1, 3), uniform(3, 10), uniform(10, 26.5), uniform(26.5, 27.226),
                    uniform(-6, -0.5)], both(TINY) + flat(near(b) for b in (0.5, -0.5, 1.0, 2.0, 26.543, 27.0, -6.0))),
    'normalCdf': (lambda x: erfc(-x / sqrt(mpf(2))) / 2,
                  [uniform(-0.75, 0.75), uniform(-2, -0.75), uniform(-8, -2), uniform(-37.5, -8), uniform(-38.48, -37.5),
                   uniform(0.75, 3), uniform(3, 9)], both(TINY) + flat(near(b) for b in (0.75, -0.75, -37.5, -38.0))),
    'logNormalCdf': (log_normal_cdf,
                     [uniform(-0.75, 0.75), uniform(-3, -0.75), uniform(-40, -3), logarithmic(-40, -1e6), logarithmic(-1e6, -1e154),
                      uniform(0.75, 3), uniform(3, 10), uniform(10, 38.4)],
                     both(TINY) + flat(near(b) for b in (0.75, -0.75, -40.0, -1e5, -1e10, -1e150, 38.4))),
    'normalHazard': (normal_hazard,
                     [uniform(-0.75, 0.75), uniform(-3, -0.75), uniform(-40, -3), logarithmic(-40, -1e6), logarithmic(-1e6, -1e300),
                      uniform(0.75, 3), uniform(3, 38.5)],
                     both(TINY) + flat(near(b) for b in (0.75, -0.75, -40.0, -1e5, -1e9, -1e300, 38.4))),
    'gamma': (gamma, [uniform(0.75, 2.5), uniform(-0.25, 0.75), logarithmic(1e-300, 0.1), logarithmic(-1e-300, -0.1), uniform(2.5, 20),
                      uniform(20, 171.6), uniform(-2.5, -0.25), uniform(-20, -2.5), uniform(-170, -20), uniform(-183, -170)],
              [-1e-20, 1e-20, 6e-309] + [k + 0.5 for k in range(-182, 171, 7)]
              + flat(near(b) for b in (0.75, -0.25, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 171.62, -0.75, -2.5)) + POLES),
    'lgamma': (log_abs_gamma,
               [uniform(0.75, 2.5), uniform(0.9, 1.1), uniform(1.9, 2.1), uniform(0, 0.75), logarithmic(1e-300, 0.1),
                logarithmic(-1e-300, -0.1), uniform(2.5, 20), logarithmic(20, 1e6), logarithmic(1e6, 2e305), uniform(-2.375, 0),
                uniform(-2.8125, -2.375), uniform(-6, -2.8125), uniform(-100, -6), logarithmic(-100, -1e10)],
               both(TINY) + flat(near(b) for b in (0.75, 0.5, 1.5, 2.5, -0.25, -0.75, -2.375, -2.8125, 2.5e305))
               + near(1.0)[1:] + near(2.0)[1:] + flat(near(z, 8) for z in lgamma_zeros()) + POLES),
    'digamma': (lambda x: real_psi(0, x),
                [uniform(1, 2), uniform(1.4, 1.5), uniform(0, 1), logarithmic(1e-300, 0.1), logarithmic(-1e-300, -0.1), uniform(2, 20),
                 logarithmic(20, 1e300), uniform(-1, 0), uniform(-20, -1), logarithmic(-20, -1e10)],
                [1e-300, -1e-300, 6e-309] + flat(near(b) for b in (0.5, 1.0, 1.5, 2.0, 1.4616321449683622, -0.5, -0.25, 1e308))
                + flat(near(z, 8) for z in digamma_zeros()) + POLES),
    'asinh': (asinh, [uniform(-0.5, 0.5), logarithmic(1e-12, 0.5), uniform(0.5, 2), logarithmic(2, 1e10), logarithmic(1e10, 1e308)],
              both(TINY) + flat(near(b) for b in (0.5, -0.5, 1.0, 268435456.0, 1e308))),
    'acosh': (acosh, [uniform(1, 1.5), lambda r: 1 + math.exp(r.uniform(-36, -1)), uniform(1.5, 3), logarithmic(3, 1e10),
                      logarithmic(1e10, 1e308)],
              near(1.0, 3)[1::2][:3] + flat(near(b) for b in (1.5, 2.0, 268435456.0, 1e308))),
    'atanh': (atanh, [uniform(-0.5, 0.5), logarithmic(1e-12, 0.5), uniform(0.5, 1), lambda r: 1 - math.exp(r.uniform(-36, -1))],
              both(TINY) + flat(near(b) for b in (0.5, -0.5, 0.75)) + [1 - 2.0 ** -k for k in range(1, 54)]),
    'log2': (lambda x: log(x) / log(mpf(2)), [uniform(0.5, 2), uniform(0.9, 1.1), logarithmic(1e-300, 1e300), logarithmic(1e-323, 1e-300)],
             TINY + flat(near(b)[1:] for b in (1.0, 2.0, 0.5, 1024.0)) + flat(near(b) for b in (0.7071067811865476, 1.4142135623730951))),
    'logCosh': (lambda x: mp.log1p(2 * mp.sinh(x / 2) ** 2),
                [uniform(-1, 1), logarithmic(1e-150, 1), uniform(1, 3), uniform(3, 20), logarithmic(20, 1e308)],
                [1e-150, 1e-100, 1e-20] + flat(near(b) for b in (1.0, -1.0, 18.0, 40.0, 1e308))),
}

POLYGAMMA_ORDERS = (1, 2, 3, 4, 5, 8, 13, 20)
POLYGAMMA = [uniform(0, 1), uniform(1, 2), uniform(2, 12), uniform(12, 30), logarithmic(1e-10, 1), logarithmic(30, 1e10), uniform(-1, 0),
             uniform(-12, -1), uniform(-300, -12)]


def arguments(name, intervals, points, count):
    r = random.Random(name)
    drawn = [f(r) for f in intervals for _ in range(count)]
    return sorted(set(points + drawn + WORST.get(name, [])))


def worst():
    found = {}
    path = os.path.join(HERE, 'worst.txt')
    for words in (row.split() for row in open(path) if not row.startswith('#')) if os.path.exists(path) else ():
        found.setdefault(words[0], []).append(float.fromhex(words[-1]) if len(words) == 2 else (int(words[1]), float.fromhex(words[2])))
    return found


WORST = worst()


def usable(value):
    return mp.isfinite(value) and mp.im(value) == 0 and 0 < abs(value) < mpf(2) ** 1024 * (1 - mpf(2) ** -54)


def write(folder, name, rows):
    with open(os.path.join(folder, name + '.txt'), 'w') as out:
        out.write('# Written by references.py: argument(s), value as a double, rest in ulps of it.\n')
        for row in rows:
            if usable(row[-1]) and abs(row[-1]) > mpf(2) ** -1074 * 4:
                out.write(line(row) + '\n')


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    folder = sys.argv[2] if len(sys.argv) > 2 else os.path.join(HERE, '../resources/org/wengert/runtime')
    os.makedirs(folder, exist_ok=True)
    for name, (f, intervals, points) in FUNCTIONS.items():
        write(folder, name, [(x, f(mpf(x))) for x in arguments(name, intervals, points, count)])
    rows = []
    r = random.Random('polygamma')
    for n in POLYGAMMA_ORDERS:
        xs = [f(r) for f in POLYGAMMA for _ in range(max(count // 4, 1))] + near(1.0, 2) + near(2.0, 2) + [-0.5, 0.5, 1e-10, -1e-10, 10.0, 100.0]
        rows += [(n, x, real_psi(n, mpf(x))) for x in sorted(set(xs))]
    rows += [(n, x, real_psi(n, mpf(x))) for n, x in WORST.get('polygamma', [])]
    rows += [(n, x, real_psi(n, mpf(x))) for n in (50, 150) for x in (0.75, 1.0, 2.5, 33.25, 200.0)]
    write(folder, 'polygamma', rows)


if __name__ == '__main__':
    main()
