package org.wengert.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.explain.JavaBody;
import org.wengert.explain.ListText;
import org.wengert.ir.Graph;
import org.wengert.pass.Pass;
import org.wengert.product.Product;
import org.wengert.simplify.Passes;
import org.wengert.ssa.Scheduler;
import org.wengert.syntax.Spellings;
import org.wengert.syntax.Unparser;

/** The stages that a program goes through, by the names under which {@code explain --dump} shows them. */
final class Stages implements Iterable<String> {

    private final Map<String, BiFunction<Compilation, CompiledFunction, String>> stages = new LinkedHashMap<>();

    Stages() {
        stages.put("syntax", (c, f) -> Unparser.text(f.source().syntax()));
        stages.put("graph", (c, f) -> f.source().graph().toString());
        for (int i = 0; i < Passes.PRIMAL.size(); i++) {
            List<Pass> passes = Passes.PRIMAL.subList(0, i + 1);
            stages.put(
                    passes.get(i).name(),
                    (c, f) -> Passes.run(passes, f.source().graph()).toString());
        }
        for (Product product : Product.ALL) {
            stages.put(product.id(), (c, f) -> graph(f, product).toString());
            stages.put(product.id() + "-list", (c, f) -> list(c, f, product));
        }
        stages.put("java", (c, f) -> c.java().text());
    }

    private static Graph graph(CompiledFunction function, Product product) {
        return function.derivative(function.request(product)).graph();
    }

    /** What runs, in its order. */
    private static String list(Compilation compilation, CompiledFunction function, Product product) {
        return function.isScalar()
                ? ListText.of(Scheduler.schedule(graph(function, product), Set.of()))
                : JavaBody.of(compilation.java(function, product).text(), product.id());
    }

    String dump(String stage, Compilation compilation, CompiledFunction function) throws RequestException {
        BiFunction<Compilation, CompiledFunction, String> dump = stages.get(stage);
        if (dump == null) {
            throw new RequestException(
                    "unknown-stage",
                    "no stage '" + stage + "'",
                    Spellings.closest(stage, stages.keySet())
                            .map(c -> "did you mean '" + c + "'?")
                            .or(() -> Optional.of("stages are " + String.join(", ", stages.keySet()))));
        }
        boolean possible = Product.named(stage.replace("-list", ""))
                .map(p -> function.possible().contains(p))
                .orElse(true);
        if (!possible) {
            throw new RequestException(
                    "not-scalar", "'" + function.name() + "' is not of one number, and so has no " + stage);
        }
        String text = dump.apply(compilation, function);
        return text.endsWith("\n") ? text : text + "\n";
    }

    /** The names. */
    @Override
    public java.util.Iterator<String> iterator() {
        return stages.keySet().iterator();
    }
}
