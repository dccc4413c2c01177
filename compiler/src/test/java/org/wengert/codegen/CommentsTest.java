package org.wengert.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommentsTest {

    @Test
    void keepsBracesThatBalance() {
        assertThat(Comments.code("f(x) = {\n  return x\n}")).isEqualTo("f(x) = {\n  return x\n}");
    }

    @Test
    void writesParenthesesForBracesThatWouldEndTheTag() {
        assertThat(Comments.code("f(x) = {\n  a = x ...")).isEqualTo("f(x) = (\n  a = x ...");
        assertThat(Comments.code("} {")).isEqualTo(") (");
    }

    @Test
    void keepsTheSolutionOfASystemAndLetsNoneEscape() {
        assertThat(Comments.code("f(A, b) = A \\ b")).isEqualTo("f(A, b) = A \\ b");
        assertThat(Comments.line("A\\u0041 \\\\uu \\U")).isEqualTo("A\\ u0041 \\\\ uu \\U");
    }
}
