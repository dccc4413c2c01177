package org.wengert.syntax;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.source.SourceText;
import org.wengert.syntax.Syntax.Expression;
import org.wengert.syntax.Syntax.Statement;

/** A text with what came of it, as tests look at it. */
record Parsed(SourceText source, Optional<Syntax.Program> program, List<Diagnostic> diagnostics) {

    static Parsed of(String text) {
        SourceText source = SourceText.of("test.expr", text);
        Diagnostics diagnostics = new Diagnostics();
        Optional<Syntax.Program> program = Parser.parse(source, diagnostics);
        return new Parsed(source, program, diagnostics.toList());
    }

    /** The tree as an S-expression, without places. */
    static String tree(String text) {
        Parsed parsed = of(text);
        return parsed.program().map(Parsed::tree).orElseGet(() -> "none: " + parsed.said());
    }

    /** {@code line:column code: message | hint}, a line for each. */
    static String said(String text) {
        return of(text).said();
    }

    /** {@code line:column code}, one after another. */
    static String codes(String text) {
        Parsed parsed = of(text);
        return parsed.diagnostics().stream()
                .map(d -> parsed.place(d) + " " + d.code().id())
                .collect(Collectors.joining(", "));
    }

    String said() {
        return diagnostics.stream()
                .map(d -> place(d) + " " + d.code().id() + ": " + d.message()
                        + d.hint().map(h -> " | " + h).orElse(""))
                .collect(Collectors.joining("\n"));
    }

    private String place(Diagnostic diagnostic) {
        var position = source.position(diagnostic.span().start());
        return position.line() + ":" + position.column();
    }

    static String tree(Syntax.Program program) {
        StringBuilder out = new StringBuilder();
        program.expression().ifPresent(e -> out.append(tree(e)));
        program.functions()
                .forEach(f -> out.append("(define (")
                        .append(f.name().text())
                        .append(f.parameters().stream()
                                .map(p -> " " + p.name().text()
                                        + p.type().map(Parsed::type).orElse(""))
                                .collect(Collectors.joining()))
                        .append(")")
                        .append(body(f.body()))
                        .append(")"));
        program.derives()
                .forEach(d -> out.append("(derive ")
                        .append(d.function().text())
                        .append(d.requests().stream()
                                .map(r -> " (" + r.product().text()
                                        + r.parameters().stream()
                                                .map(p -> " " + p.text())
                                                .collect(Collectors.joining()) + ")")
                                .collect(Collectors.joining()))
                        .append(")"));
        return out.toString();
    }

    private static String type(Syntax.ParameterType type) {
        return ":" + type.base().text()
                + (type.shape().isEmpty() ? "" : "[" + all(type.shape()).strip() + "]");
    }

    private static String body(List<Statement> body) {
        return body.stream().map(s -> " " + tree(s)).collect(Collectors.joining());
    }

    private static String tree(Statement statement) {
        if (statement instanceof Syntax.Assignment a) {
            return "(= " + a.name().text() + " " + tree(a.value()) + ")";
        }
        if (statement instanceof Syntax.Return r) {
            return "(return" + all(r.results()) + ")";
        }
        if (statement instanceof Syntax.For loop) {
            return "(for " + loop.index().text() + all(List.of(loop.from(), loop.to()))
                    + loop.checkpoint()
                            .map(c -> " (checkpoint " + tree(c) + ")")
                            .orElse("")
                    + body(loop.body()) + ")";
        }
        Syntax.If branch = (Syntax.If) statement;
        return "(if"
                + branch.arms().stream()
                        .map(arm -> " (" + tree(arm.condition()) + body(arm.body()) + ")")
                        .collect(Collectors.joining())
                + branch.otherwise().map(o -> " (else" + body(o) + ")").orElse("") + ")";
    }

    private static String all(List<Expression> expressions) {
        return expressions.stream().map(e -> " " + tree(e)).collect(Collectors.joining());
    }

    static String tree(Expression e) {
        if (e instanceof Syntax.Literal literal) {
            return literal.text();
        }
        if (e instanceof Syntax.Reference reference) {
            return reference.name().text();
        }
        if (e instanceof Syntax.Call call) {
            return "(" + call.function().text() + all(call.arguments()) + ")";
        }
        if (e instanceof Syntax.Prefix prefix) {
            return "(" + prefix.operator() + " " + tree(prefix.operand()) + ")";
        }
        if (e instanceof Syntax.Power power) {
            String sign = power.operator() == Syntax.PowerOperator.POWER ? "^" : ".^";
            return "(" + sign + all(List.of(power.base(), power.exponent())) + ")";
        }
        if (e instanceof Syntax.Comparison comparison) {
            return "(" + comparison.operator() + all(List.of(comparison.left(), comparison.right())) + ")";
        }
        if (e instanceof Syntax.Conditional c) {
            return "(?" + all(List.of(c.condition(), c.then(), c.otherwise())) + ")";
        }
        return e instanceof Syntax.Chain chain ? chain(chain) : array(e);
    }

    private static String array(Expression e) {
        if (e instanceof Syntax.Index index) {
            return "(at " + tree(index.base())
                    + index.subscripts().stream().map(s -> " " + subscript(s)).collect(Collectors.joining()) + ")";
        }
        if (e instanceof Syntax.Transpose transpose) {
            return "(' " + tree(transpose.operand()) + ")";
        }
        if (e instanceof Syntax.ArrayLiteral literal) {
            return literal.rows().stream()
                    .map(row -> all(row).strip())
                    .collect(Collectors.joining("; ", literal.matrix() ? "[[" : "[", literal.matrix() ? "]]" : "]"));
        }
        if (e instanceof Syntax.Comprehension comprehension) {
            return "[" + tree(comprehension.element()) + ranges(comprehension.ranges()) + "]";
        }
        Syntax.Reduction reduction = (Syntax.Reduction) e;
        return "(" + reduction.function().text() + " " + tree(reduction.element()) + ranges(reduction.ranges()) + ")";
    }

    private static String ranges(List<Syntax.Range> ranges) {
        return ranges.stream()
                .map(r -> " (in " + r.index().text() + all(List.of(r.from(), r.to())) + ")")
                .collect(Collectors.joining());
    }

    private static String subscript(Syntax.Subscript subscript) {
        if (subscript instanceof Syntax.At at) {
            return tree(at.index());
        }
        Syntax.Slice slice = (Syntax.Slice) subscript;
        return "{" + slice.from().map(Parsed::tree).orElse("") + ":"
                + slice.to().map(Parsed::tree).orElse("") + "}";
    }

    private static String chain(Syntax.Chain chain) {
        return "(" + tree(chain.first())
                + chain.links().stream()
                        .map(l -> " " + l.operator() + " " + tree(l.operand()))
                        .collect(Collectors.joining())
                + ")";
    }
}
