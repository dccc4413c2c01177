// Evaluates Wengert lists: expressions are numbers, names, truth values, or [operator, operand, ...].
"use strict";

const KERNELS = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  negate: (x) => -x,
  guarded_divide: (a, b) => (a === 0 ? 0 : a / b),
  sqrt: Math.sqrt,
  cbrt: Math.cbrt,
  hypot: Math.hypot,
  over_norm: (a, b) => (b === 0 ? 0 : a / b),
  root_of_squares: (a, b, c) => (a <= 2 ** -900 || a >= 2 ** 1000 ? Math.hypot(b, c) : Math.sqrt(a)),
  squared_root: (x) => (x >= 0 ? x : NaN),
  log_of_sum: Math.log,
  pow: Math.pow,
  exp: Math.exp,
  expm1: Math.expm1,
  negative_exp: (x) => Math.exp(-x),
  log: Math.log,
  log1p: Math.log1p,
  log2: Math.log2,
  log10: Math.log10,
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  atan2: Math.atan2,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  log_cosh: (x) => {
    const a = Math.abs(x);
    return a < 1 ? Math.log1p(2 * Math.sinh(a / 2) ** 2) : a + Math.log1p(Math.exp(-2 * a)) - Math.LN2;
  },
  'gauss[0]': (x) => Math.exp(-x * x),
  'normal_density[0]': (x) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI),
  expm1_of: (x, exp) => (Math.abs(x) < 0.75 ? Math.expm1(x) : exp - 1),
  one_minus_cos_of: (x, cos) => (cos > 0.5 ? 2 * Math.sin(0.5 * x) ** 2 : 1 - cos),
  cosh_less_one_of: (x, cosh) => (Math.abs(x) < 2 ? 2 * Math.sinh(x / 2) ** 2 : cosh - 1),
  over_squares: (a, b) => a / (a * a + b * b),
  over_squares_of: (a, b, squares) => a / squares,
  atan_slope: (x) => 1 / (1 + x * x),
  over_root: (x) => 1 / Math.hypot(1, x),
  quotient_by_root: (x) => x / Math.hypot(1, x),
  root_of_square_less_one: (x) => Math.sqrt((x - 1) * (x + 1)),
  quotient_by_lesser_root: (x) => x / Math.sqrt((x - 1) * (x + 1)),
  sech_square_of: (x, tanh) =>
    Math.abs(tanh) < 0.75 ? (1 - tanh) * (1 + tanh) : Math.exp(-2 * Math.abs(x)) * (1 + Math.abs(tanh)) ** 2,
  sigmoid_of: (x, e) => (e < Infinity ? 1 / (1 + e) : Math.exp(x)),
  sigmoid_slope_of: (sigmoid, e) => (e < Infinity ? e * sigmoid * sigmoid : sigmoid),
  half_tanh_of: (x, sigmoid) => (Math.abs(x) < 1 ? Math.tanh(0.5 * x) : 2 * sigmoid - 1),
  vanishing_times: (a, b) => (b === 0 ? 0 : a * b),
  steep_times: (a, b) => (b === 0 && !Number.isFinite(a) ? 0 : a * b),
  half_relu: (x) => Math.max(x, 0),
  log_or_exponent: (p, a, b) =>
    (p < 1e-290 || p > 1e290 || Math.abs(b) > 700) && a > 0 ? Math.log(a) + b : Math.log(p),
  log_or_sum: (p, a, b) =>
    (p < 1e-290 || p > 1e290) && a < 0 === b < 0 ? Math.log(Math.abs(a)) + Math.log(Math.abs(b)) : Math.log(p),
  log_or_difference: (q, a, b) =>
    q > 0.5 && q < 2
      ? Math.log1p((a - b) / b)
      : (q < 1e-290 || q > 1e290) && a < 0 === b < 0
        ? Math.log(Math.abs(a)) - Math.log(Math.abs(b))
        : Math.log(q),
  log_difference: (a, b) => (a > 0.5 * b && a < 2 * b ? Math.log1p((a - b) / b) : Math.log(a) - Math.log(b)),
  log_abs: (x) => Math.log(Math.abs(x)),
  log_of_power: (a, b) => (a > 0 && b !== 0 ? b * Math.log(a) : Math.log(Math.pow(a, b))),
  log1p_of_square: (x) => (Math.abs(x) < 2 ** 500 ? Math.log1p(x * x) : 2 * Math.log(Math.abs(x))),
  log_of_one_minus_square: (x) => (Math.abs(x) < 0.5 ? Math.log1p(-x * x) : Math.log((1 - x) * (1 + x))),
  sech: (x) => (Math.abs(x) < 700 ? 1 / Math.cosh(x) : 2 * Math.exp(-Math.abs(x))),
  share: (x) => (Math.abs(x) === Infinity ? 1 : x / (1 + x)),
  square_share: (x) => (Math.abs(x) >= 2 ** 500 ? 1 : (x * x) / (1 + x * x)),
  reciprocal_step: (a, b) => (Math.abs(b) < Infinity ? -(b / (a + b) / a) : 1 / (a + b) - 1 / a),
  reciprocal_difference: (a, b) => (Math.abs(a) < Math.abs(b) ? (b - a) / b / a : (b - a) / a / b),
  quotient_difference: (a, b, c) => (Math.abs(b) < Math.abs(c) ? (a / b) * ((c - b) / c) : (a / c) * ((c - b) / b)),
  quotient_step: (a, b, c) => (Math.abs(b + c) < Math.abs(b) ? (-a / (b + c)) * (c / b) : (-a / b) * (c / (b + c))),
  root_difference: (a, b) => (a + b > 0 ? (a - b) / (Math.sqrt(a) + Math.sqrt(b)) : Math.sqrt(a) - Math.sqrt(b)),
  exp_step_of: (d, a, b) => (Math.abs(d) < 0.75 ? b * Math.expm1(d) : a - b),
  unless_zero: (a, b) => (Math.abs(b) > 0 ? a : NaN),
  atan_of_quotient: (a, b) => Math.atan(a / b),
  abs: Math.abs,
  sign: Math.sign,
  step: (x) => (x > 0 ? 1 : 0),
  floor: Math.floor,
  ceil: Math.ceil,
  relu: (x) => Math.max(x, 0),
  leaky_relu: (a, b) => (a > 0 ? a : b * a),
  max: Math.max,
  min: Math.min,
  shift: (x) => (Math.abs(x) <= Number.MAX_VALUE ? x : 0),
  less: (a, b) => a < b,
  less_equal: (a, b) => a <= b,
  greater: (a, b) => a > b,
  greater_equal: (a, b) => a >= b,
  equal: (a, b) => a === b,
  not_equal: (a, b) => a !== b,
  and: (a, b) => a && b,
  or: (a, b) => a || b,
  not: (a) => !a,
};

