package org.wengert.driver;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.lang.model.SourceVersion;
import org.wengert.codegen.ClassSource;
import org.wengert.product.JacobianMode;
import org.wengert.ssa.JavaNames;

/**
 * What can be told to the compiler.
 *
 * @param packageName of the generated class; empty for none
 * @param className of the generated class
 * @param derive products for every function, instead of what its derive clauses say; empty to leave it to them
 * @param parameters of a bare expression, in their order; if absent, its free names in natural alphabetical order
 * @param functionName of the function that a bare expression is
 * @param only the function that is wanted; if absent, all of them
 * @param jacobians how Jacobians are computed
 * @param annotation what generated classes are annotated with: a qualified name, or {@link #OWN_ANNOTATION}
 * @param nans what becomes of NaN in generated code
 */
public record CompilerOptions(
        String packageName,
        String className,
        List<ProductRequest> derive,
        Optional<List<String>> parameters,
        String functionName,
        Optional<String> only,
        JacobianMode jacobians,
        Optional<String> annotation,
        NaNs nans) {

    /** What becomes of NaN in generated code. */
    public enum NaNs {
        /** It is computed with, as Java does. */
        PASS,
        /** The first statement that makes it of numbers that are none throws an exception. */
        TRAPPED
    }

    /** For an annotation that each generated class declares itself, so that nothing else is needed. */
    public static final String OWN_ANNOTATION = ClassSource.OWN_ANNOTATION;

    public CompilerOptions(
            String packageName,
            String className,
            List<ProductRequest> derive,
            Optional<List<String>> parameters,
            String functionName) {
        this(
                packageName,
                className,
                derive,
                parameters,
                functionName,
                Optional.empty(),
                JacobianMode.COUNTED,
                Optional.empty(),
                NaNs.PASS);
    }

    /**
     * A product with the names of the parameters that it is taken with respect to, all of them if none are named.
     */
    public record ProductRequest(String product, List<String> parameters) {}

    /** For a class and a function of the given name. */
    public static CompilerOptions named(String name) {
        return new CompilerOptions("", name, List.of(), Optional.empty(), name);
    }

    /** For the class and the function that a file is named after: {@code Loss} for {@code models/Loss.expr}. */
    public static CompilerOptions ofFile(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return named(JavaNames.identifier(dot > 0 ? name.substring(0, dot) : name));
    }

    public CompilerOptions withPackage(String name) {
        return new CompilerOptions(
                name, className, derive, parameters, functionName, only, jacobians, annotation, nans);
    }

    public CompilerOptions withDerive(List<ProductRequest> products) {
        return new CompilerOptions(
                packageName,
                className,
                List.copyOf(products),
                parameters,
                functionName,
                only,
                jacobians,
                annotation,
                nans);
    }

    public CompilerOptions withParameters(List<String> names) {
        return new CompilerOptions(
                packageName,
                className,
                derive,
                Optional.of(List.copyOf(names)),
                functionName,
                only,
                jacobians,
                annotation,
                nans);
    }

    public CompilerOptions withJacobians(JacobianMode mode) {
        return new CompilerOptions(
                packageName, className, derive, parameters, functionName, only, mode, annotation, nans);
    }

    /** For one function alone; what it calls is in it. */
    public CompilerOptions only(String function) {
        return new CompilerOptions(
                packageName,
                className,
                derive,
                parameters,
                functionName,
                Optional.of(function),
                jacobians,
                annotation,
                nans);
    }

    /** For classes with an annotation, for which {@link #isAnnotation} holds. */
    public CompilerOptions withAnnotation(Optional<String> name) {
        return new CompilerOptions(
                packageName, className, derive, parameters, functionName, only, jacobians, name, nans);
    }

    /** For code in which NaN passes or is trapped. */
    public CompilerOptions withNaNs(NaNs chosen) {
        return new CompilerOptions(
                packageName, className, derive, parameters, functionName, only, jacobians, annotation, chosen);
    }

    /** Whether classes can be annotated with {@code name}: it is qualified, or {@link #OWN_ANNOTATION}. */
    public static boolean isAnnotation(String name) {
        return name.equals(OWN_ANNOTATION)
                || (name.contains(".") && SourceVersion.isName(name, SourceVersion.RELEASE_17));
    }
}
