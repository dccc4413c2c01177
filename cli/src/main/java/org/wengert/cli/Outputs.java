package org.wengert.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.wengert.driver.CompiledFunction;
import org.wengert.elaborate.FunctionGraph.Request;
import org.wengert.op.Tensor;

/** Gives the outputs of a product, in the order of {@link org.wengert.differentiate.Derivative}, their names. */
final class Outputs {

    private final List<String> results;
    private final List<String> active;
    private final Request request;

    Outputs(CompiledFunction function, Request request) {
        this.results = function.results();
        this.active =
                request.active().stream().map(i -> function.parameters().get(i)).toList();
        this.request = request;
    }

    Result of(List<Tensor> all) {
        int m = results.size();
        int n = active.size();
        return switch (request.product()) {
            case VALUE, TANGENT -> byResult(j -> Result.of(all.get(j)));
            case HVP -> vector(all, 0);
            case ADJOINT, GRADIENT -> vector(all, m);
            case JACOBIAN -> byResult(j -> vector(all, m + j * n));
            case HESSIAN -> byResult(j -> table(active, i -> vector(all, m + m * n + (j * n + i) * n)));
        };
    }

    /** Of a function of one result, that alone. */
    private Result byResult(IntFunction<Result> result) {
        return results.size() == 1 ? result.apply(0) : table(results, result);
    }

    private Result vector(List<Tensor> all, int from) {
        return table(active, i -> Result.of(all.get(from + i)));
    }

    private static Result table(List<String> names, IntFunction<Result> entry) {
        Map<String, Result> entries = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            entries.put(names.get(i), entry.apply(i));
        }
        return new Result.Table(entries);
    }
}
