package org.wengert.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wengert.codegen.Generated;
import org.wengert.codegen.GeneratedSource;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOption;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.SourceText;

/** Whatever a program names its things, its Java compiles without a warning. */
class HostileNamesTest {

    private static final String ALL = "value, tangent, adjoint, gradient, jacobian, hessian, hvp, taylor(2)";

    /** Each with a name in place of {@code NAME}, and then another one in place of {@code OTHER}. */
    private static final List<String> PROGRAMS = List.of(
            "f(NAME, pb) = sin(NAME)*pb^2\nderive f: " + ALL + ", gradient(NAME), gradient(pb), gradient(pb, NAME)",
            "f(NAME, OTHER) = {\n pz = NAME*OTHER\n return pz*erf(NAME), pz\n}\nderive f: value, adjoint, jacobian(NAME), hessian(OTHER)",
            "f(NAME, OTHER) = NAME > 0 ? NAME*lgamma(OTHER) : OTHER^2\nderive f: gradient(NAME), gradient(OTHER), tangent, hessian",
            "f(px) = {\n NAME = sin(px)\n OTHER = NAME^2 + px\n return NAME, OTHER\n}\nderive f: value, tangent, adjoint, jacobian, hessian",
            "NAME(px) = sin(px)\nf(px: real[pn]) = sum(exp(px))\ng(pA: real[pn,pn], px: real[pn]) = dot(px, pA \\ px)",
            "NAME(px: real[pn], pK: int) = {\n ps = 1\n for pk in 0:pK checkpoint(2) { ps = ps*sin(ps)*px[0] }\n return erf(ps)\n}\ng(px) = log(px)",
            "f(px: real[NAME]) = sum(sin(px))\nderive f: " + ALL,
            "f(px: real[NAME,OTHER], pK: int) = {\n ps = 1\n for pk in 0:pK checkpoint(3) { ps = ps*sin(sum(px)*ps) }\n return ps\n}",
            "f(px, NAME: int, OTHER: int) = {\n ps = px\n for i in OTHER:NAME { ps = ps*sin(ps) + sum(px*pk for pk in i:NAME) }\n return erf(ps)\n}",
            "f(NAME: real[pn], OTHER: real[pn]) = dot(NAME, exp(OTHER)) + max(NAME)\nderive f: " + ALL
                    + ", gradient(NAME), gradient(OTHER), gradient(OTHER, NAME)",
            "f(NAME: real[pn,pn], OTHER: real[pn]) = {\n pr = NAME \\ OTHER\n return pr, sum(pr), cumsum(OTHER)\n}",
            "f(px: real[pn]) = {\n NAME = sin(px)\n OTHER = 1\n for pk in 0:pn { OTHER = OTHER*sin(NAME[pk]*OTHER) }\n return NAME, OTHER\n}",
            "f(px: real[pn], pm: int) = sum(sin(px[NAME]*NAME) for NAME in 0:pn) + prod(px[0]*OTHER for OTHER in 0:pm)",
            "f(px: real[pn]) = [px[OTHER] > 0 ? px[NAME]^2 : px[OTHER] for NAME in 0:pn, OTHER in 0:pn]");

    @TempDir
    private Path folder = Path.of("");

    private static GeneratedSource java(String program, String className) {
        CompilerOptions options = CompilerOptions.named(className, "f").with(CompilerOption.PACKAGE, "p");
        Compilation compilation = Compiler.compile(SourceText.of(className + ".expr", program), options);
        assertThat(compilation.succeeded())
                .as(program + compilation.diagnostics())
                .isTrue();
        return compilation.java();
    }

    private void compiles(List<GeneratedSource> sources) {
        assertThat(Generated.javac(folder, sources)).isEmpty();
    }

