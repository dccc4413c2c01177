package org.wengert.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.formula.DerivativeFormula;
import org.wengert.op.Catalogue;
import org.wengert.op.ScalarOperator;
import org.wengert.source.BigStack;

/** Writes the derivation of functions as a LaTeX document: value, tangent and adjoint, each line with its rule. */
public final class Latex {

    private static final String PREAMBLE = """
            \\documentclass[11pt]{article}
            \\usepackage[utf8]{inputenc}
            \\usepackage[T1]{fontenc}
            \\usepackage{amsmath,amssymb}
            \\usepackage[a4paper,margin=22mm]{geometry}
            \\allowdisplaybreaks
            \\begin{document}
            """;

    /** The invisible operator between a function and its arguments. */
    private static final String APPLY = "\u2061";

    /** A function that is called, {@code exprel[1](x)}. */
    private static final Pattern CALL = Pattern.compile("([\\p{L}_][\\p{L}\\p{N}_]*(?:\\[\\d+(?:,\\d+)?])?)\\(");

    /** As the declarations of operators write an exponential. */
    private static final Pattern POWER_OF_E = Pattern.compile("\\be\\^(-?[\\p{L}\\p{N}]+|\\([^()]*\\))");

    /** Those that a lecture need not explain. */
    private static final Set<String> KNOWN = Set.of(
            "exp", "log", "sqrt", "cbrt", "abs", "pow", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh",
            "tanh", "asinh", "acosh", "atanh", "max", "min");

    private static final Map<String, String> OPERATORS = Map.ofEntries(
            Map.entry("∂", "\\partial "),
            Map.entry("⋅", "\\cdot "),
            Map.entry("⊙", "\\odot "),
            Map.entry("⊘", "\\oslash "),
            Map.entry("−", "-"),
            Map.entry("−=", "\\mathrel{-}= "),
            Map.entry("+=", "\\mathrel{+}= "),
            Map.entry("≤", "\\le "),
            Map.entry("≥", "\\ge "),
            Map.entry("≠", "\\ne "),
            Map.entry("∧", "\\land "),
            Map.entry("∨", "\\lor "),
            Map.entry("¬", "\\lnot "),
            Map.entry("⊤", "\\top "),
            Map.entry("·", "\\cdot "),
            Map.entry("mod", "\\bmod "),
            Map.entry("{", "\\{"),
            Map.entry(APPLY, ""),
            Map.entry("\u2062", "\\,"),
            Map.entry(", ", ",\\quad "));

    private static final Map<String, String> LETTERS = Map.ofEntries(
            Map.entry("α", "\\alpha "),
            Map.entry("β", "\\beta "),
            Map.entry("γ", "\\gamma "),
            Map.entry("δ", "\\delta "),
            Map.entry("ε", "\\varepsilon "),
            Map.entry("η", "\\eta "),
            Map.entry("θ", "\\theta "),
            Map.entry("κ", "\\kappa "),
            Map.entry("λ", "\\lambda "),
            Map.entry("μ", "\\mu "),
            Map.entry("ν", "\\nu "),
            Map.entry("ρ", "\\rho "),
            Map.entry("σ", "\\sigma "),
            Map.entry("τ", "\\tau "),
            Map.entry("φ", "\\varphi "),
            Map.entry("ψ", "\\psi "),
            Map.entry("ω", "\\omega "),
            Map.entry("π", "\\pi "));

    private Latex() {}

    /** A document with a section for each of some functions. */
    public static String document(Compilation compilation, List<CompiledFunction> functions) {
        Report report = Reports.whole(compilation, functions);
        return BigStack.call(() -> PREAMBLE
                + report.functions().stream().map(Latex::section).collect(Collectors.joining("\n"))
                + "\\end{document}\n");
    }

    /** The derivative that a formula says, as an equation in math mode. */
    public static String equation(DerivativeFormula formula, int order) {
        return math(DerivedFormulas.equation(formula, order));
    }

