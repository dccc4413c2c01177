package org.wengert.elaborate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.differentiate.Differentiation;
import org.wengert.differentiate.UnitDirections;
import org.wengert.elaborate.Elementwise.Operand;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Size;
import org.wengert.op.Layout;
import org.wengert.pass.Rebuild;
import org.wengert.product.Derivatives;
import org.wengert.product.Product;
import org.wengert.rewrite.Pipelines;
import org.wengert.syntax.Syntax;

/**
 * Makes the nodes of {@code diff(e, x)}, {@code jacobian(e, x)}, {@code hessian(e, x)} and {@code taylor(e, x, d)}. What {@code e} is computed from is
 * written out as a program in which {@code x} is a parameter, whose gradient, tangent or Hessian-vector product, the same that
 * users derive of a function, is evaluated where the derivative stands.
 */
final class InnerDerivatives {

    /** What it takes to derive an operation, by what it takes to write one out. */
    private static final int DERIVATION = 10;

    /** Larger ones are a mistake: of what is known in doubles nothing is left in such coefficients. */
    private static final int LARGEST_DEGREE = 1_000;

    private final ExpressionElaborator expressions;
    private final Diagnostics diagnostics;
    private final Budget budget;

    InnerDerivatives(ExpressionElaborator expressions, Diagnostics diagnostics, Budget budget) {
        this.expressions = expressions;
        this.diagnostics = diagnostics;
        this.budget = budget;
    }

    /** What is differentiated, and with respect to what. */
    private record Subject(Operand value, Operand variable) {}

    /** The gradient of a number, in the shape of the variable; the derivative of an array with respect to a number. */
    Optional<Node> diff(Syntax.Call call, Scope scope) {
        Optional<Subject> subject = subject(call, scope);
        boolean arrays = subject.filter(s ->
                        !s.value().shape().isScalar() && !s.variable().shape().isScalar())
                .isPresent();
        if (arrays) {
            refuse(call, subject.get(), "diff is of a number, or with respect to one", "write jacobian(e, x)");
            return Optional.empty();
        }
        return subject.map(s -> s.value().shape().isScalar() ? gradient(call, s, scope) : tangent(call, s, scope));
    }

    /** For a vector and a vector the matrix with a row for each element of the first. */
    Optional<Node> jacobian(Syntax.Call call, Scope scope) {
        Optional<Subject> subject = subject(call, scope);
        boolean fits = subject.filter(s ->
                        s.value().shape().rank() == 1 && s.variable().shape().rank() <= 1)
                .isPresent();
        if (subject.isPresent() && !fits) {
            refuse(
                    call,
                    subject.get(),
                    "a jacobian is of a vector, with respect to a vector or a number",
                    "the derivative of a number is diff(e, x)");
        }
        return subject.filter(s -> fits).map(s -> {
            if (s.variable().shape().isScalar()) {
                return tangent(call, s, scope);
            }
            Node columns = columns(
                    call, held(call, s, scope, Product.TANGENT), s.variable().node(), scope);
            return scope.builder().apply(Layout.TRANSPOSE, columns);
        });
    }

    /** The second derivatives of a number, with respect to a vector or a number. */
    Optional<Node> hessian(Syntax.Call call, Scope scope) {
        Optional<Subject> subject = subject(call, scope);
        boolean fits = subject.filter(s ->
                        s.value().shape().isScalar() && s.variable().shape().rank() <= 1)
                .isPresent();
        if (subject.isPresent() && !fits) {
            refuse(
                    call,
                    subject.get(),
                    "a hessian is of a number, with respect to a vector or a number",
                    "of an array, write it for an element");
        }
        return subject.filter(s -> fits).map(s -> {
            Graph directional = held(call, s, scope, Product.HVP);
            return s.variable().shape().isScalar()
                    ? evaluate(
                            call,
                            directional,
                            scope,
                            s.variable().node(),
                            scope.builder().constant(1))
                    : columns(call, directional, s.variable().node(), scope);
        });
    }

