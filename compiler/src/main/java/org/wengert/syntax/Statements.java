package org.wengert.syntax;

import java.util.List;
import java.util.stream.Collectors;
import org.wengert.syntax.Syntax.Arm;
import org.wengert.syntax.Syntax.Assignment;
import org.wengert.syntax.Syntax.Conditional;
import org.wengert.syntax.Syntax.Derive;
import org.wengert.syntax.Syntax.Expression;
import org.wengert.syntax.Syntax.For;
import org.wengert.syntax.Syntax.Function;
import org.wengert.syntax.Syntax.If;
import org.wengert.syntax.Syntax.Name;
import org.wengert.syntax.Syntax.Parameter;
import org.wengert.syntax.Syntax.ParameterType;
import org.wengert.syntax.Syntax.Program;
import org.wengert.syntax.Syntax.Request;
import org.wengert.syntax.Syntax.Return;
import org.wengert.syntax.Syntax.Statement;

/** Lays statements and files out, one a line, bodies indented by two. */
final class Statements {

    private final StringBuilder out = new StringBuilder();

    String program(Program program) {
        program.expression().ifPresent(e -> line("", Unparser.text(e)));
        program.functions().forEach(this::add);
        program.derives().forEach(d -> line("", derive(d)));
        return out.toString();
    }

    String function(Function function) {
        add(function);
        return out.toString();
    }

    private void add(Function function) {
        String head = function.name().text()
                + function.parameters().stream()
                        .map(Statements::parameter)
                        .collect(Collectors.joining(", ", "(", ") = "));
        if (function.body().size() == 1
                && function.body().get(0) instanceof Return only
                && only.results().size() == 1) {
            line("", head + Unparser.text(only.results().get(0)));
        } else {
            line("", head + "{");
            body(function.body(), "  ");
            line("", "}");
        }
    }

    private static String parameter(Parameter parameter) {
        return parameter.name().text()
                + parameter.type().map(t -> ": " + type(t)).orElse("");
    }

    private static String type(ParameterType type) {
        return type.base().text() + (type.shape().isEmpty() ? "" : "[" + list(type.shape()) + "]");
    }

    private void body(List<Statement> body, String indent) {
        for (Statement statement : body) {
            if (statement instanceof Assignment assignment) {
                line(indent, assignment.name().text() + " = " + Unparser.text(assignment.value()));
            } else if (statement instanceof Return result) {
                line(indent, "return " + list(result.results()));
            } else if (statement instanceof If branch) {
                branch(branch, indent);
            } else if (statement instanceof For loop) {
                loop(loop, indent);
            }
        }
    }

    private void loop(For loop, String indent) {
        String checkpoint = loop.checkpoint()
                .map(c -> " checkpoint(" + Unparser.text(c) + ")")
                .orElse("");
        line(
                indent,
                "for " + loop.index().text() + " in " + bound(loop.from()) + ":" + bound(loop.to()) + checkpoint
                        + " {");
        body(loop.body(), indent + "  ");
        line(indent, "}");
    }

    private static String bound(Expression bound) {
        String text = Unparser.text(bound);
        return bound instanceof Conditional ? "(" + text + ")" : text;
    }

    private void branch(If branch, String indent) {
        String lead = "if ";
        for (Arm arm : branch.arms()) {
            line(indent, lead + Unparser.text(arm.condition()) + " {");
            body(arm.body(), indent + "  ");
            lead = "} else if ";
        }
        branch.otherwise().ifPresent(otherwise -> {
            line(indent, "} else {");
            body(otherwise, indent + "  ");
        });
        line(indent, "}");
    }

    private static String derive(Derive derive) {
        return derive.requests().stream()
                .map(Statements::request)
                .collect(Collectors.joining(", ", "derive " + derive.function().text() + ": ", ""));
    }

    private static String request(Request request) {
        String names = request.parameters().stream().map(Name::text).collect(Collectors.joining(", "));
        return request.product().text() + (names.isEmpty() ? "" : "(" + names + ")");
    }

    private static String list(List<Expression> expressions) {
        return expressions.stream().map(Unparser::text).collect(Collectors.joining(", "));
    }

    private void line(String indent, String text) {
        out.append(indent).append(text).append('\n');
    }
}
