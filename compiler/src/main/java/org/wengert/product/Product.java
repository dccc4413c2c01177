package org.wengert.product;

import static org.wengert.product.Block.Axis.ACTIVE;
import static org.wengert.product.Block.Axis.COEFFICIENTS;
import static org.wengert.product.Block.Axis.ENTRIES;
import static org.wengert.product.Block.Axis.RESULTS;
import static org.wengert.product.Block.Axis.STATES;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

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
 *         .gives(derivatives("hvp", 2, ACTIVE).each("the tangent of the derivative with respect to", "BarDot"))
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
                    .together("tangents of"))
            .derivedBy(Derivatives::tangent);

    public static final Product ADJOINT = product("adjoint", "J'*cotangent with the value, reverse mode")
            .sentence("The value, and the derivatives weighted with cotangents of the results,")
            .takes(Takes.COTANGENT)
            .gives(
                    Block.values(),
                    Block.derivatives("adjoint", 1, ACTIVE)
                            .each("the derivative with respect to", "Bar")
                            .together("adjoints of"))
            .derivedBy(Derivatives::adjoint);

    public static final Product GRADIENT = product(
                    "gradient", "the adjoint of a scalar function with seed 1, with the value")
            .sentence("The value and the gradient")
            .gives(Block.values(), gradient("partial derivatives with respect to"))
            .ofOneNumber()
            .derivedBy(Derivatives::gradient);

    public static final Product JACOBIAN = product(
                    "jacobian", "the matrix of first derivatives, rows are results, with the value")
            .sentence("The value and the Jacobian")
            .gives(
                    Block.values(),
                    Block.derivatives("jacobian", 1, RESULTS, ACTIVE).together("first derivatives"))
            .derivedBy(Derivatives::jacobian);

    public static final Product HESSIAN = product("hessian", "the second derivatives, with value and first derivatives")
            .sentence("The value and the first and second derivatives")
            .gives(
                    Block.values(),
                    Block.derivatives("jacobian", 1, RESULTS, ACTIVE)
                            .together("first derivatives")
                            .ofOneNumber(gradient("first derivatives with respect to")),
                    Block.derivatives("hessian", 2, RESULTS, ACTIVE, ACTIVE)
                            .together("second derivatives")
                            .ofOneNumber(Block.derivatives("hessian", 2, ACTIVE, ACTIVE)
                                    .together("second derivatives")))
            .derivedBy(Derivatives::hessian);

    public static final Product HVP = product(
                    "hvp", "the Hessian of a scalar function times a direction, forward over reverse")
            .sentence("The Hessian times a direction")
            .takes(Takes.DIRECTION)
            .gives(Block.derivatives("hvp", 2, ACTIVE)
                    .each("the tangent of the derivative with respect to", "BarDot")
                    .together("tangents of the derivatives with respect to"))
            .ofOneNumber()
            .derivedBy(Derivatives::hvp);

    public static final Product SPARSE_JACOBIAN = product(
                    "sparse jacobian", "the entries of the Jacobian that are there, by rows, with the value")
            .sentence("The value and the entries of the Jacobian")
            .gives(Block.values(), Block.derivatives("entries", 1, ENTRIES).together("entries"))
            .derivedBy(Derivatives::sparseJacobian);

    public static final Product SPARSE_HESSIAN = product(
                    "sparse hessian",
                    "the entries of the lower triangle of the Hessian of a scalar function that are there, by rows")
            .sentence("The entries of the lower triangle of the Hessian")
            .gives(Block.derivatives("entries", 2, ENTRIES).together("entries"))
            .ofOneNumber()
            .derivedBy(Derivatives::sparseHessian);

    /** Those that give the entries of a matrix that are there, and say which these are. */
    public static final List<Product> SPARSE = List.of(SPARSE_JACOBIAN, SPARSE_HESSIAN);

    private static final String TAYLOR = "taylor";
    private static final String ODE = "ode";
    private static final String TANGENT_ODE = "tangent ode";

    /** Of a larger degree nothing is left that doubles can hold. */
    public static final int LARGEST_DEGREE = 1_000;

    /** Those that are asked for with a degree, by name; the example of each is in all lists of products. */
    private static final Map<String, Series> SERIES = Map.of(
            TAYLOR, new Series(4, Product::declareTaylor),
            ODE, new Series(20, Product::declareOde),
            TANGENT_ODE, new Series(20, Product::declareTangentOde));

    /** The names of those that are asked for with a degree, in the order in which they are shown. */
    private static final List<String> WITH_DEGREE = List.of(TAYLOR, ODE, TANGENT_ODE);

    /** What there is for each degree. */
    private record Series(int example, IntFunction<Product> declaration, Map<Integer, Product> made) {
        Series(int example, IntFunction<Product> declaration) {
            this(example, declaration, new ConcurrentHashMap<>());
        }

        Product of(int degree) {
            return made.computeIfAbsent(degree, declaration::apply);
        }
    }

    /** The coefficients of the Taylor series up to a degree, which is 1 or more. */
    public static Product taylor(int degree) {
        return series(TAYLOR, degree);
    }

    /** The coefficients of the solution of a differential equation. */
    public static Product ode(int degree) {
        return series(ODE, degree);
    }

    /** The same with their tangents in a direction of the initial states and of parameters. */
    public static Product tangentOde(int degree) {
        return series(TANGENT_ODE, degree);
    }

    /** The product of a name that {@link #isSeries} says. */
    public static Product series(String name, int degree) {
        return Optional.ofNullable(SERIES.get(name)).orElseThrow().of(degree);
    }

    private static Product declareTaylor(int degree) {
        String all = "Taylor coefficients c_0 to c_" + degree
                + " of t -> f(x + t*direction), each the k-th derivative over k!";
        return product(TAYLOR, "Taylor coefficients along a direction")
                .sentence("The Taylor coefficients up to degree " + degree + " along a direction")
                .takes(Takes.DIRECTION)
                .gives(coefficients(TAYLOR, RESULTS, degree, all))
                .degree(degree)
                .derivedBy(derivatives -> derivatives.taylor(degree));
    }

    private static Product declareOde(int degree) {
        return product(ODE, "Taylor coefficients of the solution of x' = f(x), which an integrator steps by")
                .sentence("The Taylor coefficients up to degree " + degree
                        + " of the solution of the differential equation")
                .gives(solution(degree))
                .degree(degree)
                .derivedBy(derivatives -> derivatives.ode(degree));
    }

    private static Product declareTangentOde(int degree) {
        return product(TANGENT_ODE, "the same with their tangents in a direction of initial states and parameters")
                .sentence("The Taylor coefficients up to degree " + degree
                        + " of the solution of the differential equation, and their tangents,")
                .takes(Takes.DIRECTION)
                .gives(
                        solution(degree),
                        coefficients(
                                ODE + "Dot", STATES, degree, "tangents of c_0 to c_" + degree + " in the direction"))
                .degree(degree)
                .derivedBy(derivatives -> derivatives.tangentOde(degree));
    }

    private static Block solution(int degree) {
        return coefficients(ODE, STATES, degree, "Taylor coefficients c_0 to c_" + degree + " of the solution in time");
    }

    /** By coefficients, and by {@code second} unless there is one number. */
    private static Block coefficients(String name, Block.Axis second, int degree, String all) {
        return Block.derivatives(name, 1, COEFFICIENTS, second)
                .together(all)
                .coefficients(degree + 1)
                .ofOneNumber(
                        Block.derivatives(name, 1, COEFFICIENTS).together(all).coefficients(degree + 1));
    }

    /** Each of them that every function can have, but those that have a degree, in the order in which they are shown. */
    public static final List<Product> ALL = List.of(VALUE, TANGENT, ADJOINT, GRADIENT, JACOBIAN, HESSIAN, HVP);

    private final String name;
    private final String id;
    private final String summary;
    private final String sentence;
    private final Takes takes;
    private final List<Block> blocks;
    private final boolean ofOneNumber;
    private final int degree;
    private final Function<Derivatives, Derivative> derivation;

    private Product(Builder b, Function<Derivatives, Derivative> derivation) {
        this.name = b.name;
        this.id = b.degree > 0 ? b.name + "(" + b.degree + ")" : b.name;
        this.summary = b.summary;
        this.sentence = b.sentence;
        this.takes = b.takes;
        this.blocks = List.copyOf(b.blocks);
        this.ofOneNumber = b.ofOneNumber;
        this.degree = b.degree;
        this.derivation = derivation;
    }

    private static Block gradient(String all) {
        return Block.derivatives("gradient", 1, ACTIVE)
                .each("the derivative with respect to", "Bar")
                .together(all);
    }

    /** As authors write it, without the degree that it may have. */
    public String name() {
        return name;
    }

    /** As authors write it: {@code gradient}, {@code taylor(4)}. */
    public String id() {
        return id;
    }

    /** As generated methods are called: {@code gradient}, {@code taylor4}. */
    public String method() {
        int blank = name.indexOf(' ');
        String method = blank < 0
                ? name
                : name.substring(0, blank)
                        + name.substring(blank + 1, blank + 2).toUpperCase(Locale.ROOT)
                        + name.substring(blank + 2);
        return isSeries() ? method + degree : method;
    }

    /** As authors write it with respect to some parameters: {@code gradient(x,y)}, {@code taylor(4,x)}. */
    public String of(List<String> parameters) {
        String before = isSeries() ? name + "(" + degree + "," : name + "(";
        return before + String.join(",", parameters) + ")";
    }

    /** Whether it gives coefficients of Taylor series. */
    public boolean isSeries() {
        return degree > 0;
    }

    /** Whether these are those of the solution of a differential equation. */
    public boolean isOde() {
        return main(false).axes().contains(STATES);
    }

    /** The last coefficient that it gives. */
    public int degree() {
        return degree;
    }

    /** Whether it gives the entries of a matrix that are there, and no others. */
    public boolean isSparse() {
        return main(false).axes().equals(List.of(ENTRIES));
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
        return Stream.concat(ALL.stream(), SPARSE.stream())
                .filter(p -> p.id().equals(id))
                .findFirst();
    }

    /** Whether authors call a product so; one with a degree by the name before it. */
    public static boolean isName(String name) {
        return isSeries(name) || named(name).isPresent();
    }

    /** Whether the product of that name has a degree. */
    public static boolean isSeries(String name) {
        return SERIES.containsKey(name);
    }

    /** All of them as authors write them, with a degree where they have one. */
    public static List<String> ids() {
        List<Product> series = WITH_DEGREE.stream()
                .map(name -> Optional.ofNullable(SERIES.get(name)).orElseThrow())
                .map(all -> all.of(all.example()))
                .toList();
        return Stream.of(ALL, series, SPARSE)
                .flatMap(List::stream)
                .map(Product::id)
                .toList();
    }

    @Override
    public String toString() {
        return id;
    }

    private static Builder product(String name, String summary) {
        return new Builder(name, summary);
    }

    /** Collects a declaration; see {@link Product}. */
    private static final class Builder {
        private final String name;
        private final String summary;
        private final List<Block> blocks = new ArrayList<>();
        private String sentence = "";
        private Takes takes = Takes.NOTHING;
        private boolean ofOneNumber;
        private int degree;

        Builder(String name, String summary) {
            this.name = name;
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

        Builder degree(int last) {
            degree = last;
            return this;
        }

        Product derivedBy(Function<Derivatives, Derivative> derivation) {
            return new Product(this, derivation);
        }
    }
}