    /** The normalised Taylor coefficients 0 to d with respect to a number, one after the other along a new first axis. */
    Optional<Node> taylor(Syntax.Call call, Scope scope) {
        Optional<Subject> subject = subject(call, scope);
        OptionalInt degree = degree(call, scope);
        if (subject.isEmpty() || degree.isEmpty()) {
            return Optional.empty();
        }
        if (!subject.get().variable().shape().isScalar()) {
            refuse(
                    call,
                    subject.get(),
                    "taylor is with respect to a number",
                    "along a direction v: the series of what is computed from x + t*v in a parameter t");
            return Optional.empty();
        }
        if (subject.get().value().shape().rank() == Parameters.MOST_AXES) {
            refuse(call, subject.get(), "the coefficients would have too many axes", "write it for an element");
            return Optional.empty();
        }
        return coefficients(call, subject.get(), degree.getAsInt(), scope);
    }

    private Optional<Node> coefficients(Syntax.Call call, Subject subject, int degree, Scope scope) {
        Graph primal = primal(call, subject, scope);
        int variable = primal.inputs().size() - 1;
        try {
            Graph series = new Differentiation(primal, List.of(variable)).taylorOfNumber(degree);
            return Optional.of(
                    evaluate(call, spliced(series), scope, subject.variable().node()));
        } catch (Differentiation.TooLarge tooLarge) {
            diagnostics.report(
                    Code.LIMIT,
                    call.span(),
                    "the coefficients up to degree " + degree + " of an expression of " + primal.size()
                            + " operations are " + tooLarge.getMessage(),
                    "a lower degree, or a shorter expression: the operations grow with the square of the degree");
            return Optional.empty();
        }
    }

