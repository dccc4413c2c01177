package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;

/** Programs of the kinds that people write, from their text to second derivatives. */
class ArrayProgramsTest {

    /**
     * A program with the extents of its arguments.
     *
     * @param arguments an array for each parameter that is real, a number for one that is an integer, in one order
     */
    record Case(String name, String program, List<Object> arguments) {

        @Override
        public String toString() {
            return name;
        }

        void holds() {
            ArrayProgram compiled = ArrayProgram.of(program);
            Random random = new Random(11);
            List<Tensor> x = new ArrayList<>();
            Map<Symbol, Long> integers = new HashMap<>();
            for (int i = 0; i < arguments.size(); i++) {
                if (arguments.get(i) instanceof int[] extents) {
                    x.add(ArrayLaws.draw(random, extents));
                } else {
                    String parameter = compiled.function()
                            .syntax()
                            .parameters()
                            .get(i)
                            .name()
                            .text();
                    integers.put(new Symbol(parameter), ((Integer) arguments.get(i)).longValue());
                }
            }
            ArrayLaws laws = new ArrayLaws(compiled.sizes(x, integers), random);
            assertThat(laws.broken(compiled, x)).isEmpty();
            assertThat(laws.skipped()).as("not finite, or not smooth").isZero();
            GeneratedArrays.of(program).holds(x, integers, random);
        }
    }

    private static Case program(String name, String text, Object... arguments) {
        return new Case(name, text, List.of(arguments));
    }

    private static int[] of(int... extents) {
        return extents;
    }

    private static final int[] NUMBER = {};

