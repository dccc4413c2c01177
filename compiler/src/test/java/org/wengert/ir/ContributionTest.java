package org.wengert.ir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContributionTest {

    private static final Phrase LINE = Phrase.of("c = sqrt(b[i])");

    /** {@code c = sqrt(b[i]), cBar = fBar:  bBar += cBar/(2*c)}. */
    private final Contribution root = new Contribution(
            LINE,
            List.of(new Contribution.Known("cBar", Phrase.of("fBar"))),
            Optional.of(AppliedRule.added("bBar", Phrase.of("cBar/(2*c)"))),
            Optional.empty(),
            List.of());

    @Test
    void saysTheLineAndTheRule() {
        assertThat(root).hasToString("c = sqrt(b[i]), cBar = fBar:  bBar += cBar/(2*c)");
        assertThat(root.line()).isEqualTo("c = sqrt(b[i]), cBar = fBar");
    }

    @Test
    void knowsNamesFromPartsOfNames() {
        assertThat(root.speaksOf(Set.of("fBar"))).isTrue();
        assertThat(root.speaksOf(Set.of("b[i]"))).isTrue();
        assertThat(root.speaksOf(Set.of("Bar", "sq", "bBar"))).isFalse();
    }

    @Test
    void callsWhatItReadsAsTheLineDoes() {
        assertThat(root.knowing("fBar", "1")).hasToString("c = sqrt(b[i]), cBar = 1:  bBar += cBar/(2*c)");
        assertThat(root.knowing("cBar", "v3")).hasToString("c = sqrt(b[i]), cBar = v3:  bBar += cBar/(2*c)");
        assertThat(root.knowing("c", "x[0]")).hasToString("c = sqrt(b[i]), cBar = fBar, c = x[0]:  bBar += cBar/(2*c)");
        assertThat(root.knowing("bBar", "aBar")).isEqualTo(root);
    }

    @Test
    void givesWhatTheLineGives() {
        assertThat(root.in("bBarNext_2").ruleText()).isEqualTo("bBarNext += cBar/(2*c)");
        assertThat(root.in("aBar")).isEqualTo(root);
        assertThat(root.gives("bBar_2")).isTrue();
        assertThat(root.in("bBarSum").gives("bBar")).isFalse();
        assertThat(root.as("v1").ruleText()).isEqualTo("v1 = cBar/(2*c)");
    }

    @Test
    void knowsWhatGoesOn() {
        Phrase state = Phrase.of("sBar");
        assertThat(new Contribution(LINE, AppliedRule.added("sBar", state), Optional.empty(), List.of()).isKept())
                .isTrue();
        assertThat(new Contribution(LINE, AppliedRule.given("sBar", state), Optional.empty(), List.of()).isKept())
                .isFalse();
    }

    @Test
    void spellsIndicesAsTheLoopDoes() {
        assertThat(root.spelled((word, subscript) -> subscript ? "k+1" : word).line())
                .isEqualTo("c = sqrt(b[k+1]), cBar = fBar");
    }
}
