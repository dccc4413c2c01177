package org.wengert.rewrite;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.wengert.Page;
import org.wengert.pass.Pass;

/** {@code docs/passes.md} is made from the pipelines. */
class PipelinesPageTest {

    private static final String HEAD = """
            # Passes

            Written by a test from `rewrite.Pipelines` (`mvn verify -Dwengert.update=true`). A pass makes of a graph another one with the
            same values; the verifier runs after each. `wengert explain --dump simplify` shows a function after a pass,
            `--dump gradient/fuse` what a pass made on the way to a product, and `--dump gradient/derived` what the sweeps gave. On the way
            to a product run `final` and, of functions with arrays or loops, `arrays`, whose passes that ran before are called `loops-lower` and
            so on; small arrays are derived as numbers and put together at last, which is `arrays`. A wrong name gets the list.

            | pipeline | leads | passes |
            | --- | --- | --- |
            """;

    @Test
    void thePageIsMadeFromThePipelines() {
        StringBuilder page = new StringBuilder(HEAD);
        Set<Pass> passes = new LinkedHashSet<>();
        for (Pipelines.Pipeline pipeline : Pipelines.ALL) {
            passes.addAll(pipeline.passes());
            page.append("| ")
                    .append(pipeline.name())
                    .append(" | ")
                    .append(pipeline.way())
                    .append(" | ");
            page.append(pipeline.passes().stream()
                    .map(pass -> "`" + pass.name() + "`")
                    .collect(Collectors.joining(", ")));
            page.append(" |\n");
        }
        page.append("\n| pass | what it does |\n| --- | --- |\n");
        passes.forEach(pass -> page.append("| `")
                .append(pass.name())
                .append("` | ")
                .append(pass.summary())
                .append(" |\n"));
        Page.assertIs("passes.md", page.toString());
    }
}
