package org.wengert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wengert.codegen.GeneratedSource;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.ir.Symbol;
import org.wengert.load.ArrayViews;
import org.wengert.load.Evaluations;
import org.wengert.load.LoadedArrays;
import org.wengert.load.LoadedProgram;
import org.wengert.product.Product;

/**
 * A function compiled into this JVM.
 *
 * <p>A function of numbers is called with a point: with n parameters and m results, points, directions and gradients have n entries in the
 * order of {@link #parameters()} (of the active parameters, where a product was asked for with respect to some), cotangents
 * and results have m. Nothing is allocated in a call unless its documentation says so.
 *
 * <p>A function of arrays or integers is called for sizes, {@link #at}, through an interface of the caller's; or by
 * names, {@link #evaluate}, as every function can be.
 *
 * <p>Can be used from many threads at once, and is collected when nobody holds it.
 */
public final class Program {

    private final CompiledFunction function;
    private final Compilation compilation;
    private final @Nullable Loaded loaded;

    /** What there is of generated Java in this JVM. */
    private record Loaded(
            GeneratedSource source, LoadedProgram program, Evaluations evaluations, Forms forms, ArrayViews views) {

        static Loaded of(Compilation compilation, CompiledFunction function) {
            GeneratedSource source = compilation.java();
            LoadedProgram program = LoadedProgram.load(source, source.className(), compilation.source());
            return new Loaded(
                    source,
                    program,
                    program.evaluations(),
                    new Forms(compilation.methods(function)),
                    new ArrayViews(
                            program.type(),
                            function.name(),
                            function.isStatic() ? List.of() : compilation.calls(function)));
        }
    }

    Program(Compilation compilation, CompiledFunction function) {
        this.function = function;
        this.compilation = compilation;
        this.loaded = LoadedProgram.isPossible() ? Loaded.of(compilation, function) : null;
    }

    private Loaded loaded() {
        if (loaded == null) {
            throw new MissingCompilerException();
        }
        return loaded;
    }

    private Evaluations evaluations() {
        return loaded().evaluations();
    }

    /** The function's name. */
    public String name() {
        return function.name();
    }

    /** The names of the real parameters in order. */
    public List<String> parameters() {
        return function.parameters();
    }

    /** The results' names in order. */
    public List<String> results() {
        return function.results();
    }

    /** The Java that was compiled, documented as in a file. */
    public String source() {
        return loaded == null ? compilation.java().text() : loaded.source().text();
    }

    /** The names of sizes and the integer parameters, in the order in which the function mentions them; of numbers alone, none. */
    public List<String> sizes() {
        return function.source().symbols().stream().map(Symbol::name).toList();
    }

    /** The value of a function of one result. */
    public double value(double[] point) {
        Forms.Form form = form(Product.VALUE);
        return evaluations().value(form.point(point));
    }

    /** The results of a function of several. */
    public void value(double[] point, double[] results) {
        Forms.Form form = form(Product.VALUE);
        evaluations().value(form.point(point), form.results("results", results));
    }

    /** The directional derivative of a function of one result. */
    public double tangent(double[] point, double[] direction) {
        Forms.Form form = form(Product.TANGENT);
        return evaluations().tangent(form.point(point), form.active("direction", direction));
    }

    /** The directional derivatives of the results, J*direction. */
    public void tangent(double[] point, double[] direction, double[] tangent) {
        Forms.Form form = form(Product.TANGENT);
        evaluations().tangent(form.point(point), form.active("direction", direction), form.results("tangent", tangent));
    }

    /** The value; {@code adjoint} receives the gradient times {@code cotangent}. */
    public double adjoint(double[] point, double cotangent, double[] adjoint) {
        Forms.Form form = form(Product.ADJOINT);
        return evaluations().adjoint(form.point(point), cotangent, form.active("adjoint", adjoint));
    }

    /** {@code adjoint} receives J'*cotangent, {@code results} the values. */
    public void adjoint(double[] point, double[] cotangent, double[] results, double[] adjoint) {
        Forms.Form form = form(Product.ADJOINT);
        evaluations()
                .adjoint(
                        form.point(point),
                        form.results("cotangent", cotangent),
                        form.results("results", results),
                        form.active("adjoint", adjoint));
    }

    /** The value; {@code gradient} receives the partial derivatives. */
    public double gradient(double[] point, double[] gradient) {
        Forms.Form form = form(Product.GRADIENT);
        return evaluations().gradient(form.point(point), form.active("gradient", gradient));
    }

    /** The value of a function of one result; {@code jacobian} receives its row. */
    public double jacobian(double[] point, double[] jacobian) {
        Forms.Form form = form(Product.JACOBIAN);
        return evaluations().jacobian(form.point(point), form.jacobian(jacobian));
    }

    /** {@code jacobian} receives the m x n first derivatives by rows, {@code results} the values. */
    public void jacobian(double[] point, double[] results, double[] jacobian) {
        Forms.Form form = form(Product.JACOBIAN);
        evaluations().jacobian(form.point(point), form.results("results", results), form.jacobian(jacobian));
    }

