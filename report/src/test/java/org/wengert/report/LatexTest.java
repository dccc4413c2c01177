package org.wengert.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.driver.Compilation;

class LatexTest {

    /** A name that is read, not one that is called. */
    private static final Pattern NAME =
            Pattern.compile("(?<![\\p{L}\\p{N}_.\\[])[\\p{L}_][\\p{L}\\p{N}_]*(?:\\[[\\d,]+])?(?![\\p{L}\\p{N}_(\\[])");

    private static final Set<String> WORDS =
            Set.of("if", "else", "not", "and", "or", "true", "false", "inf", "nan", "pi");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x, y) = y*log(x) + sqrt(y*log(x))",
                "f(x, y) = sin(x)*cos(x)*max(x, y)*x^y",
                "f(x, d) = abs(x) <= d ? x^2/2 : d*(abs(x) - d/2)",
                "f(x: real[2], a) = sum(exp(a*x)) + sum(sin(x[i]*a) for i in 0:2)",
                "f(x, e) = exp(x*e)*normal_cdf(e) + exprel(x)"
            })
    void definesEverySymbol(String program) {
        Compilation compilation = Samples.compile(program);
        Report.Function function =
                Reports.whole(compilation, compilation.functions()).functions().get(0);
        assertThat(function.lists()).hasSize(4);
        for (Report.Listing list : function.lists()) {
            Set<String> defined = new HashSet<>(list.inputs());
            function.lists().get(0).rows().forEach(row -> defined.add(row.name()));
            list.rows().stream().filter(Report.Row::shown).forEach(row -> defined.add(row.name()));
            for (Report.Row row : list.rows()) {
                Matcher name = NAME.matcher(row.text().replaceFirst("^.* \\+?= ", ""));
                while (row.shown() && name.find()) {
                    assertThat(defined.contains(name.group()) || WORDS.contains(name.group()))
                            .as(list.id() + ": " + row.text() + " reads " + name.group())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void saysWhatIsGivenAndWhatFunctionsAre() {
        Compilation compilation = Samples.compile("f(x) = softplus(x)*erfc(x)");
        String document = Latex.document(compilation, compilation.functions());
        assertThat(document)
                .contains("Given: $\\dot{x}$.")
                .contains("$\\operatorname{softplus}(x)$: smooth maximum of x and 0, $\\operatorname{log}(1+{e}^{x})$")
                .contains("$\\operatorname{erfc}(x)$: complementary error function");
        assertThat(List.of(document.split("\\\\subsection"))).hasSize(6); // four lists, and the functions
    }

    /** Of lists so long that what the value says already is left out. */
    @Test
    void saysTheConditionOfEveryLineOfABranch() {
        Compilation compilation = Samples.compile("""
                f(x, y) = {
                  if x > 0 {
                    s = exp(x)*y
                    t = sin(s)
                  } else {
                    s = -y
                    t = s
                  }
                  return t*s
                }
                """);
        Report.Function function =
                Reports.whole(compilation, compilation.functions()).functions().get(0);
        assertThat(function.lists()).hasSize(4);
        for (Report.Listing list : function.lists()) {
            String above = "";
            for (Report.Row row : list.rows().stream().filter(Report.Row::shown).toList()) {
                assertThat(row.indent() == 0 || !above.isEmpty())
                        .as(list.id() + ": " + row.text())
                        .isTrue();
                assertThat(row.text().equals("else") && above.isEmpty())
                        .as(list.id())
                        .isFalse();
                above = row.indent() > 0 || row.name().isEmpty() ? row.text() : "";
            }
        }
    }
}
