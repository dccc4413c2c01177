package org.wengert.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.ir.Graph;
import org.wengert.pass.Pass;
import org.wengert.product.Product;
import org.wengert.rewrite.Pipelines;
import org.wengert.ssa.StepText;
import org.wengert.ssa.WengertList;
import org.wengert.syntax.Spellings;
import org.wengert.syntax.Unparser;

/** The stages that a program goes through, by the names under which {@code explain --dump} shows them. */
final class Stages implements Iterable<String> {

    private final Map<String, BiFunction<Compilation, CompiledFunction, String>> stages = new LinkedHashMap<>();

    Stages() {
        stages.put("syntax", (c, f) -> Unparser.text(f.source().syntax()));
        stages.put("graph", (c, f) -> f.source().graph().toString());
        for (int i = 0; i < Pipelines.PRIMAL.size(); i++) {
            List<Pass> passes = Pipelines.PRIMAL.subList(0, i + 1);
            stages.put(
                    passes.get(i).name(),
                    (c, f) -> Pipelines.run(passes, f.source().graph()).toString());
        }
        for (Product product : Product.ALL) {
            stages.put(product.id(), (c, f) -> graph(f, product).toString());
            stages.put(product.id() + "-list", (c, f) -> list(f, product));
        }
        stages.put("java", (c, f) -> c.java().text());
    }

    private static Graph graph(CompiledFunction function, Product product) {
        return function.derivative(function.request(product)).graph();
    }

    /** What runs, in its order. */
    private static String list(CompiledFunction function, Product product) {
        WengertList list = function.list(function.request(product));
        return StepText.of(list);
    }

    /** A stage, or a pass on the way to a product: {@code gradient}, {@code gradient/lower}. */
    String dump(String stage, Compilation compilation, CompiledFunction function) throws RequestException {
        int slash = stage.indexOf('/');
        String first = slash < 0 ? stage : stage.substring(0, slash);
        Optional<Product> product = Product.named(first.replace("-list", ""));
        if (product.isPresent() && !function.isPossible(product.get())) {
            throw new RequestException(
                    "not-scalar", "'" + function.name() + "' is not of one number, and so has no " + first);
        }
        String text = slash >= 0 && product.isPresent()
                ? find(
                                function.stages(function.request(product.get())),
                                stage.substring(slash + 1),
                                " on the way to " + product.get())
                        .toString()
                : find(stages, stage, "").apply(compilation, function);
        return text.endsWith("\n") ? text : text + "\n";
    }

    private static <T> T find(Map<String, T> all, String name, String where) throws RequestException {
        T found = all.get(name);
        if (found == null) {
            throw new RequestException(
                    "unknown-stage",
                    "no stage '" + name + "'" + where,
                    Spellings.closest(name, all.keySet())
                            .map(c -> "did you mean '" + c + "'?")
                            .or(() -> Optional.of("stages are " + String.join(", ", all.keySet()))));
        }
        return found;
    }

    /** The names. */
    @Override
    public java.util.Iterator<String> iterator() {
        return stages.keySet().iterator();
    }
}
