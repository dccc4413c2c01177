package org.wengert.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wengert.diagnostic.Code;
import org.wengert.grammar.ExprParser;
import org.wengert.shaded.antlr.BaseErrorListener;
import org.wengert.shaded.antlr.Parser;
import org.wengert.shaded.antlr.atn.ATNConfigSet;
import org.wengert.shaded.antlr.atn.PredictionMode;
import org.wengert.shaded.antlr.dfa.DFA;
import org.wengert.source.BigStack;
import org.wengert.source.SourceText;

/** Nothing that a file can hold gives anything but a program or diagnostics, and soon. */
class RobustnessTest {

    private static final long SEED = Long.getLong("wengert.seed", System.nanoTime());

    private static final int LIMIT = BoundedParser.LIMIT;

    private static final List<String> SEEDS = List.of("y*log(x)+sqrt(y*log(x))", """
            # doc
            f(x, y: real) = {
              a = x*y
              if a > 1 { b = -1e-3 } else if a < 0 {
                b = 2
              }
              else { b = 3 }
              return a,
                b^-2
            }
            g(x) = f(x, 2) != 3 ? not p and q : r or s
            derive f: gradient(x, y), hvp
            """);

    private static final String ALPHABET =
            "xyzfgπ0123456789.eE+-*/^<>=!?:,;()[]{}'\"$#|&@\\ \t\n\r_²×−√∞а\u00a0\u200b\ufeff\u0000\ud835\udc65";

