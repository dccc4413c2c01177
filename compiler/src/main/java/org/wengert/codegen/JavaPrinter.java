package org.wengert.codegen;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.wengert.op.Catalogue;
import org.wengert.runtime.Revolve;
import org.wengert.shaded.javapoet.ArrayTypeName;
import org.wengert.shaded.javapoet.ClassName;
import org.wengert.shaded.javapoet.CodeBlock;
import org.wengert.shaded.javapoet.TypeName;
import org.wengert.tree.Expression;
import org.wengert.tree.Printer;
import org.wengert.tree.Statement;
import org.wengert.tree.ValueType;

/** Writes statements as Java, in which the classes that they call are types that a file imports. */
final class JavaPrinter extends Printer {

    private static final String RUNTIME = "org.wengert.runtime";

    /** Those of the JDK; that they are looked up too is why a class of the author's can have their name. */
    private static final Map<String, Class<?>> JDK =
            Map.of("Arrays", Arrays.class, "Math", Math.class, "Double", Double.class, "System", System.class);

    private final CodeBlock.Builder code = CodeBlock.builder();
    private final StringBuilder text = new StringBuilder();

    /** Whether classes are text too. */
    private final boolean plain;

    private JavaPrinter(boolean plain) {
        this.plain = plain;
    }

    static CodeBlock code(List<Statement> statements) {
        JavaPrinter printer = new JavaPrinter(false);
        printer.print(statements);
        return printer.finish();
    }

    static CodeBlock code(Expression expression) {
        JavaPrinter printer = new JavaPrinter(false);
        printer.print(expression);
        return printer.finish();
    }

    /** An expression for a comment or a message. */
    static String text(Expression expression) {
        JavaPrinter printer = new JavaPrinter(true);
        printer.print(expression);
        return printer.text.toString();
    }

    /** The simple names of the classes that generated code can call. */
    static Set<String> classNames() {
        Set<String> names = new TreeSet<>(JDK.keySet());
        Stream<Expression> scalars = Stream.concat(Catalogue.all().stream(), Catalogue.familyMembers().stream())
                .flatMap(operator -> operator.java().stream())
                .map(form -> form.expression());
        Stream.concat(scalars, Catalogue.kernels().stream().map(form -> (Expression) form.set()))
                .forEach(template -> template.forEach(part -> {
                    if (part instanceof Expression.Call call) {
                        names.add(call.type());
                    } else if (part instanceof Expression.Constant constant) {
                        names.add(constant.type());
                    }
                }));
        names.remove("");
        return names;
    }

    private CodeBlock finish() {
        flush();
        return code.build();
    }

    private void flush() {
        if (!text.isEmpty()) {
            code.add("$L", text.toString());
            text.setLength(0);
        }
    }

    @Override
    protected int width(Expression expression) {
        return plain ? 0 : text(expression).length();
    }

    private void type(String name) {
        if (plain) {
            write(name);
            return;
        }
        flush();
        Class<?> known = JDK.get(name);
        code.add("$T", known != null ? ClassName.get(known) : ClassName.get(RUNTIME, name));
    }

    @Override
    protected void write(String more) {
        text.append(more);
    }

    @Override
    protected void origin(int origin) {
        text.append(LineMarks.text(origin));
    }

    @Override
    protected void declare(ValueType type, String name) {
        flush();
        code.add("$T $L", type(type), name);
    }

    /** A type as Java has it. */
    static TypeName type(ValueType type) {
        return switch (type) {
            case REAL -> TypeName.DOUBLE;
            case TRUTH -> TypeName.BOOLEAN;
            case INTEGER -> TypeName.INT;
            case ARRAY -> ArrayTypeName.of(TypeName.DOUBLE);
            case ARRAYS -> ArrayTypeName.of(ArrayTypeName.of(TypeName.DOUBLE));
            case SCHEDULES -> ArrayTypeName.of(Revolve.class);
        };
    }

    @Override
    protected void call(Expression.Call call) {
        if (!call.type().isEmpty()) {
            type(call.type());
            write(".");
        }
        write(call.function() + "(");
        list(call.arguments());
        write(")");
    }

    @Override
    protected void constant(Expression.Constant constant) {
        type(constant.type());
        write("." + constant.name());
    }

    @Override
    protected void quoted(String quoted) {
        write(CodeBlock.of("$S", quoted).toString());
    }

    @Override
    protected void invoke(Expression.Invoke invoke) {
        print(invoke.object());
        write("." + invoke.method() + "(");
        list(invoke.arguments());
        write(")");
    }

    @Override
    protected void length(Expression array) {
        print(array);
        write(".length");
    }

    @Override
    protected void newArray(Expression length) {
        write("new double[");
        print(length);
        write("]");
    }

    @Override
    protected void newObject(String type) {
        write("new ");
        type(type);
        write("()");
    }

    @Override
    protected void arrayOf(List<Expression> elements) {
        write("new double[] {");
        list(elements);
        write("}");
    }

    @Override
    protected void refuse(Expression message) {
        write("throw new ");
        flush();
        code.add("$T", IllegalArgumentException.class);
        write("(");
        print(message);
        write(")");
    }
}
