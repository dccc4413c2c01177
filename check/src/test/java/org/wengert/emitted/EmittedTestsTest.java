package org.wengert.emitted;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.check.EmittedTests;
import org.wengert.codegen.GeneratedSource;
import org.wengert.corpora.Formulas;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOption;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.SourceText;

class EmittedTestsTest {

    private static Compilation compile(String program) {
        return Compiler.compile(
                SourceText.of("F.expr", program), CompilerOptions.named("F").with(CompilerOption.PACKAGE, "p"));
    }

    private static GeneratedSource test(String program) {
        return EmittedTests.of(compile(program)).source();
    }

    /** Programs of every kind that something is generated for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x^2*exp(y)",
                "f() = 3\nderive f: value",
                "f(x, y) = x*sin(y)\nderive f: value, tangent, adjoint, gradient, jacobian, hessian, hvp",
                "f(x, y, z) = x*sin(y)/z\nderive f: gradient(x, z), hessian(y, z), hvp(x), tangent(y), jacobian(z)",
                "f(x, y) = {\n  return x*y, x > 0 ? y : x^2, 3\n}\nderive f: value, tangent, adjoint, jacobian, hessian",
                // One of the densities vanishes at all points, beside the other.
                "log(exp(-(95 - x)^2/s^2) + exp(-x^2/s^2))",
                "g(x) = x^3\nf(x) = g(x)*max(x, 1)\nderive g: hessian\nderive f: gradient",
                "f(a,b,c,d,e,g,h,i,j,k,l,m,n,o) = a*b*c + d*e*g + sin(h)*i*j + k*l*m*n*o\nderive f: gradient, hvp",
                "f(A: real[n,n], x: real[n], s, k: int) = s*dot(x, A*x) + k*x[0]\n"
                        + "derive f: value, tangent, adjoint, gradient, jacobian, hessian, hvp, gradient(x), adjoint(x, s)",
                "f(x: real[n], s) = x .* x * s\nderive f: value, tangent, adjoint, jacobian, hessian, hessian(s)",
                "f(x: real[3]) = {\n  return sum(x), x .* x\n}\nderive f: value, tangent, adjoint, jacobian",
                "f(x, y) = x*sin(y)\nderive f: value, taylor(3), taylor(2, x)",
                "f(x: real[n], s) = {\n  return x .* x * s, s^3\n}\nderive f: taylor(2), taylor(2, s)",
                "f(x: real[n]) = sum(exp(x))\nderive f: taylor(2)",
                "f(A: real[n,n], b: real[n]) = A \\ b\nderive f: value, adjoint, tangent",
                "f(x: real[n]) = stop_gradient(x[0])*sum(x)\nderive f: gradient, hessian",
                "f(x) = stop_gradient(x^2)*x\nderive f: gradient, hessian",
                "f(x: real[n], s) = [s*x[i+1]*x[i] for i in 0:n-1]\n"
                        + "derive f: value, sparse jacobian, sparse jacobian(s), sparse jacobian(x)",
                "f(x: real[n], s) = sum((x[i+1] - s*x[i])^4 for i in 0:n-1)\n"
                        + "derive f: sparse hessian, sparse hessian(x)",
                "f(x: real[n], s) = {\n y = s\n for i in 0:n { y = sin(y + x[i]) }\n return y*x, y\n}\n"
                        + "derive f: sparse jacobian, sparse jacobian(x)",
                "f(x: real[n]) = {\n y = 1\n for i in 0:n { y = y*x[i] }\n return y\n}\nderive f: sparse jacobian, sparse hessian",
                "f(x, y, z) = x*y + z^3\nderive f: sparse jacobian, sparse hessian, sparse hessian(z, x)",
                "f(x, K: int) = {\n  for k in 0:K { x = sin(x) + k }\n  return x\n}\nderive f: value, gradient",
                "Math(x) = sqrt(x)\nPoint(θ) = exp(θ)\nclass(at) = at^2\nF(x, value) = x*value\nderive F: hessian"
            })
    void emittedTestsHoldForWhatIsGenerated(String program) throws Exception {
        EmittedSubject subject = EmittedSubject.of(program, 1);
        assertThat(subject.warnings()).isZero();
        try (MemoryCompiler compiler = new MemoryCompiler()) {
            Map<String, byte[]> tested = subject.compileClass(compiler);
            assertThat(subject.failure(tested, subject.compileTest(compiler, tested)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Math", "Point", "Test", "Assertions", "F_"})
    void testsOfClassesWithNamesOfTheirOwnCompile(String name) throws Exception {
        Compilation compilation = Compiler.compile(
                SourceText.of(name + ".expr", "x^2*y"),
                CompilerOptions.named(name).with(CompilerOption.PACKAGE, "p"));
        EmittedSubject subject = new EmittedSubject(
                compilation.java(), EmittedTests.of(compilation).source(), 0);
        try (MemoryCompiler compiler = new MemoryCompiler()) {
            Map<String, byte[]> tested = subject.compileClass(compiler);
            assertThat(subject.failure(tested, subject.compileTest(compiler, tested)))
                    .isEmpty();
        }
    }

    /** At one of the points would be a quotient of 1e-330, which in doubles is 0, and with it an adjoint of 1e-162. */
    @Test
    void leavesOutPointsWhereWhatMattersVanishes() throws Exception {
        Formulas.Formula formula = Formulas.of("feynman").stream()
                .filter(f -> f.id().endsWith("feynman-II.35.18"))
                .findAny()
                .orElseThrow();
        EmittedSubject subject = EmittedSubject.of(formula, 9582);
        assertThat(subject.warnings()).isZero();
        try (MemoryCompiler compiler = new MemoryCompiler()) {
            Map<String, byte[]> tested = subject.compileClass(compiler);
            assertThat(subject.failure(tested, subject.compileTest(compiler, tested)))
                    .isEmpty();
        }
    }

