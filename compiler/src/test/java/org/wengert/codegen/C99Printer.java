package org.wengert.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.wengert.tree.Expression;
import org.wengert.tree.Method;
import org.wengert.tree.Printer;
import org.wengert.tree.ValueType;

/** Writes statements as C99, in which {@code Math.exp} is {@code Math_exp} of {@code wengert.h}. */
final class C99Printer extends Printer {

    private static final Set<String> KEYWORDS = Set.of(
            "auto",
            "extern",
            "inline",
            "register",
            "restrict",
            "signed",
            "sizeof",
            "struct",
            "typedef",
            "union",
            "unsigned",
            "NAN",
            "INFINITY",
            "bool",
            "EOF",
            "NULL");

    private final StringBuilder text = new StringBuilder();

    /** Functions that call each other. */
    static String functions(List<Method> methods) {
        C99Printer printer = new C99Printer();
        methods.forEach(method -> printer.write(head(method) + ";\n"));
        methods.forEach(method -> {
            printer.write("\n" + head(method) + " {\n");
            printer.print(method.body());
            printer.write("}\n");
        });
        return printer.text.toString();
    }

    static String expression(Expression expression) {
        C99Printer printer = new C99Printer();
        printer.print(expression);
        return printer.text.toString();
    }

    private static String head(Method method) {
        String parameters = method.parameters().stream()
                .map(p -> type(p.type()) + identifier(p.name()))
                .collect(Collectors.joining(", "));
        return "static " + method.result().map(C99Printer::type).orElse("void ") + method.name() + "(" + parameters
                + ")";
    }

    private static String type(ValueType type) {
        return switch (type) {
            case REAL -> "double ";
            case TRUTH -> "bool ";
            case INTEGER -> "int ";
            case ARRAY -> "double *";
            case ARRAYS -> "double **";
            case SCHEDULES -> "struct Revolve *";
        };
    }

    private static String identifier(String name) {
        return KEYWORDS.contains(name) ? name + "_" : name;
    }

    @Override
    protected void write(String more) {
        text.append(more);
    }

    @Override
    protected void origin(int origin) {}

    @Override
    protected void name(String name) {
        write(identifier(name));
    }

    @Override
    protected void declare(ValueType type, String name) {
        switch (type) {
            case ARRAYS -> write("double *" + identifier(name) + "[]");
            case SCHEDULES -> write("struct Revolve " + identifier(name) + "[]");
            default -> write(type(type) + identifier(name));
        }
    }

    private void call(String function, List<Expression> arguments) {
        write(function + "(");
        list(arguments);
        write(")");
    }

    @Override
    protected void call(Expression.Call call) {
        call(call.type().isEmpty() ? call.function() : call.type() + "_" + call.function(), call.arguments());
    }

    @Override
    protected void constant(Expression.Constant constant) {
        write(constant.type() + "_" + constant.name());
    }

    @Override
    protected void quoted(String quoted) {
        write("\"" + quoted.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
    }

    /** A name is that of a class with parts of a method, which are functions here. */
    @Override
    protected void invoke(Expression.Invoke invoke) {
        if (invoke.object() instanceof Expression.Name) {
            call(invoke.method(), invoke.arguments());
            return;
        }
        List<Expression> arguments = new ArrayList<>(List.of(invoke.object()));
        arguments.addAll(invoke.arguments());
        call("Revolve_" + invoke.method(), arguments);
    }

    /** Asked for to check what a caller gives, which C cannot. */
    @Override
    protected void length(Expression array) {
        write("0");
    }

    @Override
    protected void newArray(Expression length) {
        call("zeros", List.of(length));
    }

    @Override
    protected void newObject(String type) {
        write("{0}");
    }

    @Override
    protected void arrayOf(List<Expression> elements) {
        write("(double[]) {");
        list(elements);
        write("}");
    }

    @Override
    protected void refuse(Expression message) {
        write("abort()");
    }
}
