package org.wengert.elaborate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.SourceText;

/** {@code derive f: ode(20)}: which parameters are states, and what is said where there are none. */
class StatesTest {

    private static Compilation compile(String function, String product) {
        return Compiler.compile(
                SourceText.of("f.expr", "f" + function + "\nderive f: " + product), CompilerOptions.named("f"));
    }

    private static String lines(String function) {
        return function.replace("{ ", "{\n").replace(" }", "\n}");
    }

    private static String messages(Compilation compilation) {
        return compilation.diagnostics().stream()
                .map(d ->
                        d.span().start() + ": " + d.message() + " | " + d.hint().orElse(""))
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "'(x, v) = { return v, -x }',               ode(3),               '0 1'",
        "'(t, x, v) = { return v, -x*t }',          ode(3),               '1 2'",
        "'(a, x) = a*x',                            'ode(3, x)',          '1'",
        "'(a, t) = a*t',                            'ode(3, t)',          '1'",
        "'(x: real[n], t) = t*x',                   ode(3),               '0'",
        "'(x, v, g) = { return v, -g, x }',         'ode(3, x, v)',       '0 1'",
        "'(x, v, g, t) = { return v, -g }',         tangent ode(3),       '0 1 2'",
        "'(x, v, g, t) = { return v, -g }',         'tangent ode(3, x, v)', '0 1'"
    })
    void takesStates(String function, String product, String states) {
        Compilation compilation = compile(lines(function), product);
        assertThat(messages(compilation)).isEmpty();
        assertThat(compilation.functions().get(0).requests().get(0).active().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(states);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "(x) = { return x, 2*x } | ode(3) | each result of 'f' is the slope of a parameter: it has 2 results and 1 parameter that can be a state"
                        + " | name the states, ode(3, x); results behind theirs are events",
                "(x, t) = t*x | ode(3, x, t) | each state needs a result that is its slope: 'f' has 1 result, and 2 parameters are named"
                        + " | leave out what is no state: the time is the parameter t, all others are constant",
                "(x, v) = { return v, -x } | tangent ode(3, x) | each state needs a result that is its slope: 'f' has 2 results, and 1 parameter is named"
                        + " | name all states first, then the parameters to differentiate by",
                "(x: real[n], c) = sum(x)*c | ode(3, x) | result 1 of 'f' is a number, and the state 'x', whose slope it is, is [n]"
                        + " | name the states in the order of their slopes",
                "(x, v) = { return v, -x } | ode | ode is asked for with a degree"
                        + " | ode(20) takes the first parameters as the states, and ode(20, x) takes x",
                "(x, v) = { return v, -x } | ode(0) | the degree of ode is an integer from 1 to 1000, this is 0"
                        + " | ode(20) takes the first parameters as the states, and ode(20, x) takes x",
                "(x, v) = { return v, -x } | ode(3, x, w) | 'f' has no parameter 'w' | its parameters are x, v"
            })
    void saysWhatDoesNotFit(String function, String product, String message, String hint) {
        Compilation compilation = compile(lines(function), product);
        assertThat(compilation.diagnostics()).hasSize(1);
        assertThat(compilation.diagnostics().get(0).message()).isEqualTo(message);
        assertThat(compilation.diagnostics().get(0).hint()).contains(hint);
    }
}
