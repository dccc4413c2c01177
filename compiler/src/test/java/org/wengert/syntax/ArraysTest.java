package org.wengert.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wengert.syntax.Parsed.said;
import static org.wengert.syntax.Parsed.tree;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The trees of vectors, matrices, ranges and loops. */
class ArraysTest {

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '~', textBlock = """
        x[i]                    @ (at x i)
        A[i, j + 1]             @ (at A i (j ADD 1))
        A[i,:]                  @ (at A i {:})
        x[a:b]                  @ (at x {a:b})
        x[a + 1:]               @ (at x {(a ADD 1):})
        x[:-b]                  @ (at x {:(MINUS b)})
        x[c ? 1 : 2]            @ (at x (? c 1 2))
        x[c ? 1 : 2 : n]        @ (at x {(? c 1 2):n})
        x[c ? d ? 1 : 2 : 3]    @ (at x (? c (? d 1 2) 3))
        x[: c ? 1 : 2]          @ (at x {:(? c 1 2)})
        c ? x[a:b] : y          @ (? c (at x {a:b}) y)
        x[y[i]][j]              @ (at (at x (at y i)) j)
        (A + B)[0, :]           @ (at (A ADD B) 0 {:})
        f(x)[i]'                @ (' (at (f x) i))
        """)
    void subscriptsAreIndicesAndSlices(String text, String tree) {
        assertThat(tree(text)).isEqualTo(tree);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '~', textBlock = """
        [a, b, c]               @ [a b c]
        []                      @ []
        [a, b; c, d]            @ [[a b; c d]]
        [a; b]                  @ [[a; b]]
        [1, 2; 3]               @ [[1 2; 3]]
        [[1, 2], [3]]           @ [[1 2] [3]]
        [c ? a : b, -d]         @ [(? c a b) (MINUS d)]
        [a, b][0]               @ (at [a b] 0)
        """)
    void bracketsHoldVectorsAndMatrices(String text, String tree) {
        assertThat(tree(text)).isEqualTo(tree);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '~', textBlock = """
        [x[i]^2 for i in 0:n]               @ [(^ (at x i) 2) (in i 0 n)]
        [i*j for i in 0:n, j in i:m + 1]    @ [(i MULTIPLY j) (in i 0 n) (in j i (m ADD 1))]
        sum(x[i] for i in 0:n)              @ (sum (at x i) (in i 0 n))
        any_name(e for i in a:b, j in 0:i)  @ (any_name e (in i a b) (in j 0 i))
        sum(sum(A[i,j] for j in 0:i) for i in 0:n)   @ (sum (sum (at A i j) (in j 0 i)) (in i 0 n))
        [c ? i : 0 for i in c ? 0 : 1 : n]  @ [(? c i 0) (in i (? c 0 1) n)]
        [i for i in 0:c ? 1 : 2]            @ [i (in i 0 (? c 1 2))]
        [[i for i in 0:2] for j in 0:3]     @ [[i (in i 0 2)] (in j 0 3)]
        [in for in in in:in]                @ [in (in in in in)]
        """)
    void rangesMakeComprehensionsAndReductions(String text, String tree) {
        assertThat(tree(text)).isEqualTo(tree);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '~', textBlock = """
        U[k]*x          @ ((at U k) MULTIPLY x)
        A'*B            @ ((' A) MULTIPLY B)
        A''             @ (' (' A))
        x[i]^2          @ (^ (at x i) 2)
        -x[i]'          @ (MINUS (' (at x i)))
        x^y'            @ (^ x (' y))
        x^-y[i]         @ (^ x (MINUS (at y i)))
        x.^-y.^z        @ (.^ x (MINUS (.^ y z)))
        x^y.^z          @ (^ x (.^ y z))
        x.^y^z          @ (.^ x (^ y z))
        -x.^2           @ (MINUS (.^ x 2))
        A \\ b*c ./ d .* e   @ (A SOLVE b MULTIPLY c ELEMENTWISE_DIVIDE d ELEMENTWISE_MULTIPLY e)
        a .+ b - c .- d + e  @ (a ELEMENTWISE_ADD b SUBTRACT c ELEMENTWISE_SUBTRACT d ADD e)
        a.*-b .+ c      @ ((a ELEMENTWISE_MULTIPLY (MINUS b)) ELEMENTWISE_ADD c)
        a .+ 1 < b      @ (LESS (a ELEMENTWISE_ADD 1) b)
        (a .* b)'       @ (' (a ELEMENTWISE_MULTIPLY b))
        2'              @ (' 2)
        """)
    void bindAsTheTableSays(String text, String tree) {
        assertThat(tree(text)).isEqualTo(tree);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '~', textBlock = """
        1./x        @ (1 ELEMENTWISE_DIVIDE x)
        2.*x        @ (2 ELEMENTWISE_MULTIPLY x)
        2.5.*x      @ (2.5 ELEMENTWISE_MULTIPLY x)
        .5.^x       @ (.^ .5 x)
        1e-3.+x     @ (1e-3 ELEMENTWISE_ADD x)
        2..-x       @ (2. ELEMENTWISE_SUBTRACT x)
        2. *x       @ (2. MULTIPLY x)
        x.*.5       @ (x ELEMENTWISE_MULTIPLY .5)
        2. + x      @ (2. ADD x)
        """)
    void aPointBeforeAnOperatorBelongsToIt(String text, String tree) {
        assertThat(tree(text)).isEqualTo(tree);
    }

    @Test
    void loopsAreStatements() {
        String program = """
                f(U: real[K,d,d], x0: real[d], K: int, s: real) = {
                  x = x0
                  for k in 0:K {
                    x = x + U[k]*x
                    for j in k + 1:K checkpoint(sqrt(K)) { s = s*j }
                  }
                  for k in 0:rows(U)'
                  { }
                  return x
                }
                """;
        assertThat(tree(program))
                .isEqualTo("(define (f U:real[K d d] x0:real[d] K:int s:real) (= x x0)"
                        + " (for k 0 K (= x (x ADD ((at U k) MULTIPLY x)))"
                        + " (for j (k ADD 1) K (checkpoint (sqrt K)) (= s (s MULTIPLY j))))"
                        + " (for k 0 (' (rows U))) (return x))");
    }

    @Test
    void aShapeIsOfExpressions() {
        assertThat(tree("f(x: real[2*n + 1, max(n, 3)]) = x"))
                .isEqualTo("(define (f x:real[((2 MULTIPLY n) ADD 1) (max n 3)]) (return x))");
    }

    @Test
    void theWordsOfALoopAreNamesElsewhere() {
        assertThat(tree("f(in, checkpoint) = in*checkpoint(in, checkpoint)"))
                .isEqualTo("(define (f in checkpoint) (return (in MULTIPLY (checkpoint in checkpoint))))");
        assertThat(tree("f(n) = {\ncheckpoint = n\nin = n\nfor in in in:checkpoint checkpoint(checkpoint) {}\n}"))
                .isEqualTo("(define (f n) (= checkpoint n) (= in n) (for in in checkpoint (checkpoint checkpoint)))");
    }

    @Test
    void linesDoNotEndInsideOfBrackets() {
        assertThat(tree("[a,\n b;\n c\n, d\n]")).isEqualTo("[[a b; c d]]");
        assertThat(tree("f(x) = {\ny = [x[i]\n\n  for i\n  in 0\n  :n]\nreturn sum(y[i] #!\n for i in 0:2)\n}"))
                .isEqualTo("(define (f x) (= y [(at x i) (in i 0 n)]) (return (sum (at y i) (in i 0 2))))");
        assertThat(tree("A \\\n b .*\n c")).isEqualTo("(A SOLVE b ELEMENTWISE_MULTIPLY c)");
        assertThat(tree("f(n) = {\nfor k in\n0:\nn {}\n}")).isEqualTo("(define (f n) (for k 0 n))");
    }

    @Test
    void spansReachFromTheFirstToTheLastCharacter() {
        String text = "(A + b)'[i, 2:n] .* [e, 1; f, 2] + sum(2.*x[k] for k in 0:n, j in a:b)";
        Parsed parsed = Parsed.of(text);
        var sum = (Syntax.Chain) parsed.program().orElseThrow().expression().orElseThrow();
        var product = (Syntax.Chain) sum.first();
        var index = (Syntax.Index) product.first();
        var reduction = (Syntax.Reduction) sum.links().get(0).operand();
        var twice = (Syntax.Chain) reduction.element();
        assertThat(List.of(
                        index,
                        index.base(),
                        index.subscripts().get(0),
                        index.subscripts().get(1),
                        product.links().get(0),
                        product.links().get(0).operand(),
                        reduction,
                        reduction.ranges().get(0),
                        reduction.ranges().get(1).index(),
                        twice.first(),
                        twice.links().get(0)))
                .extracting(s -> parsed.source().text(s.span()))
                .containsExactly(
                        "(A + b)'[i, 2:n]",
                        "(A + b)'",
                        "i",
                        "2:n",
                        ".* [e, 1; f, 2]",
                        "[e, 1; f, 2]",
                        "sum(2.*x[k] for k in 0:n, j in a:b)",
                        "k in 0:n",
                        "j",
                        "2",
                        ".*x[k]");
    }

    @Test
    void theSpansOfALoopAndOfATypeReachOverThem() {
        Parsed parsed = Parsed.of("f(x: real[n, 2]) = {\n for k in 0:n {\n }\n}");
        var function = parsed.program().orElseThrow().functions().get(0);
        var type = function.parameters().get(0).type().orElseThrow();
        assertThat(parsed.source().text(type.span())).isEqualTo("real[n, 2]");
        assertThat(parsed.source().text(type.base().span())).isEqualTo("real");
        assertThat(parsed.source().text(function.body().get(0).span())).isEqualTo("for k in 0:n {\n }");
    }

    @Test
    void aSemicolonIsTheEndOfALineOutsideOfSquareBrackets() {
        assertThat(said("f(x) = {\n y = x;\n return [y; f(x; 1)]\n}"))
                .isEqualTo("2:7 foreign-spelling: ';' is not an operator here"
                        + " | leave ';' out: a new line ends a statement\n"
                        + "3:16 foreign-spelling: ';' is not an operator here"
                        + " | leave ';' out: a new line ends a statement");
    }
}
