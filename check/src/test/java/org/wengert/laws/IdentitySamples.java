package org.wengert.laws;

import java.util.List;
import java.util.stream.Stream;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphText;
import org.wengert.op.Catalogue;
import org.wengert.source.SourceText;

/** Graphs in which every identity of every operator fires. */
public final class IdentitySamples {

    /** One program for an identity or two. */
    private static final List<String> PROGRAMS = List.of(
            "max(x, y) - x",
            "max(x, y) - y",
            "min(x, y) - x",
            "x - max(x, y)",
            "y - min(x, y)",
            "max(x, 0) - x",
            "relu(x) - x",
            "x - relu(x)",
            "leaky_relu(x, y) - x",
            "leaky_relu(x, x) - x",
            "x - leaky_relu(x, y)",
            "max(x, y)/x",
            "relu(y)/y",
            "leaky_relu(x, x)/x",
            "x/max(x, y)",
            "y/min(x, y)",
            "abs(x)/x",
            "x/abs(x)",
            "y/x^(-3)",
            "1/x^(-2)",
            "acos(x)^2",
            "acosh(x)^4",
            "log2(x*y)",
            "log2(x/y)",
            "log10(x*y)",
            "log10(x/y)",
            "x + -y",
            "-x + y",
            "x - -y",
            "(x + y) - 0",
            "1 - sigmoid(x)",
            "exp(x) - 1",
            "1*x",
            "x*1",
            "-1*x",
            "x*-1",
            "100*(2*x)",
            "8*(3*x)",
            "-4*-x",
            "(3*x)*(2*x)",
            "(-x)*(5*x)",
            "x*x",
            "1/(1 + exp(x))",
            "1/(exp(x) + 1)",
            "lgamma(x) + lgamma(y) - lgamma(x + y)",
            "lgamma(x + 1) - lgamma(y + 1) - lgamma(x - y + 1)",
            "x - lgamma(y + z) + lgamma(y)",
            "cosh(x) - sinh(x)",
            "sinh(x) - cosh(x)",
            "sinc(sqrt(x))",
            "tan(x)/x",
            "1 - cos(sqrt(x))",
            "cos(hypot(x, y)) - 1",
            "sin(x)/x^2 - cos(x)/x",
            "cos(x)/x^2 - sin(x)/x^3",
            "(hypot(x, y) - sin(hypot(x, y)))/(x^2 + y^2)/hypot(x, y)",
            "gamma(x)*gamma(y)/gamma(x + y)",
            "gamma(x + 1)/(gamma(y + 1)*gamma(x - y + 1))",
            "normal_cdf(x)/normal_cdf(y)",
            "z*erfc(x)/erfc(y)",
            "sin(x) - x*cos(x)",
            "cos(x)*x - sin(x)",
            "sin(x)/x - cos(x)",
            "cos(x) - sin(x)/x",
            "(sin(x) - x*cos(x))/x^3",
            "(sin(x) - x*cos(x))/(x*x)",
            "(1 - cos(sqrt(x)))/x",
            "(1 - cos(hypot(x, y)))/(x^2 + y^2)",
            "(hypot(x, y) - sin(hypot(x, y)))/hypot(x, y)^3",
            "y*tanh(2*x)/x",
            "erf(x*y)/y",
            "-asin(x/2)/(3*x)",
            "x/atan(x)",
            "x/(2*tanh(x/2))",
            "x*y/asinh(y)",
            "(x - sin(x))/x^3",
            "(x - sin(x))/(x*x*x)",
            "(exp(x) - 1 - x)/x^2",
            "(cosh(x) - 1)/(2*x)",
            "exp(x)/(exp(x) + exp(y))",
            "exp(x)/(exp(y) + exp(2*x) + exp(z))",
            "x/1",
            "x/-1",
            "-(-x)",
            "sqrt(x^2)",
            "sqrt(x*x)",
            "sqrt(x^2 + y^2)",
            "sqrt(x^2 + y^2 + 1)",
            "sqrt(x^2*y^2 + 3*z^4/w^2)",
            "sqrt((x^2 + y^2)/2)",
            "sqrt(3*(x^2 + y^2))",
            "hypot(hypot(x, y), z)",
            "sqrt(-x)",
            "sqrt(-2*x)",
            "sqrt(x*(-2))",
            "sqrt(x/(-2))",
            "sqrt(-x/y)",
            "sqrt(-x*y)",
            "hypot(x, y)^2",
            "hypot(x, y, z)^4",
            "sqrt(x)^2",
            "sqrt(x)^5",
            "cbrt(x)^4",
            "cbrt(x)*cbrt(x)*cbrt(x)",
            "x^0.3*x^0.7",
            "sqrt(x)*x^0.3",
            "cos(sqrt(x))",
            "cos(hypot(x, y))",
            "cosh(sqrt(x))",
            "x^3",
            "x^-2",
            "x^0",
            "x^1",
            "x^0.5",
            "e^x",
            "(-x)^2",
            "(-x)^4",
            "abs(x)^2",
            "abs(x)^8",
            "(-x)^-2",
            "abs(x)^-4",
            "(-x)^-4",
            "abs(x)^-2",
            "abs(x)^4",
            "(-x)^8",
            "log(1 + x)",
            "log(x + 1)",
            "log(1 - x)",
            "log(cosh(x))",
            "log(exp(x) + exp(y))",
            "log(exp(x) + exp(-y) + exp(x*y) + exp(z))",
            "log(1 - sigmoid(x))",
            "log(sigmoid(x))",
            "log(normal_cdf(x))",
            "log1p(exp(x))",
            "log(1 + exp(x))",
            "1 - exp(x)",
            "1 - exp(-x*y)",
            "1 - erf(x)",
            "erf(x) - 1",
            "1 - erfc(x)",
            "1 - normal_cdf(x)",
            "normal_cdf(x) - 1",
            "normal_cdf(x) - normal_cdf(y)",
            "1 - tanh(x)^2",
            "1 - tanh(x)",
            "tanh(x) - 1",
            "1 + tanh(x)",
            "tanh(x) + 1",
            "1 - cos(x)",
            "cos(x) - 1",
            "cosh(x) - 1",
            "1/(1 + cosh(x))",
            "y/(exp(x) + exp(-x) + 2)",
            "sinh(x)/(1 + cosh(x))",
            "exp(x) + 2 + exp(-x)",
            "cos(x + y) - cos(x)",
            "cos(x) - cos(y)",
            "sin(x + y) - sin(x)",
            "sin(x) - sin(y)",
            "exp(x) - exp(-x)",
            "exp(-x) - exp(x)",
            "1 - x^2",
            "x^2 - 1",
            "x^2 - y^2",
            "sqrt(1 + x) - 1",
            "sqrt(x^2 + 1) - 1",
            "1 - sqrt(1 + x^2)",
            "1 - sqrt(1 - x)",
            "1 - sqrt(1 - x^2)",
            "1/sqrt(1 - x) - 1",
            "1/sqrt(1 - x^2) - 1",
            "y/sqrt(1 - x) - y",
            "sqrt(x^2 + 1) - x",
            "sqrt(x^2 - 1) - x",
            "sqrt(3 + x^2) - x",
            "x - sqrt(x^2 + 2)",
            "sqrt(x + y) - sqrt(x)",
            "sqrt(x) - sqrt(x + 1)",
            "1/(x + 1) - 1/x",
            "3/x - 3/(x + 2)",
            "1 - 1/(1 + x)",
            "1/(1 + x) - 1",
            "log(x + y) - log(x)",
            "log(x + 1) - log(x)",
            "log(x) - log(x + 1)",
            "log(1 + x) - log(1 - x)",
            "log(x) - log(y)",
            "lgamma(x + 3) - lgamma(x)",
            "lgamma(x + y) - lgamma(x)",
            "lgamma(x) - lgamma(x + 0.5)",
            "digamma(x + 2) - digamma(x)",
            "digamma(x + y) - digamma(x)",
            "(1 + x)^y - 1",
            "(1 - x)^y - 1",
            "1 - (1 - x)^y",
            "(1 + x)^y",
            "x^y - 1",
            "2^x - 1",
            "x - log(exp(x) + exp(y))",
            "y - log(exp(x) + exp(y))",
            "log(exp(x) + exp(y)) - x",
            "(x^2 + y^2)/2 - ((x + y)/2)^2",
            "(x^2 + y^2 + z^2)/3 - ((x + y + z)/3)^2",
            "1 - cos(x)^2",
            "1 - sin(x)^2",
            "cosh(x)^2 - 1",
            "cos(x)^2 - sin(x)^2",
            "sin(x)^2 - cos(x)^2",
            "(x + y)^2 - x^2",
            "(x + y)^3 - x^3",
            "(x + 1)^0.25 - x^0.25",
            "(x + 1)^(1/y) - x^(1/y)",
            "x^3 - y^3",
            "x^3 - 1",
            "8 - (2 - x)^3",
            "16 - x^4",
            "1/sqrt(x) - 1/sqrt(x + y)",
            "1/x^2 - 1/(x + y)^2",
            "2/x^3 - 2/y^3",
            "1/x - 1/(x + y)",
            "y/x - y/z",
            "y/(x + z) - y/x",
            "xlogy(1, y)",
            "xlog1py(1, y)",
            "1/x - 1/y",
            "sqrt(x^2 + 1) - sqrt(x^2 - 1)",
            "sqrt(1 - x^2) - sqrt(x^2 + 1)",
            "sqrt(x^2 + 1) - sqrt(x^2 - y^2)",
            "sqrt(x) - sqrt(y)",
            "sqrt(4 + x) - 2",
            "3 - sqrt(9 - x)",
            "cbrt(x + y) - cbrt(x)",
            "cbrt(x) - cbrt(y)",
            "exp(x + y) - exp(x)",
            "exp(x) - exp(y)",
            "tan(x + y) - tan(x)",
            "tan(x) - tan(y)",
            "atan(x + y) - atan(x)",
            "atan(x) - atan(y)",
            "sigmoid(x) - sigmoid(y)",
            "sigmoid(x) - sigmoid(x + y)",
            "tanh(x) - tanh(y)",
            "tanh(x + y) - tanh(x)",
            "erf(x) - erf(y)",
            "erf(x + y) - erf(x)",
            "erfc(x) - erfc(y)",
            "sqrt(x^2 + y^2) - x",
            "sqrt(x^2 + y) - x",
            "y - hypot(x, y)",
            "1 - x/sqrt(x^2 + 1)",
            "1 - x/hypot(x, y)",
            "y/hypot(x, y) - 1",
            "1 - 1/(1 + x^2)",
            "1/(1 + x^2) - 1",
            "1 - x^2/(1 + x^2)",
            "1 - x/(x + 2)",
            "x/(1 + x) - 1",
            "1 - 1/sqrt(1 + x)",
            "1/sqrt(1 + x^2) - 1",
            "1 - 1/sqrt(1 + x^2)",
            "erfc(x) - 1",
            "2*sigmoid(x) - 1",
            "0.5 - normal_cdf(x)",
            "3 - 6*sigmoid(x)",
            "exp(x) + exp(-x) - 2",
            "exp(x) - 2 + exp(-x)",
            "softplus(x) - x",
            "log(1 + exp(x)) - x",
            "(x + 1)*log(x + 1) - x*log(x)",
            "(x + y)*log(x + y) - x*log(x)",
            "1/(x + 1) - 2/x + 1/(x - 1)",
            "1/(x - 1) + 1/(x + 1) - 2/x",
            "sqrt(x^2 - y^2) - x",
            "x + sqrt(x^2 + y^2)",
            "sqrt(x^2 + 4) + x",
            "-x + sqrt(x^2 - 4*y*z)",
            "exp(x) + exp(-x)",
            "exp(x)/(exp(x) + exp(-x))",
            "2/(exp(x) + exp(-x))",
            "log(exp(x) + exp(-x) + exp(y))",
            "log(exp(x) + exp(y) + 1)",
            "0.3*exp(-x) + 0.3*exp(x)",
            "(-y + sqrt(y^2 - 4*x*z))/(2*x)",
            "(-y - sqrt(y^2 - 4*x*z))/(2*x)",
            "2*z/(-y - sqrt(y^2 - 4*x*z))",
            "2*z/(-y + sqrt(y^2 - 4*x*z))",
            "log(x + sqrt(x^2 + 2))",
            "log(exp(x + y) - exp(x))",
            "x^2 - 2*x*y + y^2",
            "x^2 + 2*x + 1",
            "sin(x) - x",
            "y - sinh(y)",
            "tan(x) - x",
            "x - tanh(x)",
            "atan(x) - x",
            "x - atanh(x)",
            "asin(x) - x",
            "asinh(x) - x",
            "exp(x) - 1 - x",
            "exp(x) - x - 1",
            "exp(-x) - 1 + x",
            "x - log(1 + x)",
            "log(x) - (x - 1)",
            "log(x) - x + 1",
            "x - 1 - log(x)",
            "x - log(x) - 1",
            "1/tanh(x) - 1/x",
            "1/x - 1/tan(x)",
            "1/x - cos(x)/sin(x)",
            "1/(exp(x) - 1) - 1/x",
            "exp(x)/(exp(x) - 1) - 1/x",
            "log(erfc(x)) + x^2",
            "sin(x)/x",
            "x/sin(x)",
            "sinh(x)/x",
            "x/log(1 + x)",
            "(sqrt(1 + x) - 1)/x",
            "(exp(x) - 1)/x",
            "(1 - exp(-x*y))/x",
            "(1 - cos(x))/x",
            "(1 - cos(x))/x^2",
            "log(1 - x)/log(1 + x)",
            "(exp(2*x) - 1)/(exp(x) - 1)",
            "y/(exp(x) - 1)",
            "y*exp(x)/(1 + exp(x))",
            "log(y*normal_cdf(x))",
            "y*sqrt(x)*sqrt(x)",
            "x*y/(1 + exp(x))",
            "erfc(x)/exp(-x^2)",
            "exp(-x^2)/erfc(x)",
            "(exp(x) + exp(-x))/2",
            "0.5*(exp(x) + exp(-x))",
            "log(exprel(x))",
            "log((exp(x) - 1)/x)",
            "log(sinh(x)/x)",
            "log(sinc(x))",
            "log(erfcx(x))",
            "tanh(x + y) - tanh(x - y)",
            "log2(x*exp(y))",
            "log10(x*erfc(y))",
            "log(normal_cdf(x)*exp(x^2/2))",
            "log(2*exp(-x^2)/erfc(x))",
            "log(cos(x))",
            "log(1/cos(x))",
            "log(x/sinh(x))",
            "logaddexp(x, -x)",
            "xlogy(x, 1 - y)",
            "entr(1 - x)",
            "log((x + y)/x)",
            "log(x/(x + y))",
            "log(1 + x/y)",
            "log(1 - x/y)",
            "log(x^2 + y^2)",
            "log(hypot(x, y))",
            "log(sqrt(x^2 + 1))",
            "log(x^2 + y^2) - log(x^2)",
            "1 + erf(x)",
            "max(x, 0) + log1p(exp(-abs(x)))",
            "log1p(exp(-abs(x))) + max(0, x)",
            "relu(x) + log(1 + exp(-abs(x)))",
            "max(x, y) + log1p(exp(-abs(x - y)))",
            "log(exp(x))",
            "log(1 - exp(x))",
            "log(exp(x) - 1)",
            "log(exp(x) - exp(y))",
            "log(sinh(x))",
            "log(1/cosh(x))",
            "log(1/cosh(x)^2)",
            "log(1 - tanh(x)^2)",
            "log1p(-tanh(x)^2)",
            "log(erfc(x))",
            "log(gamma(x))",
            "log(1 - x^2)",
            "log(x + sqrt(x^2 + 1))",
            "log(sqrt(1 + x^2) + x)",
            "log(x + sqrt(x^2 - 1))",
            "log(sqrt(x^2 + 1) - x)",
            "log(x^2)",
            "log(x^3)",
            "log(x^-3)",
            "log(x^y)",
            "log(2*exp(x))",
            "log(exp(x)/3)",
            "log(0.5*cosh(x))",
            "log((1 + x)/(1 - x))",
            "log((1 - x)/(1 + x))",
            "log(exp(x)/(1 + y^2))",
            "log((x + 1)/x)",
            "log(x/y)",
            "log(x*y)",
            "log1p(-exp(x))",
            "log1p(-normal_cdf(x))",
            "log1p(-erf(x))",
            "log(1 + x^2)",
            "log2(1 + x)",
            "log10(1 - x)",
            "acosh(1 + x)",
            "atan(x/y)",
            "exp(x)/(1 + exp(x))",
            "3*exp(x)/(2 + exp(x))",
            "2/(1 + exp(x))",
            "1/(3 + exp(-x))",
            "exp(x)/(1 + exp(x))^2",
            "exp(x)/(y + exp(x))^2",
            "exp(x)/(exp(y) + exp(x))",
            "1/(exp(x) - 1)",
            "exp(x)/(exp(x) - 1)",
            "x*exp(x)/(exp(x) - 1)",
            "x^2*exp(x)/(exp(x) - 1)^2",
            "2*exp(x)/(1 - exp(x))",
            "exp(x)/(y + z*exp(x))",
            "2*exp(x)/(3*exp(x) - 2)",
            "log(exp(x) - 2)",
            "max(x, 0) - x*y + log(1 + exp(-abs(x)))",
            "log(1 + exp(-abs(x))) - min(x, 0)",
            "sqrt(x^2 + x) - x",
            "sqrt(x^2 + y*x + z) - x",
            "3/(1 - exp(x))",
            "x^3/(exp(x) - 1)",
            "exp(x)/(2 + 3*exp(x))",
            "1/(2 + 3*exp(x))",
            "1/x + 1/(exp(-x) - 1)",
            "log(y*exp(-x))",
            "log(x^2*exp(-y)/z)",
            "exp(-x^2/2)/normal_cdf(x)",
            "exp(-x^2/2)/(sqrt(2*pi)*normal_cdf(-x))",
            "exp(-x^2/2)/erfc(x/sqrt(2))",
            "normal_cdf(x)/exp(-x^2/2)",
            "normal_cdf(x)*exp(x^2/2)",
            "x/(exp(x) - 1)",
            "x/(1 - exp(-x))",
            "(exp(x) - exp(-x))/(exp(x) + exp(-x))",
            "(exp(x) + exp(-x))/(exp(x) - exp(-x))",
            "(exp(x) - 1)/(exp(x) + 1)",
            "(1 - exp(x))/(1 + exp(x))",
            "sinh(x)/cosh(x)",
            "cosh(x)/sinh(x)",
            "1/cosh(x)",
            "y/cosh(x)^2",
            "y/cosh(x)^3",
            "exp(x)/exp(y)",
            "exp(x)*exp(y)",
            "1/(1 + x^2)",
            "x/(1 + x^2)",
            "x^2/(1 + x^2)",
            "1/sqrt(1 + x^2)",
            "x/sqrt(1 + x^2)",
            "(1 - cos(x))/sin(x)",
            "gamma(x + 1)/gamma(x)",
            "gamma(x)/gamma(x + 2)",
            "gamma(x)/gamma(x + y)",
            "erfc(-x/sqrt(2))/2",
            "0.5*erfc(-x/sqrt(2))",
            "erfc(x*0.7071067811865476)*0.5",
            "exp(x^2)*erfc(x)",
            "erfc(x)*exp(x^2)",
            "y*x^2*(1/sqrt(1 - z^2/x^2) - 1)",
            "log(0.3*exp(x) + 0.7*exp(y))",
            "log(exp(x) + 2)",
            "log(3 + 2*exp(x) + exp(y))",
            "2*exp(x)/(exp(x) + 3*exp(y) + 1)",
            "abs(-x)",
            "cbrt(x^3)",
            "abs(x^2 + y^2)",
            "relu(x^2)",
            "leaky_relu(x^2, 3)",
            "max(x^2, 0)",
            "x > 0 and 1 < 2 ? x : y",
            "1 < 2 and x > 0 ? x : y",
            "x > 0 or 1 > 2 ? x : y",
            "1 > 2 or x > 0 ? x : y",
            "not not (x > 0) ? x : y");