    private static String section(Report.Function function) {
        StringBuilder out = new StringBuilder("\\section*{" + text(function.signature()) + "}\n");
        if (!function.scalar()) {
            out.append("This function has arrays or loops; its derivatives are the loops of the generated Java.\n");
            function.java().forEach(java -> {
                out.append("\\subsection*{").append(text(java.product())).append("}\n{\\footnotesize\n");
                java.lines().forEach(line -> out.append(listing(line.text())));
                out.append("\\par}\n");
            });
            if (!function.sizes().isEmpty()) {
                out.append("\\subsection*{Element by element, at ")
                        .append(text(function.sizes()))
                        .append("}\n");
            }
        }
        Formulas formulas = new Formulas(function.values().stream()
                .map(Report.Value::name)
                .flatMap(name -> Stream.of(name, name.replaceFirst("\\[.*", "")))
                .collect(Collectors.toSet()));
        for (Report.Listing list : function.lists()) {
            out.append("\\subsection*{").append(text(list.heading())).append("}\n");
            List<String> given = list.inputs()
                    .subList(function.inputValues().size(), list.inputs().size());
            if (!given.isEmpty()) {
                out.append("\\noindent Given: $")
                        .append(given.stream()
                                .map(name -> math(formulas.line(name)))
                                .collect(Collectors.joining(",\\ ")))
                        .append("$.\\par\\smallskip\n");
            }
            list.rows().stream().filter(Report.Row::shown).forEach(row -> out.append(row(row, formulas)));
        }
        return out.append(glossary(function, formulas)).toString();
    }

    /** What functions are that not everybody knows. */
    private static String glossary(Report.Function function, Formulas formulas) {
        Set<String> names = new TreeSet<>();
        for (Report.Listing list : function.lists()) {
            for (Report.Row row : list.rows()) {
                calls(row.text(), names);
                row.why().forEach(why -> {
                    calls(why.line(), names);
                    calls(why.rule(), names);
                });
            }
        }
        Deque<String> next = new ArrayDeque<>(names);
        while (!next.isEmpty()) {
            Set<String> more = new TreeSet<>();
            Catalogue.named(next.pop()).ifPresent(operator -> calls(operator.formula(), more));
            more.stream().filter(names::add).forEach(next::push);
        }
        names.removeAll(KNOWN);
        String lines = names.stream()
                .flatMap(name -> Catalogue.named(name).stream())
                .map(operator -> definition(operator, formulas))
                .collect(Collectors.joining());
        return lines.isEmpty() ? "" : "\\subsection*{Functions}\n" + lines;
    }

    private static void calls(String text, Set<String> names) {
        CALL.matcher(text).results().forEach(call -> names.add(call.group(1)));
    }

    private static String definition(ScalarOperator operator, Formulas formulas) {
        List<String> operands =
                ScalarOperator.operandNames(operator.operandTypes().size());
        String call = operator.name() + "(" + String.join(", ", operands) + ")";
        String formula = POWER_OF_E.matcher(operator.formula()).replaceAll("exp($1)");
        return "\\noindent $" + math(formulas.line(call)) + "$: " + text(operator.summary())
                + (call.equals(formula) ? "" : ", $" + math(formulas.line(formula)) + "$")
                + "\\par\\smallskip\n";
    }

    /** A line of code, which keeps its indentation. */
    private static String listing(String line) {
        int indent = line.length() - line.stripLeading().length();
        return "\\noindent\\hspace*{" + indent / 2.0 + "em}\\texttt{" + text(line.strip()) + "}\\par\n";
    }

