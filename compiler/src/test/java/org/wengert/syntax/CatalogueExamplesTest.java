package org.wengert.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostic;

class CatalogueExamplesTest {

    static Stream<Code> codes() {
        return Stream.of(Code.values())
                .filter(c -> c.stage() == Code.Stage.SYNTAX && c.example().isPresent());
    }

    @ParameterizedTest
    @MethodSource("codes")
    void isReportedForItsExampleAlone(Code code) {
        Parsed parsed = Parsed.of(code.example().orElseThrow().wrong());
        assertThat(parsed.diagnostics()).extracting(Diagnostic::code).containsOnly(code);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void isNotReportedForTheMend(Code code) {
        assertThat(Parsed.said(code.example().orElseThrow().right())).isEmpty();
    }
}