    /** What only derivatives write. */
    private static final List<String> GRAPHS = List.of("""
            graph f {
              %0:x = input real x
              %1 = constant 3
              %2 = apply guarded_divide %1 %0
              output f %2
            }
            """, """
            graph f {
              %0:x = input real x
              %1 = apply negate %0
              %2 = apply negative_exp %1
              output f %2
            }
            """, """
            graph f {
              %0:x = input real x
              %1 = truth true
              %2 = constant 3
              %3 = apply select %1 %0 %2
              output f %3
            }
            """, """
            graph f {
              %0:x = input real x
              %1 = constant 3
              %2 = apply less %0 %1
              %3 = apply select %2 %0 %0
              output f %3
            }
            """, """
            graph f {
              %0:x = input real x
              %1 = constant 0
              %2 = apply less %0 %1
              %3 = apply not %2
              %4 = apply select %3 %0 %1
              output f %4
            }
            """, """
            graph f {
              %0:x = input real x
              %1 = apply power[0] %0
              %2 = apply power[1] %0
              %3 = apply add %1 %2
              output f %3
            }
            """);

    /** What looks like the left side of an identity and is not. */
    private static final List<String> NEAR_MISSES = List.of(
            "2*x",
            "x*2",
            "-2*x",
            "x*-2",
            "x*y",
            "0*x + x*0",
            "x/2",
            "x/-2",
            "x/y",
            "2/(1 + exp(x))",
            "1/(2 + exp(x))",
            "1/(exp(x) + 3)",
            "1/(1 - exp(x))",
            "1/(1*2*exp(x))",
            "1/(1 + sin(x))",
            "1/(x + y)",
            "sin(x)/(exp(x) + exp(y))",
            "exp(x)/(exp(x) - exp(y))",
            "exp(x)/(exp(x) + sin(y))",
            "exp(x)/(2*exp(y))",
            "x - 2",
            "x - 1",
            "x*y - 0",
            "x/y - 0",
            "sin(x) - 1",
            "exp(x) - 2",
            "2 - sigmoid(x)",
            "1 - sin(x)",
            "x - sin(y)",
            "x + sin(y)",
            "sin(x) + y",
            "-sin(x)",
            "sqrt(x^4)",
            "sqrt(x^2 - y^2)",
            "sqrt(x^2 + y)",
            "sqrt(x^2 + 2)",
            "sqrt((x^2 + y^2)/z)",
            "hypot(x, y)^3",
            "sqrt(x)^-2",
            "cbrt(x)^2",
            "sqrt(x)*sqrt(y)",
            "x^0.3*y^0.7",
            "cos(cbrt(x))",
            "cosh(cbrt(x))",
            "sqrt(sin(x))",
            "sqrt(x*y)",
            "sqrt(abs(x))",
            "x^1.7",
            "x^0.3",
            "2^x",
            "x^y",
            "3^y",
            "sin(x)^2",
            "(-x)^3",
            "abs(x)^3",
            "(-x)^-3",
            "abs(x)^-3",
            "(-x)^5",
            "abs(x)^-5",
            "sin(x)^-2",
            "sin(x)^4",
            "sin(x)^-4",
            "sin(x)^8",
            "3*(3*x)",
            "0.5*(3*x)",
            "(3*x)*(2*y)",
            "log(2 + x)",
            "log(x + 3)",
            "log(2*x)",
            "log(1*x*x)",
            "log(2 - x)",
            "log(3*x - y)",
            "log(1/x)",
            "log(sin(x))",
            "log(exp(x))",
            "log(exp(x) - exp(y))",
            "log(exp(x) + sin(y))",
            "log1p(sin(x))",
            "abs(sin(x))",
            "x > 0 and y > 0 ? x : y",
            "x > 0 or y > 0 ? x : y",
            "not (x > 0) ? x : y",
            "x > 0 and 1 > 2 ? x : y",
            "1 > 2 and x > 0 ? x : y",
            "x > 0 or 1 < 2 ? x : y",
            "1 < 2 or x > 0 ? x : y");