    /** Half of the programs with each name, so that two names beside each other have all. */
    @Test
    void namesOfEveryKindInEveryPlace() {
        List<String> names = HostileNames.all();
        List<GeneratedSource> sources = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String other = names.get((i + 1) % names.size());
            for (int p = i % 2; p < PROGRAMS.size(); p += 2) {
                String program = PROGRAMS.get(p).replace("NAME", names.get(i)).replace("OTHER", other);
                sources.add(java(program, "P" + p + "N" + i));
            }
        }
        compiles(sources);
    }

    /** A name for each of a program's own, another one in each program. */
    private static String renamed(String program, int from) {
        List<String> names = HostileNames.all().stream()
                .filter(name -> !program.contains(name + "("))
                .toList();
        Map<String, String> renamed = new HashMap<>();
        return Pattern.compile("\\b(?:[a-zA-Z]|[a-z]+\\d+|[a-z]\\d*_\\d+)\\b(?!\\()")
                .matcher(program)
                .replaceAll(word -> renamed.computeIfAbsent(
                        word.group(), w -> names.get((7 * renamed.size() + from) % names.size())));
    }

    @Test
    void namesOfRandomPrograms() {
        List<GeneratedSource> sources = new ArrayList<>();
        for (int seed = 0; seed < 30; seed++) {
            sources.add(java(renamed(ArrayGenerator.draw(seed).text(), seed), "A" + seed));
            sources.add(java(renamed(Generator.draw(seed, "").text(), seed), "S" + seed));
        }
        compiles(sources);
    }

    /** Lines that are cut into methods, with names that classes, fields, and the methods themselves have. */
    @Test
    void namesInWhatIsTooLongForOneMethod() {
        List<String> names = HostileNames.all();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            String name = names.get(i % names.size());
            lines.append(" z")
                    .append(i + 1)
                    .append(" = z")
                    .append(i)
                    .append("*sin(")
                    .append(name)
                    .append(")\n");
        }
        String body = " = {\n z0 = 1\n" + lines + " return z600\n}";
        String parameters = String.join(", ", names);
        String arrays = names.stream().limit(60).map(n -> n + ": real[px]").collect(Collectors.joining(", "));
        String numbers = names.stream().skip(60).map(n -> n + ": int").collect(Collectors.joining(", "));
        StringBuilder loop = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            int k = i % names.size();
            String number = k < 60 ? "dot(" + names.get(k) + ", " + names.get(k) + ")" : names.get(k);
            loop.append(" z")
                    .append(i + 1)
                    .append(" = sin(z")
                    .append(i)
                    .append(")*")
                    .append(number)
                    .append("\n");
        }
        compiles(List.of(
                java("f(" + parameters + ")" + body, "Long"),
                java(
                        "f(" + arrays + ", " + numbers + ") = {\n z0 = 1\n for k_ in 0:px { \n" + loop
                                + "z0 = z300\n }\n return z0\n}\nderive f: gradient",
                        "LongLoop")));
    }

    @Test
    void namesOfClasses() {
        String program = "f(x) = x*sin(x)\ng(x: real[n], K: int) = {\n s = 1\n"
                + " for k in 0:K checkpoint(2) { s = s*erf(s)*x[0] }\n return s + det([s, x[0]; 1, s])\n}";
        for (String name :
                List.of("Math", "Double", "System", "Arrays", "IllegalArgumentException", "Matrices", "java")) {
            compiles(List.of(java(program, name)));
            compiles(List.of(java(program.substring(program.indexOf('g')), name)));
        }
    }

    @Test
    void eachProductHasAMethod() {
        String source = java(
                        "f(a, b, a_b) = a*b*a_b\n"
                                + "derive f: gradient(a, b), gradient(a_b), gradient(b, a), gradient, gradient(a, b, a_b)",
                        "Products")
                .text();
        assertThat(Pattern.compile("double (gradient\\w*)\\(double\\[\\]")
                        .matcher(source)
                        .results()
                        .map(m -> m.group(1)))
                .containsExactly("gradient_a_b", "gradient_a_b_", "gradient_b_a", "gradient");
    }
}
