package org.wengert.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What holds of the page whatever shows it. */
class PageTest {

    private static final String HOSTILE = """
            # </script><script>alert(1)</script> <!-- <img src=x onerror=alert(2)> ]]> ${x} `
            f(x, onerror) = {
              alert = x*onerror # "><svg onload=alert(3)>
              return sin(alert)
            }
            """;

    @Test
    void loadsNothing() {
        String page = Page.file(Samples.report(Samples.sample("Lecture")));
        String markup = page.replaceAll("(?s)<script>.*?</script>", "");
        assertThat(page.replace("http://www.w3.org/1998/Math/MathML", "").replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http://", "https://", "@import", "url(");
        assertThat(markup).doesNotContainPattern("\\s(src|href)=\"(?!#)").doesNotContain("<link", "<iframe");
        assertThat(markup).containsPattern("Content-Security-Policy\" content=\"default-src 'none'");
    }

    @Test
    void keepsWhatAuthorsWroteInItsData() {
        String page = Page.file(Samples.report(Samples.compile("<b>.expr", HOSTILE)));
        assertThat(page).doesNotContain("alert(1)</script>", "<img", "onload=alert(3)>", "<b>");
        Matcher scripts = Pattern.compile("<script").matcher(page);
        assertThat(scripts.results().count()).isEqualTo(2);
        assertThat(source(data(page))).isEqualTo(HOSTILE);
    }

    @Test
    void drawsHostileNamesAsText() throws Exception {
        Report report = Samples.report(Samples.compile(HOSTILE));
        NodeList all = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(
                        report.functions().get(0).graphs().get(0).picture())))
                .getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            assertThat(all.item(i).getNodeName()).isIn("svg", "g", "rect", "text", "path");
            for (int k = 0; k < all.item(i).getAttributes().getLength(); k++) {
                assertThat(all.item(i).getAttributes().item(k).getNodeName()).doesNotStartWith("on");
            }
        }
    }

    @Test
    void letsItsOwnScriptRunAlone() throws Exception {
        String page = Page.file(Samples.report(Samples.compile("x^2")));
        String script = page.substring(page.lastIndexOf("<script>") + 8, page.lastIndexOf("</script>"));
        byte[] digest = java.security.MessageDigest.getInstance("SHA-256")
                .digest(script.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(page)
                .contains("script-src 'sha256-" + java.util.Base64.getEncoder().encodeToString(digest) + "'");
    }

    static List<String> samples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../samples/src/main/expr"))) {
            return files.map(f -> f.getFileName().toString().replace(".expr", ""))
                    .filter(name -> !name.equals("NistModels"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void linksOnlyWhatIsThere(String sample) throws IOException {
        Report report = Samples.report(Samples.sample(sample));
        assertThat(report.functions()).isNotEmpty();
        parse(data(Page.file(report)));
        for (Report.Function function : report.functions()) {
            Set<Integer> values = new HashSet<>();
            function.values().forEach(value -> values.add(value.number()));
            function.lists().forEach(list -> {
                list.rows().stream()
                        .filter(row -> !row.name().isEmpty())
                        .forEach(row -> assertThat(row.values()).isNotEmpty().isSubsetOf(values));
                checkSteps(list.steps(), list);
            });
            function.java()
                    .forEach(java ->
                            java.lines().forEach(line -> assertThat(values).containsAll(line.values())));
            function.graphs().forEach(graph -> {
                Matcher boxes = Pattern.compile("data-values=\"([^\"]*)\"").matcher(graph.picture());
                assertThat(boxes.results().count()).isGreaterThan(0);
            });
        }
    }

    private static void checkSteps(List<Report.Step> steps, Report.Listing list) {
        for (Report.Step step : steps) {
            assertThat(step.row()).isLessThan(list.rows().size());
            checkSteps(step.then(), list);
            checkSteps(step.otherwise(), list);
        }
    }

    @Test
    void saysWhichOperatorsThePageLeavesOut() {
        assertThat(Samples.report(Samples.compile("erf(x)*lgamma(y)"))
                        .functions()
                        .get(0)
                        .unsaid())
                .containsExactly("digamma", "erf", "lgamma");
        assertThat(Samples.report(Samples.compile("tanh(x)*max(x, y)"))
                        .functions()
                        .get(0)
                        .unsaid())
                .isEmpty();
    }

    @Test
    void showsTheJavaOfSparseMatrices() {
        Report.Function f = Samples.report(Samples.compile(
                        "f(x: real[n], a) = [a*x[i+1] - x[i]^2 for i in 0:n-1]\nderive f: sparse jacobian(x)"))
                .functions()
                .get(0);
        assertThat(f.java()).extracting(Report.Java::product).contains("sparse jacobian(x)");
    }

    @Test
    void leavesOutWhatIsTooLongToBeRead() {
        StringBuilder program = new StringBuilder("f(x, y) = {\n v0 = x*y\n");
        for (int i = 1; i < 3000; i++) {
            program.append(" v" + i + " = " + (i % 2 == 0 ? "sin(v" + (i - 1) + ") + y" : "v" + (i - 1) + "*x") + "\n");
        }
        Report report = Samples.report(Samples.compile(program + " return v2999\n}\n"));
        assertThat(Page.file(report).length()).isLessThan(9_500_000);
        Report.Function f = report.functions().get(0);
        Report.Listing value = f.lists().get(0);
        assertThat(value.rows().stream().filter(Report.Row::shown)).hasSize(400);
        assertThat(value.more()).isEqualTo(value.rows().size() - 400);
        assertThat(value.steps()).hasSameSizeAs(value.rows());
        assertThat(f.java().get(0).lines()).hasSize(400);
        assertThat(f.java().get(0).more()).isPositive();
    }

    @Test
    void knowsWhatIsKeptAndWhatReadsIt() {
        Report.Function f = Samples.report(Samples.compile("f(x, y) = {\n a = exp(x)\n b = a + y\n return sqrt(b)\n}"))
                .functions()
                .get(0);
        assertThat(f.kept()).extracting(Report.Kept::name).containsExactly("a", "f");
        assertThat(f.kept().get(0).readBy()).containsExactly("xBar = a == 0 ? 0 : bBar*a");
        assertThat(f.dropped()).extracting(Report.Kept::name).containsExactly("x", "y", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"log(x)", "asin(x)", "sqrt(-x)"})
    void beginsWhereTheFunctionIsFinite(String program) {
        org.wengert.driver.Compilation compilation = Samples.compile(program);
        Report.Function f = Samples.report(compilation).functions().get(0);
        double value = Samples.last(compilation)
                .evaluate(
                        Samples.last(compilation).request(org.wengert.product.Product.VALUE),
                        new double[] {f.inputs().get(0).numbers().get(0)})[0];
        assertThat(value).isFinite();
    }

    private static String data(String page) {
        String begin = "id=\"report\">";
        int from = page.indexOf(begin) + begin.length();
        return page.substring(from, page.indexOf("</script>", from));
    }

    private static void parse(String json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                assertThat(parser.currentToken()).isNotNull();
            }
        }
    }

    private static String source(String json) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                if ("source".equals(parser.currentName())
                        && parser.currentToken().isScalarValue()) {
                    return parser.getText();
                }
            }
            throw new AssertionError("no source");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
