"""Tries the client: python3 -m unittest discover clients/python. What needs SciPy is left out where that is not installed."""

import contextlib
import io
import math
import pathlib
import re
import unittest

import wengert

try:
    import scipy.optimize
except ImportError:
    scipy = None

LEAST_SQUARES = """f(X: real[n, m], y: real[n], w: real[m], b) = {
  r = X*w + b - y
  return dot(r, r)
}
derive f: value, gradient(w, b)
"""
X = [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [2.0, -1.0]]
Y = [2.0, 3.0, 4.0, 2.0]

ROSENBROCK = "f(x: real[n]) = sum(100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2 for i in 0:n-1)"

# Misra1a of NIST's reference data sets, with its certified parameters.
MISRA = "f(b1, b2, x: real[n], y: real[n]) = b1*(1 - exp(-b2*x)) - y"
MISRA_Y = [10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78]
MISRA_X = [77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0]


def plain(value):
    return value.tolist() if hasattr(value, "tolist") else value


class ClientTest(unittest.TestCase):
    def test_evaluates(self):
        with wengert.Program(expression="y*log(x) + sqrt(y*log(x))") as f:
            self.assertEqual(f.missing, ["x", "y"])
            self.assertEqual(f.value(x=2, y=3), 3.521468428280719)
            self.assertEqual(f.gradient(x=2, y=3), {"x": 2.0201012595319114, "y": 0.9334849949934259})
            self.assertEqual(f.gradient(y=3, x=2)["y"], 0.9334849949934259)
            self.assertTrue(math.isnan(f.value(x=0.5, y=3)))
            self.assertEqual(f.value(x=math.inf, y=1), math.inf)

    def test_binds_data_once(self):
        with wengert.Program(source=LEAST_SQUARES, data={"X": X, "y": Y}) as f:
            self.assertEqual(f.missing, ["w", "b"])
            results = f.evaluate(at={"w": [1, 2], "b": 0.5})
            self.assertEqual(results["value"], 3.0)
            self.assertEqual(plain(results["gradient"]["w"]), [-8.0, 1.0])
            hvp = f.evaluate("hvp(w)", at={"w": [1, 2], "b": 0.5}, direction={"w": [1, 0]})["hvp"]
            self.assertEqual(plain(hvp["w"]), [12.0, -2.0])

    def test_compiled_java_answers_the_same(self):
        for compiled in (False, True):
            with wengert.Program(source=LEAST_SQUARES, data={"X": X, "y": Y}, compiled=compiled) as f:
                results = f.evaluate("value", "gradient(w, b)", at={"w": [1, 2], "b": 0.5})
                self.assertEqual(results["value"], 3.0)
                self.assertEqual(plain(results["gradient"]["w"]), [-8.0, 1.0])

    def test_vectors(self):
        with wengert.Program(source=LEAST_SQUARES, data={"X": X, "y": Y}) as f:
            problem = f.objective(w=[1, 2], b=0.5)
            self.assertEqual(plain(problem.start), [1, 2, 0.5])
            value, gradient = problem(problem.start)
            self.assertEqual(value, 3.0)
            self.assertEqual(plain(gradient), [-8.0, 1.0, -6.0])
            self.assertEqual(plain(problem.hvp(problem.start, [1, 0, 0])), [12.0, -2.0, 8.0])
            self.assertEqual(plain(problem.hessian(problem.start)), [[12, -2, 8], [-2, 6, 2], [8, 2, 8]])
            self.assertEqual(plain(problem.unpack([1, 2, 3])["w"]), [1, 2])
        with wengert.Program(source="f(x: real[n], c) = c*x") as f:
            residuals = f.residuals(x=[1, 2], c=3)
            self.assertEqual(plain(residuals.value(residuals.start)), [3, 6])
            self.assertEqual(plain(residuals.jacobian(residuals.start)), [[3, 0, 1], [0, 3, 2]])

    def test_errors(self):
        with self.assertRaises(wengert.Error) as refused:
            wengert.Program(source="f(x) = sinn(x)")
        self.assertEqual((refused.exception.line, refused.exception.column), (1, 8))
        with wengert.Program(expression="x") as f:
            with self.assertRaises(wengert.Error) as refused:
                f.value(z=1)
            self.assertEqual(refused.exception.code, "unknown-parameter")
            self.assertEqual(f.value(x=1), 1)
        with self.assertRaises(RuntimeError):
            f.value(x=1)
        with self.assertRaises(TypeError):
            wengert.Program()

    def test_examples_print_what_they_say(self):
        page = pathlib.Path(__file__).parents[2] / "docs" / "python.md"
        for block in re.findall(r"^```python\n(.*?)^```$", page.read_text(encoding="utf-8"), re.M | re.S):
            if scipy is None and "scipy" in block:
                continue
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(block, "python.md", "exec"), {})
            self.assertEqual(out.getvalue().splitlines(), re.findall(r"# -> (.*)", block))

    @unittest.skipIf(scipy is None, "SciPy is not installed")
    def test_minimises(self):
        with wengert.Program(source=ROSENBROCK) as f:
            problem = f.objective(x=[-1.2, 1.0] * 10)
            found = scipy.optimize.minimize(problem, problem.start, jac=True, hessp=problem.hvp, method="Newton-CG", tol=1e-12)
            self.assertLess(max(abs(found.x - 1)), 1e-6)

    @unittest.skipIf(scipy is None, "SciPy is not installed")
    def test_fits(self):
        with wengert.Program(source=MISRA, data={"x": MISRA_X, "y": MISRA_Y}) as f:
            residuals = f.residuals(b1=500, b2=0.0001)
            found = scipy.optimize.least_squares(
                residuals.value, residuals.start, jac=residuals.jacobian, x_scale="jac", xtol=1e-15, ftol=1e-15, gtol=1e-15
            )
            self.assertAlmostEqual(found.x[0] / 2.3894212918e02, 1, delta=1e-8)
            self.assertAlmostEqual(found.x[1] / 5.5015643181e-04, 1, delta=1e-8)


if __name__ == "__main__":
    unittest.main()
