package org.wengert.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.wengert.explorer.Explorer;

/** Types into the explorer. */
class ExplorerInBrowserTest {

    private static Browser browser;
    private static Explorer explorer;

    @BeforeAll
    static void start() throws Exception {
        browser = new Browser();
        explorer = Explorer.start(0, "y*log(x) + sqrt(y*log(x))\n");
    }

    @AfterAll
    static void stop() {
        browser.close();
        explorer.close();
    }

    private static void type(String program) {
        browser.find("#program").sendKeys(Keys.chord(Keys.CONTROL, "a"), program);
    }

    private static void awaitTitle(String title) throws InterruptedException {
        browser.await(() -> browser.find("#title").getText().equals(title)
                && browser.find("#status").getText().isEmpty());
        assertThat(browser.find("#title").getText()).isEqualTo(title);
    }

    @Test
    void followsWhatIsTyped() throws Exception {
        browser.open(explorer.address());
        awaitTitle("f(x, y)");
        assertThat(browser.texts("#list-value .text")).containsExactly("v1 = log(x)", "v2 = y*v1", "v3 = sqrt(v2)", "f = v2 + v3");
        browser.picture("explorer-readme", 1280);
        type("g(a, b) = exp(a)*b");
        awaitTitle("g(a, b)");
        assertThat(browser.texts("#list-value .text")).containsExactly("v1 = exp(a)", "g = v1*b");
        assertThat(browser.texts("#java .line")).anyMatch(line -> line.contains("Math.exp(a)"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void showsACaretUnderAnError() throws Exception {
        browser.open(explorer.address());
        awaitTitle("f(x, y)");
        type("sin(x) + yy*");
        browser.await(() -> !browser.all(".problem .caret").isEmpty());
        assertThat(browser.find(".problem").getText()).contains("line 1, column 12: expected", "sin(x) + yy*");
        List<String> lines = browser.find(".problem").getText().lines().toList();
        assertThat(lines.get(2).indexOf('^')).isEqualTo(lines.get(1).indexOf("yy*") + 2);
        browser.picture("explorer-error", 1280);
        type("sin(x)");
        awaitTitle("f(x)");
        assertThat(browser.all(".problem")).isEmpty();
    }

    @Test
    void showsTheLectureAndANetwork() throws Exception {
        browser.open(explorer.address());
        awaitTitle("f(x, y)");
        browser.script(
                "const e = document.getElementById('program'); e.value = arguments[0]; e.dispatchEvent(new Event('input'))",
                Samples.sample("Lecture").source().text());
        awaitTitle("f(x)");
        browser.scheme("dark");
        browser.picture("explorer-lecture-dark", 1280);
        browser.script(
                "const e = document.getElementById('program'); e.value = arguments[0]; e.dispatchEvent(new Event('input'))",
                Samples.sample("TwoLayers").source().text());
        awaitTitle("loss(U: real[p, d], V: real[p], A: real[n, d], y: real[n])");
        browser.scheme("light");
        browser.picture("explorer-network", 1280);
        browser.size(390, 844);
        browser.picture("explorer-network-narrow", 390);
    }

    @Test
    void offersExamplesAndTakesThemBack() throws Exception {
        browser.open(explorer.address());
        awaitTitle("f(x, y)");
        browser.await(() -> browser.all("#examples option").size() > 5);
        browser.all("#examples option").stream().filter(option -> option.getText().startsWith("Rosenbrock")).findFirst().orElseThrow().click();
        awaitTitle("valley(x, y)");
        browser.find("#program").sendKeys(Keys.chord(Keys.CONTROL, "z"));
        awaitTitle("f(x, y)");
    }

    @Test
    void aLinkHoldsTheProgramAndThePointForAFreshBrowser() throws Exception {
        browser.open(explorer.address());
        awaitTitle("f(x, y)");
        type("λ(θ, b) = exp(θ)*b + θ^3");
        awaitTitle("λ(θ, b)");
        for (String field : List.of("θ", "b", "θDot")) {
            browser.find("input[name='" + field + "']").sendKeys(Keys.chord(Keys.CONTROL, "a"), "0.5");
        }
        browser.find("#link").click();
        browser.await(() -> !browser.find("#link-note").getText().isEmpty());
        String link = (String) browser.script("return location.href");
        List<String> numbers = browser.texts("#results .number");
        Browser fresh = new Browser();
        try {
            fresh.open(link);
            fresh.await(() -> fresh.find("#title").getText().equals("λ(θ, b)"));
            assertThat(fresh.texts("#results .number")).isEqualTo(numbers);
            assertThat(fresh.find("#program").getDomProperty("value")).isEqualTo("λ(θ, b) = exp(θ)*b + θ^3");
            fresh.picture("explorer-link", 1280);
            fresh.open(explorer.address() + "#function=f&point=1,2,3");
            fresh.await(() -> fresh.find("#link-note").getText().contains("does not fit"));
            fresh.open(explorer.address() + "?again#program=%%%");
            fresh.await(() -> fresh.find("#link-note").getText().contains("damaged"));
            fresh.await(() -> fresh.find("#title").getText().equals("f(x, y)"));
        } finally {
            fresh.close();
        }
    }
}
