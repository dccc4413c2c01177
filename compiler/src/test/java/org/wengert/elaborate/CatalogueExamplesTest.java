package org.wengert.elaborate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.arrays.ArrayProgram;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostic;

class CatalogueExamplesTest {

    /** What a text of a few lines cannot show, or not without an option. */
    private static final Set<Code> WITHOUT_EXAMPLE = EnumSet.of(
            Code.UNREADABLE_FILE,
            Code.NOT_UTF8,
            Code.BINARY_FILE,
            Code.TOO_MANY_ERRORS,
            Code.UNTESTED,
            Code.EXPENSIVE_GRADIENT);

    private static Stream<Code> codes() {
        return Arrays.stream(Code.values()).filter(c -> c.example().isPresent());
    }

    private static List<Diagnostic> said(String program) {
        return ArrayProgram.diagnostics(program);
    }

    @Test
    void everyCodeThatALittleProgramCanShowHasAnExample() {
        assertThat(Arrays.stream(Code.values()).filter(c -> c.example().isEmpty()))
                .containsExactlyInAnyOrderElementsOf(WITHOUT_EXAMPLE);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void isReportedForItsExampleAlone(Code code) {
        assertThat(said(code.example().orElseThrow().wrong()))
                .extracting(Diagnostic::code)
                .isNotEmpty()
                .containsOnly(code);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void itsMendCompiles(Code code) {
        assertThat(said(code.example().orElseThrow().right())).isEmpty();
    }
}