function integerPower(x, n) {
  switch (n) {
    case 2:
      return x * x;
    case 3:
      return x * x * x;
    case 4:
      return x * x * (x * x);
    case -1:
      return 1 / x;
    case -2:
    case -3:
    case -4:
      return 1 / integerPower(x, -n);
    default:
      return Math.pow(x, n);
  }
}

function evaluate(expression, values) {
  if (typeof expression === "string") {
    if (!values.has(expression)) {
      throw new Error("no value of " + expression);
    }
    return values.get(expression);
  }
  if (!Array.isArray(expression)) {
    return expression;
  }
  const [operator, ...operands] = expression;
  if (operator === "constant") {
    return Number(operands[0]);
  }
  if (operator === "select") {
    return evaluate(operands[evaluate(operands[0], values) ? 1 : 2], values);
  }
  const power = /^power\[(-?\d+)\]$/.exec(operator);
  if (power) {
    return integerPower(evaluate(operands[0], values), Number(power[1]));
  }
  if (operator.startsWith("root_of_squares[")) {
    const [sum, ...x] = operands.map((operand) => evaluate(operand, values));
    return sum <= 2 ** -900 || sum >= 2 ** 1000 ? Math.hypot(...x) : Math.sqrt(sum);
  }
  if (!Object.hasOwn(KERNELS, operator)) {
    throw new Error("no operator " + operator);
  }
  return KERNELS[operator](...operands.map((operand) => evaluate(operand, values)));
}

// Runs a list at its inputs; answers what each row gave, in the order of evaluation, and the outputs.
function run(list, inputs) {
  const values = new Map(list.inputs.map((name, i) => [name, inputs[i]]));
  const events = [];
  const walk = (steps) => {
    for (const step of steps) {
      const value = evaluate(step.to, values);
      if (step.set) {
        values.set(step.set, value);
      }
      if (step.row >= 0) {
        events.push({ row: step.row, value });
      }
      if (!step.set) {
        walk(value ? step.then : step.otherwise);
        events.at(-1).results = step.results
          .filter((result) => result.value >= 0)
          .map((result) => [result.value, values.get(result.name)]);
      }
    }
  };
  walk(list.steps);
  return { events, outputs: list.outputs.map((output) => evaluate(output, values)), values };
}
