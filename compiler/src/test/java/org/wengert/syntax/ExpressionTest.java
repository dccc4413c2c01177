package org.wengert.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wengert.syntax.Parsed.tree;

import org.junit.jupiter.api.Test;

class ExpressionTest {

    @Test
    void powerBindsTighterThanASign() {
        assertThat(tree("-x^2")).isEqualTo("(MINUS (^ x 2))");
    }

    @Test
    void anExponentMayCarryASign() {
        assertThat(tree("x^-2*y")).isEqualTo("((^ x (MINUS 2)) MULTIPLY y)");
        assertThat(tree("x^-y^z")).isEqualTo("(^ x (MINUS (^ y z)))");
    }

    @Test
    void powerGroupsToTheRight() {
        assertThat(tree("a^b^c")).isEqualTo("(^ a (^ b c))");
        assertThat(tree("(a^b)^c")).isEqualTo("(^ (^ a b) c)");
    }

    @Test
    void aCallBindsTighterThanPower() {
        assertThat(tree("f(x)^g(y, 1)")).isEqualTo("(^ (f x) (g y 1))");
    }

    @Test
    void aSignBindsTighterThanAProduct() {
        assertThat(tree("-a*b")).isEqualTo("((MINUS a) MULTIPLY b)");
        assertThat(tree("a*-b")).isEqualTo("(a MULTIPLY (MINUS b))");
        assertThat(tree("a - -b")).isEqualTo("(a SUBTRACT (MINUS b))");
    }

    @Test
    void operatorsOfOnePrecedenceAreOneChain() {
        assertThat(tree("a - b + c")).isEqualTo("(a SUBTRACT b ADD c)");
        assertThat(tree("a*b/c*d")).isEqualTo("(a MULTIPLY b DIVIDE c MULTIPLY d)");
        assertThat(tree("a + b*c - d")).isEqualTo("(a ADD (b MULTIPLY c) SUBTRACT d)");
    }

    @Test
    void parenthesesKeepAChainApart() {
        assertThat(tree("(a + b) + c")).isEqualTo("((a ADD b) ADD c)");
        assertThat(tree("a - (b - c)")).isEqualTo("(a SUBTRACT (b SUBTRACT c))");
    }

    @Test
    void comparisonsBindLooserThanSumsAndTighterThanAnd() {
        assertThat(tree("a + 1 < b and c >= d or not p ? x : y"))
                .isEqualTo("(? (((LESS (a ADD 1) b) AND (GREATER_EQUAL c d)) OR (NOT p)) x y)");
    }

    @Test
    void conditionalsGroupToTheRight() {
        assertThat(tree("p ? a : q ? b : c")).isEqualTo("(? p a (? q b c))");
        assertThat(tree("p ? q ? a : b : c")).isEqualTo("(? p (? q a b) c)");
    }

    @Test
    void numbersKeepTheirSpelling() {
        assertThat(tree("2 + .5 + 2. + 1e-3 + 2.5E-3")).isEqualTo("(2 ADD .5 ADD 2. ADD 1e-3 ADD 2.5E-3)");
    }

    @Test
    void namesAreUnicodeInNormalFormC() {
        assertThat(tree("θ_1 + e\u0301 + x\u0302 + 𝑥")).isEqualTo("(θ_1 ADD \u00e9 ADD x\u0302 ADD 𝑥)");
    }

    @Test
    void aWordOfTheLanguageMayBeginAName() {
        assertThat(tree("iffy + order + notes + android")).isEqualTo("(iffy ADD order ADD notes ADD android)");
    }

    @Test
    void linesGoOnInsideBracketsAndAfterOperators() {
        assertThat(tree("(a\n+ b)\n\n")).isEqualTo("(a ADD b)");
        assertThat(tree("a +\n\n # why\n b")).isEqualTo("(a ADD b)");
        assertThat(tree("c ?\n a :\n b")).isEqualTo("(? c a b)");
        assertThat(tree("f(a,\r\nb\r)")).isEqualTo("(f a b)");
    }

    @Test
    void spansReachFromTheFirstToTheLastCharacter() {
        Parsed parsed = Parsed.of("1 + (𝑥 + y)*2");
        Syntax.Chain sum =
                (Syntax.Chain) parsed.program().orElseThrow().expression().orElseThrow();
        Syntax.Chain product = (Syntax.Chain) sum.links().get(0).operand();
        assertThat(parsed.source().text(sum.span())).isEqualTo("1 + (𝑥 + y)*2");
        assertThat(parsed.source().text(sum.links().get(0).span())).isEqualTo("+ (𝑥 + y)*2");
        assertThat(parsed.source().text(product.span())).isEqualTo("(𝑥 + y)*2");
        assertThat(parsed.source().text(product.first().span())).isEqualTo("𝑥 + y");
    }
}