    static Stream<Case> programs() {
        return Stream.of(
                program("a network of two layers", """
                        # Squared loss of a two-layer network.
                        network(U: real[p,d], V: real[p], a: real[d]) = dot(V, sigmoid(U*a))

                        loss(U: real[p,d], V: real[p], A: real[n,d], y: real[n]) = {
                          r = [network(U, V, A[i,:]) - y[i] for i in 0:n]
                          return dot(r, r)
                        }
                        """, of(4, 3), of(4), of(5, 3), of(5)),
                program("a network of K layers", """
                        mlp(W: real[K,d,d], b: real[K,d], x: real[d]) = {
                          h = x
                          for k in 0:K { h = tanh(W[k]*h + b[k]) }
                          return sum(h)
                        }
                        """, of(3, 2, 2), of(3, 2), of(2)),
                program("a residual network", """
                        resnet(U: real[K,d,p], V: real[K,p,d], x0: real[d]) = {
                          x = x0
                          for k in 0:K { x = x + U[k]*sigmoid(V[k]*x) }
                          return x
                        }
                        """, of(3, 2, 4), of(3, 4, 2), of(2)),
                program("a quadratic form", "q(x: real[n], A: real[n,n]) = x'*A*x", of(4), of(4, 4)),
                program("cross entropy of a softmax", """
                        loss(W: real[c,d], x: real[n,d], t: real[n,c]) =
                          -sum(dot(t[i], log_softmax(W*x[i])) for i in 0:n)/n
                        """, of(3, 2), of(4, 2), of(4, 3)),
                program(
                        "inner bounds that depend on outer ones",
                        "f(x: real[n]) = sum(x[i]*exp(x[j])*(i - j) for i in 0:n, j in 0:i)",
                        of(4)),
                program(
                        "nested comprehensions",
                        "f(x: real[n], y: real[m]) = [sum(sin(x[k]*y[j]) for k in i:n) for i in 0:n, j in 0:m]",
                        of(3),
                        of(2)),
                program("running sums", "f(x: real[n], w: real[n]) = dot(w, cumsum(x .* x))", of(5), of(5)),
                program("a running product", """
                        f(x: real[n]) = {
                          p = 1
                          s = 0
                          for i in 0:n {
                            p = p*(1 + x[i])
                            s = s + p
                          }
                          return s, p
                        }
                        """, of(4)),
                program(
                        "a bias is repeated along trailing axes",
                        "f(W: real[m,d], X: real[d,n], b: real[m]) = sum(tanh(W*X .+ b))",
                        of(3, 2),
                        of(2, 4),
                        of(3)),
                program(
                        "axes of size 1 are repeated",
                        "f(x: real[n,1], y: real[1,m], c) = x .* y .- c ./ (2 .+ x .* x)",
                        of(3, 1),
                        of(1, 2),
                        NUMBER),
                program("slices", "f(x: real[n]) = dot(x[1:], x[:n-1]) + sum(x[1:3]) + x[n-1] - x[0]", of(5)),
                program(
                        "slices of a matrix",
                        "f(A: real[n,m]) = sum(A[1:n, 0] .* A[:n-1, m-1]) + dot(A[0], A[n-1, :]) + sum(A[:, 1:] .* A[:, :m-1])",
                        of(3, 4)),
                program(
                        "differences of neighbours in a comprehension",
                        "f(x: real[n]) = [x[i+1] - 2*x[i] + x[i-1] for i in 1:n-1]",
                        of(6)),
                program("transposes in every product", """
                        f(A: real[n,m], B: real[m,n], x: real[n], y: real[m]) = {
                          s = x'*A*y + y'*A'*x + sum(A'*B') + sum(A*B) + sum(A'*A) + sum(A*A')
                          return s + sum(x*y' .* A) + sum((y*x')' .* A) + dot(A'*x, B*x) + x'*x + (2*x')*x + sum((x'*A)')
                        }
                        """, of(3, 2), of(2, 3), of(3), of(2)),
                program("functions of generic sizes", """
                        half(x: real[n]) = x/2
                        mixed(A: real[n,m], x: real[m]) = half(A*half(x))
                        norms(x: real[n], y: real[m]) = dot(half(x), x) + norm(y)
                        f(A: real[p,p], B: real[q,p], x: real[p]) = norms(mixed(A, x), mixed(B, x)) + sum(half(x[1:]))
                        """, of(3, 3), of(2, 3), of(3)),
                program("a function in a loop, with a loop in it", """
                        power(A: real[n,n], x: real[n], K: int) = {
                          y = x
                          for k in 0:K { y = A*y }
                          return y
                        }
                        f(A: real[n,n], x: real[n], m: int) = sum(sum(power(A, x, k + 1)) for k in 0:m)
                        """, of(2, 2), of(2), 3),
                program(
                        "integers",
                        "f(x: real[n], k: int) = x[k]*k + x[n - k - 1]/n + x[min(k, 2)] + sum(x[max(0, k - 1):])",
                        of(5),
                        3),
                program(
                        "integers with the names of indices",
                        "f(x: real[n], i: int, j: int, k: int) = i*x + x[j]*x .^ k + [sum(x[l]*i for l in 0:k) for p in 0:n]",
                        of(4),
                        2,
                        1,
                        3),
                program("a choice of arrays", """
                        f(x: real[n], A: real[n,n]) = {
                          s = sum(x)
                          if s > 100 {
                            y = A*x
                            z = s
                          } else if s > -100 {
                            y = exp(x)
                            z = dot(x, y)
                          } else {
                            y = x
                            z = 0
                          }
                          return z*y, s > 0 ? x : A*x
                        }
                        """, of(3), of(3, 3)),
                program("a loop in a choice", """
                        f(x: real[n], t) = {
                          if t > -5 {
                            y = t
                            for i in 0:n { y = sin(y)*x[i] }
                          } else {
                            y = max(x)
                          }
                          return y + (t < 5 ? prod(x + t) : 0)
                        }
                        """, of(4), NUMBER),
                program(
                        "a loop behind many conditions",
                        "f(x: real[n], t) = " + "(t < 5 ? ".repeat(12) + "prod(sin(x) + t)*t" + " : t)".repeat(12),
                        of(3),
                        NUMBER),
                program("a choice in a loop", """
                        f(x: real[n]) = {
                          s = 0
                          for i in 0:n {
                            if x[i] > 0 {
                              t = exp(x[i])
                              s = s + t*t
                            } else {
                              s = s - x[i]^3
                            }
                          }
                          return s
                        }
                        """, of(6)),
                program(
                        "a choice for each element",
                        "f(x: real[n], y: real[n], c) = where(x > y, x .* y, sin(x) + c) + where(x > 0, c, x)",
                        of(4),
                        of(4),
                        NUMBER),
                program("a choice by an index", "f(x: real[n]) = [i > 0 ? x[i]*x[i-1] : x[i]^2 for i in 0:n]", of(4)),
                program(
                        "empty arrays",
                        "f(x: real[n], A: real[n,m]) = sum(x) + sum(A) + sum(A'*x) + dot(x, x) + sum(exp(x[i]) for i in 0:n)",
                        of(0),
                        of(0, 2)),
                program("a loop without an iteration", """
                        f(x: real[d], U: real[K,d,d]) = {
                          y = x
                          z = x
                          for k in 0:K {
                            z = y
                            y = tanh(U[k]*y)
                          }
                          return dot(y, z)
                        }
                        """, of(2), of(0, 2, 2)),
                program("loops in loops", """
                        f(x: real[n]) = {
                          s = 0
                          for i in 0:n {
                            t = x[i]
                            for j in 0:i+1 {
                              t = sin(t)*x[j]
                              s = s + t
                            }
                          }
                          return s
                        }
                        """, of(4)),
                program("reductions over indices", """
                        f(x: real[n]) = prod(1 + x[i]^2 for i in 0:n) + max(x[i]*i for i in 0:n) -
                          min(exp(x[i]) for i in 0:n) + mean(x[i]*x[j] for i in 0:n, j in 0:i+1)
                        """, of(4)),
                program(
                        "reductions of arrays",
                        "f(x: real[n], A: real[n,m]) = [prod(2 + x), max(A), min(x), mean(A), norm(A), norm1(x), norminf(x),"
                                + " logsumexp(A), sum(softmax(x) .* x), trace(A*A'), trace(A'*A), sum(outer(x, x)), sum(diag(diag(x)))]",
                        of(3),
                        of(3, 2)),
                program(
                        "literals",
                        "f(x: real[n], a, b) = sum([a, b; b*b, a*b]*[a; b]) + sum([x, 2*x, a*x]) + dot([1, a], [b, 2])",
                        of(3),
                        NUMBER,
                        NUMBER),
                program("powers of a matrix", "f(A: real[n,n]) = trace(A^3) + sum(A^2) + sum(A .^ 2)", of(3, 3)),
                program("a power that the call decides", "f(A: real[n,n], k: int) = sum(A^k)", of(2, 2), 3),
                program("built-ins along an axis", """
                        f(A: real[n,m], w: real[n,m]) = {
                          s = sum(A, 0)
                          t = mean(A, 1) .* prod(A, 1) + logsumexp(A, 1)
                          return dot(s, s) + dot(t, t), w .* softmax(A), w .* softmax(A, 0), log_softmax(A) + cumsum(A, 0), cumsum(A, 1)
                        }
                        """, of(3, 2), of(3, 2)),
                program("arrays put together", """
                        f(x: real[n], A: real[n,n], c) = {
                          B = concat(A, c*eye(rows(A)), [x, 2*x])
                          y = concat(c, x, zeros(2), x .* ones(n))
                          return B*x, reshape(B, rows(B)*n), y .* y
                        }
                        """, of(3), of(3, 3), NUMBER),
                program(
                        "reductions by logsumexp",
                        "f(x: real[n]) = logsumexp(x[i]*x[j] for i in 0:n, j in 0:i+1) + logsumexp(2*x[i] for i in 0:n)",
                        of(4)),
                program("derivatives by arrays in a function", """
                        f(x: real[n], A: real[n,n], t) = {
                          z = tanh(A*x)
                          e = dot(z, z)
                          g = diff(e, x)
                          H = hessian(sum(exp(x .* x)), x)
                          J = jacobian(sin(A*x), x)
                          return dot(diff(e, z), z) + sum(diff(x*t, t)), H*g, J'*x, diff(sum(A*x), A)
                        }
                        """, of(2), of(2, 2), NUMBER),
                program(
                        "remainders and quotients",
                        "f(x: real[2*n], n: int) = sum(i % 2 == 0 ? x[i/2] : x[i]*x[(i + 1) % n] for i in 0:2*n)",
                        of(6),
                        3),
                program("descent in a loop", """
                        f(x0: real[n], t) = {
                          x = x0
                          for k in 0:3 {
                            e = t*sum(cos(x[i+1] - x[i]^2) + sin(x[i]) for i in 0:n-1)
                            if t > 0 { g = diff(e, x) } else { g = x*k }
                            x = tanh(x - 0.1*g)
                          }
                          return dot(x, x)
                        }
                        """, of(3), NUMBER),
                program("matrices of derivatives in loops", """
                        f(x: real[n], A: real[n,n]) = {
                          y = x
                          for k in 0:2 {
                            z = sin(A*y)
                            s = cos(sum([diff(sin(z[j]*y[0]), y)[j] for j in 0:n]))
                            H = hessian(s*dot(tanh(y), y), y)
                            y = 0.3*tanh(jacobian(sin(z), y)*y + H*y*0.01)*s
                          }
                          return y, [diff(sum(x .* x)*i, x) for i in 0:n], [diff(sin(dot(A[i], x)), x) for i in 0:n]
                        }
                        """, of(2), of(2, 2)),
                program(
                        "a loop with values that nothing reads, differentiated in a branch",
                        """
                        f(x: real[n], A: real[n,m], t) = {
                          B = sin(A)
                          z = x
                          for k in 0:m {
                            s = x'*B[:,k]
                            z = s < s ? x : x
                          }
                          if t > 0 { y = x } else { y = x + diff(z, t) }
                          return y*t
                        }
                        """,
                        of(2),
                        of(2, 3),
                        NUMBER),
                program("states that are computed again", """
                        f(A: real[n,n], x0: real[n], t) = {
                          x = x0
                          s = t
                          for k in 0:7 checkpoint(2) {
                            y = x
                            for j in 0:k checkpoint(n) { y = sin(A*y) + j*s }
                            s = s*cos(y[0]) + k
                            x = x + 0.1*y
                          }
                          return dot(x, x)*s
                        }
                        """, of(2, 2), of(2), NUMBER),
                program("fewer results than parameters", """
                        f(x: real[5], y: real[3], t) = {
                          if t > 0 {
                            z = sin(t)*x[:3] + y
                          } else {
                            z = y*x[4]
                          }
                          p = z[:2]/(4 + z[2])
                          return p, dot(x, x)*t
                        }
                        """, of(5), of(3), NUMBER),
                program("two results of any number of parameters", "f(x: real[n]) = [norm(x), sum(x)^2]", of(4)),
                program(
                        "an array read inside and outside of a loop",
                        "f(x: real[n], A: real[n,n]) = sum((x[i] + sum(A[i,j]*x[j]*A[j,0] for j in 0:i))^2 for i in 0:n)",
                        of(4),
                        of(4, 4)),
                program(
                        "a triangle of two arrays",
                        "f(q: real[n], l: real[n]) = sum(([i == j ? exp(q[i]) : i > j ? l[j] : 0 for i in 0:n, j in 0:n]*l).^2)",
                        of(3),
                        of(3)),
                program("a row that is replaced", """
                        f(x: real[n], A: real[n,m]) = {
                          S = A
                          for i in 0:n {
                            r = tanh(S[i]*x[i])
                            S = [k == i ? r : S[k] for k in 0:n]
                          }
                          return sum(S.^2)
                        }
                        """, of(3), of(3, 2)),
                program(
                        "a derivative in a function",
                        "f(x: real[n], t) = diff(sum(sin(t*x)), t) + sum(x)",
                        of(3),
                        NUMBER));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void derivativesOfFirstAndSecondOrderObeyTheLaws(Case program) {
        program.holds();
    }
}
