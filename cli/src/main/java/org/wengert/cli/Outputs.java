package org.wengert.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.wengert.driver.CompiledFunction;
import org.wengert.elaborate.FunctionGraph.Request;
import org.wengert.op.Tensor;
import org.wengert.product.Block;
import org.wengert.product.Block.Axis;

/** Gives the outputs of a product, in the order of {@link org.wengert.product.Derivative}, their names. */
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
        Block block = request.product().main(false);
        List<List<String>> axes = new ArrayList<>(block.names(results, active));
        if (block.isByResult() && results.size() == 1) {
            // Of a function of one result, that alone.
            axes.remove(block.axes().indexOf(block.axes().contains(Axis.STATES) ? Axis.STATES : Axis.RESULTS));
        }
        int from = request.product().mainBegins(results.size(), active.size());
        if (block.isSparse()) {
            axes = List.of(Block.SPARSE);
        }
        return of(axes, all.subList(from, all.size()));
    }

    /** By the names of the first axis, then by those of the others. */
    private static Result of(List<List<String>> axes, List<Tensor> entries) {
        if (axes.isEmpty()) {
            return Result.of(entries.get(0));
        }
        List<String> names = axes.get(0);
        int count = names.isEmpty() ? 0 : entries.size() / names.size();
        return table(names, i -> of(axes.subList(1, axes.size()), entries.subList(i * count, (i + 1) * count)));
    }

    private static Result table(List<String> names, IntFunction<Result> entry) {
        Map<String, Result> entries = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            entries.put(names.get(i), entry.apply(i));
        }
        return new Result.Table(entries);
    }
}
