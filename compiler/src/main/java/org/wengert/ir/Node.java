package org.wengert.ir;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wengert.source.Span;

/**
 * One value of a graph. Its identity is its place there: {@link GraphBuilder} makes a second node for the same operation at
 * the same operands only in another graph. Name, span, label and origin say where it comes from and are no part of the identity.
 */
public final class Node {

    private static final int MOST_ALIASES = 8;

    private final int id;
    private final Operation operation;
    private final List<Node> operands;
    private final Type type;
    private final int hash;
    private Span span;
    private @Nullable String name;
    private @Nullable Label label;
    private @Nullable Origin origin;
    private List<Alias> aliases = List.of();

    /**
     * A node at a place.
     *
     * @param salt differs from graph to graph, mostly
     */
    Node(int id, Operation operation, List<Node> operands, Type type, Span span, @Nullable Origin origin, int salt) {
        this.id = id;
        this.hash = id + salt;
        this.operation = operation;
        this.operands = operands;
        this.type = type;
        this.span = span;
        this.origin = origin;
    }

    /** Its index in {@link Graph#nodes()}, greater than that of every operand. */
    public int id() {
        return id;
    }

    public Operation operation() {
        return operation;
    }

    public List<Node> operands() {
        return operands;
    }

    public Node operand(int index) {
        return operands.get(index);
    }

    public Type type() {
        return type;
    }

    /** Where the author wrote it; {@link Span#NONE} for what nobody wrote. */
    public Span span() {
        return span;
    }

    /** The author's name, or the one given for reading. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** Of a derivative value: which primal line it comes from by which rule. */
    public Optional<Label> label() {
        return Optional.ofNullable(label);
    }

    /** What else it is: a comment may speak of it by these names. */
    public List<Alias> aliases() {
        return aliases;
    }

    /** The value of the primal program that this is, or that differentiation made it for. */
    public Optional<Origin> origin() {
        return Optional.ofNullable(origin);
    }

    /** The operator applied, if this node is an application. */
    public Optional<Operator> operator() {
        return operation instanceof Operation.Apply apply ? Optional.of(apply.operator()) : Optional.empty();
    }

    public boolean isConstant() {
        return operation instanceof Operation.Constant || operation instanceof Operation.Truth;
    }

    /** Whether a body belongs to it. */
    public boolean isRegion() {
        return !operation.bodies().isEmpty();
    }

    /** Whether this is the constant {@code value}, of the same sign if it is zero. */
    public boolean isConstant(double value) {
        return operation instanceof Operation.Constant c
                && Double.doubleToLongBits(c.value()) == Double.doubleToLongBits(value);
    }

    void rename(String newName) {
        name = newName;
    }

    void relabel(Label newLabel) {
        label = newLabel;
    }

    void unlabel() {
        name = null;
        label = null;
        aliases = List.of();
    }

    /** Where it comes from as the derivative called {@code derivative}, if it is that. */
    public Optional<Label> labelAs(String derivative) {
        return derivative.equals(name)
                ? label()
                : aliases.stream()
                        .filter(alias -> alias.name().equals(derivative))
                        .findFirst()
                        .flatMap(Alias::label);
    }

    /** The first of what has one name is kept; of endlessly many names some. */
    void alsoKnown(Alias alias) {
        boolean known = alias.name().equals(name)
                || aliases.stream().anyMatch(other -> other.name().equals(alias.name()));
        if (!known && aliases.size() < MOST_ALIASES) {
            aliases = Stream.concat(aliases.stream(), Stream.of(alias)).toList();
        }
    }

    void locate(Span where) {
        span = where;
    }

    void originate(@Nullable Origin newOrigin) {
        origin = newOrigin;
    }

    /** Near to that of its neighbours, so that the maps by node, which are walked in the order of the graph, stay in caches. */
    @Override
    public int hashCode() {
        return hash;
    }

    /** The node as the graph text writes it. */
    @Override
    public String toString() {
        return "%" + id + name().map(n -> ":" + n).orElse("");
    }
}
