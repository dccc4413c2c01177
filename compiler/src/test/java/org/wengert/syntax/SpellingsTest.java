package org.wengert.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingsTest {

    private static final List<String> BUILT_INS =
            List.of("sin", "sign", "sinh", "exp", "log", "sigmoid", "sqrt", "pi", "e");

    @Test
    void knowsWhatBuiltInsAreCalledElsewhere() {
        assertThat(Spellings.mend("ln")).contains("log");
        assertThat(Spellings.mend("ArcTan")).contains("atan");
        assertThat(Spellings.mend("π")).contains("pi");
        assertThat(Spellings.mend("weight")).isEmpty();
    }

    @Test
    void findsTheNameThatIsASlipAway() {
        assertThat(Spellings.closest("sigmiod", BUILT_INS)).contains("sigmoid");
        assertThat(Spellings.closest("Exp", BUILT_INS)).contains("exp");
        assertThat(Spellings.closest("sinn", BUILT_INS)).contains("sin");
        assertThat(Spellings.closest("sіn", BUILT_INS)).as("with a Cyrillic і").contains("sin");
    }

    @Test
    void doesNotGuessWildly() {
        assertThat(Spellings.closest("x", BUILT_INS)).isEmpty();
        assertThat(Spellings.closest("velocity", BUILT_INS)).isEmpty();
        assertThat(Spellings.closest("s".repeat(1_000_000), BUILT_INS)).isEmpty();
    }
}
