package org.wengert.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wengert.codegen.ArrayCall;
import org.wengert.codegen.GeneratedSource;
import org.wengert.driver.Arguments;
import org.wengert.driver.ArrayEvaluation;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.elaborate.FunctionGraph.Request;
import org.wengert.ir.Symbol;
import org.wengert.load.LoadedArrays;
import org.wengert.load.LoadedProgram;
import org.wengert.op.Tensor;

/**
 * The products of a program as Java in this JVM, each compiled when it is asked for first. There is an instance for the sizes that came
 * last.
 */
final class CompiledCalls {

    private final Compilation compilation;
    private final Map<Key, Loaded> products = new HashMap<>();

    private record Key(String function, Request request) {}

    /** The class of one product, with the instance for some sizes. */
    private static final class Loaded {
        private final Class<?> type;
        private final ArrayCall call;
        private Map<Symbol, Long> sizes = Map.of();
        private @Nullable LoadedArrays instance;

        Loaded(Class<?> type, ArrayCall call) {
            this.type = type;
            this.call = call;
        }

        LoadedArrays at(List<Symbol> order, Map<Symbol, Long> wanted) {
            LoadedArrays known = instance;
            if (known != null && sizes.equals(wanted)) {
                return known;
            }
            List<Long> given = order.stream()
                    .map(symbol -> Optional.ofNullable(wanted.get(symbol)).orElseThrow())
                    .toList();
            LoadedArrays made = LoadedArrays.of(type, given);
            instance = made;
            sizes = wanted;
            return made;
        }
    }

    CompiledCalls(Compilation compilation) throws RequestException {
        if (!LoadedProgram.isPossible()) {
            throw new RequestException(
                    "no-compiler",
                    "\"compile\" needs a Java with a compiler, a JDK",
                    Optional.of("without \"compile\" the program is interpreted"));
        }
        this.compilation = compilation;
    }

    /** A product of a function that is not static. */
    ArrayEvaluation.Form form(CompiledFunction function, Request request, Arguments arguments) {
        Loaded product = products.computeIfAbsent(new Key(function.name(), request), key -> load(function, request));
        LoadedArrays instance = product.at(function.source().symbols(), arguments.sizes());
        return (inputs, extents) -> outputs(product.call, instance, inputs, extents);
    }

    private Loaded load(CompiledFunction function, Request request) {
        GeneratedSource source = compilation.java(function, request);
        return new Loaded(LoadedProgram.load(source, source.className()).type(), compilation.call(function, request));
    }

    /** Calls a method, which may return the first output. */
    private static List<Tensor> outputs(
            ArrayCall call, LoadedArrays instance, List<Tensor> inputs, List<int[]> extents) {
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            double[] data = inputs.get(i).data();
            arguments.add(call.arguments().get(i).type() == double.class ? (Object) data[0] : data.clone());
        }
        int written = call.arguments().size() - inputs.size();
        List<Tensor> outputs = extents.stream().map(Tensor::zeros).toList();
        List<Tensor> arrays = outputs.subList(outputs.size() - written, outputs.size());
        arrays.forEach(array -> arguments.add(array.data()));
        double returned = instance.call(call.method(), arguments.toArray());
        if (written < outputs.size()) {
            outputs.get(0).data()[0] = returned;
        }
        return outputs;
    }
}
