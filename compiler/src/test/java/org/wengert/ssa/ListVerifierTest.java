package org.wengert.ssa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.ir.Node;
import org.wengert.product.Product;
import org.wengert.source.SourceText;

/** The verifier of lists says which law a list breaks. */
class ListVerifierTest {

    private static final String NUMBERS = "f(x, y) = {\n  a = sin(x)\n  b = a*y\n  return b*b + a\n}";
    private static final String ARRAYS =
            "f(x: real[n]) = {\n  y = x .* sin(x)\n  return sum(y[k]*y[n - 1 - k] for k in 0:n)\n}";

    private static WengertList list(String text) {
        CompiledFunction f = Compiler.compile(SourceText.of("f.expr", text), CompilerOptions.named("f"))
                .functions()
                .get(0);
        return f.schedule(f.request(Product.GRADIENT)).named();
    }

    private static WengertList with(WengertList list, List<Step> steps, Set<Node> inlined, Map<Node, String> names) {
        Schedule schedule = list.schedule();
        return new WengertList(
                new Schedule(
                        schedule.graph(),
                        schedule.arguments(),
                        schedule.results(),
                        steps,
                        inlined,
                        schedule.outer(),
                        schedule.places(),
                        schedule.uses(),
                        schedule.checkpoints(),
                        schedule.storedInFull()),
                names,
                list.goingOn(),
                list.buffers(),
                list.indices(),
                list.outputs(),
                list.taken(),
                list.around());
    }

    private static WengertList with(WengertList list, List<Step> steps) {
        return with(list, steps, list.schedule().inlined(), list.names());
    }

    private static void breaks(WengertList list, String law) {
        assertThatThrownBy(() -> ListVerifier.verify(list))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("bug: " + law);
    }

    @Test
    void listsThatAreMadeHold() {
        assertThat(ListVerifier.verify(list(NUMBERS))).isTrue();
        assertThat(ListVerifier.verify(list(ARRAYS))).isTrue();
    }

    @Test
    void aValueHasOneLine() {
        WengertList list = list(NUMBERS);
        List<Step> twice = new ArrayList<>(list.steps());
        twice.add(twice.get(0));
        breaks(with(list, twice), "S1 one definition");
        Set<Node> inlined = list.graph().nodes().stream()
                .filter(n -> n.operator().isPresent())
                .collect(Collectors.toSet());
        breaks(with(list, list.steps(), inlined, list.names()), "S1 a line or a place in one");
        breaks(with(list, list.steps(), list.schedule().inlined(), Map.of()), "S1 a line has a name");
    }

    @Test
    void whatIsReadIsThere() {
        WengertList list = list(NUMBERS);
        List<Step> backward = new ArrayList<>(list.steps());
        Collections.reverse(backward);
        breaks(with(list, backward), "S2 defined before use");
        breaks(with(list, list.steps().subList(0, 1)), "S2 defined before use");
    }

    @Test
    void storageIsOpened() {
        WengertList list = list(ARRAYS);
        breaks(
                with(
                        list,
                        list.steps().stream()
                                .filter(step -> !(step instanceof Step.Open))
                                .toList()),
                "S3 opened before use");
    }

    @Test
    void variablesInScopeHaveNamesOfTheirOwn() {
        WengertList list = list(NUMBERS);
        Map<Node, String> one = list.names().keySet().stream().collect(Collectors.toMap(n -> n, n -> "v"));
        breaks(with(list, list.steps(), list.schedule().inlined(), one), "S4 one name, one variable");
    }
}
