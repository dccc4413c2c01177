package org.wengert.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A statement of generated code. */
public sealed interface Statement {

    /**
     * What is said at the end of a line.
     *
     * @param comment for the reader; may be empty
     * @param origin the number of what the line comes from, as the writer counts them; -1 for none
     */
    record Note(String comment, int origin) {

        public static final Note NONE = new Note("", -1);

        public static Note of(String comment) {
            return new Note(comment, -1);
        }
    }

    /** A new local; it has no value yet where none is given. */
    record Declare(ValueType type, String name, Optional<Expression> value, Note note) implements Statement {}

    /** Gives a variable or an element a value. {@code sign} is {@code =}, {@code +=} or {@code -=}. */
    record Assign(Expression target, String sign, Expression value, Note note) implements Statement {}

    /** A call for what it does. */
    record Run(Expression call, Note note) implements Statement {}

    record Return(Expression value, Note note) implements Statement {}

    /** {@code note} stands at the condition. */
    record If(Expression condition, List<Statement> then, List<Statement> otherwise, Note note) implements Statement {}

    /**
     * A loop over integers.
     *
     * @param bound the first integer that is not visited; backward the last one that is
     */
    record For(String index, Expression first, Expression bound, boolean backward, List<Statement> body)
            implements Statement {}

    /** Statements with locals of their own. */
    record Block(List<Statement> body) implements Statement {}

    /** A line of comment; empty for an empty line. */
    record Heading(String text) implements Statement {}

    /** Refuses an argument. */
    record Refuse(Expression message) implements Statement {}

    static Statement declare(ValueType type, String name, Expression value) {
        return new Declare(type, name, Optional.of(value), Note.NONE);
    }

    static Statement assign(Expression target, Expression value) {
        return assign(target, value, Note.NONE);
    }

    static Statement assign(Expression target, Expression value, Note note) {
        return new Assign(target, "=", value, note);
    }

    static Statement run(Expression call) {
        return new Run(call, Note.NONE);
    }

    /** For each integer from 0 on, less than {@code bound}. */
    static Statement loop(String index, Expression bound, List<Statement> body) {
        return new For(index, Expression.integer(0), bound, false, body);
    }

    /** The lists of statements in it. */
    default List<List<Statement>> bodies() {
        if (this instanceof If choice) {
            return List.of(choice.then(), choice.otherwise());
        } else if (this instanceof For loop) {
            return List.of(loop.body());
        }
        return this instanceof Block block ? List.of(block.body()) : List.of();
    }

    /** The expressions in it, without those of its bodies. */
    default List<Expression> expressions() {
        List<Expression> all = new ArrayList<>();
        change(expression -> {
            all.add(expression);
            return expression;
        });
        return all;
    }

    /** With other expressions, but for those of its bodies. */
    default Statement change(UnaryOperator<Expression> change) {
        if (this instanceof Declare declare) {
            return new Declare(declare.type(), declare.name(), declare.value().map(change), declare.note());
        } else if (this instanceof Assign assign) {
            return new Assign(
                    change.apply(assign.target()), assign.sign(), change.apply(assign.value()), assign.note());
        } else if (this instanceof Run run) {
            return new Run(change.apply(run.call()), run.note());
        } else if (this instanceof Return result) {
            return new Return(change.apply(result.value()), result.note());
        } else if (this instanceof If choice) {
            return new If(change.apply(choice.condition()), choice.then(), choice.otherwise(), choice.note());
        } else if (this instanceof For loop) {
            return new For(
                    loop.index(), change.apply(loop.first()), change.apply(loop.bound()), loop.backward(), loop.body());
        }
        return this instanceof Refuse refuse ? new Refuse(change.apply(refuse.message())) : this;
    }

    /** With other statements for its bodies. */
    default Statement changeBodies(Function<List<Statement>, List<Statement>> change) {
        if (this instanceof If choice) {
            return new If(
                    choice.condition(), change.apply(choice.then()), change.apply(choice.otherwise()), choice.note());
        } else if (this instanceof For loop) {
            return new For(loop.index(), loop.first(), loop.bound(), loop.backward(), change.apply(loop.body()));
        }
        return this instanceof Block block ? new Block(change.apply(block.body())) : this;
    }

    /** Visits every expression of it and of its bodies, and all that these are made of. */
    default void forEachExpression(Consumer<Expression> visitor) {
        expressions().forEach(expression -> expression.forEach(visitor));
        bodies().forEach(body -> body.forEach(statement -> statement.forEachExpression(visitor)));
    }
}
