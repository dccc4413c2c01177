package org.wengert.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Type;

/**
 * A scalar operator, declared once: what it means, how Java computes it, its partial derivatives, the identities it obeys.
 * Name resolution, derivatives, generated Java, {@code docs/operators.md} and the laws that test it all read this.
 *
 * <p>{@code tanh} is, whole,
 *
 * <pre>{@code
 * function("tanh", "hyperbolic tangent", "(e^x - e^-x)/(e^x + e^-x)", Math::tanh)
 *         .java("Math.tanh")
 *         .rule("#*(1 - y)*(1 + y)", (g, x, y) -> Partial.times(g.multiply(...)))
 * }</pre>
 */
public final class ScalarOperator implements Declared {

    /** Makes simpler nodes of an operator just before it is scheduled, when every derivative has been taken. */
    @FunctionalInterface
    public interface Lowering {
        Node at(Algebra g, List<Node> x);
    }

    /** The value at doubles. */
    @FunctionalInterface
    interface Kernel {
        double apply(double[] x);
    }

    private final String name;
    private final String summary;
    private final String formula;
    private final String notation;
    private final List<Type> operandTypes;
    private final Type resultType;
    private final boolean commutative;
    private final boolean variadic;
    private final boolean visible;
    private final Optional<Double> lastIfMissing;
    private final Kernel kernel;
    private final Optional<JavaForm> java;
    private final Optional<Lowering> lowering;
    private final List<Rule> rules;
    private final List<Identity> identities;
    private final List<Interval> domain;
    private final Cost cost;
    private final Optional<String> kink;
    private final Optional<String> reference;
    private final Recurrence recurrence;

    private ScalarOperator(Builder b) {
        name = b.name;
        summary = b.summary;
        formula = b.formula;
        notation = b.notation;
        operandTypes = List.copyOf(b.operandTypes);
        resultType = b.resultType;
        commutative = b.commutative;
        variadic = b.variadic;
        visible = b.visible;
        lastIfMissing = Optional.ofNullable(b.lastIfMissing);
        kernel = b.kernel;
        java = Optional.ofNullable(b.java);
        lowering = Optional.ofNullable(b.lowering);
        rules = List.copyOf(b.rules);
        identities = List.copyOf(b.identities);
        domain = b.domain.isEmpty() ? Collections.nCopies(operandTypes.size(), Interval.REALS) : List.copyOf(b.domain);
        cost = b.cost;
        kink = Optional.ofNullable(b.kink);
        reference = Optional.ofNullable(b.reference);
        Recurrence own = b.recurrence;
        recurrence = own == null ? Recurrence.byRules() : own;
        if (java.isPresent() == lowering.isPresent()) {
            throw new IllegalStateException(name + " needs a Java form or a lowering, and not both");
        }
        if (!rules.isEmpty() && rules.size() != operandTypes.size()) {
            throw new IllegalStateException(name + " needs a rule for each operand, or none");
        }
    }

    @Override
    public String name() {
        return name;
    }

    /** What it is, in a few words. */
    public String summary() {
        return summary;
    }

    /** What it computes from {@code x}, or from {@code a, b, c}. */
    public String formula() {
        return formula;
    }

    @Override
    public String notation() {
        return notation;
    }

    /** The types of the operands for one value. */
    public List<Type> operandTypes() {
        return operandTypes;
    }

    /** The type of one value. */
    public Type resultType() {
        return resultType;
    }

    /** Elementwise: arrays have the same shape, and scalars stand for arrays of equal elements. */
    @Override
    public Type resultType(List<Type> operands) {
        require(operands.size() == operandTypes.size(), operands);
        Shape shape = Shape.SCALAR;
        for (int i = 0; i < operands.size(); i++) {
            require(operands.get(i).kind() == operandTypes.get(i).kind(), operands);
            Shape other = operands.get(i).shape();
            require(shape.isScalar() || other.isScalar() || other.equals(shape), operands);
            shape = shape.isScalar() ? other : shape;
        }
        return resultType.withShape(shape);
    }

    private void require(boolean holds, List<Type> operands) {
        if (!holds) {
            throw new IllegalArgumentException(name + " of " + operands);
        }
    }

    @Override
    public boolean commutative() {
        return commutative;
    }

    /** Whether authors may give it more arguments than it has operands: {@code max(a, b, c)} is {@code max(max(a, b), c)}. */
    public boolean variadic() {
        return variadic;
    }

    /** The last operand where authors leave it out; empty if they may not. */
    public Optional<Double> lastIfMissing() {
        return lastIfMissing;
    }

    /** Whether authors can call it by its name. */
    public boolean visible() {
        return visible;
    }

    /**
     * The value as a double, at doubles; conditions are 1 and 0. The same arithmetic as the generated Java.
     *
     * @param operands as many as {@link #operandTypes()}
     */
    public double evaluate(double... operands) {
        return kernel.apply(operands);
    }

    /** How Java computes it; empty if it is lowered. */
    public Optional<JavaForm> java() {
        return java;
    }

    /** What it is made of when scheduled; empty if Java computes it as it is. */
    public Optional<Lowering> lowering() {
        return lowering;
    }

    /** The derivative with respect to each operand, in order; empty if it has none because it is a condition. */
    public List<Rule> rules() {
        return rules;
    }

    @Override
    public Recurrence recurrence() {
        return recurrence;
    }

    @Override
    public List<Identity> identities() {
        return identities;
    }

    @Override
    public boolean hasDerivative(int operand) {
        return operand < rules.size() && !rules.get(operand).isZero();
    }

    @Override
    public Optional<String> adjointText(int operand) {
        return rules.stream().skip(operand).findFirst().map(Rule::text);
    }

