package org.wengert.corpora;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wengert.codegen.GeneratedSource;
import org.wengert.codegen.LineOrigin;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.product.Product;

/**
 * Each line of generated Java that computes a derivative ends in the primal line that it comes from, and the rule; the derivative that the
 * rule adds to is the one that the line gives a value. Held over all products of all samples and formulas, of numbers and of arrays.
 */
class LinesOfDerivativesTest {

    /** A statement: the variable or array, what it is given, and the comment. */
    private static final Pattern LINE =
            Pattern.compile("(?:double )?([\\p{L}_][\\p{L}\\p{N}_]*)(?:\\[[^=]*])? [+-]?= (.*?);(?: // (.*))?");

    /** What is passed on as it is: a name, an element, a number. */
    private static final Pattern PASSED_ON = Pattern.compile(
            "-?(?:[\\p{L}_][\\p{L}\\p{N}_]*(?:\\[[^\\[\\]]*(?:\\[[^\\]]*])?[^\\[\\]]*])?|[\\d.]+(?:E-?\\d+)?)");

    /** Values without a name of their own, which serve the next line, and what crosses between methods. */
    private static final Pattern NAMELESS = Pattern.compile("(t\\d+|unit)(_\\d+)?|a\\d+|workspace|scalars");

    /** In so many lines one may say nothing: sums of cotangents that come out of different branches. */
    private static final int WITHOUT = 5_000;

    /** In so many lines one may name another derivative: an element that is at once made in the array it is to be in. */
    private static final int OTHER = 500;

    /** In so many comments one may name what is nowhere: an operand of a primal line that no derivative needs. */
    private static final int UNKNOWN = 500;

    private static final Pattern COMMENT = Pattern.compile("(.*?) // (.* = .*)");

    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private static final Pattern DEFINED =
            Pattern.compile("(?<=^|;  |:  |, )([\\p{L}_][\\p{L}\\p{N}_]*)(?:\\[[^]]*])? [+-]?= ");

    /** What is not a name: functions, connectives, the constant that densities are made of. */
    private static final Pattern NO_NAME =
            Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*(\\[1])?\\(|\\b(and|or|not|pi)\\b");

    private int lines;
    private final List<String> unknown = new ArrayList<>();
    private final List<String> without = new ArrayList<>();
    private final List<String> other = new ArrayList<>();

    @Test
    void sayWhereTheyComeFrom() throws IOException {
        List<Compilation> samples = OriginsTest.samples();
        for (Compilation compilation : samples) {
            compilation.functions().forEach(function -> look(compilation, function));
        }
        Corpora.scalarFormulas()
                .forEach(formula -> look(samples.get(0), formula.subject().function()));
        System.out.println(lines + " lines of derivatives, " + without.size() + " without a comment, " + other.size()
                + " of another name, " + unknown.size() + " with a name that is nowhere");
        assertThat(lines).isGreaterThan(20_000);
        assertThat(without).hasSizeLessThanOrEqualTo(lines / WITHOUT);
        assertThat(other).hasSizeLessThanOrEqualTo(lines / OTHER);
        assertThat(unknown).hasSizeLessThanOrEqualTo(lines / UNKNOWN);
    }

    private void look(Compilation compilation, CompiledFunction function) {
        function.possible().stream()
                .filter(product -> product != Product.VALUE)
                .forEach(product -> look(compilation.java(function, product), function.name() + " " + product));
    }

    private void look(GeneratedSource java, String what) {
        List<String> text = java.text().lines().toList();
        lookAtNames(text, what);
        Set<Integer> seen = new HashSet<>();
        for (LineOrigin origin : java.lines()) {
            Matcher line = LINE.matcher(text.get(origin.line() - 1).strip());
            if (origin.derivative() && seen.add(origin.line()) && line.matches()) {
                look(line, what);
            }
        }
    }

    /** Each name in a comment is in the class, in what the author wrote, or in a comment that says what it is. */
    private void lookAtNames(List<String> text, String what) {
        Set<String> known = new HashSet<>();
        List<String> comments = new ArrayList<>();
        for (String line : text) {
            Matcher comment = COMMENT.matcher(line);
            boolean prose = line.strip().startsWith("*") && !line.contains("<pre>{@code ");
            if (comment.matches()) {
                comments.add(comment.group(2));
                DEFINED.matcher(comment.group(2)).results().forEach(defined -> known.add(defined.group(1)));
            }
            if (!prose) {
                String code = comment.matches() ? comment.group(1) : line;
                WORD.matcher(code).results().forEach(word -> known.add(word.group()));
            }
        }
        for (String comment : comments) {
            String names = NO_NAME.matcher(comment).replaceAll(" ");
            WORD.matcher(names.endsWith("...") ? names.replaceAll("\\S*$", "") : names)
                    .results()
                    .map(MatchResult::group)
                    .filter(name -> !known.contains(name))
                    .findFirst()
                    .ifPresent(name -> unknown.add(what + ": " + name + " in " + comment));
        }
    }

    private void look(Matcher line, String what) {
        lines++;
        String target = line.group(1);
        String why = line.group(3);
        if (NAMELESS.matcher(target).matches()) {
            return;
        }
        if (why == null) {
            if (!PASSED_ON.matcher(line.group(2)).matches()) {
                without.add(what + ": " + line.group());
            }
        } else if (!why.endsWith("...") && Arrays.stream(why.split(";  ")).noneMatch(part -> names(part, target))) {
            other.add(what + ": " + line.group());
        }
    }

    /** Whether {@code v1 = log(x):  xBar += v1Bar/x} gives {@code xBar_2} something. */
    private static boolean names(String contribution, String target) {
        int rule = contribution.lastIndexOf(":  ");
        String named = contribution.substring(rule + 1).strip().replaceAll(" [+-]?= .*", "");
        return rule >= 0 && plain(named).equals(plain(target));
    }

    /** A name without what tells it from others like it. */
    private static String plain(String name) {
        return name.replaceAll("\\[.*", "").replaceAll("(_\\d+|Next|Out)+$", "");
    }
}
