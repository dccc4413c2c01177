package org.wengert;

import java.util.List;
import org.wengert.codegen.GeneratedSource;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.load.Evaluations;
import org.wengert.load.LoadedProgram;

/**
 * A function compiled into this JVM. With n parameters and m results, points, directions and gradients have n entries in the
 * order of {@link #parameters()} (of the active parameters, where a product was asked for with respect to some), cotangents
 * and results have m. Nothing is allocated in a call unless its documentation says so. Can be used from many threads at once,
 * and is collected when nobody holds it.
 */
public final class Program {

    private final CompiledFunction function;
    private final GeneratedSource source;
    private final LoadedProgram loaded;
    private final Evaluations evaluations;

    Program(Compilation compilation, CompiledFunction function) {
        this.function = function;
        this.source = compilation.java();
        this.loaded = LoadedProgram.load(source, source.className());
        this.evaluations = loaded.evaluations();
    }

    /** The function's name. */
    public String name() {
        return function.name();
    }

    /** The parameters' names in order. */
    public List<String> parameters() {
        return function.parameters();
    }

    /** The results' names in order. */
    public List<String> results() {
        return function.results();
    }

    /** The Java that was compiled, documented as in a file. */
    public String source() {
        return source.text();
    }

    /** The value of a function of one result. */
    public double value(double[] point) {
        return evaluations.value(point);
    }

    /** The results of a function of several. */
    public void value(double[] point, double[] results) {
        evaluations.value(point, results);
    }

    /** The directional derivative of a function of one result. */
    public double tangent(double[] point, double[] direction) {
        return evaluations.tangent(point, direction);
    }

    /** The directional derivatives of the results, J*direction. */
    public void tangent(double[] point, double[] direction, double[] tangent) {
        evaluations.tangent(point, direction, tangent);
    }

    /** The value; {@code adjoint} receives the gradient times {@code cotangent}. */
    public double adjoint(double[] point, double cotangent, double[] adjoint) {
        return evaluations.adjoint(point, cotangent, adjoint);
    }

    /** {@code adjoint} receives J'*cotangent, {@code results} the values. */
    public void adjoint(double[] point, double[] cotangent, double[] results, double[] adjoint) {
        evaluations.adjoint(point, cotangent, results, adjoint);
    }

    /** The value; {@code gradient} receives the partial derivatives. */
    public double gradient(double[] point, double[] gradient) {
        return evaluations.gradient(point, gradient);
    }

    /** The value of a function of one result; {@code jacobian} receives its row. */
    public double jacobian(double[] point, double[] jacobian) {
        return evaluations.jacobian(point, jacobian);
    }

    /** {@code jacobian} receives the m x n first derivatives by rows, {@code results} the values. */
    public void jacobian(double[] point, double[] results, double[] jacobian) {
        evaluations.jacobian(point, results, jacobian);
    }

    /** The value; {@code gradient} receives the first derivatives, {@code hessian} the n x n second ones by rows. */
    public double hessian(double[] point, double[] gradient, double[] hessian) {
        return evaluations.hessian(point, gradient, hessian);
    }

    /** {@code hessian} receives the m x n x n second derivatives, {@code jacobian} the first ones, {@code results} the values. */
    public void hessian(double[] point, double[] results, double[] jacobian, double[] hessian) {
        evaluations.hessian(point, results, jacobian, hessian);
    }

    /** {@code hvp} receives the Hessian times {@code direction}. */
    public void hvp(double[] point, double[] direction, double[] hvp) {
        evaluations.hvp(point, direction, hvp);
    }

    /**
     * This program as an interface of the caller's, called at full speed: a method has the name of a product and the
     * parameters of one of its forms ({@code double gradient(double x, double y, double[] gradient)}); the value may also go
     * by the function's name, or by any name if the interface has one method.
     *
     * @throws IllegalArgumentException if a method fits nothing; the message lists what there is
     */
    public <T> T as(Class<T> type) {
        return loaded.as(type, function.name());
    }
}
