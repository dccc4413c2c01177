package org.wengert.tree;

import java.util.List;
import java.util.Optional;
import org.wengert.tree.Expression.ArrayOf;
import org.wengert.tree.Expression.Binary;
import org.wengert.tree.Expression.Call;
import org.wengert.tree.Expression.Conditional;
import org.wengert.tree.Expression.Constant;
import org.wengert.tree.Expression.Element;
import org.wengert.tree.Expression.Group;
import org.wengert.tree.Expression.Invoke;
import org.wengert.tree.Expression.Length;
import org.wengert.tree.Expression.Literal;
import org.wengert.tree.Expression.Name;
import org.wengert.tree.Expression.NewArray;
import org.wengert.tree.Expression.NewObject;
import org.wengert.tree.Expression.Quoted;
import org.wengert.tree.Expression.ToReal;
import org.wengert.tree.Expression.Unary;
import org.wengert.tree.Statement.Assign;
import org.wengert.tree.Statement.Block;
import org.wengert.tree.Statement.Declare;
import org.wengert.tree.Statement.For;
import org.wengert.tree.Statement.Heading;
import org.wengert.tree.Statement.If;
import org.wengert.tree.Statement.Note;
import org.wengert.tree.Statement.Refuse;
import org.wengert.tree.Statement.Return;
import org.wengert.tree.Statement.Run;

/** Writes statements as text: what languages with the syntax of C have in common. */
public abstract class Printer {

    private static final String STEP = "    ";

    /** What lies deeper stands no further to the right, or a thousand conditionals in each other would be mostly blanks. */
    private static final int DEEPEST = 20;

    /** What is longer goes on in the next line. */
    private static final int WIDTH = 110;

    /** A conditional that is shorter stays on its line. */
    private static final int SHORT = 50;

    private int depth;

    /** What the statement that is written comes from, if it is on several lines; each of them says so. */
    private Optional<Note> broken = Optional.empty();

    /** Adds text. */
    protected abstract void write(String text);

    /** Adds what stands at the end of a line because of what it comes from. */
    protected abstract void origin(int origin);

    /** How many characters an expression has in one line; 0 where lines do not matter. */
    protected int width(Expression expression) {
        return 0;
    }

    /** Adds a name. */
    protected void name(String name) {
        write(name);
    }

    /** Begins the declaration of a local, up to its name. */
    protected abstract void declare(ValueType type, String name);

    protected abstract void call(Call call);

    protected abstract void constant(Constant constant);

    protected abstract void quoted(String text);

    protected abstract void invoke(Invoke invoke);

    protected abstract void length(Expression array);

    protected abstract void newArray(Expression length);

    protected abstract void newObject(String type);

    protected abstract void arrayOf(List<Expression> elements);

    protected abstract void refuse(Expression message);

    /** Adds statements, each on lines of its own. */
    public void print(List<Statement> statements) {
        statements.forEach(this::print);
    }

    private void print(Statement statement) {
        if (statement instanceof Heading heading) {
            line(heading.text());
        } else if (statement instanceof If choice) {
            begin();
            choose(choice);
        } else if (statement instanceof For loop) {
            begin();
            head(loop);
            body(loop.body());
            line("}");
        } else if (statement instanceof Block block) {
            begin();
            write("{\n");
            body(block.body());
            line("}");
        } else {
            begin();
            simple(statement);
        }
    }

    private void simple(Statement statement) {
        if (statement instanceof Declare declare) {
            declare(declare.type(), declare.name());
            declare.value().ifPresent(value -> {
                write(" = ");
                if (value instanceof ArrayOf made) {
                    write("{");
                    list(made.elements());
                    write("}");
                } else {
                    value(value, declare.note());
                }
            });
            end(";", declare.note());
        } else if (statement instanceof Assign assign) {
            print(assign.target());
            write(" " + assign.sign() + " ");
            value(assign.value(), assign.note());
            end(";", assign.note());
        } else if (statement instanceof Run run) {
            value(run.call(), run.note());
            end(";", run.note());
        } else if (statement instanceof Return result) {
            write("return ");
            value(result.value(), result.note());
            end(";", result.note());
        } else {
            refuse(((Refuse) statement).message());
            end(";", Note.NONE);
        }
    }

    /** What a statement computes, on several lines if it is long. */
    private void value(Expression value, Note note) {
        broken = width(value) > WIDTH ? Optional.of(note) : Optional.empty();
        print(value);
        broken = Optional.empty();
    }

    /** Goes on in the next line, further to the right. */
    private void goOn() {
        broken.map(Note::origin).filter(origin -> origin >= 0).ifPresent(this::origin);
        write("\n");
        write(STEP.repeat(Math.min(depth + 2, DEEPEST)));
    }

