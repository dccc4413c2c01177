package org.wengert.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wengert.syntax.Parsed.codes;
import static org.wengert.syntax.Parsed.said;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wengert.diagnostic.Code;

class ErrorsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '~', textBlock = """
        x + )       @ 1:5 unopened-bracket: ')' closes nothing | leave it out, or open it before
        f(x, )      @ 1:6 unexpected: expected an expression, found ')'
        x + * y     @ 1:5 unexpected: expected an expression, found '*'
        x +         @ 1:3 unexpected: expected an expression after '+', found the end of the file
        (x + 1      @ 1:1 unclosed-bracket: '(' is never closed | close it with ')'
        x*[1, (2    @ 1:7 unclosed-bracket: '(' is never closed | close it with ')'
        (x]         @ 1:3 unopened-bracket: ']' closes nothing | leave it out, or open it before
        a < b < c   @ 1:7 chained-comparison: comparisons cannot be chained | write 'a < b and b < c'
        not a < b   @ 1:1 not-before-comparison: 'not' binds tighter than '<' | write 'not (a < ...)'
        2x          @ 1:1 missing-operator: an operator is missing between '2' and 'x' | a product is written '2*x'
        2(x+1)      @ 1:1 missing-operator: an operator is missing between '2' and '(' | a product is written '2*(...)'
        x y         @ 1:1 missing-operator: an operator is missing between 'x' and 'y' | a product is written 'x*y'
        sin x       @ 1:1 missing-operator: an operator is missing between 'sin' and 'x' | a call is written 'sin(x)'
        max x, y    @ 1:1 missing-operator: an operator is missing between 'max' and 'x' | a call is written 'max(x, ...)'
        0x1F + a    @ 1:1 missing-operator: an operator is missing between '0' and 'x1F' | numbers are decimal
        1_000       @ 1:1 missing-operator: an operator is missing between '1' and '_000' | digits are written without '_' between them
        2.0f        @ 1:1 missing-operator: an operator is missing between '2.0' and 'f' | a number has no suffix; for a product write '*'
        1,5         @ 1:2 unexpected: ',' stands between no arguments | a decimal point is written '.', as in 1.5
        c ? a       @ 1:5 unexpected: expected ':' and the other branch, found the end of the file | a conditional has two branches: 'c ? a : b'
        (c ? a)     @ 1:7 unexpected: expected ':' and the other branch, found ')' | a conditional has two branches: 'c ? a : b'
        x + if      @ 1:5 unexpected: expected an expression, found 'if' | 'if' is a word of the language and cannot be a name
        derive f    @ 1:8 unexpected: expected ':' after 'f', found the end of the file
        * y         @ 1:1 unexpected: a line cannot begin with '*' | to go on from the line before, end that with the operator, or put parentheses around both
        return x    @ 1:1 top-level-statement: 'return' stands outside of a function | 'return' stands in the body of a function
        y = x^2     @ 1:1 top-level-statement: 'y = ...' stands outside of a function | write the expression alone, or a function with its parameters, as in 'y(x) = ...'
        x + y = 2   @ 1:1 misplaced-assignment: only a function can be defined, and this is not 'name(parameters)' | '==' compares; an equation is not solved, write one side minus the other
        f(x) = (y = 2)   @ 1:11 misplaced-assignment: '=' gives a name its value, which an expression cannot | '==' compares
        let x = 3   @ 1:1 foreign-spelling: 'let' is not a word of the language | a name is given as in 'x = 1', without 'let'
        def f(x)    @ 1:1 foreign-spelling: 'def' is not a word of the language | a function is defined as in 'f(x) = x^2', without 'def'
        f(x: doubl) = x  @ 1:6 unknown-type: 'doubl' is not a type | a parameter is 'real', which need not be written, 'real[n]', 'real[n, m]' or 'int'
        f(x) = g(y: real) @ 1:13 malformed-definition: a type stands outside of the head of a definition | only a definition has types, as in 'f(x: real) = x^2'
        f(x^2) = x  @ 1:3 malformed-definition: a parameter is a name | compute with it on the right of '='
        for i       @ 1:1 unexpected: expected an expression or a definition, found 'for' | 'for' is a word of the language and cannot be a name
        sum(x for i in n)  @ 1:17 malformed-range: 'for' needs an index and its range, found ')' | it is written as in 'for i in 0:n'
        sum(x for i = 0:n) @ 1:13 malformed-range: 'for' needs an index and its range, found '=' | it is written as in 'for i in 0:n'
        [x for 0:n] @ 1:8 malformed-range: 'for' needs an index and its range, found '0' | it is written as in 'for i in 0:n'
        1e999       @ 1:1 number-overflow: '1e999' is larger than the largest double, 1.7976931348623157e308 | write 'inf' if infinity is meant
        1e-999      @ 1:1 number-underflow: '1e-999' is smaller than the smallest double, 4.9e-324, and is read as 0 | write '0' if zero is meant, or rescale
        1.2.3       @ 1:1 malformed-number: '1.2.3' is not a number | a number has one decimal point, as in 2.5e-3
        $x$         @ 1:1 stray-character: '$' has no meaning in a formula | a formula stands by itself, without '$' around it
        x.y         @ 1:2 stray-character: '.' has no meaning in a formula | a decimal point stands between digits; names have no parts
        """)
    void saysWhatIsWrongAndHowToMendIt(String program, String expected) {
        assertThat(said(program)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '~', textBlock = """
        x**2           @ (^ x 2)
        a && b || !c   @ ((a AND b) OR (NOT c))
        a & b          @ (a AND b)
        a | b          @ (a OR b)
        a <> b         @ (NOT_EQUAL a b)
        a ≤ b          @ (LESS_EQUAL a b)
        x = 3;         @ none
        |x| + 1        @ ((abs x) ADD 1)
        |x - |y||      @ (abs (x SUBTRACT (abs y)))
        ||x||          @ (abs (abs x))
        √x + √(y)      @ ((sqrt x) ADD (sqrt y))
        x² + y⁻¹²      @ ((^ x 2) ADD (^ y (MINUS 12)))
        a − b × c ÷ d  @ (a SUBTRACT (b MULTIPLY c DIVIDE d))
        １２ ＋ x        @ (12 ADD x)
        Math.exp(x)    @ (exp x)
        ∞ - x          @ (inf SUBTRACT x)
        x // y         @ x
        x /* y */ + z  @ (x ADD z)
        """)
    void readsForeignSpellingsAsTheyAreMeant(String program, String tree) {
        assertThat(said(program)).contains(" foreign-spelling: ").doesNotContain("\n");
        assertThat(Parsed.of(program).program().map(Parsed::tree).orElse("none"))
                .isEqualTo(tree);
    }

    @Test
    void namesTheCodePointOfWhatCannotBeSeen() {
        assertThat(said("x\u00a0+ y\u200b"))
                .isEqualTo("1:2 invisible-character: invisible character U+00A0 (no-break space) | put a plain space");
        assertThat(said("x + \u202ey")).contains("U+202E (right-to-left override)");
        assertThat(said("x # \u2066 hidden")).contains("U+2066 (left-to-right isolate)");
        assertThat(said("x\ufe0f")).contains("U+FE0F (variation selector-16)");
        assertThat(said("x + \u0007")).contains("U+0007 (bel) has no meaning here");
        assertThat(said("x + \ud800")).contains("U+D800");
    }

    @Test
    void warnsOfNamesThatLookTheSame() {
        assertThat(said("f(c, с) = c + с"))
                .isEqualTo("1:6 look-alike-names: 'с' looks like another name of this file, but is not the same: it has"
                        + " U+0441 (cyrillic small letter es) where the other has U+0063 (latin small letter c)"
                        + " | give one of them another name, or write both alike");
        assertThat(codes("\u00b5 + \u03bc")).isEqualTo("1:5 look-alike-names");
        assertThat(codes("e\u0301 + \u00e9 + ν + v + x_1 + x_l")).isEmpty();
    }

    @Test
    void reportsTheErrorsOfEveryLineInOneRun() {
        String program = """
                g(x = 2
                f(x) = x +
                h(x) = {
                  a = x * * 2
                  b = 2x
                  if a > { c = 1 } else { c = 2 }
                  return a b
                  d = 3
                }
                derive f: gradient(
                k(x) = (x
                """;
        assertThat(codes(program))
                .isEqualTo("1:2 unclosed-bracket, 2:10 unexpected, 4:11 unexpected, 5:7 missing-operator,"
                        + " 6:10 unexpected, 7:10 missing-operator, 8:3 unreachable-statement,"
                        + " 10:19 unclosed-bracket, 11:8 unclosed-bracket");
    }

    @Test
    void anUnclosedBraceEndsWhereTheNextFunctionBegins() {
        assertThat(codes("f(x) = {\n  if x > 1 {\n    y = 1\n  return x\n\ng(x) = 2x\n"))
                .isEqualTo("1:8 unclosed-bracket, 2:12 unclosed-bracket, 6:8 missing-operator");
    }

    @Test
    void anIndentedFunctionInABodyIsNested() {
        assertThat(codes("f(x) = {\n  g(y) = y\n  return g(x)\n}")).isEqualTo("2:3 nested-function");
    }

    @Test
    void aHeadWithoutItsSignIsStillADefinition() {
        assertThat(codes("f(x) {\n  return 2x\n}\n")).isEqualTo("1:6 malformed-definition, 2:10 missing-operator");
    }

    @Test
    void aLineThatBeginsWithASignIsToldHowToGoOn() {
        assertThat(said("x\n+ y")).contains("several-expressions").contains("end that with the operator");
        assertThat(said("f(x) = {\n y = x\n + 1\n return y }"))
                .contains("unused-value")
                .contains("end that with");
    }

    @Test
    void saysThatThereAreMoreThanTwentyLinesWithErrors() {
        Parsed parsed = Parsed.of("x + * y\n".repeat(1000));
        assertThat(parsed.diagnostics()).hasSize(SyntaxErrors.MOST + 1);
        assertThat(parsed.diagnostics().get(SyntaxErrors.MOST).code()).isEqualTo(Code.TOO_MANY_ERRORS);
    }

    @Test
    void quotesOnlyTheBeginningOfWhatIsLong() {
        assertThat(said("x " + "y".repeat(100_000))).hasSizeLessThan(300);
    }
}
