package org.wengert.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wengert.ir.Node;
import org.wengert.ir.Operator;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.ir.Type;

/**
 * An operator on whole arrays, declared once: its shape rule, how it is computed, its tangent and its adjoint, whose
 * agreement a law checks. Two are equal if their names are, which hold their attributes.
 */
public final class ArrayOperator implements Declared {

    /** The shape rule; throws {@link IllegalArgumentException} where the operands do not fit. */
    @FunctionalInterface
    interface TypeRule {
        Type of(List<Type> operands);
    }

    /**
     * The parts of a value that the operands are added to.
     *
     * @param accesses the part of each operand, by the axes of the value
     * @param cover whether each element belongs to exactly one of them; else it is zero but for what is added
     */
    public record Regions(List<List<Access>> accesses, boolean cover) {}

    /** How often the elements of the value read those of the operands. */
    public enum Use {
        /** They are the operand's, in another order or some of them. */
        MOVES(true, false),
        /** They are the operand's, some several times. */
        SPREADS(true, true),
        /** They are computed from elements that are read once. */
        ONCE(false, false),
        /** They are computed from elements that are read several times. */
        REPEATS(false, true);

        private final boolean free;
        private final boolean repeating;

        Use(boolean free, boolean repeating) {
            this.free = free;
            this.repeating = repeating;
        }

        /** Whether nothing is computed. */
        public boolean isFree() {
            return free;
        }

        /** Whether an element of an operand is read several times. */
        public boolean isRepeating() {
            return repeating;
        }
    }

    /** The value, the integers in the attributes being {@code sizes}. */
    @FunctionalInterface
    interface Kernel {
        Tensor apply(List<Tensor> x, ToLongFunction<Size> sizes);
    }

    /** Adds the value to {@code sum}, which rounds otherwise than a sum with the value. */
    @FunctionalInterface
    interface AddingKernel {
        void apply(List<Tensor> x, ToLongFunction<Size> sizes, Tensor sum);
    }

    /** A derivative with respect to one operand: what it makes of the tangent, or cotangent, {@code v}. */
    @FunctionalInterface
    public interface Derivative {
        Node at(Algebra g, List<Node> x, Node y, Node v);
    }

    /**
     * The derivative with respect to one operand.
     *
     * @param adjointText what it adds to the operand's adjoint, {@code #} being that of the value: {@code a'*#}
     * @param tangentText what it adds to the value's tangent, {@code #} being that of the operand
     * @param tangent none where the operator is linear: then it is the operator at the operand's tangent
     */
    public record Rule(String tangentText, Optional<Derivative> tangent, String adjointText, Derivative adjoint) {}

    private final String name;
    private final String notation;
    private final String summary;
    private final Optional<String> reference;
    private final Optional<String> formula;
    private final TypeRule types;
    private final Kernel kernel;
    private final List<Optional<Rule>> rules;
    private final List<Identity> identities;
    private final Optional<Elements.Rule> elements;
    private final Optional<Elements.Rule> entries;
    private final Use use;
    private final Optional<KernelForm> java;
    private final Operations.OfKernel operations;
    private final boolean leadingTerms;
    private final Optional<AddingKernel> adding;
    private final Function<Shape, Optional<Regions>> regions;
    private final Function<Type, Optional<Size>> view;
    private final Optional<List<Access>> taken;
    private final Function<Map<Symbol, Size>, ArrayOperator> substitution;
    private final boolean jointlyLinear;
    private final Recurrence recurrence;

