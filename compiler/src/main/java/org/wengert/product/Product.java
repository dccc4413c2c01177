package org.wengert.product;

import static org.wengert.product.Block.Axis.ACTIVE;
import static org.wengert.product.Block.Axis.RESULTS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What can be derived of a function, declared once: what it takes besides the point, what it gives, and how it is composed of the
 * two sweeps. Signatures of generated methods and their documentation, results by name, entries of checks and emitted tests,
 * and {@code docs/products.md} all read this.
 *
 * <p>The product of the Hessian with a direction is, whole,
 *
 * <pre>{@code
 * product("hvp", "the Hessian of a scalar function times a direction, forward over reverse")
 *         .sentence("The Hessian times a direction")
 *         .takes(Takes.DIRECTION)
 *         .gives(derivatives("hvp", 2, ACTIVE).each("the tangent of the derivatives with respect to", "BarDot"))
 *         .ofOneNumber()
 *         .derivedBy(Derivatives::hvp)
 * }</pre>
 */
public final class Product {

    /** What a product takes besides the point. */
    public enum Takes {
        NOTHING,
        /** A tangent for each active parameter. */
        DIRECTION,
        /** A cotangent for each result. */
        COTANGENT
    }

    public static final Product VALUE = product("value", "the function itself")
            .sentence("The value")
            .gives(Block.values())
            .derivedBy(Derivatives::value);

    public static final Product TANGENT = product("tangent", "the directional derivative J*direction, forward mode")
            .sentence("The directional derivative")
            .takes(Takes.DIRECTION)
            .gives(Block.derivatives("tangent", 1, RESULTS)
                    .each("the tangent of", "Dot")
                    .together("tangents of the # results"))
            .derivedBy(Derivatives::tangent);

    public static final Product ADJOINT = product("adjoint", "J'*cotangent with the value, reverse mode")
            .sentence("The value, and the derivatives weighted with cotangents of the results,")
            .takes(Takes.COTANGENT)
            .gives(
                    Block.values(),
                    Block.derivatives("adjoint", 1, ACTIVE)
                            .each("the derivatives with respect to", "Bar")
                            .together("adjoints of the # parameters"))
            .derivedBy(Derivatives::adjoint);

    public static final Product GRADIENT = product(
                    "gradient", "the adjoint of a scalar function with seed 1, with the value")
            .sentence("The value and the gradient")
            .gives(Block.values(), gradient("# partial derivatives"))
            .ofOneNumber()
            .derivedBy(Derivatives::gradient);

    public static final Product JACOBIAN = product(
                    "jacobian", "the matrix of first derivatives, rows are results, with the value")
            .sentence("The value and the Jacobian")
            .gives(
                    Block.values(),
                    Block.derivatives("jacobian", 1, RESULTS, ACTIVE).together("# matrix"))
            .derivedBy(Derivatives::jacobian);

    public static final Product HESSIAN = product("hessian", "the second derivatives, with value and first derivatives")
            .sentence("The value and the first and second derivatives")
            .gives(
                    Block.values(),
                    Block.derivatives("jacobian", 1, RESULTS, ACTIVE)
                            .together("# first derivatives")
                            .ofOneNumber(gradient("# first derivatives")),
                    Block.derivatives("hessian", 2, RESULTS, ACTIVE, ACTIVE)
                            .together("# second derivatives")
                            .ofOneNumber(Block.derivatives("hessian", 2, ACTIVE, ACTIVE)
                                    .together("# second derivatives")))
            .derivedBy(Derivatives::hessian);

    public static final Product HVP = product(
                    "hvp", "the Hessian of a scalar function times a direction, forward over reverse")
            .sentence("The Hessian times a direction")
            .takes(Takes.DIRECTION)
            .gives(Block.derivatives("hvp", 2, ACTIVE)
                    .each("the tangent of the derivatives with respect to", "BarDot")
                    .together("# entries of the product"))
            .ofOneNumber()
            .derivedBy(Derivatives::hvp);

    /** Each of them, in the order in which they are shown. */
    public static final List<Product> ALL = List.of(VALUE, TANGENT, ADJOINT, GRADIENT, JACOBIAN, HESSIAN, HVP);

    private final String id;
    private final String summary;
    private final String sentence;
    private final Takes takes;
    private final List<Block> blocks;
    private final boolean ofOneNumber;
    private final Function<Derivatives, Derivative> derivation;

    private Product(Builder b, Function<Derivatives, Derivative> derivation) {
        this.id = b.id;
        this.summary = b.summary;
        this.sentence = b.sentence;
        this.takes = b.takes;
        this.blocks = List.copyOf(b.blocks);
        this.ofOneNumber = b.ofOneNumber;
        this.derivation = derivation;
    }

    private static Block gradient(String all) {
        return Block.derivatives("gradient", 1, ACTIVE)
                .each("the derivatives with respect to", "Bar")
                .together(all);
    }

    /** As authors write it, and as generated methods are called. */
    public String id() {
        return id;
    }

    /** What it is, in a few words. */
    public String summary() {
        return summary;
    }

    /** How the documentation of a generated method begins, before {@code of} and the formula. */
    public String sentence() {
        return sentence;
    }

    /** What it takes besides the point. */
    public Takes takes() {
        return takes;
    }

    /**
     * What it gives, in order.
     *
     * @param oneNumber whether the function has one result, and that a number
     */
    public List<Block> gives(boolean oneNumber) {
        return blocks.stream().map(block -> block.of(oneNumber)).toList();
    }

    /** What it is there for: the last of what it gives. */
    public Block main(boolean oneNumber) {
        return blocks.get(blocks.size() - 1).of(oneNumber);
    }

    /** Where the outputs of {@link #main} begin, of a function of {@code m} results and {@code n} active parameters. */
    public int mainBegins(int m, int n) {
        return blocks.subList(0, blocks.size() - 1).stream()
                .mapToInt(block -> block.count(m, n))
                .sum();
    }

    /** Whether only functions of one result, which is a number, have it. */
    public boolean isOfOneNumber() {
        return ofOneNumber;
    }

    /** How many times it is derived. */
    public int order() {
        return main(false).order();
    }

    /** Whether it gives derivatives entry by entry, by results or by two parameters. */
    public boolean isMatrix() {
        return main(false).isMatrix();
    }

    /** Whether it has nothing to do with a parameter: all of them are the same to it. */
    public boolean isValue() {
        return order() == 0;
    }

    Derivative of(Derivatives derivatives) {
        return derivation.apply(derivatives);
    }

    public static Optional<Product> named(String id) {
        return ALL.stream().filter(p -> p.id().equals(id)).findFirst();
    }

    public static List<String> ids() {
        return ALL.stream().map(Product::id).toList();
    }

    @Override
    public String toString() {
        return id;
    }

    private static Builder product(String id, String summary) {
        return new Builder(id, summary);
    }

    /** Collects a declaration; see {@link Product}. */
    private static final class Builder {
        private final String id;
        private final String summary;
        private final List<Block> blocks = new ArrayList<>();
        private String sentence = "";
        private Takes takes = Takes.NOTHING;
        private boolean ofOneNumber;

        Builder(String id, String summary) {
            this.id = id;
            this.summary = summary;
        }

        Builder sentence(String text) {
            sentence = text;
            return this;
        }

        Builder takes(Takes what) {
            takes = what;
            return this;
        }

        Builder gives(Block... all) {
            blocks.addAll(List.of(all));
            return this;
        }

        Builder ofOneNumber() {
            ofOneNumber = true;
            return this;
        }

        Product derivedBy(Function<Derivatives, Derivative> derivation) {
            return new Product(this, derivation);
        }
    }
}