    /** The same among what only derivatives write. */
    private static final List<String> NEAR_MISSES_AS_GRAPHS = List.of("""
            graph f {
              %0:x = input real x
              %1 = constant 0
              %2 = apply guarded_divide %1 %0
              output f %2
            }
            """, """
            graph f {
              %0:x = input real x
              %1 = truth false
              %2 = constant 7
              %3 = apply select %1 %0 %2
              output f %3
            }
            """, """
            graph f {
              %0:x = input real x
              %1 = constant 0
              %2 = apply less %0 %1
              %3 = apply select %2 %0 %1
              output f %3
            }
            """, """
            graph f {
              %0:x = input real x
              %1 = constant 7
              %2 = apply less %0 %1
              %3 = apply not %2
              %4 = apply select %3 %0 %1
              output f %4
            }
            """);

    private IdentitySamples() {}

    /** Graphs in which few identities fire, or other ones than it seems. */
    static List<Graph> nearMisses() {
        return graphs(NEAR_MISSES, NEAR_MISSES_AS_GRAPHS);
    }

    /** The graphs as written. */
    public static List<Graph> all() {
        return graphs(PROGRAMS, GRAPHS);
    }

    /** The programs among them, for the page that shows them. */
    static List<String> programs() {
        return PROGRAMS;
    }

    private static List<Graph> graphs(List<String> programs, List<String> texts) {
        return Stream.concat(
                        programs.stream().map(IdentitySamples::graph),
                        texts.stream().map(text -> GraphText.read(text, Catalogue::named)))
                .toList();
    }

    static Graph graph(String program) {
        Compilation compilation = Compiler.compile(SourceText.of("f", program), CompilerOptions.named("f"));
        if (!compilation.succeeded()) {
            throw new AssertionError(program + ": " + compilation.diagnostics());
        }
        return compilation.functions().get(0).source().graph();
    }
}
