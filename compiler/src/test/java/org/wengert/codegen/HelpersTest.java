package org.wengert.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.SourceText;

/** A helper that is added to a file with derive clauses changes nothing of its class. */
class HelpersTest {

    private static final String CLAUSE = "\nderive f: gradient\n";

    private static List<String> signatures(String program) {
        Compilation compilation =
                Compiler.compile(SourceText.of("Example.expr", program), CompilerOptions.named("Example", "f"));
        assertThat(compilation.succeeded()).isTrue();
        return compilation
                .java()
                .text()
                .lines()
                .filter(line -> line.contains("public "))
                .toList();
    }

    @Test
    void nothingIsGeneratedOfAHelper() {
        List<String> alone = signatures("f(x) = x*exp(x)" + CLAUSE);
        assertThat(alone).hasSize(3);
        assertThat(signatures("g(x) = exp(x)\nf(x) = x*g(x)" + CLAUSE)).isEqualTo(alone);
        assertThat(signatures("g(v: real[n]) = sum(v)\nf(x) = x*exp(x)\nh(x) = f(x)^2" + CLAUSE))
                .isEqualTo(alone);
    }

    @Test
    void withoutClausesAllFunctionsAre() {
        assertThat(signatures("g(x) = exp(x)\nf(x) = x*g(x)")).anyMatch(line -> line.contains("class g"));
    }
}
