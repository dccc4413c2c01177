"""Writes values and derivatives of operators over the whole range of doubles, for org.wengert.laws.WholeRangeTest.

    python3 operators.py [target file]

A line is the operator, the argument, the value, and the first and second derivative, each the double nearest to what mpmath
computes with many digits; derivatives are central differences with a step of 1e-22 of the argument. Where a function has no real
value there is no line.
"""

import math
import os
import sys

from mpmath import (acos, acosh, asin, asinh, atan, atanh, cos, cosh, diff, erf, erfc, exp, expm1, gamma, log, log1p, mp,
                    mpc, mpf, pi, psi, sin, sinh, sqrt, tan, tanh)

HERE = os.path.dirname(os.path.abspath(__file__))
HEAVY = ('digamma', 'polygamma[1]', 'lgamma', 'gamma')
BASE = [0, 1e-320, 1e-300, 1e-160, 1e-20, 1e-9, 1e-4, 0.1, 0.3, 0.5, 0.75, 0.9, 0.999, 1, 1.0000000001, 1.5, 2, 3, 4.5, 8,
        13, 20, 26, 38, 40, 100, 300, 700, 720, 740, 1000, 1e5, 1e8, 1e16, 1e80, 1e155, 1e160, 1e200, 1e300]


def sigmoid(x):
    return 1 / (1 + exp(-x))


def cdf(x):
    return erfc(-x / sqrt(mpf(2))) / 2


def density(x):
    return exp(-x * x / 2) / sqrt(2 * pi)


def hazard(x):
    return density(x) / cdf(x)


def erfc_hazard(x):
    return 2 / sqrt(pi) * exp(-x * x) / erfc(x)


ALGEBRAIC = dict(
    sqrt=sqrt, cbrt=lambda x: (1 if x > 0 else -1) * abs(x) ** (mpf(1) / 3), log=log, log1p=log1p,
    log2=lambda x: log(x) / log(mpf(2)), log10=lambda x: log(x) / log(mpf(10)), asin=asin, acos=acos, atan=atan,
    asinh=asinh, acosh=acosh, atanh=atanh, one_minus_square=lambda x: (1 - x) * (1 + x), atan_slope=lambda x: 1 / (1 + x * x),
    over_root=lambda x: 1 / sqrt(1 + x * x), quotient_by_root=lambda x: x / sqrt(1 + x * x),
    root_of_square_less_one=lambda x: sqrt(x * x - 1), square_share=lambda x: x * x / (1 + x * x),
    share=lambda x: x / (1 + x), root_of_one_more_less_one=lambda x: sqrt(1 + x) - 1,
    reciprocal_root_less_one=lambda x: 1 / sqrt(1 - x) - 1, acosh1p=lambda x: acosh(1 + x),
    log1p_of_square=lambda x: log1p(x * x), log_of_one_minus_square=lambda x: log1p(-x * x),
    log_abs=lambda x: log(abs(x)), entr=lambda x: -x * log(x))
EXPONENTIAL = dict(
    exp=exp, expm1=expm1, sigmoid=sigmoid, sigmoid_complement=lambda x: sigmoid(-x), negative_exp=lambda x: exp(-x),
    sigmoid_slope=lambda x: sigmoid(x) * sigmoid(-x), half_tanh=lambda x: tanh(x / 2),
    softplus=lambda x: log1p(exp(x)) if x < 0 else x + log1p(exp(-x)), log_sigmoid=lambda x: log(sigmoid(x)), sinh=sinh,
    cosh=cosh, cosh_less_one=lambda x: 2 * sinh(x / 2) ** 2, tanh=tanh, log_cosh=lambda x: log(cosh(x)), sech=lambda x: 1 / cosh(x), sech_square=lambda x: 1 / cosh(x) ** 2,
    log1mexp=lambda x: log(-expm1(x)), bose=lambda x: 1 / expm1(x), exprel=lambda x: expm1(x) / x if x != 0 else mpf(1))
BELLS = dict(
    erf=erf, erfc=erfc, normal_cdf=cdf, log_normal_cdf=lambda x: log(cdf(x)), normal_hazard=hazard,
    normal_excess=lambda x: x + hazard(x),
    erfcx=lambda x: exp(x * x) * erfc(x), log_erfc=lambda x: log(erfc(x)), erfc_hazard=erfc_hazard)
PERIODIC = dict(sin=sin, cos=cos, tan=tan, sinc=lambda x: sin(x) / x if x != 0 else mpf(1), one_minus_cos=lambda x: 1 - cos(x))
GAMMAS = dict(gamma=gamma, lgamma=lambda x: log(abs(gamma(x))), digamma=lambda x: psi(0, x))


def digits(x, group):
    size = abs(x)
    far = abs(int(mp.log10(size))) if size > 0 else 40
    exponent = 0 if group in (ALGEBRAIC, PERIODIC, GAMMAS) else int(0.9 * size) + (int(size * size / 2) if group is BELLS else 0)
    return 120 + 4 * far + exponent


def truth(f, x, group):
    mp.dps = digits(x, group)
    x = mpf(x)
    h = abs(x) * mpf(10) ** -22 if x != 0 else mpf(10) ** -45
    value, above, below = f(x), f(x + h), f(x - h)
    numbers = [value, (above - below) / (2 * h), (above - 2 * value + below) / h ** 2]
    # Where a second derivative is 0 near 1 it comes out as the square of the step.
    noise = mpf(10) ** (-38 if 0.3 <= abs(x) <= 3 or x == 0 else 60 - mp.dps)
    return [v if not isinstance(v, mpc) and abs(v) > noise else v if isinstance(v, mpc) else mpf(0) for v in numbers]


def reaches(name, group, x):
    if x < 0 and name == 'root_of_square_less_one':
        return False
    size = abs(x)
    if group is EXPONENTIAL:
        return size <= 1000
    if group is BELLS:
        return size <= 40
    if group is PERIODIC:
        return 1e-300 < size <= 1e5 or x == 0
    if group is GAMMAS:
        return 1e-9 <= size <= 1e5 and not (x < 0 and x == int(x)) and x > -40 and not (name == 'gamma' and x > 170)
    return True


def main():
    target = sys.argv[1] if len(sys.argv) > 1 else os.path.join(
        HERE, '..', 'resources', 'org', 'wengert', 'laws', 'operators.txt')
    with open(target, 'w') as out:
        out.write('# Written by operators.py: operator, argument, value, first and second derivative.\n')
        for group in (ALGEBRAIC, EXPONENTIAL, BELLS, PERIODIC, GAMMAS):
            for name, f in group.items():
                for x in [s * b for b in BASE for s in ((1, -1) if b else (1,))]:
                    if reaches(name, group, x):
                        write(out, name, f, x, group)


def write(out, name, f, x, group):
    try:
        numbers = truth(f, x, group)
        if any(isinstance(v, mpc) for v in numbers) or not all(math.isfinite(float(v)) for v in numbers):
            return
    except (ZeroDivisionError, ValueError, OverflowError):
        return
    if x == 0 and any(abs(v) > 1e9 for v in numbers):
        return
    out.write(' '.join([name, repr(x)] + [repr(float(v)) for v in numbers]) + '\n')


main()
