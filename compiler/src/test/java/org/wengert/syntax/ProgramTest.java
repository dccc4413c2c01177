package org.wengert.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wengert.syntax.Parsed.tree;

import org.junit.jupiter.api.Test;

class ProgramTest {

    @Test
    void aBareExpressionIsAProgram() {
        assertThat(tree("# kernel\n\ny*log(x) + 1 # value\n")).isEqualTo("((y MULTIPLY (log x)) ADD 1)");
    }

    @Test
    void aFunctionReturnsItsExpression() {
        assertThat(tree("f(x, y: real) = x*y\nderive f: gradient(x, y), hvp\n"))
                .isEqualTo("(define (f x y:real) (return (x MULTIPLY y)))(derive f (gradient x y) (hvp))");
    }

    @Test
    void aBodyIsStatements() {
        String program = """
                f(x) = {
                  a = x^2
                  if a > 1 { b = 1 } else if a < -1 {
                    b = 2
                  }
                  else
                  {
                    b = 3
                  }
                  return a,
                    b
                }
                """;
        assertThat(tree(program))
                .isEqualTo("(define (f x) (= a (^ x 2)) (if ((GREATER a 1) (= b 1)) ((LESS a (MINUS 1)) (= b 2))"
                        + " (else (= b 3))) (return a b))");
    }

    @Test
    void aBodyMayStandOnOneLine() {
        assertThat(tree("f(x) = { return x }\ng() = { }")).isEqualTo("(define (f x) (return x))(define (g))");
    }

    @Test
    void commentLinesDirectlyAboveAFunctionDocumentIt() {
        Parsed parsed = Parsed.of("# not this\n\n# The square.\n#   of x\n##\nf(x) = x^2 # nor this\ng(x) = x");
        var functions = parsed.program().orElseThrow().functions();
        assertThat(functions.get(0).documentation()).containsExactly("The square.", "  of x", "");
        assertThat(functions.get(1).documentation()).isEmpty();
    }

    @Test
    void everyKindOfLineEndEndsALine() {
        assertThat(tree("f(x) = x\rg(x) = x\r\nh(x) = x\n"))
                .isEqualTo("(define (f x) (return x))(define (g x) (return x))(define (h x) (return x))");
    }

    @Test
    void aMendedProgramIsThereWithItsErrors() {
        Parsed parsed = Parsed.of("x**2 × Math.ln(y)");
        assertThat(parsed.program().map(Parsed::tree)).contains("((^ x 2) MULTIPLY (log y))");
        assertThat(parsed.diagnostics()).hasSize(1);
    }
}
