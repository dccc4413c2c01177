package org.wengert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files that explain writes. */
class ReportFilesTest {

    private static final String FORMULA = "y*log(x) + sqrt(y*log(x))";

    @TempDir
    Path folder;

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "--html, report.html, <!DOCTYPE html>",
        "--graph, graph.svg, <svg xmlns=",
        "--graph, graph.dot, digraph",
        "--graph, graph.mmd, flowchart TD",
        "--latex, derivation.tex, \\documentclass"
    })
    void writesFilesAndSaysNothing(String option, String name, String text) throws IOException {
        Run run = Run.of("explain", "-e", FORMULA, option, at(name));
        assertThat(run).isEqualTo(new Run(0, "", ""));
        assertThat(Files.readString(folder.resolve(name))).contains(text);
    }

    @Test
    void writesThemTogetherAndTheSameEachTime() throws IOException {
        Run.of("explain", "-e", FORMULA, "--html", at("a.html"), "--graph", at("a.svg"), "--latex", at("a.tex"));
        Run.of("explain", "-e", FORMULA, "--html", at("b.html"), "--graph", at("b.svg"), "--latex", at("b.tex"));
        for (String kind : new String[] {".html", ".svg", ".tex"}) {
            assertThat(Files.readString(folder.resolve("a" + kind)))
                    .isEqualTo(Files.readString(folder.resolve("b" + kind)));
        }
    }

    @Test
    void beginsAtThePointThatIsGiven() throws IOException {
        Run.of("explain", "-e", FORMULA, "--html", at("report.html"), "--at", "x=2.5,y=-3");
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains(
                        "\"name\":\"x\",\"type\":\"real\",\"extents\":[],\"numbers\":[2.5]",
                        "\"name\":\"y\",\"type\":\"real\",\"extents\":[],\"numbers\":[-3.0]");
    }

    @Test
    void isWrittenOutAtTheArraysThatAreGiven() throws IOException {
        String program = "f(A: real[n,m], x: real[m]) = A*x";
        Files.writeString(folder.resolve("x.csv"), "5\n6\n");
        Run.of(
                "explain",
                "-e",
                program,
                "--html",
                at("report.html"),
                "--at",
                "A=[1,2;3,4;5,6]",
                "--at-file",
                "x=" + at("x.csv"));
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains(
                        "\"sizes\":\"n = 3, m = 2\"",
                        "\"extents\":[3,2],\"numbers\":[1.0,2.0,3.0,4.0,5.0,6.0]",
                        "f[2] = w5 + w6");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--at=A=[1,2],x=[1] | A is real[n,m], and is given an array of rank 1",
                "--at=A=[1,2;3,4],x=[1,2,3],k=1 | x has 3 elements",
                "--at=k=1.5 | k is an integer of 32 bits, and is given 1.5",
                "--at-file=none.json | there is no such file"
            })
    void refusesAPointThatDoesNotFit(String options, String message) {
        List<String> words = new ArrayList<>(
                List.of("explain", "-e", "f(A: real[n,m], x: real[m], k: int) = A*x*k", "--html", at("a.html")));
        words.addAll(List.of(options.split(" ", -1)));
        Run run = Run.of(words.toArray(String[]::new));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(folder.resolve("a.html")).doesNotExist();
    }

    @Test
    void putsOnTheArrowsWhatIsAskedFor() throws IOException {
        Run.of("explain", "-e", FORMULA, "--graph", at("graph.dot"), "--graph-labels", "adjoints");
        assertThat(Files.readString(folder.resolve("graph.dot"))).contains("label=\"v3Bar/(2*v3)\"");
        Run.of("explain", "-e", FORMULA, "--graph", at("graph.dot"), "--graph-labels", "none");
        assertThat(Files.readString(folder.resolve("graph.dot")))
                .doesNotContain("v3Bar")
                .contains("\"v2\" -> \"v3\";");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--graph=picture.png | --graph: a graph is not written as 'picture.png'",
                "--html= | '' is not the name of a file",
                "--latex=- | '-' is not the name of a file",
                "--html=a.html --latex=a.html | two of the outputs are one file",
                "--html=a.html --at=z=1 | --at: no parameter 'z'",
                "--html=a.html --at=x=[1] | x is a number, and is given",
                "--html=a.html --dump=java | --dump shows a stage; it writes no file",
                "--html=. | nothing can be written"
            })
    void refusesWhatCannotBe(String options, String message) {
        String[] words = ("explain -e x^2 " + options).split(" ", -1);
        Run run = Run.of(words);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(Path.of("a.html")).doesNotExist();
    }

    @Test
    void writesNothingOfAProgramInError() {
        Run run = Run.of("explain", "-e", "x^", "--html", at("report.html"));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(folder.resolve("report.html")).doesNotExist();
    }

    @Test
    void saysThatAPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run run = Run.of("explore", "--port", String.valueOf(taken.getLocalPort()));
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err())
                    .contains("port " + taken.getLocalPort() + " cannot be listened at", "choose another one");
        }
        assertThat(Run.of("explore", "--port", "70000").err()).contains("70000 is not a port");
        assertThat(Run.of("explore", "no-such-file.expr").exit()).isEqualTo(2);
    }
}