    private OptionalInt degree(Syntax.Call call, Scope scope) {
        Syntax.Expression degree = call.arguments().get(2);
        boolean real = degree instanceof Syntax.Reference reference
                && scope.isDefined(reference.name().text())
                && scope.integer(reference.name().text()).isEmpty();
        Optional<Size> size = real ? Optional.empty() : expressions.integers().integer(degree, scope);
        if (size.isEmpty() && !real) {
            return OptionalInt.empty();
        }
        OptionalLong known = size.map(Size::constant).orElse(OptionalLong.empty());
        if (known.isEmpty()) {
            diagnostics.report(
                    Code.NOT_AN_INTEGER,
                    degree.span(),
                    "the degree of taylor is an integer that is known when compiling, " + Operand.text(degree)
                            + " is known in a call",
                    "write the number: taylor(e, x, 4)");
            return OptionalInt.empty();
        }
        if (known.getAsLong() < 0 || known.getAsLong() > LARGEST_DEGREE) {
            diagnostics.report(
                    Code.LIMIT,
                    degree.span(),
                    "the degree of taylor is 0 to " + LARGEST_DEGREE + ", this is " + known.getAsLong(),
                    "coefficient number d is the last one: taylor(e, x, 4) has five");
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) known.getAsLong());
    }

    private void refuse(Syntax.Call call, Subject subject, String what, String hint) {
        diagnostics.report(
                Code.SHAPE_MISMATCH,
                call.span(),
                Operand.text(call) + ": " + subject.value().description() + ", "
                        + subject.variable().description() + ": " + what,
                hint);
    }

    private Optional<Subject> subject(Syntax.Call call, Scope scope) {
        String function = call.function().text();
        Optional<Operand> value = expressions.operand(call.arguments().get(0), scope);
        Syntax.Expression second = call.arguments().get(1);
        if (!(second instanceof Syntax.Reference reference)
                || !scope.isDefined(reference.name().text())) {
            diagnostics.report(
                    Code.UNKNOWN_PARAMETER,
                    second.span(),
                    "the second argument of " + function + " is the name of a parameter or of a local",
                    function.equals("taylor") ? "taylor(x^2, x, 2) is [x^2, 2*x, 1]" : "diff(x^2, x) is 2*x");
            return Optional.empty();
        }
        String name = reference.name().text();
        if (scope.isFromOutsideOfStates(name)) {
            diagnostics.report(
                    Code.LIMIT,
                    reference.span(),
                    "'" + name
                            + "' is given outside of this loop, whose states may depend on it through iterations before",
                    "take the derivative after the loop, or with respect to a name that is given in it");
            return Optional.empty();
        }
        Optional<Operand> variable = expressions.operand(reference, scope);
        if (variable.filter(v -> isKnown(v.node())).isPresent()) {
            diagnostics.report(
                    Code.UNKNOWN_PARAMETER,
                    reference.span(),
                    "'" + name + "' is a constant here, so that nothing varies with it");
            return Optional.empty();
        }
        return value.flatMap(v -> variable.map(x -> new Subject(v, x)));
    }

    static boolean isKnown(Node variable) {
        return variable.isConstant() || variable.operation() instanceof Operation.Whole;
    }

    private Node gradient(Syntax.Call call, Subject subject, Scope scope) {
        return evaluate(
                call,
                held(call, subject, scope, Product.GRADIENT),
                scope,
                subject.variable().node());
    }

    private Node tangent(Syntax.Call call, Subject subject, Scope scope) {
        return evaluate(
                call,
                held(call, subject, scope, Product.TANGENT),
                scope,
                subject.variable().node(),
                scope.builder().constant(1));
    }

    private Node evaluate(Syntax.Call call, Graph derivative, Scope scope, Node... more) {
        budget.spend(2L * derivative.size(), call.span());
        scope.builder().at(call.span());
        return scope.splice(derivative, more);
    }

    /**
     * The last result of a product of the subject's value, as a program whose inputs are the parameters, the variable, and the
     * direction if the product takes one.
     */
    private Graph held(Syntax.Call call, Subject subject, Scope scope, Product product) {
        Graph primal = primal(call, subject, scope);
        int variable = primal.inputs().size() - 1;
        return spliced(
                new Derivatives(primal, List.of(variable)).of(product).graph().withLastOutput());
    }

    private Graph primal(Syntax.Call call, Subject subject, Scope scope) {
        Graph held = hold(subject, scope);
        budget.spend(DERIVATION * held.size(), call.span());
        return Pipelines.run(Pipelines.INNER, held);
    }

    private static Graph spliced(Graph derivative) {
        Label.forget(derivative);
        return Pipelines.run(Pipelines.SPLICED, derivative);
    }

    /** The subject's value as a program in which the variable is the last input, behind the parameters. */
    private static Graph hold(Subject subject, Scope scope) {
        Scope.Flat flat =
                scope.flatten(List.of(subject.value().node(), subject.variable().node()));
        Node free = flat.values().get(1);
        GraphBuilder g = new GraphBuilder(Rewriter.NONE);
        Rebuild.Copy copy = new Rebuild.Copy(g);
        for (Node input : flat.graph().inputs()) {
            copy.put(input, g.input(((Operation.Input) input.operation()).name(), input.type()));
        }
        copy.put(free, g.freshInput(free.name().orElse("x"), free.type()));
        Node value = copy.results(flat.graph(), List.of(flat.values().get(0))).get(0);
        return g.build("held", List.of(new Graph.Output("r0", value)));
    }

    /** For each element of the variable the derivative in its direction, as a row. */
    private Node columns(Syntax.Call call, Graph directional, Node variable, Scope scope) {
        budget.spend(2L * directional.size(), call.span());
        scope.builder().at(call.span());
        return UnitDirections.each(
                        scope.builder(),
                        scope.symbols().fresh("i"),
                        variable.type().shape().size(0),
                        (body, unit) -> List.of(scope.spliceInto(body, directional, variable, unit)))
                .get(0);
    }
}
