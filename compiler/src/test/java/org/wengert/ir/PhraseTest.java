package org.wengert.ir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhraseTest {

    @Test
    void hasWordsAndNoNumbers() {
        assertThat(Phrase.of("2e5*α_1 + log1p(x[i,2]) - #").words()).containsExactly("α_1", "log1p", "x", "i", "#");
    }

    @Test
    void leavesOutParenthesesWhereThereAreSome() {
        Phrase.Part sum = new Phrase.Part(Phrase.of("p + q"), true);
        assertThat(filled("2*x", sum)).isEqualTo("2*(p + q)");
        assertThat(filled("sqrt(x)", sum)).isEqualTo("sqrt(p + q)");
        assertThat(filled("pow(2, x)", sum)).isEqualTo("pow(2, p + q)");
    }

    private static String filled(String template, Phrase.Part x) {
        return Phrase.of(template)
                .filled(word -> word.equals("x") ? x : new Phrase.Part(Phrase.of(word), false))
                .toString();
    }

    @Test
    void mentionsElementsByName() {
        Phrase phrase = Phrase.of("a[1] + bBar");
        assertThat(phrase.mentions("a[1]")).isTrue();
        assertThat(phrase.mentions("a")).isTrue();
        assertThat(phrase.mentions("Bar")).isFalse();
        assertThat(phrase.mentions("b")).isFalse();
    }

    @Test
    void takesEndingsOffNames() {
        assertThat(Ending.plain("sBarNext_2")).isEqualTo("sBar");
        assertThat(Ending.KEPT.on("a[1]")).isEqualTo("aKept[1]");
        assertThat(Ending.KEPT.without("aKept[1]")).isEqualTo("a[1]");
        assertThat(Ending.unnumbered("x_y")).isEqualTo("x_y");
        assertThat(Ending.isPart("aBarSum_3", "aBar")).isTrue();
        assertThat(Ending.isAdjoint("aBarBranch[0]")).isTrue();
        assertThat(Ending.isAdjoint("totalSum")).isFalse();
    }
}