    private void line(String text) {
        if (!text.isEmpty()) {
            begin();
        }
        write(text + "\n");
    }

    private void begin() {
        write(STEP.repeat(Math.min(depth, DEEPEST)));
    }

    private void end(String text, Note note) {
        write(text + (note.comment().isEmpty() ? "" : " // " + note.comment()));
        if (note.origin() >= 0) {
            origin(note.origin());
        }
        write("\n");
    }

    private void body(List<Statement> body) {
        depth++;
        print(body);
        depth--;
    }

    private void choose(If first) {
        If choice = first;
        condition(choice);
        body(choice.then());
        while (choice.otherwise().size() == 1 && choice.otherwise().get(0) instanceof If next) {
            begin();
            write("} else ");
            condition(next);
            body(next.then());
            choice = next;
        }
        if (!choice.otherwise().isEmpty()) {
            line("} else {");
            body(choice.otherwise());
        }
        line("}");
    }

    private void condition(If choice) {
        write("if (");
        print(choice.condition());
        end(") {", choice.note());
    }

    private void head(For loop) {
        write("for (");
        declare(ValueType.INTEGER, loop.index());
        write(" = ");
        print(loop.first());
        write("; ");
        name(loop.index());
        write(loop.backward() ? " >= " : " < ");
        place(loop.bound(), Binding.RELATIONAL, true);
        write("; ");
        name(loop.index());
        write((loop.backward() ? "--" : "++") + ") {\n");
    }

    /** Adds an expression. */
    public void print(Expression expression) {
        if (expression instanceof Name name) {
            name(name.name());
        } else if (expression instanceof Literal literal) {
            write(literal.text());
        } else if (expression instanceof Group group) {
            write("(");
            print(group.inside());
            write(")");
        } else if (expression instanceof Element element) {
            place(element.array(), Binding.PRIMARY, false);
            write("[");
            print(element.index());
            write("]");
        } else if (expression instanceof Call call) {
            call(call);
        } else if (expression instanceof Constant constant) {
            constant(constant);
        } else {
            operation(expression);
        }
    }

    private void operation(Expression expression) {
        if (expression instanceof Binary binary) {
            binary(binary);
        } else if (expression instanceof Unary unary) {
            write(unary.symbol());
            boolean twice = unary.operand() instanceof Literal literal && isNegative(literal);
            place(twice ? new Group(unary.operand()) : unary.operand(), Binding.UNARY, true);
        } else if (expression instanceof ToReal cast) {
            write("(double) ");
            place(cast.integer(), Binding.UNARY, false);
        } else if (expression instanceof Conditional choice) {
            boolean breaks = broken.isPresent() && width(choice) > SHORT;
            place(choice.condition(), Binding.CONDITIONAL, true);
            choice(breaks, "? ", choice.then());
            choice(breaks, ": ", choice.otherwise());
        } else if (expression instanceof Quoted quoted) {
            quoted(quoted.text());
        } else if (expression instanceof Invoke invoke) {
            invoke(invoke);
        } else if (expression instanceof Length length) {
            length(length.array());
        } else if (expression instanceof NewArray made) {
            newArray(made.length());
        } else if (expression instanceof NewObject made) {
            newObject(made.type());
        } else {
            arrayOf(((ArrayOf) expression).elements());
        }
    }

    private void choice(boolean breaks, String symbol, Expression value) {
        if (breaks) {
            goOn();
        } else {
            write(" ");
        }
        write(symbol);
        place(value, Binding.CONDITIONAL, false);
    }

    /** {@code a - 2} in place of {@code a + -2}. */
    private void binary(Binary binary) {
        place(binary.left(), binary.binding(), false);
        boolean less = binary.symbol().equals("+") && binary.right() instanceof Literal literal && isNegative(literal);
        boolean breaks = broken.isPresent() && binary.symbol().equals("||") && binary.left() instanceof Binary;
        if (breaks) {
            goOn();
        } else {
            write(" ");
        }
        write((less ? "-" : binary.symbol()) + " ");
        if (less) {
            write(((Literal) binary.right()).text().substring(1));
        } else {
            place(binary.right(), binary.binding(), true);
        }
    }

    private static boolean isNegative(Literal literal) {
        return literal.text().startsWith("-");
    }

    /** Adds an expression, in parentheses where it binds less tightly than its place. */
    private void place(Expression expression, Binding place, boolean tighter) {
        Binding binding = expression.binding();
        boolean bare = tighter ? binding.isTighterThan(place) : binding.fits(place);
        print(bare ? expression : new Group(expression));
    }

    /** Adds expressions with commas between them. */
    protected void list(List<Expression> expressions) {
        for (int i = 0; i < expressions.size(); i++) {
            write(i == 0 ? "" : ", ");
            print(expressions.get(i));
        }
    }
}
