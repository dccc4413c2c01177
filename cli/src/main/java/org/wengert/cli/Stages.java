package org.wengert.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.elaborate.FunctionGraph.Request;
import org.wengert.ir.Graph;
import org.wengert.pass.Pass;
import org.wengert.product.Product;
import org.wengert.rewrite.Pipelines;
import org.wengert.ssa.StepText;
import org.wengert.syntax.Spellings;
import org.wengert.syntax.Unparser;

/** The stages that a program goes through, by the names under which {@code explain --dump} shows them. */
final class Stages implements Iterable<String> {

    /** What stands behind a product for the steps that it runs as. */
    private static final String LIST = "-list";

    private static final String JAVA = "java";

    /** Those of the program, before it is derived. */
    private final Map<String, BiFunction<Compilation, CompiledFunction, String>> primal = new LinkedHashMap<>();

    Stages() {
        primal.put("syntax", (c, f) -> Unparser.text(f.source().syntax()));
        primal.put("graph", (c, f) -> f.source().graph().toString());
        for (int i = 0; i < Pipelines.PRIMAL.size(); i++) {
            List<Pass> passes = Pipelines.PRIMAL.subList(0, i + 1);
            primal.put(
                    passes.get(i).name(),
                    (c, f) -> Pipelines.run(passes, f.source().graph()).toString());
        }
    }

    /**
     * A stage of the program, or what is asked of a product as in a derive clause, {@code taylor(2, x)}: its graph, the steps that run behind
     * {@code -list}, or what a pass made on the way to it, {@code gradient/lower}.
     */
    String dump(String stage, Compilation compilation, CompiledFunction function) throws RequestException {
        String text;
        if (stage.equals(JAVA)) {
            text = compilation.java().text();
        } else if (primal.containsKey(stage)) {
            text = find(primal, stage, "").apply(compilation, function);
        } else {
            text = derived(stage, function);
        }
        return text.endsWith("\n") ? text : text + "\n";
    }

    private String derived(String stage, CompiledFunction function) throws RequestException {
        int slash = stage.indexOf('/');
        boolean list = slash < 0 && stage.endsWith(LIST);
        String product = stage.substring(0, slash >= 0 ? slash : stage.length() - (list ? LIST.length() : 0));
        if (!Derive.isProduct(product)) {
            throw unknown(stage, "", names(function));
        }
        Request request = Derive.request(product, function);
        if (slash >= 0) {
            Map<String, Graph> passes = function.stages(request);
            return find(passes, stage.substring(slash + 1), " on the way to " + product)
                    .toString();
        }
        return list
                ? StepText.of(function.list(request))
                : function.derivative(request).graph().toString();
    }

    private static <T> T find(Map<String, T> all, String name, String where) throws RequestException {
        T found = all.get(name);
        if (found == null) {
            throw unknown(name, where, List.copyOf(all.keySet()));
        }
        return found;
    }

    private static RequestException unknown(String name, String where, List<String> known) {
        return new RequestException(
                "unknown-stage",
                "no stage '" + name + "'" + where,
                Spellings.closest(name, known)
                        .map(c -> "did you mean '" + c + "'?")
                        .or(() -> Optional.of("stages are " + String.join(", ", known))));
    }

    /** The names, with the products that the program asks for. */
    private List<String> names(CompiledFunction function) {
        Stream<String> asked = function.source().requests().stream()
                .map(Request::product)
                .filter(product -> !Product.ALL.contains(product))
                .map(Product::id)
                .distinct();
        return names(asked);
    }

    private List<String> names(Stream<String> more) {
        List<String> names = new ArrayList<>(primal.keySet());
        Stream.concat(Product.ALL.stream().map(Product::id), more).forEach(id -> names.addAll(List.of(id, id + LIST)));
        names.add(JAVA);
        return List.copyOf(names);
    }

    /** The names, for all programs. */
    @Override
    public Iterator<String> iterator() {
        return names(Stream.of()).iterator();
    }
}