    private static String row(Report.Row row, Formulas formulas) {
        String indent = row.indent() == 0 ? "" : "\\hspace*{" + 1.5 * row.indent() + "em}";
        if (row.text().equals("else") || row.name().isEmpty()) {
            String condition = row.text().startsWith("if ")
                    ? "\\textbf{if} $" + math(formulas.line(row.text().substring(3))) + "$"
                    : "\\textbf{else}";
            return "\\noindent " + indent + condition + "\\par\n";
        }
        StringBuilder out =
                new StringBuilder("\\noindent " + indent + "$\\displaystyle " + math(formulas.line(row.text())) + "$");
        String origins = row.why().stream()
                .map(why -> "\\hfill {\\small of $" + math(why.lineFormula()) + "$: $" + math(why.ruleFormula()) + "$}")
                .collect(Collectors.joining("\\par\\noindent\\mbox{}"));
        return out.append(origins).append("\\par\\smallskip\n").toString();
    }

    /** A formula as LaTeX in math mode. */
    static String math(Formula formula) {
        List<Formula> children = formula.children();
        return switch (formula.tag()) {
            case "mi" -> letter(formula.text());
            case "mn" -> formula.text().replace("−", "-");
            case "mtext" -> "\\text{" + text(formula.text()) + "}";
            case "mo" -> OPERATORS.getOrDefault(formula.text(), formula.text());
            case "mfrac" -> "\\frac{" + math(children.get(0)) + "}{" + math(children.get(1)) + "}";
            case "msup" -> "{" + math(children.get(0)) + "}^{" + math(children.get(1)) + "}";
            case "msub" -> "{" + math(children.get(0)) + "}_{" + math(children.get(1)) + "}";
            case "msqrt" -> "\\sqrt{" + math(children.get(0)) + "}";
            case "mroot" -> "\\sqrt[" + math(children.get(1)) + "]{" + math(children.get(0)) + "}";
            case "mover" -> (children.get(1).text().equals("¯") ? "\\bar{" : "\\dot{") + math(children.get(0)) + "}";
            case "mtable" ->
                "\\begin{array}{ll}"
                        + children.stream().map(Latex::math).collect(Collectors.joining("\\\\"))
                        + "\\end{array}";
            case "mtr" -> children.stream().map(Latex::math).collect(Collectors.joining("&"));
            default -> row(children);
        };
    }

    private static String row(List<Formula> children) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < children.size(); i++) {
            boolean function =
                    i + 1 < children.size() && children.get(i + 1).text().equals(APPLY);
            out.append(function ? operator(children.get(i)) : math(children.get(i)));
        }
        boolean cases = children.get(0).text().equals("{");
        return cases ? "\\left" + out + "\\right." : out.toString();
    }

    /** The name of a function, or of one of its derivatives. */
    private static String operator(Formula name) {
        return name.tag().equals("msup")
                ? operator(name.children().get(0)) + "^{" + math(name.children().get(1)) + "}"
                : "\\operatorname{" + text(name.text()) + "}";
    }

    private static String letter(String name) {
        String greek = LETTERS.get(name);
        if (greek != null) {
            return greek;
        }
        return name.length() == 1 && name.charAt(0) < 128 ? name : "\\mathit{" + text(name) + "}";
    }

    /** Text for LaTeX, with what it takes for its own written otherwise, and what its fonts lack by number. */
    static String text(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> out.append("\\textbackslash{}");
                case '{', '}', '$', '&', '#', '%', '_' -> out.append('\\').appendCodePoint(c);
                case '^' -> out.append("\\textasciicircum{}");
                case '~' -> out.append("\\textasciitilde{}");
                case '<' -> out.append("\\textless{}");
                case '>' -> out.append("\\textgreater{}");
                case '|' -> out.append("\\textbar{}");
                case '"' -> out.append("\\textquotedbl{}");
                case '\'' -> out.append("\\textquotesingle{}");
                case '-' -> out.append("-{}");
                default -> {
                    if (c >= ' ' && c < 127) {
                        out.appendCodePoint(c);
                    } else {
                        String letter = LETTERS.get(Character.toString(c));
                        out.append(letter != null ? "$" + letter + "$" : String.format("[U+%04X]", c));
                    }
                }
            }
        });
        return out.toString();
    }
}
