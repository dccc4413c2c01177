"""Values and derivatives of Wengert programs in Python.

The program runs in a Java process of its own, the command ``wengert eval --jsonl``. It is compiled once, data that stays the same
is sent once, and every call sends what varies::

    import wengert
    from scipy.optimize import minimize

    with wengert.Program(file="rosenbrock.expr") as rosenbrock:
        problem = rosenbrock.objective(x=[-1.2, 1.0])
        found = minimize(problem, problem.start, jac=True, method="BFGS")

This file needs the standard library alone, Python 3.8 or newer. With NumPy installed, arrays come as NumPy's.
"""

import json
import math
import os
import subprocess
import threading

try:
    import numpy
except ImportError:  # lists of numbers, then
    numpy = None

__all__ = ["Error", "Program", "Objective", "Residuals"]


class Error(Exception):
    """What the command refuses.

    ``code`` is one of the codes of docs/points.md or docs/diagnostics.md; ``line`` and ``column``, from 1, are the place in the
    program if that is in error, and else None.
    """

    def __init__(self, error):
        super().__init__(error["message"])
        self.code = error["code"]
        self.line = None if error.get("line") is None else int(error["line"])
        self.column = None if error.get("column") is None else int(error["column"])


class Program:
    """One function of a program, compiled, with the values of some of its parameters.

    file, source, expression -- the program, one of them: a path, its text, or a bare expression
    function -- the function that is meant; if not given, the last one that a derive clause names, or the last one
    parameters -- of an expression, their names in order
    data -- by name the values of parameters that stay the same: numbers, nested lists, or arrays
    compiled -- whether functions of arrays run as compiled Java, which takes about a second for each product and makes calls of
        large arrays many times as quick; the command needs a JDK for it, and a call that is running cannot be ended by its time
    command -- how the command is called, a string or a list; if not given, what the variable WENGERT says, or "wengert"

    An instance can be used from many threads, one call after the other. It ends its process when it is closed, or leaves ``with``.
    """

    def __init__(self, file=None, *, source=None, expression=None, function=None, parameters=None, data=None, compiled=False,
                 command=None):
        if sum(given is not None for given in (file, source, expression)) != 1:
            raise TypeError("give one of file, source and expression")
        if file is not None:
            with open(file, encoding="utf-8") as text:
                source = text.read()
        request = {"at": _values(data or {})}
        if source is not None:
            request["source"] = source
        else:
            request["expression"] = expression
        if compiled:
            request["compile"] = True
        if function is not None:
            request["function"] = function
        if parameters is not None:
            request["parameters"] = list(parameters)
        command = command or os.environ.get("WENGERT") or "wengert"
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            ([command] if isinstance(command, str) else list(command)) + ["eval", "--jsonl"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        try:
            bound = self._ask({"bind": request})["bound"]
        except BaseException:
            self.close()
            raise
        self.function = bound["function"]
        #: The names of the parameters that every call has to give, in order.
        self.missing = bound["missing"]

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def close(self):
        """Ends the process; a second time does nothing."""
        if self._process.poll() is None:
            self._process.stdin.close()
            self._process.wait()
        self._process.stdout.close()

    def evaluate(self, *products, at=None, direction=None, cotangent=None):
        """The products, such as "value" or "gradient(x)", by their names.

        Of a value one number or array, of several results an object by result; of a gradient, an adjoint and a Hessian times a
        direction an object by parameter; of a Jacobian and a Hessian objects in objects, as in docs/points.md. Raises Error.
        """
        request = {"at": _values(at or {})}
        if products:
            request["derive"] = list(products)
        if direction is not None:
            request["direction"] = _values(direction)
        if cotangent is not None:
            request["cotangent"] = _values(cotangent)
        return {name: _arrays(result) for name, result in self._ask(request).items()}

    def value(self, **at):
        """The value where the missing parameters are as given."""
        return self.evaluate("value", at=at)["value"]

    def gradient(self, **at):
        """The gradient by the parameters that are given here."""
        return self.evaluate("gradient(" + ", ".join(at) + ")", at=at)["gradient"]

    def objective(self, **start):
        """The value as a function of one vector, for minimisers; ``start`` gives the parameters that vary, with their shapes."""
        return Objective(self, start)

    def residuals(self, **start):
        """The result as a vector and a function of one vector, for least squares; ``start`` as in objective."""
        return Residuals(self, start)

    def _ask(self, request):
        line = json.dumps(request, allow_nan=False)
        with self._lock:
            try:
                self._process.stdin.write(line + "\n")
                self._process.stdin.flush()
                answer = self._process.stdout.readline()
            except (BrokenPipeError, ValueError):
                answer = ""
        if not answer:
            raise RuntimeError("the command 'wengert' has ended")
        answer = json.loads(answer, parse_int=float)
        if "error" in answer:
            raise Error(answer["error"])
        return answer


class _Vector:
    """Parameters that vary, one behind the other in one vector."""

    def __init__(self, program, start):
        self._program = program
        self._shapes = {name: _shape(_plain(value)) for name, value in start.items()}
        self._by = "(" + ", ".join(start) + ")"
        #: The start as a vector.
        self.start = self.pack(start)

    def pack(self, values):
        """The vector of an object by parameter."""
        numbers = []
        for name in self._shapes:
            _flatten(_plain(values[name]), numbers)
        return _array(numbers)

    def unpack(self, vector):
        """An object by parameter, with the shapes of the start."""
        numbers = iter(_plain(vector))
        return {name: _array(_take(numbers, shape)) for name, shape in self._shapes.items()}

    def _at(self, vector):
        numbers = iter(_plain(vector))
        return {name: _take(numbers, shape) for name, shape in self._shapes.items()}


class Objective(_Vector):
    """A number as a function of a vector. Called, it gives the value and the gradient: minimize(objective, objective.start, jac=True)."""

    def __call__(self, vector):
        results = self._program.evaluate("value", "gradient" + self._by, at=self._at(vector))
        return results["value"], self.pack(results["gradient"])

    def value(self, vector):
        """The value."""
        return self._program.evaluate("value", at=self._at(vector))["value"]

    def gradient(self, vector):
        """The gradient, a vector."""
        return self(vector)[1]

    def hvp(self, vector, direction):
        """The Hessian times a direction, minimisers' ``hessp``."""
        results = self._program.evaluate("hvp" + self._by, at=self._at(vector), direction=self._at(direction))
        return self.pack(results["hvp"])

    def hessian(self, vector):
        """The Hessian, a matrix, a direction for each column."""
        size = len(self.start)
        rows = [self.hvp(vector, [1.0 if i == j else 0.0 for j in range(size)]) for i in range(size)]
        return _array([_plain(row) for row in rows])


class Residuals(_Vector):
    """A vector as a function of a vector: least_squares(r.value, r.start, jac=r.jacobian)."""

    def value(self, vector):
        """The result, whatever its shape, as a vector."""
        numbers = []
        _flatten(_plain(self._program.evaluate("value", at=self._at(vector))["value"]), numbers)
        return _array(numbers)

    def jacobian(self, vector):
        """The matrix of first derivatives, a row for each element of the result."""
        blocks = self._program.evaluate("jacobian" + self._by, at=self._at(vector))["jacobian"]
        columns = []
        for name, shape in self._shapes.items():
            numbers = []
            _flatten(_plain(blocks[name]), numbers)
            width = math.prod(shape)
            columns.append([numbers[i : i + width] for i in range(0, len(numbers), width)] if width else [])
        return _array([sum(parts, []) for parts in zip(*(part for part in columns if part))])


_WORDS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def _plain(value):
    """Numbers and nested lists, whatever holds them."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _json(value):
    """Plain values, with what JSON has no numbers for as words."""
    if isinstance(value, list):
        return [_json(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def _values(at):
    return {name: _json(_plain(value)) for name, value in at.items()}


def _arrays(result):
    """Results as they come, arrays as NumPy's where that is there."""
    if isinstance(result, dict):
        return {name: _arrays(entry) for name, entry in result.items()}
    return _array(_numbers(result)) if isinstance(result, list) else _numbers(result)


def _numbers(result):
    if isinstance(result, list):
        return [_numbers(item) for item in result]
    return _WORDS[result] if isinstance(result, str) else result


def _array(numbers):
    return numpy.array(numbers, dtype=float) if numpy is not None and isinstance(numbers, list) else numbers


def _shape(value):
    shape = []
    while isinstance(value, list):
        shape.append(len(value))
        value = value[0] if value else None
    return shape


def _flatten(value, numbers):
    if isinstance(value, list):
        for item in value:
            _flatten(item, numbers)
    else:
        numbers.append(float(value))


def _take(numbers, shape):
    if not shape:
        return next(numbers)
    return [_take(numbers, shape[1:]) for _ in range(shape[0])]
