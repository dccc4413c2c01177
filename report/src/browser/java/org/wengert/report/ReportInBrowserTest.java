package org.wengert.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.wengert.product.Product;
import org.wengert.driver.Arguments;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.op.Catalogue;
import org.wengert.op.ScalarOperator;
import org.wengert.op.Tensor;

/** Clicks through reports. */
class ReportInBrowserTest {

    private static final String README = "y*log(x) + sqrt(y*log(x))";

    private static Browser browser;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    private void open(Compilation compilation, Map<String, Double> point) throws IOException {
        Path file = folder.resolve("report.html");
        Map<String, Tensor> numbers = new HashMap<>();
        point.forEach((name, value) -> numbers.put(name, Tensor.scalar(value)));
        Files.writeString(file, Page.file(Reports.of(compilation, compilation.functions(), f -> numbers)));
        browser.size(1280, 900);
        browser.scheme("light");
        browser.open(file.toUri().toString());
    }

    private static WebElement row(String list, String text) {
        return browser.all("#list-" + list + " .statement").stream()
                .filter(row -> row.findElement(org.openqa.selenium.By.className("text"))
                        .getText()
                        .equals(text))
                .findFirst()
                .orElseThrow();
    }

    private static void type(String name, String value) {
        WebElement field = browser.find("input[name='" + name + "']");
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), value);
    }

    @Test
    void lightsTheOriginOfAnAdjointEverywhere() throws Exception {
        open(Samples.compile(README), Map.of("x", 2.0, "y", 3.0));
        row("adjoint", "v1Bar = v2Bar*y").click();
        assertThat(browser.texts("#list-adjoint .chosen .text")).containsExactly("v1Bar = v2Bar*y");
        assertThat(browser.texts("#list-value .lit .text")).containsExactly("v2 = y*v1");
        assertThat(browser.texts("#java .chosen")).singleElement().asString().contains("double v1Bar = v2Bar * y;");
        assertThat(browser.texts("#java .lit")).anyMatch(line -> line.contains("double v2 = y * v1;"));
        assertThat(browser.texts("#list-tangent .lit .text")).containsExactly("v2Dot = yDot*v1 + v1Dot*y");
        assertThat(browser.texts("#graph .box.lit .title")).containsExactly("v2");
        assertThat(String.join("", browser.texts("#source .lit"))).contains("y*log(x)");
        assertThat(browser.find("#rule math").getText()).isNotBlank();
        browser.picture("readme-selected", 1280);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void showsTheHessian() throws Exception {
        Compilation compilation = Samples.compile("f(x, y, z) = x^2*sin(y) + exp(z)*x*y");
        open(compilation, Map.of("x", 0.5, "y", 1.5, "z", -1.0));
        CompiledFunction f = Samples.last(compilation);
        double[] expected = f.evaluate(f.request(Product.HESSIAN), new double[] {0.5, 1.5, -1});
        List<String> shown = browser.all(".hessian td").stream().map(cell -> cell.getDomAttribute("title")).toList();
        assertThat(shown).hasSize(9);
        for (int i = 0; i < 9; i++) {
            assertThat(Double.parseDouble(shown.get(i))).isCloseTo(expected[expected.length - 9 + i], within(1e-14));
        }
        browser.picture("hessian", 1280);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void showsNoHessianOfAFunctionWithoutParameters() throws Exception {
        open(Samples.compile("f() = 3"), Map.of());
        assertThat(browser.all(".hessian")).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void arrowKeysBeginAtTheFirstStatement() throws Exception {
        open(Samples.compile(README), Map.of("x", 2.0, "y", 3.0));
        browser.find("body").sendKeys(Keys.ARROW_DOWN);
        assertThat(browser.texts(".statement.chosen .text")).containsExactly("v1 = log(x)");
        browser.script("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowDown', bubbles: true}))");
        assertThat(browser.texts(".statement.chosen .text")).containsExactly("v2 = y*v1");
    }

    @Test
    void labelsStayInTheirBoxes() throws Exception {
        open(Samples.compile("f(x, y) = (x*y)^3*sin(exp(x - y)*0.1234567891)"), Map.of("x", -1.23456789e-150, "y", -9.87654321e100));
        Object outside = browser.script(
                """
                return [...document.querySelectorAll('.graph .box')].flatMap(box => {
                  const frame = box.querySelector('rect').getBoundingClientRect();
                  return [...box.querySelectorAll('text')].filter(text => {
                    const inner = text.getBoundingClientRect();
                    return inner.left < frame.left || inner.right > frame.right || inner.bottom > frame.bottom;
                  }).map(text => text.textContent);
                });
                """);
        assertThat((List<?>) outside).isEmpty();
        browser.picture("labels", 1280);
    }

    @Test
    void showsOriginsOnNarrowWindows() throws Exception {
        open(Samples.compile(README), Map.of("x", 2.0, "y", 3.0));
        browser.size(390, 844);
        assertThat(browser.all("#list-adjoint .origin")).isNotEmpty().allMatch(WebElement::isDisplayed);
        browser.picture("readme-narrow", 390);
    }

    @Test
    void computesAnewWhereThePointChanges() throws Exception {
        Compilation compilation = Samples.compile(README);
        open(compilation, Map.of("x", 2.0, "y", 3.0));
        List<String> before = browser.texts(".statement .value");
        type("x", "5");
        List<String> after = browser.texts(".statement .value");
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i)).isNotEqualTo(before.get(i)).isNotBlank();
        }
        CompiledFunction f = Samples.last(compilation);
        double[] expected = f.evaluate(f.request(Product.ADJOINT), new double[] {5, 3}, 1);
        List<String> results = browser.texts("#results .number");
        assertThat(Double.parseDouble(results.get(0))).isCloseTo(expected[0], within(1e-14));
        assertThat(Double.parseDouble(results.get(2))).isCloseTo(expected[1], within(1e-14));
        assertThat(Double.parseDouble(results.get(3))).isCloseTo(expected[2], within(1e-14));
        type("x", "5..");
        assertThat(browser.texts(".statement .value")).allMatch(String::isBlank);
        assertThat(browser.find("#progress").getText()).isEqualTo("x is not a number");
        type("x", "-1");
        assertThat(browser.texts("#results .number").get(0)).isEqualTo("NaN");
    }

    @Test
    void goesForwardAndThenBackwardStepByStep() throws Exception {
        open(Samples.sample("Lecture"), Map.of("x", 0.5));
        browser.find("#first").click();
        assertThat(browser.texts(".statement .value")).allMatch(String::isBlank);
        browser.find("#next").click();
        assertThat(row("value", "a = x^2").getText()).contains("0.25");
        assertThat(browser.find("#progress").getText()).isEqualTo("forward 1 of 6");
        for (int i = 0; i < 6; i++) {
            browser.find("#next").click();
        }
        assertThat(browser.find("#progress").getText()).isEqualTo("backward 1 of 3");
        assertThat(browser.texts("#list-adjoint .value").get(0)).isNotBlank();
        assertThat(browser.texts("#list-adjoint .value").get(1)).isBlank();
        browser.picture("lecture-step", 1280);
        browser.find("#last").click();
        assertThat(browser.texts(".statement .value")).noneMatch(String::isBlank);
        browser.picture("lecture", 1280);
        browser.scheme("dark");
        browser.picture("lecture-dark", 1280);
        browser.scheme("light");
        browser.size(390, 844);
        browser.picture("lecture-narrow", 390);
        assertThat((Number) browser.script("return document.documentElement.scrollWidth"))
                .satisfies(width -> assertThat(width.intValue()).isLessThanOrEqualTo(390));
    }

    @Test
    void isWalkedWithKeys() throws Exception {
        open(Samples.compile(README), Map.of());
        row("adjoint", "yBar = v2Bar*v1").click();
        browser.script("document.querySelector('#list-adjoint .chosen').focus()");
        WebElement at = browser.find("#list-adjoint .chosen");
        at.sendKeys(Keys.ARROW_DOWN);
        assertThat(browser.texts("#list-adjoint .chosen .text")).containsExactly("v1Bar = v2Bar*y");
        browser.find("#list-adjoint .chosen").sendKeys(Keys.ARROW_LEFT);
        assertThat(browser.texts("#list-tangent .chosen .text")).containsExactly("v2Dot = yDot*v1 + v1Dot*y");
        browser.find("#list-tangent .chosen").sendKeys(Keys.ESCAPE);
        assertThat(browser.all(".chosen, .lit")).isEmpty();
    }

    @Test
    void switchesBetweenDarkAndLight() throws Exception {
        open(Samples.compile(README), Map.of());
        Object light = browser.script("return getComputedStyle(document.body).backgroundColor");
        browser.find("#theme").click();
        assertThat(browser.script("return getComputedStyle(document.body).backgroundColor")).isNotEqualTo(light);
        browser.picture("readme-dark", 1280);
        browser.size(390, 844);
        browser.picture("readme-dark-narrow", 390);
    }

    @Test
    void showsANetworkElementByElement() throws Exception {
        open(Samples.sample("TwoLayers"), Map.of());
        assertThat(browser.find("#sizes").getText()).contains("p = 2, d = 3, n = 2");
        assertThat(browser.find("#notice").isDisplayed()).isFalse();
        assertThat(browser.texts(".statement .value")).noneMatch(String::isBlank);
        browser.picture("network", 1280);
        row("adjoint", "VBar[0] = rBar[1]*v2[1,0]").click();
        assertThat(browser.texts("#list-value .lit .text")).containsExactly("w19 = V[0]*v2[1,0]");
        assertThat(browser.texts("#list-tangent .lit .text")).containsExactly("w19Dot = VDot[0]*v2[1,0] + v2Dot[1,0]*V[0]");
        assertThat(browser.texts("#graph .box.lit .title")).containsExactly("w19");
        assertThat(String.join("", browser.texts("#source .lit"))).contains("dot(V, sigmoid(U*a))");
        assertThat(browser.texts("#java .lit")).isNotEmpty();
        assertThat(browser.find("#rule math").getText()).isNotBlank();
        browser.picture("network-selected", 1280, 2300);
        browser.all("#java .line[tabindex]").stream()
                .filter(line -> line.getText().contains("v1Bar_2 ="))
                .findFirst()
                .orElseThrow()
                .click();
        assertThat(browser.texts("#source .lit")).isNotEmpty();
        assertThat(browser.texts("#list-adjoint .lit .text")).hasSizeGreaterThan(3);
        browser.all("#graphs button").get(1).click();
        assertThat(browser.texts("#graph .box.lit .title")).isNotEmpty();
        browser.picture("network-whole", 1280);
        browser.all("#graphs button").get(0).click();
        browser.find("#fit").click();
        browser.scheme("dark");
        browser.picture("network-dark", 1280);
        browser.size(390, 844);
        browser.picture("network-narrow-dark", 390);
        assertThat((Number) browser.script("return document.documentElement.scrollWidth"))
                .satisfies(width -> assertThat(width.intValue()).isLessThanOrEqualTo(390));
        assertThat(browser.complaints()).isEmpty();
    }

    /** The gradient of the network by the interpreter at what the fields say. */
    private static double[] gradientOfLoss(Compilation compilation) {
        CompiledFunction loss = Samples.last(compilation);
        List<Tensor> arrays = new ArrayList<>();
        for (int[] extents : new int[][] {{2, 3}, {2}, {2, 3}, {2}}) {
            arrays.add(Tensor.zeros(extents));
        }
        List<String> names = List.of("U", "V", "A", "y");
        for (int i = 0; i < arrays.size(); i++) {
            List<WebElement> fields = browser.all("[aria-label='" + names.get(i) + "'] input");
            for (int k = 0; k < fields.size(); k++) {
                arrays.get(i).data()[k] = Double.parseDouble(
                        String.valueOf(fields.get(k).getDomProperty("value")));
            }
        }
        return loss
                .at(Arguments.of(loss.source(), arrays, Map.of()))
                .evaluate(loss.request(Product.GRADIENT), List.of())
                .stream()
                .flatMapToDouble(t -> Arrays.stream(t.data()))
                .toArray();
    }

    private static void assertOutcomes(double[] expected) {
        List<String> shown = new ArrayList<>();
        browser.all("#results > *").stream()
                .filter(part -> !part.getText().startsWith("tangent") && !part.getText().startsWith("Hessian"))
                .forEach(part -> part.findElements(org.openqa.selenium.By.cssSelector(".number"))
                        .forEach(cell -> {
                            String exact = cell.getDomAttribute("title");
                            shown.add(exact == null ? cell.getText() : exact);
                        }));
        assertThat(shown).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Double.parseDouble(shown.get(i)))
                    .isCloseTo(expected[i], within(1e-13 * (1 + Math.abs(expected[i]))));
        }
    }

    @Test
    void computesANetworkAnewWhereAnElementChanges() throws Exception {
        Compilation compilation = Samples.sample("TwoLayers");
        open(compilation, Map.of());
        assertOutcomes(gradientOfLoss(compilation));
        String before = browser.find("#results").getText();
        type("U[1,2]", "0.75");
        assertThat(browser.find("#results").getText()).isNotEqualTo(before);
        assertOutcomes(gradientOfLoss(compilation));
        type("V[0]", "[0.25, -1.5]");
        assertThat(browser.find("input[name='V[1]']").getDomProperty("value")).isEqualTo("-1.5");
        assertOutcomes(gradientOfLoss(compilation));
        type("U[0,0]", "[[1, 2], [3, 4]]");
        assertThat(browser.find("[aria-label='U'] .wrong").getText()).isEqualTo("the array is [2,2], and [2,3] is wanted");
        assertThat(browser.find("#progress").getText()).isEqualTo("U[0,0] is not a number");
        type("U[0,0]", "[[1, 2, 3], [3, 4]]");
        assertThat(browser.find("[aria-label='U'] .wrong").getText())
                .isEqualTo("the rows of the array are not equally long");
        type("U[0,0]", "[[1, 2, 3");
        assertThat(browser.find("[aria-label='U'] .wrong").getText()).isEqualTo("an array is written [[1,2],[3,4]]");
        type("U[0,0]", "1");
        assertThat(browser.find("[aria-label='U'] .wrong").isDisplayed()).isFalse();
        assertOutcomes(gradientOfLoss(compilation));
        browser.find("#first").click();
        assertThat(browser.texts(".statement .value")).allMatch(String::isBlank);
        browser.find("#next").click();
        assertThat(browser.find("#progress").getText()).isEqualTo("forward 1 of 39");
        browser.picture("network-step", 1280);
    }

    @Test
    void saysWhyAFunctionIsNotWrittenOut() throws Exception {
        open(Samples.compile("f(A: real[n,n], b: real[n]) = A \\ b"), Map.of());
        assertThat(browser.find("#notice").getText()).contains("arrays or loops", "no formula for the elements");
        assertThat(browser.all("#graphs button")).isEmpty();
        browser.picture("not-written-out", 1280);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void showsConditionals() throws Exception {
        open(Samples.compile("f(x, y) = {\n if x > y {\n a = exp(x)\n b = a*y\n } else {\n b = sin(y)\n }\n return b*x\n}"),
                Map.of("x", 2.0, "y", 3.0));
        assertThat(browser.all(".skipped")).isNotEmpty();
        List<String> boxes = browser.all("#graph .box").stream()
                .map(box -> String.join(" ", box.getText().split("\\s+", -1)))
                .toList();
        assertThat(boxes).anyMatch(box -> box.startsWith("b chosen by x > y 0.14112 bar 2"));
        assertThat(boxes).anyMatch(box -> box.startsWith("y 3 bar -1.979985"));
        browser.picture("conditional", 1280);
    }

    /** Every kernel of the page against the compiler's, where the compiler's value is finite. */
    @Test
    void evaluatesOperatorsAsTheCompilerDoes() throws Exception {
        open(Samples.compile(README), Map.of());
        List<ScalarOperator> operators = Stream.concat(
                        Catalogue.all().stream(), Catalogue.familyMembers().stream())
                .filter(o -> PageOperators.has(o.name()))
                .toList();
        assertThat(operators).hasSizeGreaterThan(55);
        double[] points = {-2.5, -1, -0.3, -1e-9, 0, 1e-9, 0.25, 0.7, 1, 1.5, 3, 40};
        List<String> wrong = new ArrayList<>();
        for (ScalarOperator operator : operators) {
            int n = operator.operandNames().size();
            for (double a : points) {
                for (double b : n > 1 ? points : new double[] {0.7}) {
                    double[] x = Arrays.copyOf(new double[] {a, b, 1.5}, n);
                    Object[] expression = new Object[n + 1];
                    expression[0] = operator.name();
                    for (int i = 0; i < n; i++) {
                        boolean truth = !operator.operandTypes().get(i).isReal();
                        x[i] = truth ? (x[i] > 0 ? 1 : 0) : x[i];
                        expression[i + 1] = truth ? (Object) (x[i] > 0) : x[i];
                    }
                    double expected = operator.evaluate(x);
                    double found = Double.parseDouble(browser.script(
                                    "return String(Number(evaluate(arguments[0], new Map())))", List.of(expression))
                            .toString());
                    boolean same = Double.isNaN(expected)
                            ? Double.isNaN(found)
                            : found == expected || Math.abs(found - expected) <= 1e-14 * Math.abs(expected);
                    if (!same) {
                        wrong.add(operator.name() + Arrays.toString(x) + " = " + found + ", not " + expected);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }
}