    private ArrayOperator(Builder b) {
        name = b.name;
        notation = b.notation;
        summary = b.summary;
        reference = b.reference;
        formula = b.formula;
        types = b.types;
        kernel = b.kernel;
        rules = List.copyOf(b.rules);
        identities = List.copyOf(b.identities);
        elements = Optional.ofNullable(b.elements);
        entries = Optional.ofNullable(b.entries);
        use = b.use;
        java = Optional.ofNullable(b.java);
        operations = b.operations;
        leadingTerms = b.leadingTerms;
        adding = Optional.ofNullable(b.adding);
        regions = b.regions;
        view = b.view;
        taken = Optional.ofNullable(b.taken);
        jointlyLinear = b.jointlyLinear;
        Recurrence own = b.recurrence;
        recurrence = own == null ? byLinearity() : own;
        Function<Map<Symbol, Size>, ArrayOperator> given = b.substitution;
        substitution = given == null ? replacements -> this : given;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String notation() {
        return notation;
    }

    /** What it is, in a few words. */
    public String summary() {
        return summary;
    }

    /** The kernel that computes it, and where its derivative is derived, where either is worth a word. */
    public Optional<String> reference() {
        return reference;
    }

    /** What it is in the language, of an operator that this has no name for. */
    public Optional<String> formula() {
        return formula;
    }

    @Override
    public Type resultType(List<Type> operands) {
        return types.of(operands);
    }

    @Override
    public boolean commutative() {
        return false;
    }

    @Override
    public Operator substitute(Map<Symbol, Size> replacements) {
        return replacements.isEmpty() ? this : substitution.apply(replacements);
    }

    public Tensor evaluate(List<Tensor> x, ToLongFunction<Size> sizes) {
        return kernel.apply(x, sizes);
    }

    /**
     * Adds the value to {@code sum}, as Java does where the value is wanted as a term only.
     *
     * @param sum of the shape of the value
     */
    public void evaluateInto(List<Tensor> x, ToLongFunction<Size> sizes, Tensor sum, Shape shape) {
        Optional<Regions> parts = regions(shape);
        if (parts.isPresent()) {
            for (int k = 0; k < x.size(); k++) {
                Layout.addPart(x.get(k), parts.get().accesses().get(k), sum, sizes);
            }
        } else {
            adding.ifPresentOrElse(add -> add.apply(x, sizes, sum), () -> sum.add(evaluate(x, sizes)));
        }
    }

    /** What the tangent {@code v} of operand {@code i} adds to that of the value {@code y}; that operand has a rule. */
    public Node tangent(Algebra g, List<Node> x, Node y, int i, Node v) {
        return rules.get(i).flatMap(Rule::tangent).map(t -> t.at(g, x, y, v)).orElseGet(() -> {
            List<Node> operands = new ArrayList<>(x);
            operands.set(i, v);
            return g.builder().apply(this, operands);
        });
    }

    /**
     * Whether it is linear in all operands together, as {@code [a, b]} is and {@code a*b} is not: then the tangent is the operator
     * at the tangents.
     */
    public boolean isJointlyLinear() {
        return jointlyLinear;
    }

    @Override
    public Recurrence recurrence() {
        return recurrence;
    }

    private Recurrence byLinearity() {
        List<Integer> varying = IntStream.range(0, rules.size())
                .filter(this::hasDerivative)
                .boxed()
                .toList();
        boolean linear = varying.stream()
                .allMatch(i -> rules.get(i).orElseThrow().tangent().isEmpty());
        if (jointlyLinear) {
            return Recurrence.jointlyLinear(this);
        }
        return !linear || varying.isEmpty() || varying.size() > 2
                ? Recurrence.byRules()
                : varying.size() == 1 ? Recurrence.linear(this, varying.get(0)) : Recurrence.bilinear(this);
    }

    /** For each operand its rule; none where the value is locally constant in it. */
    public List<Optional<Rule>> rules() {
        return rules;
    }

    @Override
    public List<Identity> identities() {
        return identities;
    }

    @Override
    public boolean hasDerivative(int operand) {
        return operand < rules.size() && rules.get(operand).isPresent();
    }

    @Override
    public Optional<String> adjointText(int operand) {
        return rules.stream().skip(operand).findFirst().flatMap(rule -> rule.map(Rule::adjointText));
    }

    @Override
    public boolean isCostly() {
        return java.isPresent();
    }

    /** What an element of the value is; none where arrays have to be there as wholes. */
    public Optional<Elements.Rule> elements() {
        return elements;
    }

    /** What an element of the value is, if that can be said at all: also where Java computes wholes. */
    public Optional<Elements.Rule> entries() {
        return elements.or(() -> entries);
    }

    /** How Java computes it from whole arrays; none where that is done element by element. */
    public Optional<KernelForm> java() {
        return java;
    }

    /** What the kernel of {@link #java} costs at operands of some shapes, however it is called. */
    public Operations operations(List<Shape> operands) {
        return operations.at(operands);
    }

    /** Whether {@link #operations} are the leading terms of what there are. */
    public boolean hasLeadingTerms() {
        return leadingTerms;
    }

    /** Whether there is a kernel that adds the value to what is there. */
    public boolean canAdd() {
        return adding.isPresent();
    }

    /** How often the elements of the value read those of the operands. */
    public Use use() {
        return use;
    }

    /** Of an operator that puts its operands into parts of its value, which has this shape: these parts. */
    public Optional<Regions> regions(Shape value) {
        return regions.apply(value);
    }

    /** Of an operator whose value is a part of its operand: that part. */
    public Optional<List<Access>> taken() {
        return taken;
    }

    /**
     * Where the value begins in an operand of this type, if it lies there as it is, without gaps and in the same order; so it
     * has no storage of its own.
     */
    public Optional<Size> view(Type operand) {
        return view.apply(operand);
    }

    /** The operator that a node is an application of, if it is one on arrays. */
    public static Optional<ArrayOperator> in(Node node) {
        return node.operator().filter(ArrayOperator.class::isInstance).map(ArrayOperator.class::cast);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArrayOperator operator && operator.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }

    static Builder array(String name, String notation, TypeRule types, Kernel kernel) {
        return new Builder(name, notation, types, kernel);
    }

    /** Collects a declaration. */
    static final class Builder {
        private final String name;
        private final String notation;
        private final TypeRule types;
        private final Kernel kernel;
        private String summary = "";
        private Optional<String> reference = Optional.empty();
        private Optional<String> formula = Optional.empty();
        private final List<Optional<Rule>> rules = new ArrayList<>();
        private final List<Identity> identities = new ArrayList<>();
        private Elements.@Nullable Rule elements;
        private Function<Shape, Optional<Regions>> regions = value -> Optional.empty();
        private @Nullable List<Access> taken;
        private Function<Type, Optional<Size>> view = operand -> Optional.empty();
        private Elements.@Nullable Rule entries;
        private Use use = Use.ONCE;
        private @Nullable KernelForm java;
        private Operations.OfKernel operations = operands -> Operations.NONE;
        private boolean leadingTerms;
        private @Nullable AddingKernel adding;
        private @Nullable Function<Map<Symbol, Size>, ArrayOperator> substitution;
        private boolean jointlyLinear;
        private @Nullable Recurrence recurrence;

        private Builder(String name, String notation, TypeRule types, Kernel kernel) {
            this.name = name;
            this.notation = notation;
            this.types = types;
            this.kernel = kernel;
        }

        Builder summary(String text) {
            summary = text;
            return this;
        }

        Builder reference(String text) {
            reference = Optional.of(text);
            return this;
        }

        Builder formula(String text) {
            formula = Optional.of(text);
            return this;
        }

        /** The operator is linear in its next operand: the tangent is the operator at the operand's tangent. */
        Builder linear(String adjointText, Derivative adjoint) {
            int operand = rules.size();
            String letter = notation.contains("x") ? "x" : String.valueOf("abc".charAt(Math.min(operand, 2)));
            rules.add(Optional.of(new Rule(
                    notation.replaceAll("\\b" + letter + "\\b", "#"), Optional.empty(), adjointText, adjoint)));
            return this;
        }

        /** See {@link ArrayOperator#isJointlyLinear}. */
        Builder jointlyLinear() {
            jointlyLinear = true;
            return this;
        }

        Builder rule(String tangentText, Derivative tangent, String adjointText, Derivative adjoint) {
            rules.add(Optional.of(new Rule(tangentText, Optional.of(tangent), adjointText, adjoint)));
            return this;
        }

        /** How the coefficients of Taylor series follow, where that is no matter of linearity. */
        Builder series(Recurrence own) {
            recurrence = own;
            return this;
        }

        Builder locallyConstant() {
            rules.add(Optional.empty());
            return this;
        }

        Builder identity(String text, Identity.Rewriting rewriting) {
            identities.add(new Identity(text, rewriting));
            return this;
        }

        /** Whole arrays are given to a method of the runtime, which costs {@code cost}. */
        Builder java(KernelForm form, Operations.OfKernel cost) {
            java = form;
            operations = cost;
            return this;
        }

        /** What was given as cost are the leading terms. */
        Builder leadingTerms() {
            leadingTerms = true;
            return this;
        }

        /** There is a method of the runtime that adds the value to what is there. */
        Builder adding(AddingKernel kernelThatAdds) {
            adding = kernelThatAdds;
            return this;
        }

        /** What one element of the value is. */
        Builder elements(Use reads, Elements.Rule rule) {
            use = reads;
            elements = rule;
            return this;
        }

        /** What an element is, of an operator that Java computes for whole arrays alone. */
        Builder entries(Elements.Rule rule) {
            entries = rule;
            return this;
        }

        /** The operands are added to parts of the value. */
        Builder regions(List<List<Access>> accesses) {
            regions = value -> Optional.of(new Regions(accesses, false));
            return this;
        }

        /** The operands are parts of the value, which together are all of it. */
        Builder covering(List<List<Access>> accesses) {
            regions = value -> Optional.of(new Regions(accesses, true));
            return this;
        }

        /** The operands are the parts of the value, one behind the other along the first axis. */
        Builder stacked(int count) {
            regions = value -> Optional.of(new Regions(
                    IntStream.range(0, count)
                            .mapToObj(k -> Access.slice(Size.of(k), value))
                            .toList(),
                    true));
            return this;
        }

        /** The value is a part of the operand. */
        Builder taking(List<Access> part) {
            taken = part;
            return this;
        }

        /** The value lies in the operand, from the offset on that {@code begin} says. */
        Builder view(Function<Type, Optional<Size>> begin) {
            view = begin;
            return this;
        }

        /** The operator with other expressions in its attributes. */
        Builder substituting(Function<Map<Symbol, Size>, ArrayOperator> with) {
            substitution = with;
            return this;
        }

        ArrayOperator build() {
            return new ArrayOperator(this);
        }
    }
}