    @Override
    public boolean isCostly() {
        return cost.calls() > 0;
    }

    /** Where each argument is drawn from when it is tested. */
    public List<Interval> domain() {
        return domain;
    }

    public Cost cost() {
        return cost;
    }

    /** The convention where it is not differentiable, if there is such a place. */
    public Optional<String> kink() {
        return kink;
    }

    /** Where the method of a kernel of ours comes from and how exact it was measured to be. */
    public Optional<String> reference() {
        return reference;
    }

    /** {@code x}, or {@code a}, {@code b}, and so on: how rules and formulas call the operands. */
    public List<String> operandNames() {
        return operandNames(operandTypes.size());
    }

    /** How rules and formulas call so many operands. */
    public static List<String> operandNames(int count) {
        return count == 1
                ? List.of("x")
                : IntStream.range(0, count)
                        .mapToObj(i -> String.valueOf((char) ('a' + i)))
                        .toList();
    }

    /** The operator that a node is an application of, if it is one of numbers. */
    public static Optional<ScalarOperator> in(Node node) {
        return node.operator().filter(ScalarOperator.class::isInstance).map(ScalarOperator.class::cast);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScalarOperator operator && operator.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }

    static Builder function(String name, String summary, String formula, DoubleUnaryOperator kernel) {
        return new Builder(name, summary, formula, List.of(Type.REAL), x -> kernel.applyAsDouble(x[0]));
    }

    static Builder function(String name, String summary, String formula, DoubleBinaryOperator kernel) {
        return new Builder(
                name, summary, formula, List.of(Type.REAL, Type.REAL), x -> kernel.applyAsDouble(x[0], x[1]));
    }

    /** Of three numbers. */
    static Builder ofThree(String name, String summary, String formula, Kernel kernel) {
        return new Builder(name, summary, formula, List.of(Type.REAL, Type.REAL, Type.REAL), kernel);
    }

    /** Collects a declaration; see {@link ScalarOperator}. */
    static final class Builder {
        private final String name;
        private final String summary;
        private final String formula;
        private final List<Type> operandTypes;
        private final Kernel kernel;
        private final List<Rule> rules = new ArrayList<>();
        private final List<Identity> identities = new ArrayList<>();
        private List<Interval> domain = List.of();
        private Type resultType = Type.REAL;
        private boolean commutative;
        private boolean variadic;
        private boolean visible = true;
        private String notation;
        private Cost cost = Cost.CALL;
        private @Nullable JavaForm java;
        private @Nullable Lowering lowering;
        private @Nullable String kink;
        private @Nullable String reference;
        private @Nullable Double lastIfMissing;
        private @Nullable Recurrence recurrence;

        Builder(String name, String summary, String formula, List<Type> operandTypes, Kernel kernel) {
            this.name = name;
            this.summary = summary;
            this.formula = formula;
            this.operandTypes = operandTypes;
            this.kernel = kernel;
            this.notation =
                    name + (operandTypes.size() == 1 ? "(x)" : operandTypes.size() == 2 ? "(a, b)" : "(a, b, c)");
        }

        Builder result(Type type) {
            resultType = type;
            return this;
        }

        /** A static method of the JDK or of the runtime. */
        Builder java(String method) {
            return java(JavaForm.call(method, operandTypes.size()));
        }

        Builder java(JavaForm form) {
            java = form;
            return this;
        }

        Builder lowersTo(Lowering to) {
            lowering = to;
            cost = Cost.NONE;
            return this;
        }

        Builder rule(String text, Rule.Body partial) {
            rules.add(new Rule(text, partial));
            return this;
        }

        /** How the coefficients of Taylor series follow from the third on, where that is shorter than by the rules. */
        Builder series(Recurrence own) {
            recurrence = own;
            return this;
        }

        /** The same from the first coefficient on. */
        Builder allSeries(Recurrence own) {
            recurrence = Recurrence.always(own);
            return this;
        }

        Builder locallyConstant() {
            for (int i = 0; i < operandTypes.size(); i++) {
                rules.add(Rule.zero());
            }
            return this;
        }

        Builder identity(String text, Identity.Rewriting rewriting) {
            identities.add(new Identity(text, rewriting));
            return this;
        }

        /** Identities of what authors write, from a table of their own. */
        Builder identities(List<Identity> table) {
            table.forEach(identity -> identities.add(identity.when(Identity.When.AUTHORS)));
            return this;
        }

        /** An identity that is applied when every derivative has been taken. */
        Builder lastIdentity(String text, Identity.Rewriting rewriting) {
            return lastIdentity(new Identity(text, rewriting));
        }

        /** An identity of a table that is applied when every derivative has been taken. */
        Builder lastIdentity(Identity identity) {
            identities.add(identity.when(Identity.When.LAST));
            return this;
        }

        Builder domain(Interval... intervals) {
            domain = List.of(intervals);
            return this;
        }

        Builder cost(long flops, long calls) {
            cost = new Cost(flops, calls);
            return this;
        }

        Builder commutative() {
            commutative = true;
            return this;
        }

        Builder variadic() {
            variadic = true;
            return this;
        }

        /** Authors may leave out the last operand, which is then {@code value}. */
        Builder lastIfMissing(double value) {
            lastIfMissing = value;
            return this;
        }

        /** Not to be called by authors: syntax has a spelling for it, or only derivatives use it. */
        Builder internal() {
            visible = false;
            notation = formula;
            return this;
        }

        Builder notation(String text) {
            notation = text;
            return this;
        }

        Builder kink(String convention) {
            kink = convention;
            return this;
        }

        Builder reference(String source) {
            reference = source;
            return this;
        }

        ScalarOperator build() {
            return new ScalarOperator(this);
        }
    }
}
