package org.wengert.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {

    @TempDir
    Path folder;

    @Test
    void everyLinkOfTheDocumentsLeadsSomewhere() throws Exception {
        Site.write(Path.of(".."), folder, "1");
        // The documentation of the Java is made by a release alone.
        Files.createDirectories(folder.resolve("api"));
        Files.writeString(folder.resolve("api/index.html"), "");
        assertThat(DeadLinks.in(folder)).isEmpty();
        assertThat(folder.resolve("docs/decisions/index.html")).content().contains("<a href=\"0003-powers.html\">");
    }

    @Test
    void saysWhichLinksAreDead() throws Exception {
        Files.writeString(
                folder.resolve("a.html"), "<a href=\"b.html#here\"></a> <a href=\"#me\"></a> <a href=\"c.html\"></a>");
        Files.writeString(folder.resolve("b.html"), "<h1 id=\"here\"></h1> <a href=\"a.html#there\"></a>");
        assertThat(DeadLinks.in(folder))
                .containsExactlyInAnyOrder("a.html: #me", "a.html: c.html", "b.html: a.html#there");
    }

    @Test
    void pagesAreWhereTheirDocumentsWere() {
        assertThat(Page.toPage("docs/guide.md#a-project")).isEqualTo("docs/guide.html#a-project");
        assertThat(Page.toPage("../README.md")).isEqualTo("../index.html");
        assertThat(Page.toPage("#here")).isEqualTo("#here");
        assertThat(Page.toPage("decisions/")).isEqualTo("decisions/index.html");
        assertThat(Page.toPage("../samples/pom.xml")).isEqualTo("../samples/pom.xml");
    }

    @Test
    void mathematicsIsNoLink() {
        assertThat(Page.of("as exprel[1](x) and [so](on.md)").body())
                .isEqualTo("<p>as exprel[1](x) and <a href=\"on.html\">so</a></p>\n");
    }

    @Test
    void everyDocumentIsInTheNavigation() throws Exception {
        Documents documents = new Documents(Path.of(".."));
        assertThat(documents.groups()).hasSize(3);
        assertThat(documents.groups().stream()
                        .flatMap(group -> group.entries().stream())
                        .map(Documents.Entry::link)
                        .filter(link -> link.endsWith(".md")))
                .containsExactlyInAnyOrderElementsOf(documents.all().stream()
                        .map(Path::toString)
                        .filter(name -> name.matches("docs/[^/]*")) // decisions have a list of their own
                        .toList());
    }
}
