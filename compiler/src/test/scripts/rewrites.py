"""Writes the truth about formulas as people write them, for org.wengert.corpora.RewritesTest.

    python3 rewrites.py [target file]

Reads rewrites.txt beside this script: formula | numbers for its variables in the order in which they appear | digits
that are to be right in the value, the worst entry of the gradient and the worst entry of the Hessian. Writes the same
rows with the value, the gradient and the Hessian (by rows), each the double nearest to what mpmath computes with many
digits; derivatives are central differences with a step of 1e-30 of the argument.
"""

import os
import re
import sys

from mpmath import (acos, acosh, asin, asinh, atan, atan2, atanh, cbrt, cos, cosh, erf, erfc, exp, expm1, gamma, loggamma,
                    log, log1p, mp, mpf, pi, psi, sin, sinh, sqrt, tan, tanh)

HERE = os.path.dirname(os.path.abspath(__file__))
RELATIVE_STEP = mpf(10) ** -30

FUNCTIONS = dict(
    acos=acos, acosh=acosh, asin=asin, asinh=asinh, atan=atan, atan2=atan2, atanh=atanh, cos=cos, cosh=cosh, erf=erf,
    erfc=erfc, exp=exp, expm1=expm1, gamma=gamma, log=log, log1p=log1p, sin=sin, sinh=sinh, sqrt=sqrt, tan=tan,
    tanh=tanh, pi=pi, abs=abs, max=max, min=min,
    lgamma=lambda x: loggamma(x) if x > 0 else log(abs(gamma(x))), digamma=lambda x: psi(0, x),
    normal_cdf=lambda x: erfc(-x / sqrt(mpf(2))) / 2, sigmoid=lambda x: 1 / (1 + exp(-x)),
    softplus=lambda x: log1p(exp(x)), relu=lambda x: max(x, mpf(0)), hypot=lambda a, b: sqrt(a * a + b * b),
    cbrt=lambda x: cbrt(x) if x >= 0 else -cbrt(-x), exprel=lambda x: expm1(x) / x, sinc=lambda x: sin(x) / x,
    erfcx=lambda x: exp(x * x) * erfc(x), logaddexp=lambda a, b: log(exp(a) + exp(b)),
    xlogy=lambda a, b: a * log(b), entr=lambda x: -x * log(x),
    log2=lambda x: log(x) / log(mpf(2)), log10=lambda x: log(x) / log(mpf(10)), num=lambda text: mpf(float(text)))


def variables(formula):
    names = re.findall(r'[A-Za-z_]\w*', formula)
    return list(dict.fromkeys(n for n in names if n not in FUNCTIONS))


def function(formula, names):
    text = formula.replace('^', '**')
    text = re.sub(r'(?<![\w.])(\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)', r'num("\1")', text)
    return eval('lambda ' + ', '.join(names) + ': ' + text, dict(FUNCTIONS))


def truth(formula, point):
    f = function(formula, variables(formula))
    at = [mpf(x) for x in point]
    size = max([abs(mp.log10(abs(x))) for x in at if x != 0] + [0])
    # Exponentials of the arguments and of their squares stand beside 1, which they must not push out of the digits.
    largest = max(abs(x) for x in at)
    linear = int(2 * largest) if largest < 2000 else 0
    square = int(2 * largest ** 2) if largest < 100 else 0
    mp.dps = int(200 + 6 * size) + linear + square
    steps = [abs(x) * RELATIVE_STEP if x != 0 else RELATIVE_STEP for x in at]
    n = len(at)

    def moved(*by):
        return f(*[at[i] + sum(s * steps[j] for j, s in by if j == i) for i in range(n)])

    value = f(*at)
    gradient = [(moved((i, 1)) - moved((i, -1))) / (2 * steps[i]) for i in range(n)]
    hessian = [(moved((i, 1), (j, 1)) - moved((i, 1), (j, -1)) - moved((i, -1), (j, 1)) + moved((i, -1), (j, -1)))
               / (4 * steps[i] * steps[j]) for i in range(n) for j in range(n)]
    # What is 0 comes out as the noise of the last digits.
    noise = mpf(10) ** (100 - mp.dps)
    scale = [abs(value) / max(abs(x), RELATIVE_STEP) for x in at]
    gradient = [v if abs(v) > noise * scale[i] else mpf(0) for i, v in enumerate(gradient)]
    hessian = [v if abs(v) > noise * scale[k // n] / max(abs(at[k % n]), RELATIVE_STEP) else mpf(0)
               for k, v in enumerate(hessian)]
    return value, gradient, hessian


def numbers(values):
    return ', '.join(repr(float(v)) for v in values)


def main():
    target = sys.argv[1] if len(sys.argv) > 1 else os.path.join(
        HERE, '..', 'resources', 'org', 'wengert', 'corpora', 'rewrites.txt')
    with open(os.path.join(HERE, 'rewrites.txt')) as rows, open(target, 'w') as out:
        out.write('# Written by rewrites.py: formula | variables | point | digits | value | gradient | Hessian\n')
        for row in rows:
            if row.startswith('#') or not row.strip():
                continue
            formula, at, digits = [part.strip() for part in row.split('|')]
            point = [float(x) for x in at.split(',')]
            value, gradient, hessian = truth(formula, point)
            out.write(' | '.join([formula, ', '.join(variables(formula)), numbers(point), digits, numbers([value]),
                                  numbers(gradient), numbers(hessian)]) + '\n')


main()
