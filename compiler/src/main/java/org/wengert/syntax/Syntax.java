package org.wengert.syntax;

import java.util.List;
import java.util.Optional;
import org.wengert.source.Span;

/** What an author wrote, as a tree without the punctuation. Chains of one precedence are flat, so that depth is nesting. */
public sealed interface Syntax {

    Span span();

    /**
     * A file: a bare expression, or definitions.
     *
     * @param expression the bare expression, if the file is one
     * @param documentation of the bare expression, the lines of the comment directly above, without their marks
     */
    record Program(
            Optional<Expression> expression,
            List<String> documentation,
            List<Function> functions,
            List<Derive> derives,
            Span span)
            implements Syntax {}

    /** A name where it stands, in Unicode normal form C. */
    record Name(String text, Span span) implements Syntax {}

    /**
     * {@code name(parameters) = body}.
     *
     * @param documentation the lines of the comment directly above, without their marks
     * @param body statements, of which {@code f(x) = e} has one, {@code return e}
     */
    record Function(Name name, List<Parameter> parameters, List<Statement> body, List<String> documentation, Span span)
            implements Syntax {}

    /** {@code name} or {@code name: type}. */
    record Parameter(Name name, Optional<ParameterType> type, Span span) implements Syntax {}

    /**
     * {@code real}, {@code int}, {@code real[n, m]}.
     *
     * @param base the word as it is written
     * @param shape the size along each axis, empty for a scalar
     */
    record ParameterType(Name base, List<Expression> shape, Span span) implements Syntax {}

    /** {@code derive function: product(parameters), ...}. */
    record Derive(Name function, List<Request> requests, Span span) implements Syntax {}

    /** {@code product} or {@code product(parameters)}; no parameters mean all of them. */
    record Request(Name product, List<Name> parameters, Span span) implements Syntax {}

    /** A line of a body. */
    sealed interface Statement extends Syntax {}

    /** {@code name = value}. */
    record Assignment(Name name, Expression value, Span span) implements Statement {}

    /**
     * {@code if c { ... } else if d { ... } else { ... }}.
     *
     * @param otherwise the last {@code else}, empty where there is none
     */
    record If(List<Arm> arms, Optional<List<Statement>> otherwise, Span span) implements Statement {}

    /** One condition of an {@code if} with what it guards. */
    record Arm(Expression condition, List<Statement> body, Span span) implements Syntax {}

    /**
     * {@code for index in from:to checkpoint(c) { ... }}.
     *
     * @param to one past the last index
     * @param checkpoint how many states the reverse keeps, where it is said
     */
    record For(
            Name index,
            Expression from,
            Expression to,
            Optional<Expression> checkpoint,
            List<Statement> body,
            Span span)
            implements Statement {}

    /** {@code return a, b}. */
    record Return(List<Expression> results, Span span) implements Statement {}

    /** Something with a value. */
    sealed interface Expression extends Syntax {}

    /**
     * A literal.
     *
     * @param value the nearest double
     * @param text the author's spelling
     */
    record Literal(double value, String text, Span span) implements Expression {}

    /** A name in an expression. */
    record Reference(Name name) implements Expression {
        @Override
        public Span span() {
            return name.span();
        }
    }

    /** {@code function(arguments)}. */
    record Call(Name function, List<Expression> arguments, Span span) implements Expression {}

    /** {@code function(element for i in a:b, ...)}, whatever the function. */
    record Reduction(Name function, Expression element, List<Range> ranges, Span span) implements Expression {}

    /** {@code [element for i in a:b, ...]}, with one axis for each range. */
    record Comprehension(Expression element, List<Range> ranges, Span span) implements Expression {}

    /** {@code index in from:to}, without {@code to}; the bounds may read the indices of the ranges before. */
    record Range(Name index, Expression from, Expression to, Span span) implements Syntax {}

    /**
     * {@code [a, b]}, {@code [a, b; c, d]}; the rows may differ in length.
     *
     * @param rows one for a vector, which may be empty; two or more for a matrix
     */
    record ArrayLiteral(List<List<Expression>> rows, boolean matrix, Span span) implements Expression {}

    /** {@code base[subscripts]}. */
    record Index(Expression base, List<Subscript> subscripts, Span span) implements Expression {}

    /** What is taken along one axis. */
    sealed interface Subscript extends Syntax {}

    /** One element, counted from 0. */
    record At(Expression index) implements Subscript {
        @Override
        public Span span() {
            return index.span();
        }
    }

    /** {@code from:to}, without {@code to}; from the first, or to the last, where a bound is left out. */
    record Slice(Optional<Expression> from, Optional<Expression> to, Span span) implements Subscript {}

    /** {@code operand'}. */
    record Transpose(Expression operand, Span span) implements Expression {}

    /** {@code -x}, {@code +x}, {@code not c}. */
    record Prefix(PrefixOperator operator, Expression operand, Span span) implements Expression {}

    /** {@code base^exponent}, {@code base.^exponent}. */
    record Power(PowerOperator operator, Expression base, Expression exponent, Span span) implements Expression {}

    /** Operators of one precedence from left to right: {@code a - b .+ c}, {@code a*b/c}, {@code p and q}, {@code p or q}. */
    record Chain(Expression first, List<Link> links, Span span) implements Expression {}

    /** One operator of a chain with its right operand; {@code span} covers both, and the parentheses around the operand. */
    record Link(InfixOperator operator, Expression operand, Span span) implements Syntax {}

    /** {@code left < right}. */
    record Comparison(ComparisonOperator operator, Expression left, Expression right, Span span)
            implements Expression {}

    /** {@code condition ? then : otherwise}. */
    record Conditional(Expression condition, Expression then, Expression otherwise, Span span) implements Expression {}

    /** What stands before one operand. */
    enum PrefixOperator {
        MINUS,
        PLUS,
        NOT
    }

    /** What raises to a power. */
    enum PowerOperator {
        POWER,
        ELEMENTWISE_POWER
    }

    /** What joins a {@link Chain}; {@code A \ b} is SOLVE; {@code i % n} is of integers. */
    enum InfixOperator {
        ADD,
        SUBTRACT,
        ELEMENTWISE_ADD,
        ELEMENTWISE_SUBTRACT,
        MULTIPLY,
        DIVIDE,
        REMAINDER,
        SOLVE,
        ELEMENTWISE_MULTIPLY,
        ELEMENTWISE_DIVIDE,
        AND,
        OR
    }

    /** What compares two values. */
    enum ComparisonOperator {
        LESS,
        LESS_EQUAL,
        GREATER,
        GREATER_EQUAL,
        EQUAL,
        NOT_EQUAL
    }
}