    @Test
    void seesWhatIsAlteredInAdjoints() throws Exception {
        EmittedMutation mutation = new EmittedMutation();
        mutation.run(Formulas.spread(2, "feynman").subList(1, 2));
        assertThat(mutation.mutants()).isGreaterThan(30);
        assertThat(mutation.survivors()).isEmpty();
    }

    @Test
    void isTheSameEachTime() {
        String program = "f(A: real[n,n], x: real[n]) = dot(x, A*x)\ng(x) = abs(x)";
        assertThat(test(program)).isEqualTo(test(program));
    }

    @Test
    void hasNoAnnotationsBesidesThoseOfJunit() {
        String text = test("g(x) = abs(x)\nf(x) = g(x)^2").text();
        Stream<String> annotations = text.lines().map(String::strip).filter(line -> line.startsWith("@"));
        assertThat(annotations)
                .isNotEmpty()
                .allMatch(a -> List.of("@Test", "@Nested").contains(a));
        assertThat(text.lines().filter(line -> line.startsWith("import")))
                .allMatch(line ->
                        line.startsWith("import org.junit.jupiter.api.") || line.startsWith("import java.util."));
    }

    @Test
    void hasPointsInEveryBranch() {
        String text = test("x > 2.5 ? x^2 : x < -2.5 ? x^3 : x").text();
        List<Double> points = text.lines()
                .filter(line -> line.contains("new Point(\"x = "))
                .map(line -> Double.parseDouble(line.replaceAll(".*x = |\".*", "")))
                .toList();
        assertThat(points).anyMatch(x -> x > 2.5).anyMatch(x -> x < -2.5).anyMatch(x -> Math.abs(x) < 2.5);
    }

    @Test
    void saysWhatItCannotTest() {
        EmittedTests.Emitted emitted = EmittedTests.of(compile("g(x) = x\nf(x) = log(-1 - x^2)"));
        assertThat(emitted.warnings()).extracting(Diagnostic::code).containsExactly(Code.UNTESTED);
        assertThat(emitted.warnings().get(0).message())
                .isEqualTo(
                        "'f' is not tested: no point was found where it and its derivatives are finite, smooth and known");
        assertThat(emitted.source().text()).contains("'f' is not tested").contains("class gTest");
    }
}
