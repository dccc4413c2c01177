package org.wengert.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.driver.Compilation;
import org.wengert.report.Samples;

class DrawingTest {

    private static final String LOG_SQRT = "y*log(x) + sqrt(y*log(x))";

    private static Drawing draw(String program, GraphDrawing.Labels labels) {
        return GraphDrawing.of(Samples.last(Samples.compile(program)), labels);
    }

    @Test
    void writesDot() {
        assertThat(Dot.of(draw("x*exp(y)", GraphDrawing.Labels.PARTIALS))).isEqualTo("""
                digraph "f" {
                  node [shape=box, style="rounded,filled", fillcolor=white, fontname=monospace];
                  edge [fontname=monospace, fontsize=10];
                  "v0" [label="x", fillcolor="#e8f1fa"];
                  "v1" [label="y", fillcolor="#e8f1fa"];
                  "v2" [label="v1\\nexp(y)"];
                  "v3" [label="f\\nx*v1", fillcolor="#e9f5ec"];
                  "v1" -> "v2" [label="v1"];
                  "v0" -> "v3" [label="v1"];
                  "v2" -> "v3" [label="x"];
                }
                """);
    }

    @Test
    void writesMermaid() {
        assertThat(Mermaid.of(draw("x*exp(y)", GraphDrawing.Labels.ADJOINTS)))
                .contains("v2[\"v1<br/>exp(y)\"]", "v1 -->|\"v1Bar#42;v1\"| v2", "v3[\"f<br/>x#42;v1\"]:::result");
    }

    @Test
    void putsPartialsOnArrows() {
        assertThat(draw(LOG_SQRT, GraphDrawing.Labels.PARTIALS).arrows())
                .extracting(Drawing.Arrow::label)
                .containsExactly("1/x", "v1", "y", "1/(2*v3)", "1", "1");
        assertThat(draw(LOG_SQRT, GraphDrawing.Labels.ADJOINTS).arrows())
                .extracting(Drawing.Arrow::label)
                .containsExactly("v1Bar/x", "v2Bar*v1", "v2Bar*y", "v3Bar/(2*v3)", "fBar", "fBar");
        assertThat(draw(LOG_SQRT, GraphDrawing.Labels.NONE).arrows())
                .allSatisfy(arrow -> assertThat(arrow.label()).isEmpty());
    }

    @Test
    void groupsBranchesAndLoops() {
        Drawing branches = draw("x > y ? exp(x) : sin(y)", GraphDrawing.Labels.NONE);
        assertThat(branches.groups()).extracting(Drawing.Group::title).containsExactly("if x > y", "else");
        Drawing loop = draw(
                "f(x: real[n]) = {\n s = 1.0\n for i in 0:n {\n s = s*x[i]\n }\n return s\n}",
                GraphDrawing.Labels.NONE);
        assertThat(loop.groups()).extracting(Drawing.Group::title).containsExactly("for i in 0:n");
        assertThat(loop.arrows()).filteredOn(Drawing.Arrow::dashed).hasSize(1);
    }

    @Test
    void placesBoxesApartAndArrowsBetweenThem() {
        Placed placed = Layered.place(draw(LOG_SQRT, GraphDrawing.Labels.PARTIALS), Layered.Room.TEXT);
        assertThat(Layered.place(draw(LOG_SQRT, GraphDrawing.Labels.PARTIALS), Layered.Room.TEXT))
                .isEqualTo(placed);
        List<Placed.Box> boxes = placed.boxes();
        for (Placed.Box a : boxes) {
            assertThat(a.x() + a.width()).isLessThanOrEqualTo(placed.width());
            for (Placed.Box b : boxes) {
                boolean apart = a.x() + a.width() <= b.x()
                        || b.x() + b.width() <= a.x()
                        || a.y() + a.height() <= b.y()
                        || b.y() + b.height() <= a.y();
                assertThat(a.equals(b) || apart).isTrue();
            }
        }
        assertThat(placed.arrows())
                .allSatisfy(arrow -> assertThat(arrow.points()).hasSizeGreaterThan(1));
    }

    @Test
    void foldsCallsFirst() {
        Compilation compilation = Samples.compile("""
                g(x) = {
                  a = sin(x)
                  b = a*x
                  return exp(b)
                }
                f(x, y) = g(x) + g(y)*x
                """);
        Folding.Result folded = Folding.of(compilation, Samples.last(compilation), GraphDrawing.Labels.PARTIALS, 6);
        assertThat(folded.note()).isEqualTo("10 values are too many to be drawn: calls are one box each");
        assertThat(folded.drawing().boxes())
                .extracting(Drawing.Box::title)
                .containsExactly("x", "y", "g", "g", "v1", "f");
        assertThat(folded.drawing().arrows())
                .filteredOn(arrow -> arrow.from().startsWith("call"))
                .allSatisfy(arrow -> assertThat(arrow.label()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 3000})
    void foldsWhateverIsTooLarge(int length) {
        StringBuilder program = new StringBuilder("f(x) = {\n  v_0 = x\n");
        for (int i = 1; i <= length; i++) {
            program.append("  v_" + i + " = sin(v_" + (i - 1) + ")*exp(v_" + Math.max(0, i - 7) + ")\n");
        }
        Compilation compilation =
                Samples.compile(program.append("  return v_" + length + "\n}\n").toString());
        Folding.Result folded = Folding.of(compilation, Samples.last(compilation), GraphDrawing.Labels.PARTIALS);
        assertThat(folded.drawing().boxes()).hasSizeLessThanOrEqualTo(Folding.MOST);
        assertThat(folded.note()).contains("lines of the source are one box");
        Set<String> ids = new HashSet<>();
        folded.drawing().boxes().forEach(box -> assertThat(ids.add(box.id())).isTrue());
        assertThat(folded.drawing().arrows())
                .allSatisfy(arrow -> assertThat(ids).contains(arrow.from(), arrow.to()));
    }

    /** A process that draws for days has what it had at first: a picture that stays is some hundred kilobytes. */
    @Test
    void nothingOfAPictureStays() {
        Drawing drawing = draw("sin(x*y)*exp(y) + log(x)*sin(x*y)/(1 + exp(x))^2", GraphDrawing.Labels.PARTIALS);
        Layered.place(drawing, Layered.Room.TEXT);
        long before = used();
        for (int i = 0; i < 200; i++) {
            Layered.place(drawing, Layered.Room.TEXT);
        }
        assertThat(used() - before).isLessThan(5L << 20);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void foldsOneLineOfManyValues() {
        String sum = "sin(x)";
        for (int i = 1; i < 500; i++) {
            sum += " + sin(x*" + i + ")";
        }
        Compilation compilation = Samples.compile(sum);
        assertThat(Folding.of(compilation, Samples.last(compilation), GraphDrawing.Labels.NONE)
                        .drawing()
                        .boxes())
                .hasSizeLessThanOrEqualTo(Folding.MOST);
    }

    @Test
    void escapesText() {
        assertThat(Svg.escape("a<b & \"c\"' \u0007\uFFFE")).isEqualTo("a&lt;b &amp; &quot;c&quot;&#39;   ");
    }
}