    /** The value; {@code gradient} receives the first derivatives, {@code hessian} the n x n second ones by rows. */
    public double hessian(double[] point, double[] gradient, double[] hessian) {
        Forms.Form form = form(Product.HESSIAN);
        return evaluations().hessian(form.point(point), form.active("gradient", gradient), form.hessian(hessian));
    }

    /** {@code hessian} receives the m x n x n second derivatives, {@code jacobian} the first ones, {@code results} the values. */
    public void hessian(double[] point, double[] results, double[] jacobian, double[] hessian) {
        Forms.Form form = form(Product.HESSIAN);
        evaluations()
                .hessian(
                        form.point(point),
                        form.results("results", results),
                        form.jacobian(jacobian),
                        form.hessian(hessian));
    }

    /** {@code hvp} receives the Hessian times {@code direction}. */
    public void hvp(double[] point, double[] direction, double[] hvp) {
        Forms.Form form = form(Product.HVP);
        evaluations().hvp(form.point(point), form.active("direction", direction), form.active("hvp", hvp));
    }

    /** What is called by the product's name alone. */
    private Forms.Form form(Product product) {
        numbers();
        return loaded().forms().of(product);
    }

    private void numbers() {
        if (!function.isStatic()) {
            throw new UnsupportedOperationException(
                    "'" + name() + "' is no function of numbers alone: call it for sizes, at(" + example()
                            + ").as(...), or by names, evaluate(...)");
        }
    }

    private String example() {
        return sizes().stream().limit(2).map(s -> "\"" + s + "\", 3").collect(Collectors.joining(", ", "Map.of(", ")"));
    }

    /**
     * This program as an interface of the caller's, called at full speed: a method has the name of a product and the
     * parameters of one of its forms ({@code double gradient(double x, double y, double[] gradient)}); the value may also go
     * by the function's name, or by any name that no product has, if the interface has one method.
     *
     * @throws IllegalArgumentException if a method fits nothing; the message lists what there is
     * @throws UnsupportedOperationException of a function of arrays, which needs sizes: {@link #at}
     */
    public <T> T as(Class<T> type) {
        numbers();
        return loaded().program().as(Given.notNull("type", type), function.name());
    }

    /**
     * This function for arrays of some sizes, with the storage that it needs for them.
     *
     * @param sizes by name, the integer parameters among them
     * @throws IllegalArgumentException if one is missing or unknown, if no call can have these sizes, or if there is no memory for
     *     them
     */
    public SizedProgram at(Map<String, Integer> sizes) {
        Given.named("sizes", sizes);
        Map<Symbol, Long> symbols = new LinkedHashMap<>();
        List<String> unknown =
                sizes.keySet().stream().filter(name -> !sizes().contains(name)).toList();
        List<String> missing =
                sizes().stream().filter(name -> !sizes.containsKey(name)).toList();
        if (!unknown.isEmpty() || !missing.isEmpty()) {
            throw new IllegalArgumentException((unknown.isEmpty()
                            ? "no value for " + String.join(", ", missing)
                            : "no size " + String.join(", ", unknown))
                    + "; the sizes of '" + name() + "' are " + sizes());
        }
        for (Symbol symbol : function.source().symbols()) {
            symbols.put(
                    symbol,
                    Optional.ofNullable(sizes.get(symbol.name())).orElseThrow().longValue());
        }
        if (function.isStatic()) {
            throw new UnsupportedOperationException(
                    "'" + name() + "' is a function of numbers alone, without sizes: as(...)");
        }
        try {
            return new SizedProgram(
                    loaded().views(),
                    LoadedArrays.of(loaded().program().type(), List.copyOf(symbols.values())),
                    symbols);
        } catch (OutOfMemoryError e) {
            throw new IllegalArgumentException(
                    "there is no memory for what " + Given.shown(sizes.entrySet()) + " takes", e);
        }
    }

    /**
     * A product by names, {@code evaluate("gradient", Map.of("x", new double[] {1, 2}, "k", 3))}.
     *
     * @see #evaluate(String, Map, Map)
     */
    public Map<String, Object> evaluate(String product, Map<String, ?> point) {
        return evaluate(product, point, Map.of());
    }

    /**
     * A product by names. The program is interpreted, and all that comes and goes is allocated: this is for small work and for
     * what has no sizes before it is called.
     *
     * @param product such as {@code "value"}, or {@code "gradient(x, y)"} with respect to some parameters
     * @param point by parameter a {@code Number}, {@code double[]}, {@code double[][]} and so on
     * @param more the direction of tangent and hvp by parameter, where what is not named is 0; the cotangent of an adjoint by
     *     result, which is 1 for a single number if nothing is said
     * @return value and tangent by result, adjoint, gradient and hvp by parameter; of a jacobian by result a map by parameter, of
     *     a hessian by parameter a map by parameter; each a {@code Double} or nested arrays of {@code double}
     * @throws IllegalArgumentException if there is no such product, or if the arguments do not fit the function or each other
     */
    public Map<String, Object> evaluate(String product, Map<String, ?> point, Map<String, ?> more) {
        return new NamedEvaluation(function, Given.notNull("product", product))
                .at(Given.named("point", point), Given.named("more", more));
    }
}