    private static final List<String> WORDS = List.of(
            "if", "else", "return", "derive", "for", "and", "or", "not", "**", "&&", "f(x) = ", "{", "}", "\n", "//",
            "1.2.");

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        (;      x;  )
        f(;     x;  )
        -;      x;  ''
        'not '; x;  ''
        x^;     x;  ''
        'c ? a : '; x; ''
        'c ? ';  x; ' : a'
        x + (;   x; )
        |;       x; |
        """)
    void nestingIsReadToALimitAndReportedBeyond(String open, String inner, String close) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            String deep = open.repeat(LIMIT / 2 - 10) + inner + close.repeat(LIMIT / 2 - 10);
            assertThat(Parsed.of(deep).diagnostics()).extracting(d -> d.code()).doesNotContain(Code.LIMIT);
            assertThat(Parsed.of(deep).program()).isPresent();
            String deeper = open.repeat(20_000) + inner + close.repeat(20_000);
            assertThat(Parsed.of(deeper).program()).isEmpty();
        });
    }

    @Test
    void nestedBlocksAreReadToALimit() {
        String bomb = "f(x) = {" + "if x > 1 {\n".repeat(20_000) + "}".repeat(20_001);
        assertThat(Parsed.codes(bomb)).contains(" limit");
        assertThat(Parsed.codes("{".repeat(50_000))).contains("unclosed-bracket");
    }

    @Test
    void twentyThousandParenthesesAreReportedWithinASecond() {
        String bomb = "(".repeat(20_000) + "x" + ")".repeat(20_000);
        Parsed.of(bomb); // loads the parser
        assertTimeoutPreemptively(
                Duration.ofSeconds(1),
                () -> assertThat(Parsed.said(bomb))
                        .isEqualTo("1:2001 limit: this is nested more than 2000 levels deep"
                                + " | give parts of it names, each on a line of its own"));
    }

    @Test
    void lengthIsNotDepth() {
        assertThat(Parsed.of("x*y - ".repeat(100_000) + "x").program()).isPresent();
        assertThat(Parsed.of("f(x) = { if x > 1 {}" + " else if x > 2 {}".repeat(5_000) + "}")
                        .program())
                .isPresent();
        assertThat(Parsed.codes("x < ".repeat(50_000) + "x")).isEqualTo("1:7 chained-comparison");
        assertThat(Parsed.codes("1".repeat(1_000_000))).isEqualTo("1:1 number-overflow");
    }

    @Test
    void nothingIsQuadratic() {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            for (String bomb : List.of(
                    "[",
                    ")",
                    "{",
                    "}",
                    "f(\n",
                    "f(){}",
                    "/*\n",
                    "$",
                    "x +\n\n",
                    "|x",
                    "x;",
                    "'",
                    "a.",
                    "f(x) = x\n",
                    "# c\n",
                    "for i {",
                    "return",
                    "²")) {
                Parsed.of(bomb.repeat(20_000));
            }
            Parsed.of("[".repeat(20_000) + ")".repeat(20_000));
        });
    }

    @Test
    void anyBytesGiveAProgramOrDiagnostics() {
        onOneThread(random -> {
            for (int i = 0; i < 3_000; i++) {
                byte[] bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                check(new String(bytes, i % 2 == 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
            }
        });
    }

    @Test
    void mutatedProgramsGiveAProgramOrDiagnostics() {
        onOneThread(random -> {
            for (int i = 0; i < 7_000; i++) {
                check(mutated(SEEDS.get(i % SEEDS.size()), random));
            }
        });
    }

    /** Ten thousand parses share a thread, which is half of their time, and are bounded together. */
    private static void onOneThread(Consumer<Random> work) {
        assertTimeoutPreemptively(
                Duration.ofMinutes(2),
                () -> BigStack.call(() -> {
                    work.accept(new Random(SEED));
                    return SEED;
                }));
    }

    /** The claim of {@link org.wengert.syntax.Parser#antlr}: full context is never needed. */
    @Test
    void oneContextDecidesWhateverTheProgram() {
        Random random = new Random(SEED);
        for (int i = 0; i < 1_000; i++) {
            SourceText source = SourceText.of("test", mutated(SEEDS.get(i % SEEDS.size()), random));
            SyntaxErrors errors = new SyntaxErrors(source);
            ExprParser parser = org.wengert.syntax.Parser.antlr(
                    Layout.apply(source, errors, Scanner.scan(source, errors)), errors, context -> {});
            parser.getInterpreter().setPredictionMode(PredictionMode.LL);
            parser.addErrorListener(new NoFullContext(source));
            parser.program();
        }
    }

    private static void check(String text) {
        Parsed parsed;
        try {
            parsed = Parsed.of(text);
        } catch (RuntimeException | Error e) {
            throw new AssertionError("-Dwengert.seed=" + SEED + ": " + text, e);
        }
        boolean error = parsed.diagnostics().stream().anyMatch(d -> d.span().end() > text.length());
        assertThat(error)
                .as("-Dwengert.seed=%s: a span outside of %s", SEED, text)
                .isFalse();
        assertThat(parsed.program().isPresent() || !parsed.diagnostics().isEmpty())
                .as("-Dwengert.seed=%s: %s", SEED, text)
                .isTrue();
        if (parsed.diagnostics().isEmpty()) {
            Syntax.Program program = parsed.program().orElseThrow();
            assertThat(Parsed.tree(Unparser.text(program)))
                    .as("-Dwengert.seed=%s: %s", SEED, text)
                    .isEqualTo(Parsed.tree(program));
        }
    }

    private static String mutated(String seed, Random random) {
        StringBuilder text = new StringBuilder(seed);
        for (int k = random.nextInt(4); k >= 0 && text.length() > 0; k--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                case 2 -> text.insert(at, WORDS.get(random.nextInt(WORDS.size())));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(20))));
            }
        }
        return text.toString();
    }

    private static final class NoFullContext extends BaseErrorListener {

        private final SourceText source;

        NoFullContext(SourceText source) {
            this.source = source;
        }

        @Override
        public void reportAttemptingFullContext(
                Parser parser,
                DFA dfa,
                int start,
                int stop,
                java.util.BitSet alternatives,
                ATNConfigSet configurations) {
            throw new AssertionError("full context for " + source.text());
        }
    }
}
