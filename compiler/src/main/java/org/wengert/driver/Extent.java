package org.wengert.driver;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.differentiate.NotDerivedException;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Shape;
import org.wengert.op.Arithmetic;
import org.wengert.product.Product;
import org.wengert.source.Span;

/** How much there is to be derived of a function, by which the time goes that this takes: an addition is the least of it. */
final class Extent {

    /** It takes some ten seconds to derive so much, and to write it. */
    static final long LARGEST = 250_000;

    private static final int OTHER = 3;

    /** It takes some ten seconds, or where all depends on all some thirty, to derive so many and to write them. */
    private static final long MOST_ENTRIES = 500_000;

    private Extent() {}

    /** Reports the first function with which there is too much; what a program calls counts where it is called. */
    static void check(List<CompiledFunction> functions, Diagnostics diagnostics) {
        long extent = 0;
        for (CompiledFunction function : functions) {
            extent += of(function.primal());
            arrays(function.primal(), diagnostics);
            matrices(function, diagnostics);
            derived(function, diagnostics);
            if (extent > LARGEST) {
                diagnostics.report(
                        Code.LIMIT,
                        function.source().syntax().name().span(),
                        "with '" + function.name() + "' there is more than is derived, its calls written out: " + extent
                                + ", where an addition counts 1 and any other operation 3, and at most " + LARGEST,
                        Optional.of("write what repeats as a loop, for k in 0:n, or as an array"));
                return;
            }
        }
    }

    /** Reports Hessians of several numbers, of which each entry is written out, where there are too many. */
    private static void matrices(CompiledFunction function, Diagnostics diagnostics) {
        long results = function.results().size();
        for (FunctionGraph.Request request : function.requests()) {
            long parameters = request.active().size();
            long entries = results * parameters * parameters;
            if (request.product() == Product.HESSIAN && function.isScalar() && results > 1 && entries > MOST_ENTRIES) {
                diagnostics.report(
                        Code.LIMIT,
                        request.span(),
                        "the Hessians of the " + results + " results of '" + function.name() + "' have " + entries
                                + " entries, which are written out one by one, and at most " + MOST_ENTRIES,
                        Optional.of(
                                "write hessian(x) with respect to fewer parameters, or the parameters as an array"));
            }
        }
    }

    /** Reports Taylor coefficients that take too many operations, and matrices whose entries are not known. */
    private static void derived(CompiledFunction function, Diagnostics diagnostics) {
        for (FunctionGraph.Request request : function.requests()) {
            boolean mayFail = request.product().isSeries() || request.product().isSparse();
            if (mayFail && !diagnostics.hasErrors()) {
                try {
                    function.derivative(request);
                } catch (TooManyEntriesException tooMany) {
                    diagnostics.report(
                            Code.LIMIT,
                            request.span(),
                            "of '" + function.name() + "' " + tooMany.getMessage(),
                            Optional.empty());
                } catch (NotDerivedException not) {
                    diagnostics.report(
                            Code.LIMIT,
                            not.span().equals(Span.NONE) ? request.span() : not.span(),
                            "of '" + function.name() + "' no " + request.product() + " is derived: " + not.getMessage(),
                            Optional.of(not.hint()));
                }
            }
        }
    }

    /** Reports arrays of known sizes that have more elements than an array in Java. */
    private static void arrays(Graph graph, Diagnostics diagnostics) {
        for (Node node : graph.nodes()) {
            Optional<String> tooMany = tooMany(node.type().shape());
            if (tooMany.isPresent()) {
                diagnostics.report(
                        Code.LIMIT,
                        node.span(),
                        "this array has " + tooMany.get() + " elements, and an array at most " + Integer.MAX_VALUE);
                return;
            }
            node.operation().bodies().forEach(body -> arrays(body.graph(), diagnostics));
        }
    }

    /** The number of elements of an array, if it is known to be more than Java has room for. */
    private static Optional<String> tooMany(Shape shape) {
        try {
            OptionalLong count = shape.count().constant();
            return count.isPresent() && count.getAsLong() > Integer.MAX_VALUE
                    ? Optional.of(String.valueOf(count.getAsLong()))
                    : Optional.empty();
        } catch (ArithmeticException beyondLong) {
            return Optional.of("more than " + Long.MAX_VALUE);
        }
    }

    static long of(Graph graph) {
        long extent = 0;
        for (Node node : graph.nodes()) {
            if (node.operation() instanceof Operation.Apply apply) {
                extent += apply.operator().equals(Arithmetic.ADD)
                        ? 1
                        : Math.max(OTHER, node.operands().size());
            }
            for (Operation.Body body : node.operation().bodies()) {
                extent += OTHER + of(body.graph());
            }
        }
        return extent;
    }
}
